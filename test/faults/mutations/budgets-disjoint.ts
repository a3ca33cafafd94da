import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'renamed the budget, and left the old one there', seed: (app) => beside(app, (budget) => budget) },
  { name: 'added a budget for the whole namespace', seed: (app) => beside(app, (budget) => ({ ...budget, spec: { maxUnavailable: 1, selector: {} } })) },
  {
    name: 'added a budget by another label of the same pods',
    seed: (app) =>
      beside(app, (budget, workload) => {
        podOf(workload).metadata.labels.tier = 'guarded';
        return { ...budget, spec: { maxUnavailable: 1, selector: { matchLabels: { tier: 'guarded' } } } };
      }),
  },
  {
    name: 'added a budget by an expression that the same pods satisfy',
    seed: (app) => beside(app, (budget, workload) => ({ ...budget, spec: { maxUnavailable: 1, selector: { matchExpressions: Object.entries(podOf(workload).metadata.labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })) } } })),
  },
];

/** Adds a budget beside the first one, for the pods that it is for. */
function beside(app: SeededApp, make: (budget: Manifest, workload: Manifest) => Manifest): boolean {
  for (const budget of ofKind(app, 'PodDisruptionBudget')) {
    const labels = Object.entries(budget.spec.selector.matchLabels ?? {});
    const workload = workloads(app).find(
      (candidate) => candidate.metadata.namespace === budget.metadata.namespace && candidate.spec.replicas !== 0 && labels.length > 0 && labels.every(([key, value]) => podOf(candidate).metadata.labels[key] === value),
    );
    if (!workload) continue;
    const copy = structuredClone({ ...budget, metadata: { ...budget.metadata, name: `second-${String(budget.metadata.name)}` } });
    app.manifests.push(make(copy, workload));
    return true;
  }
  return false;
}
