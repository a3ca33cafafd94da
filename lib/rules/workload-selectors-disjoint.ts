import type { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { isOwned, isSameObject, showObject } from '../graph/object';
import { PodIndex } from '../graph/pod-index';
import { isEmpty, type LabelSelector, matches, readLabelSelector, showSelector } from '../graph/selector';
import type { Workload } from '../graph/workload';
import { listed, quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** No workload's own selector may match another's pods; otherwise whoever goes by it takes them for one. */
export const workloadSelectorsDisjoint = defineRule({
  name: 'workload-selectors-disjoint',
  why: 'An autoscaler goes by its target\'s selector, and so counts the pods of both; a pod that loses its owner is adopted by either.',
  // Since controllers know their pods by owner as well, two such Deployments run side by side.
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    shared: {
      problem: 'The selector of {{kind}} {{name}} also matches the pods of {{others}}: autoscalers and tools count them as its own',
      got: '{{selector}}; {{other}} labels its pods {{labels}}',
      fix: '{{change}}',
    },
    adoption: {
      problem: 'The selector of {{kind}} {{name}} also matches {{others}}: it adopts a bare Pod, and may delete it as one too many',
      got: '{{selector}}; {{other}} is labelled {{labels}}',
      fix: '{{change}}',
    },
  },
  check(graph, report) {
    const reported = new Map<Workload, Set<Workload>>();
    forEachOverlap(graph, (owner, selector, caught) => {
      const fresh = caught.filter((other) => reported.get(other)?.has(owner) !== true);
      reported.set(owner, new Set(caught));
      for (const [message, others] of [
        ['shared', fresh.filter(({ object }) => object.kind !== 'Pod')],
        ['adoption', fresh.filter(({ object }) => object.kind === 'Pod')],
      ] as const) {
        const [other] = others;
        if (!other) continue;
        const shown = others.map(({ object }) => showObject(object));
        const place = { object: owner.object, related: others.map(({ object }) => object) };
        report(message, place, 'spec.selector', {
          kind: owner.object.kind,
          name: quote(owner.object.name),
          others: listed(shown.length <= 3 ? shown : [...shown.slice(0, 2), `${String(shown.length - 2)} more`]),
          selector: showSelector(selector),
          other: showObject(other.object),
          labels: showLabels(other.labels),
          change: changeFor(owner, other),
        });
      }
    });
  },
});

/** Kinds that adopt a bare Pod which their selector matches. A Deployment's adds a hash, a StatefulSet looks at names. */
const ADOPTING = ['ReplicaSet', 'ReplicationController', 'DaemonSet'];

/** Calls back for each controller whose selector matches pods of others in the same namespace. */
function forEachOverlap(graph: Graph, call: (owner: Workload, selector: LabelSelector, caught: readonly Workload[]) => void): void {
  for (const neighbours of byNamespace(graph.workloads)) {
    const pods = new PodIndex(neighbours);
    for (const owner of neighbours) {
      const selector = selectorOf(owner);
      // One that does not match its own pods is refused by the API server.
      if (!selector || !matches(selector, owner.labels)) continue;
      const caught = candidates(selector, neighbours, pods).filter((other) => isCaught(owner, selector, other));
      if (caught.length > 0) call(owner, selector, caught);
    }
  }
}

function isCaught({ object }: Workload, selector: LabelSelector, other: Workload): boolean {
  if (object === other.object || isSameObject(object, other.object) || !matches(selector, other.labels)) return false;
  return other.object.kind === 'Pod' ? ADOPTING.includes(object.kind) : selectorOf(other) !== undefined;
}

/** Workloads that surely share a namespace; those that another object owns, as in a dump of a cluster, are its business. */
function byNamespace(workloads: readonly Workload[]): Workload[][] {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { namespace = '' } = workload.object;
    if (isOwned(workload.object)) continue;
    const group = groups.get(namespace);
    if (group) group.push(workload);
    else groups.set(namespace, [workload]);
  }
  return [...groups.values()];
}

/** The selector by which a controller finds its pods; undefined where it is made up at run time, or its form is not known. */
function selectorOf({ object, selector, labels }: Workload): LabelSelector | undefined {
  if (object.group === 'batch' || object.kind === 'Pod') return undefined;
  const { selector: written } = record(object.manifest.spec);
  const own = selector ?? (object.group.includes('.') ? readLabelSelector(written) : undefined);
  // A ReplicationController that names no selector selects the labels of its template.
  if (!own) return object.kind === 'ReplicationController' && Object.keys(labels).length > 0 ? { matchLabels: labels, matchExpressions: [] } : undefined;
  // An empty one no API takes; or it is of another form, as of an OpenShift DeploymentConfig.
  return isEmpty(own) ? undefined : own;
}

/** All that may match, by way of the index wherever the selector names a value. */
function candidates({ matchLabels, matchExpressions }: LabelSelector, neighbours: readonly Workload[], pods: PodIndex): readonly Workload[] {
  if (Object.keys(matchLabels).length > 0) return pods.selectAnywhere(matchLabels);
  const oneOf = matchExpressions.find(({ operator }) => operator === 'In');
  if (!oneOf) return neighbours;
  return [...new Set(oneOf.values)].flatMap((value) => pods.selectAnywhere({ [oneOf.key]: value }));
}

function changeFor(owner: Workload, other: Workload): string {
  const apart = Object.keys(owner.labels).sort().filter((key) => owner.labels[key] !== other.labels[key]);
  const otherSelector = selectorOf(other);
  const mutual = otherSelector !== undefined && matches(otherSelector, owner.labels);
  const [key] = mutual ? apart.filter((label) => Object.hasOwn(other.labels, label)) : apart;
  if (key === undefined) return `label the pods apart, and let ${mutual ? 'both selectors' : 'the selector'} ask for that label too`;
  if (mutual) return `let both selectors ask for label ${quote(key)} too, in which the pods differ`;
  return `let the selector ask for ${quote(`${key}=${owner.labels[key] ?? ''}`)} too`;
}
