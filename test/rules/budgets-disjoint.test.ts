import { budgetsDisjoint } from '../../lib/rules/budgets-disjoint';
import { budget, pods } from './capacity-manifests';
import { ruleTester } from './rule-tester';

const CANARY = pods({ at: 'shop/web-canary', labels: '{ app: web, track: canary }' });
const STABLE = pods({ labels: '{ app: web, track: stable }' });
const WIDE = budget('maxUnavailable: 1');
const IN = (value: string): string => `{ matchExpressions: [{ key: track, operator: In, values: [${value}] }] }`;

const SILENT: Readonly<Record<string, string>> = {
  'one budget': pods() + WIDE,
  'a budget for each track': STABLE + CANARY + budget('maxUnavailable: 1', 'shop/a', '{ matchLabels: { track: stable } }') + budget('maxUnavailable: 1', 'shop/b', '{ matchLabels: { track: canary } }'),
  'budgets by expressions that part the pods': STABLE + CANARY + budget('maxUnavailable: 1', 'shop/a', IN('stable')) + budget('maxUnavailable: 1', 'shop/b', IN('canary')),
  'budgets of one name in two namespaces': pods() + WIDE + budget('maxUnavailable: 1', 'blog/web'),
  'a budget whose namespace is not known': pods() + WIDE + budget('maxUnavailable: 1', 'other'),
  'budgets that select no pods of the input': WIDE + budget('minAvailable: 1', 'shop/other'),
  'pods that are switched off': pods({ spec: 'replicas: 0' }) + WIDE + budget('minAvailable: 1', 'shop/other'),
  'one budget in two manifests': pods() + WIDE + budget('maxUnavailable: 2'),
  'a budget without a selector beside another': pods() + WIDE + budget('minAvailable: 1', 'shop/other', 'null'),
  'a budget for one pod of a StatefulSet': pods({ type: 'apps/v1 StatefulSet' }) + WIDE + budget('maxUnavailable: 1', 'shop/first', '{ matchLabels: { statefulset.kubernetes.io/pod-name: web-0 } }'),
};

ruleTester(budgetsDisjoint, {
  valid: Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
  invalid: [
    {
      name: 'a wide and a narrow budget over the same pods',
      manifests: STABLE + WIDE + budget('minAvailable: 1', 'shop/web-stable', '{ matchLabels: { app: web, track: stable } }'),
      findings: [
        {
          message: 'overlap',
          severity: 'error',
          field: 'spec.selector',
          object: { kind: 'PodDisruptionBudget', name: 'web-stable' },
          problem: /select the pods of Deployment shop\/web, and so the API server refuses/,
          got: '"app=web,track=stable", and PodDisruptionBudget shop/web selects "app=web"',
        },
      ],
      fixed: STABLE + WIDE,
    },
    {
      name: 'a budget of ours beside one for the whole namespace',
      manifests: pods() + WIDE + budget('maxUnavailable: 1', 'shop/all', '{}'),
      ours: true,
      findings: [{ message: 'overlap', severity: 'error' }],
      fixed: pods() + budget('maxUnavailable: 1', 'shop/all', '{}'),
    },
    {
      name: 'two budgets over two workloads, once',
      manifests: STABLE + CANARY + WIDE + budget('maxUnavailable: 1', 'shop/both', IN('stable, canary')),
      findings: [{ message: 'overlap', severity: 'error', object: { name: 'web' } }],
      fixed: STABLE + CANARY + WIDE,
    },
    {
      name: 'three budgets over the same pods of a namespace that is not known',
      manifests: pods({ at: 'web' }) + budget('maxUnavailable: 1', 'a') + budget('maxUnavailable: 1', 'b') + budget('maxUnavailable: 1', 'c'),
      findings: [
        { message: 'overlap', severity: 'error', object: { name: 'b' } },
        { message: 'overlap', severity: 'error', object: { name: 'c' } },
      ],
      fixed: pods({ at: 'web' }) + budget('maxUnavailable: 1', 'b'),
    },
  ],
});
