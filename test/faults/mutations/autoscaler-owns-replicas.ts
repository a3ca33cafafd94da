import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'left the replicas there when it was autoscaled', seed: (app) => onFirst(app, ({ workload }) => (workload.spec.replicas = 3)) },
  { name: 'set the replicas to one', seed: (app) => onFirst(app, ({ workload }) => (workload.spec.replicas = 1)) },
  {
    name: 'set the replicas to what the autoscaler leaves at the least',
    seed: (app) => onFirst(app, ({ workload, autoscaler }) => (workload.spec.replicas = Math.max(1, autoscaler.spec.minReplicas ?? autoscaler.spec.minReplicaCount ?? 1))),
  },
  {
    name: 'scaled by hand in an incident, and committed it',
    seed: (app) => onFirst(app, ({ workload }) => (workload.spec.replicas = 50)),
  },
];

interface Scaled {
  readonly workload: Manifest;
  readonly autoscaler: Manifest;
}

/** Edits the first workload that an autoscaler scales, and that says no replicas. */
function onFirst(app: SeededApp, edit: (scaled: Scaled) => unknown): boolean {
  for (const autoscaler of ofKind(app, 'HorizontalPodAutoscaler', 'ScaledObject')) {
    const { kind = 'Deployment', name } = autoscaler.spec.scaleTargetRef;
    const workload = workloads(app).find((other) => other.kind === kind && other.metadata.name === name && other.metadata.namespace === autoscaler.metadata.namespace);
    if (!workload || workload.spec.replicas !== undefined) continue;
    edit({ workload, autoscaler });
    return true;
  }
  return false;
}
