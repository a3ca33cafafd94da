import type { Fault, Manifest, SeededApp } from '../fault';
import { served, servicesOf } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'let a rollout take all pods away', seed: (app) => onFirst(app, ({ spec }) => (spec.strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%', maxSurge: 1 } })) },
  { name: 'let a rollout take as many pods away as there are', seed: (app) => onFirst(app, ({ spec }) => (spec.strategy = { rollingUpdate: { maxUnavailable: spec.replicas, maxSurge: 0 } }), hasReplicas) },
  { name: 'let a rollout take away all pods but one', seed: (app) => onFirst(app, ({ spec }) => (spec.strategy = { rollingUpdate: { maxUnavailable: spec.replicas - 1, maxSurge: 1 } }), ({ spec }) => spec.replicas > 2) },
  { name: 'replaced several pods at once, as one would be', seed: (app) => onFirst(app, ({ spec }) => (spec.strategy = { type: 'Recreate' }), hasReplicas) },
  {
    name: 'scaled down to one pod, and let a rollout take one away',
    seed: (app) =>
      onFirst(
        app,
        ({ spec }) => {
          spec.replicas = 1;
          spec.strategy = { rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } };
        },
        (workload) => hasReplicas(workload) && !/hostPort|hostNetwork|persistentVolumeClaim/.test(JSON.stringify(workload)),
      ),
    // A budget for several may want one to stay.
    also: ['budget-permits-eviction'],
  },
];

const hasReplicas = ({ spec }: Manifest): boolean => spec.replicas > 1;

/** Edits the first Deployment that stands alone behind its Services. */
function onFirst(app: SeededApp, edit: (workload: Manifest) => unknown, isMeant: (workload: Manifest) => boolean = ({ spec }) => spec.replicas > 1): boolean {
  for (const { behind } of served(app, { headless: true })) {
    const [workload] = behind;
    if (workload.kind !== 'Deployment' || !isMeant(workload)) continue;
    const others = served(app, { headless: true }).filter(({ service }) => servicesOf(app, workload).includes(service));
    if (others.some((other) => other.behind.length > 1)) continue;
    edit(workload);
    return true;
  }
  return false;
}
