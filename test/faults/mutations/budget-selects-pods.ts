import type { Fault, Manifest, SeededApp } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'misspelt a value of the selector', seed: (app) => onFirst(app, (labels, key) => (labels[key] = `${String(labels[key])}e`)) },
  { name: 'wrote a value of the selector with a capital letter', seed: (app) => onFirst(app, (labels, key) => (labels[key] = String(labels[key]).replace(/^./, (first) => first.toUpperCase()))) },
  {
    name: 'used a key that people use elsewhere',
    seed: (app) =>
      onFirst(app, (labels, key) => {
        labels[key === 'app' ? 'app.kubernetes.io/name' : 'app'] = labels[key];
        Reflect.deleteProperty(labels, key);
      }),
  },
  { name: 'asked for one label more than the pods have', seed: (app) => onFirst(app, (labels) => (labels.environment = 'production')) },
  { name: 'took the budget from another app', seed: (app) => onFirst(app, (labels, key) => (labels[key] = 'somebody-else')) },
  {
    name: 'put the budget into another namespace',
    seed: (app) =>
      ofKind(app, 'PodDisruptionBudget').some((budget) => {
        const pods = budget.metadata.namespace === undefined ? [] : workloads(app).filter((workload) => carries(workload, budget) && workload.metadata.namespace !== undefined);
        if (pods.length === 0) return false;
        budget.metadata.namespace = 'elsewhere';
        return true;
      }),
  },
];

function carries(workload: Manifest, { spec }: Manifest): boolean {
  const labels = Object.entries(spec.selector.matchLabels ?? {});
  return labels.length > 0 && labels.every(([key, value]) => podOf(workload).metadata.labels?.[key] === value);
}

/** Edits the labels of the first budget that then selects no pods any more. */
function onFirst(app: SeededApp, edit: (labels: Manifest, key: string) => unknown): boolean {
  return ofKind(app, 'PodDisruptionBudget').some((budget) => {
    const labels = budget.spec.selector.matchLabels;
    const [key] = Object.keys(labels ?? {});
    if (key === undefined) return false;
    edit(labels, key);
    return !workloads(app).some((workload) => isNeighbour(workload, budget) && carries(workload, budget));
  });
}
