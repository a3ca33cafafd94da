import { integer, record, text } from './json';
import type { GraphObject } from './object';
import type { ObjectIndex } from './object-index';
import type { Workload } from './workload';

/**
 * Has the pods of a workload scaled and rolled out by the Argo Rollout that refers to it: the Rollout runs them from the workload's
 * template, and the workload itself is scaled down to none.
 *
 * @see https://argoproj.github.io/argo-rollouts/migrating/
 */
export function withRollouts(workloads: readonly Workload[], index: ObjectIndex): readonly Workload[] {
  const rollouts = new Map<string, GraphObject>();
  for (const rollout of index.ofKind('Rollout.argoproj.io')) {
    const { kind, name } = record(record(rollout.manifest.spec).workloadRef);
    rollouts.set(keyOf(text(kind), rollout.namespace, text(name)), rollout);
  }
  if (rollouts.size === 0) return workloads;
  return workloads.map((workload) => {
    const { kind, namespace, name } = workload.object;
    const rollout = rollouts.get(keyOf(kind, namespace, name));
    if (!rollout) return workload;
    return { ...workload, rollout, replicas: integer(record(rollout.manifest.spec).replicas) };
  });
}

function keyOf(kind: string | undefined, namespace: string | undefined, name: string | undefined): string {
  return [kind, namespace, name].map((part) => part ?? '').join('/');
}
