import { addTo } from './add-to';
import type { Graph } from './graph';
import { NAMESPACE_NAME_LABEL } from './namespaces';
import { looksLike } from './near';
import type { Direction, NetworkPolicy, Peer, PolicyRule } from './network-policy';
import { mayBeOperated } from './operator';
import { isPeer } from './reach';
import { gainedPairs } from './run-time-labels';
import { asLabels, type Labels } from './selector';
import type { Workload } from './workload';

/** A peer with the rule that it is of. */
export interface PeerOfRule {
  readonly peer: Peer;
  readonly rule: PolicyRule;
  readonly direction: Direction;
}

/** Namespaces that every cluster has. */
const STANDARD = /^(default|kube-(system|public|node-lease))$/;

/** Finds the namespaces that policies were meant for, where they are in the wrong one or name the wrong one. */
export class MeantNamespaces {
  private readonly guarded = new Map<NetworkPolicy, Workload[]>();
  private readonly policies = new Set<string>();
  private readonly inhabited: ReadonlySet<string>;
  private readonly mentioned: ReadonlySet<string>;

  constructor(private readonly graph: Graph) {
    for (const { object } of graph.policies.policies) this.policies.add(`${object.namespace ?? ''}/${object.name}`);
    for (const workload of graph.workloads) {
      for (const { policy } of graph.policies.selecting(workload)) {
        addTo(this.guarded, policy, workload);
      }
    }
    const namespaces = [...graph.policies.namespaces.known.keys()];
    this.inhabited = new Set([...namespaces, ...graph.workloads.flatMap(({ object }) => object.namespace ?? [])]);
    this.mentioned = new Set([...namespaces, ...graph.objects.flatMap(({ namespace }) => namespace ?? [])]);
  }

  /** Whether a policy selects, or may select, pods of the input. */
  guards(policy: NetworkPolicy): boolean {
    return this.guarded.has(policy);
  }

  /**
   * The workloads whose pods carry the labels, where all of them are in other namespaces than the policy's. None where a policy of
   * the same name is there: then this one is for another copy of the app.
   */
  elsewhere(policy: NetworkPolicy, labels: Labels): readonly Workload[] {
    const { namespace, name } = policy.object;
    if (namespace === undefined || Object.keys(labels).length === 0) return [];
    if (gainedPairs(labels).length > 0 || mayBeOperated(this.graph, policy.object, labels)) return [];
    const carrying = this.graph.podsAnywhere(labels);
    const isHere = ({ object }: Workload): boolean =>
      object.namespace === undefined || object.namespace === namespace || this.policies.has(`${object.namespace}/${name}`);
    return carrying.some(isHere) ? [] : carrying;
  }

  /** The pods of other namespaces that a peer of the policy's own was meant for, and that no other peer picks. */
  peerElsewhere(policy: NetworkPolicy, entry: PeerOfRule): readonly Workload[] {
    const { namespaceSelector, podSelector } = entry.peer;
    const labels = podSelector && !namespaceSelector ? asLabels(podSelector) : undefined;
    const found = labels ? this.elsewhere(policy, labels) : [];
    const isPicked = (from: NetworkPolicy, peer: Peer): boolean => found.some((workload) => isPeer(this.graph.policies, from, peer, workload) !== 'no');
    return found.length > 0 && this.isMadeUpFor(policy, entry, isPicked) ? [] : found;
  }

  /** The namespace whose name a peer's selector asks for under a label that no namespace of the input has. */
  peerNamespace(policy: NetworkPolicy, entry: PeerOfRule): string | undefined {
    const { namespaces } = this.graph.policies;
    const { namespaceSelector } = entry.peer;
    const labels = namespaceSelector && asLabels(namespaceSelector);
    if (!labels || [...namespaces.known.keys()].some((name) => namespaces.matches(namespaceSelector, name) === 'yes')) return undefined;
    const meant = Object.entries(labels).flatMap(([key, value]) => this.namedBy(key, value) ?? [])[0];
    if (meant === undefined) return undefined;
    const isPicked = (_: NetworkPolicy, peer: Peer): boolean => peer.namespaceSelector !== undefined && namespaces.matches(peer.namespaceSelector, meant) === 'yes';
    return this.isMadeUpFor(policy, entry, isPicked) ? undefined : meant;
  }

  private namedBy(key: string, value: string): string | undefined {
    const { known } = this.graph.policies.namespaces;
    if (key === NAMESPACE_NAME_LABEL) {
      if (this.mentioned.has(value) || STANDARD.test(value)) return undefined;
      return [...this.inhabited].sort().find((name) => looksLike(name, value));
    }
    if (known.has(value)) return value;
    return /(^|[-./_])(name|namespace|ns)$/i.test(key) ? [...known.keys()].sort().find((name) => looksLike(name, value)) : undefined;
  }

  /** Whether another rule for the same pods admits to the same ports whom this peer was meant for. */
  private isMadeUpFor(policy: NetworkPolicy, { peer, rule, direction }: PeerOfRule, isPicked: (from: NetworkPolicy, peer: Peer) => boolean): boolean {
    const applied = (this.guarded.get(policy) ?? []).flatMap((workload) => this.graph.policies.of(workload, direction));
    const policies = new Set([policy, ...applied.map((other) => other.policy)]);
    return [...policies].some((from) =>
      (from[direction] ?? []).some(
        (other) => covers(other, rule) && (other.peers?.some((candidate) => candidate !== peer && isPicked(from, candidate)) ?? true),
      ),
    );
  }
}

/** Whether a rule opens every port that the other one does. */
function covers(wide: PolicyRule, narrow: PolicyRule): boolean {
  if (!wide.ports) return true;
  const show = ({ protocol, port, endPort }: { protocol: string; port?: number | string; endPort?: number }): string =>
    JSON.stringify([protocol, port ?? null, endPort ?? null]);
  const open = new Set(wide.ports.map(show));
  return narrow.ports?.every((entry) => open.has(show(entry))) ?? false;
}
