import type { Graph } from './graph';
import { looksLike } from './near';
import { type GraphObject, mayShareNamespace } from './object';
import type { Labels } from './selector';
import type { Workload } from './workload';

/** A workload that a Service or policy was probably meant for, with those of its labels that were meant. */
export interface NearMiss {
  readonly workload: Workload;
  readonly labels: Labels;
}

/** The workload whose labels differ from what an object selects in its own namespace by slips of the pen alone. */
export function nearMiss(graph: Graph, { object }: { readonly object: GraphObject }, selector: Labels): NearMiss | undefined {
  for (const workload of graph.workloads) {
    if (!mayShareNamespace(workload.object.namespace, object.namespace)) continue;
    const labels: Record<string, string> = {};
    for (const [key, value] of Object.entries(selector)) {
      const meant = Object.entries(workload.labels).find(
        ([k, v]) => (k === key && (v === value || looksLike(v, value))) || (v === value && looksLike(k, key)),
      );
      if (meant) labels[meant[0]] = meant[1];
    }
    if (Object.keys(labels).length < Object.keys(selector).length) continue;
    if (!areNamesakes(graph, object, selector, { workload, labels })) return { workload, labels };
  }
  return undefined;
}

/**
 * Two apps whose names happen to be alike, as auth and oauth: each object is true to its own name, and the pods are
 * another Service's already.
 */
function areNamesakes(graph: Graph, object: GraphObject, selector: Labels, { workload, labels }: NearMiss): boolean {
  return (
    Object.entries(selector).every(([key, value]) => {
      const meant = labels[key];
      return meant === value || (meant !== undefined && isNamed(object.name, value) && isNamed(workload.object.name, meant));
    }) && graph.services.some((other) => other.workloads.includes(workload))
  );
}

/** Whether a name is the word, or the word with something before or after it. */
export function isNamed(name: string, word: string): boolean {
  return `-${name}-`.includes(`-${word}-`);
}
