import type { Graph } from './graph';
import { looksLike } from './near';
import { NearLabels } from './near-labels';
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
  const wanted = Object.entries(selector);
  for (const workload of NearLabels.in(graph).candidates(selector)) {
    if (!mayShareNamespace(workload.object.namespace, object.namespace)) continue;
    const labels = meantLabels(wanted, workload);
    if (!labels) continue;
    if (!areNamesakes(graph, object, selector, { workload, labels })) return { workload, labels };
  }
  return undefined;
}

/** The labels of a workload that each of the pairs was meant for; undefined where one was meant for none, or two for one. */
function meantLabels(wanted: readonly (readonly [string, string])[], workload: Workload): Labels | undefined {
  const labels: Record<string, string> = {};
  for (const [key, value] of wanted) {
    const meant = meantPair(key, value, workload.labels);
    if (!meant) return undefined;
    labels[meant[0]] = meant[1];
  }
  return Object.keys(labels).length < wanted.length ? undefined : labels;
}

function meantPair(key: string, value: string, labels: Labels): readonly [string, string] | undefined {
  for (const k in labels) {
    const v = labels[k] ?? '';
    if ((k === key && (v === value || looksLike(v, value))) || (v === value && looksLike(k, key))) return [k, v];
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
