import type { Graph } from './graph';
import type { NetworkPolicy, Peer } from './network-policy';
import { isPeer } from './reach';
import { gainedPairs, isOfControllers } from './run-time-labels';
import { asLabels, type LabelSelector } from './selector';
import type { Workload } from './workload';

/** The workloads whose pods a peer picks by their labels; undefined where that is not certain, or no label is asked for. */
export function podsOfPeer(graph: Graph, policy: NetworkPolicy, peer: Peer): readonly Workload[] | undefined {
  const candidates = peer.podSelector && !peer.ipBlock ? carrying(graph, peer.podSelector) : undefined;
  const picked = candidates?.map((workload) => ({ workload, verdict: isPeer(graph.policies, policy, peer, workload) }));
  if (!picked || picked.some(({ verdict }) => verdict === 'unknown')) return undefined;
  return picked.filter(({ verdict }) => verdict === 'yes').map(({ workload }) => workload);
}

/**
 * All workloads that a selector may pick in whatever namespace, and perhaps some more: those with the labels that a template must show.
 * Undefined where it asks for no such label.
 */
export function carrying(graph: Graph, selector: LabelSelector): readonly Workload[] | undefined {
  const labels = asLabels(selector) ?? selector.matchLabels;
  const gained = gainedPairs(labels).map(([key]) => key);
  const written = gained.length === 0 ? labels : Object.fromEntries(Object.entries(labels).filter(([key]) => !gained.includes(key)));
  if (Object.keys(written).length > 0) return graph.podsAnywhere(written);
  const choice = selector.matchExpressions.find(({ key, operator, values }) => operator === 'In' && values.length > 1 && !isOfControllers(key));
  return choice && [...new Set(choice.values.flatMap((value) => graph.podsAnywhere({ [choice.key]: value })))];
}
