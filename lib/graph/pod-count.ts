import { integer, record, text } from './json';
import type { GraphObject } from './object';
import type { Workload } from './workload';

/** Knows how many pods of a workload there are at least: by its replicas, or by an autoscaler of the input. */
export class PodCounts {
  private readonly floors = new Map<string, number>();

  constructor(objects: readonly GraphObject[]) {
    for (const { kind, group, namespace, manifest } of objects) {
      if (kind !== 'HorizontalPodAutoscaler' || group !== 'autoscaling') continue;
      const { scaleTargetRef, minReplicas } = record(manifest.spec);
      const target = record(scaleTargetRef);
      this.floors.set(keyOf(namespace, text(target.kind), text(target.name)), integer(minReplicas) ?? 1);
    }
  }

  /** Undefined where nothing in the input says: somebody may have scaled it since. */
  leastOf({ object, rollout, replicas }: Workload): number | undefined {
    const { namespace, kind, name } = rollout ?? object;
    return this.floors.get(keyOf(namespace, kind, name)) ?? replicas;
  }
}

function keyOf(namespace: string | undefined, kind: string | undefined, name: string | undefined): string {
  return [namespace, kind, name].map((part) => part ?? '').join('/');
}
