import { addTo } from './add-to';
import { LabelMap } from './label-map';
import { type Namespaces, shareNamespace } from './namespaces';
import type { Direction, NetworkPolicy, PolicyRule } from './network-policy';
import { gainedPairs, isOfControllers, mayGain } from './run-time-labels';
import { asLabels, judge, type LabelSelector, matchesLabels } from './selector';
import { both, type Verdict } from './verdict';
import type { Workload } from './workload';

/** A policy that selects, or may select, the pods of a workload. */
export interface Applied {
  readonly policy: NetworkPolicy;
  readonly selects: Verdict;
  readonly rules: readonly PolicyRule[];
}

/** Knows the network policies of a cluster, and finds those of a workload without looking at all of them. */
export class PolicyIndex {
  /** Policies by a pair of labels, one of which their pods must carry. */
  private readonly byPair = new LabelMap<NetworkPolicy>();
  /** Policies that ask for no pair that a template must show. */
  private readonly byNamespace = new Map<string | undefined, NetworkPolicy[]>();
  private readonly applied = { ingress: new Map<Workload, readonly Applied[]>(), egress: new Map<Workload, readonly Applied[]>() };
  private readonly memo = new Map<Workload, readonly { policy: NetworkPolicy; selects: Verdict }[]>();

  /**
   * @param hasOthers whether there are policies of network plugins, which may admit what Kubernetes' own refuse
   */
  constructor(readonly policies: readonly NetworkPolicy[], readonly namespaces: Namespaces, readonly hasOthers: boolean) {
    for (const policy of policies) {
      const pairs = writtenPairs(policy.selector);
      if (pairs) for (const [key, value] of pairs) this.byPair.add(key, value, policy);
      else addTo(this.byNamespace, policy.object.namespace, policy);
    }
  }

  /** The policies that isolate, or may isolate, a workload's pods in a direction. None does where pods use their node's network. */
  of(workload: Workload, direction: Direction): readonly Applied[] {
    const known = this.applied[direction].get(workload);
    if (known) return known;
    const found = (workload.hostNetwork ? [] : this.selecting(workload)).flatMap(({ policy, selects }) => {
      const rules = policy[direction];
      return rules ? [{ policy, selects, rules }] : [];
    });
    this.applied[direction].set(workload, found);
    return found;
  }

  /** The policies that select, or may select, a workload's pods, whatever their direction. */
  selecting(workload: Workload): readonly { policy: NetworkPolicy; selects: Verdict }[] {
    const known = this.memo.get(workload);
    if (known) return known;
    const { namespace } = workload.object;
    if (this.policies.length === 0) return [];
    const wide = namespace === undefined ? [...this.byNamespace.values()].flat() : this.inNamespace(namespace);
    const own = Object.entries(workload.labels).flatMap(([key, value]) => this.byPair.get(key, value));
    const found = [...wide, ...own].flatMap((policy) => {
      const selects = both(shareNamespace(policy.object.namespace, namespace), () => selectsPods(policy.selector, workload));
      return selects === 'no' ? [] : [{ policy, selects }];
    });
    this.memo.set(workload, found);
    return found;
  }

  private inNamespace(namespace: string): NetworkPolicy[] {
    return [...(this.byNamespace.get(namespace) ?? []), ...(this.byNamespace.get(undefined) ?? [])];
  }
}

/** Whether a selector picks the pods of a workload; pods may gain labels while they run. */
export function selectsPods(selector: LabelSelector, workload: Workload): Verdict {
  // By far the most selectors list labels that a template shows.
  if (selector.matchExpressions.length === 0 && matchesLabels(selector.matchLabels, workload.labels)) return 'yes';
  return judge(selector, workload.labels, (key, value) =>
    value === undefined ? isOfControllers(key) : isGained(selector, key, value) && mayGain(workload, [key, value]),
  );
}

/** Whether a pair that a selector asks for is one that pods may gain, beside what else it asks for. */
function isGained(selector: LabelSelector, key: string, value: string): boolean {
  const labels = { ...(asLabels(selector) ?? selector.matchLabels), [key]: value };
  return gainedPairs(labels).some((pair) => pair[0] === key);
}

/** Pairs of one key, one of which a template must show to be selected; undefined where none need be shown. */
function writtenPairs(selector: LabelSelector): (readonly [string, string])[] | undefined {
  const isWritten = (key: string, value: string): boolean => !isGained(selector, key, value);
  const label = Object.entries(selector.matchLabels).find(([key, value]) => isWritten(key, value));
  if (label) return [label];
  const choice = selector.matchExpressions.find(
    ({ key, operator, values }) => operator === 'In' && !isOfControllers(key) && values.every((value) => isWritten(key, value)),
  );
  return choice && [...new Set(choice.values)].map((value) => [choice.key, value] as const);
}
