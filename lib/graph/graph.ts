import { compare } from '../report/finding';
import { type GraphObject, type LinkObject, readObjects } from './object';
import type { Patch } from './patch';
import { PodIndex } from './pod-index';
import type { Labels } from './selector';
import { readService, type Service } from './service';
import { readWorkload, type Workload } from './workload';

/** What linking knows: everything that is for one cluster, typed and read-only. */
export interface Graph {
  readonly objects: readonly GraphObject[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  /** Changes that the author asked of rendered objects. */
  readonly patches: readonly Patch[];
  /** Workloads whose pods carry all these labels, in whatever namespace. */
  podsAnywhere(labels: Labels): readonly Workload[];
}

/** Builds the graph of one cluster in time linear in the number of objects. */
export function buildGraph(inputs: readonly LinkObject[], patches: readonly Patch[] = []): Graph {
  // In an order of their own: the order of files or constructs must not show in any message.
  const objects = readObjects(inputs).sort((a, b) => compare(sortKey(a), sortKey(b)) || compareTwins(a, b));
  const workloads = objects.flatMap((object) => readWorkload(object) ?? []);
  const pods = new PodIndex(workloads);
  const services = objects.flatMap((object) => readService(object, (labels, namespace) => pods.select(labels, namespace)) ?? []);
  return { objects, workloads, services, patches, podsAnywhere: (labels) => pods.selectAnywhere(labels) };
}

function sortKey(object: GraphObject): string {
  return [object.kind, object.group, object.namespace ?? '', object.name, object.provenance.path ?? ''].join('\n');
}

/** What tells objects of one identity apart; read for them alone, since it is costly. */
function compareTwins(a: GraphObject, b: GraphObject): number {
  const keyOf = (object: GraphObject): string => {
    const { file, line, column } = object.provenance.source ?? { file: '', line: 0, column: 0 };
    return JSON.stringify([object.manifest, object.ours, file, line, column]);
  };
  return compare(keyOf(a), keyOf(b));
}
