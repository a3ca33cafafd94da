import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'let no pod be away', seed: (app) => limit(app, () => ({ maxUnavailable: 0 })) },
  { name: 'let no share of the pods be away', seed: (app) => limit(app, () => ({ maxUnavailable: '0%' })) },
  { name: 'wanted all of the pods to stay', seed: (app) => limit(app, () => ({ minAvailable: '100%' })) },
  { name: 'wanted as many pods to stay as there are', seed: (app) => limit(app, ({ spec }) => ({ minAvailable: spec.replicas }), hasReplicas) },
  { name: 'wanted a share of the pods to stay that rounds up to all of them', seed: (app) => limit(app, ({ spec }) => ({ minAvailable: `${String(Math.ceil((100 * (spec.replicas - 0.5)) / spec.replicas))}%` }), hasReplicas) },
  {
    name: 'scaled the app down to one pod, which must stay',
    seed: (app) =>
      limit(
        app,
        (workload) => {
          workload.spec.replicas = 1;
          return { minAvailable: 1 };
        },
        // One pod has nothing to spread, and its rollout goes another way.
        (workload) => hasReplicas(workload) && !JSON.stringify(workload).includes('podAntiAffinity'),
      ),
  },
  { name: 'said neither how many must stay nor how many may go', seed: (app) => limit(app, () => ({})) },
];

const hasReplicas = ({ spec }: Manifest): boolean => spec.replicas > 1;

/** Changes the limit of the first budget of one workload alone. */
function limit(app: SeededApp, make: (workload: Manifest) => Manifest, isMeant: (workload: Manifest) => boolean = () => true): boolean {
  for (const budget of ofKind(app, 'PodDisruptionBudget')) {
    const { matchLabels } = budget.spec.selector;
    const behind = workloads(app).filter(
      (workload) => isNeighbour(workload, budget) && Object.entries(matchLabels ?? {}).every(([key, value]) => podOf(workload).metadata.labels?.[key] === value),
    );
    const [workload] = behind;
    if (!matchLabels || behind.length !== 1 || !isMeant(workload)) continue;
    const { selector } = budget.spec;
    budget.spec = { selector, ...make(workload) };
    return true;
  }
  return false;
}
