import { budgetSelectsPods } from '../../lib/rules/budget-selects-pods';
import { budget, pods } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const FOR = (selector: string, at = 'shop/web'): string => budget('maxUnavailable: 1', at, selector);
const ORDERS = pods({ at: 'shop/orders', labels: '{ app: orders }' });

const SILENT: Readonly<Record<string, string>> = {
  'a budget of its pods': pods() + budget('maxUnavailable: 1'),
  'an empty selector, which takes every pod of the namespace': pods() + FOR('{}'),
  'an empty selector before there are pods': FOR('{}'),
  'an expression that its pods satisfy': pods() + FOR('{ matchExpressions: [{ key: app, operator: In, values: [web, shop] }] }'),
  'an expression that any pod satisfies': pods() + FOR('{ matchExpressions: [{ key: tier, operator: DoesNotExist }] }'),
  'pods whose namespace is not known': pods({ at: 'web' }) + budget('maxUnavailable: 1'),
  'a pod of a StatefulSet, by the label that it gains': pods({ type: 'apps/v1 StatefulSet' }) + FOR('{ matchLabels: { statefulset.kubernetes.io/pod-name: web-0 } }'),
  'the leader that a program elects': pods() + FOR('{ matchLabels: { app: web, role: master } }'),
  'pods of a Rollout of Argo': pods({ type: 'argoproj.io/v1alpha1 Rollout' }) + budget('maxUnavailable: 1'),
  'a budget that an operator keeps': ORDERS + budget('maxUnavailable: 1').replace('name: web,', 'name: web, ownerReferences: [{ kind: Kafka }],'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'the first version of the API, where an empty selector takes none': FOR('{}').replace('policy/v1', 'policy/v1beta1'),
};

ruleTester(budgetSelectsPods, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'labels that no pod beside it carries',
      manifests: pods() + FOR('{ matchLabels: { app.kubernetes.io/name: web } }'),
      findings: [
        {
          message: 'noPods',
          severity: 'warning',
          field: 'spec.selector',
          object: { kind: 'PodDisruptionBudget', name: 'web' },
          problem: 'PodDisruptionBudget selects "app.kubernetes.io/name=web", but no pod in namespace "shop" is labelled that way: it protects nothing',
          got: '"app.kubernetes.io/name=web"; pods carry "app=web"',
        },
      ],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'labels of ours that no pod carries',
      manifests: ORDERS + budget('maxUnavailable: 1', 'web'),
      ours: true,
      findings: [{ message: 'noPods', severity: 'error', problem: /but no pod is labelled that way/, got: '"app=web"; pods carry "app=orders"' }],
      fixed: ORDERS + FOR('{ matchLabels: { app: orders } }', 'web'),
    },
    {
      name: 'an expression that excludes every pod',
      manifests: pods() + FOR('{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }, { key: tier, operator: Exists }] }'),
      findings: [{ message: 'noPods', severity: 'warning', problem: /selects "app notin \(web\),tier"/ }],
      fixed: pods() + FOR('{ matchExpressions: [{ key: app, operator: Exists }] }'),
    },
    {
      name: 'a slip in the label',
      manifests: ORDERS + FOR('{ matchLabels: { app: order } }'),
      findings: [{ message: 'nearMiss', severity: 'error', got: '"app=order"; the pods of Deployment shop/orders carry "app=orders"' }],
      fixed: ORDERS + FOR('{ matchLabels: { app: orders } }'),
    },
    {
      name: 'a slip in the label of ours',
      manifests: ORDERS + FOR('{ matchLabels: { app: ordres } }'),
      ours: true,
      findings: [{ message: 'nearMiss', severity: 'error' }],
      fixed: ORDERS + FOR('{ matchLabels: { app: orders } }'),
    },
    {
      name: 'labels of the workload that its pods lack',
      manifests: pods().replace('name: web,', 'name: web, labels: { component: front },') + FOR('{ matchLabels: { component: front } }'),
      findings: [
        {
          message: 'notOnPods',
          severity: 'warning',
          got: 'the labels stand on Deployment shop/web itself; its pods carry "app=web"',
          fix: 'write "component=front" under spec.template.metadata.labels of Deployment shop/web too, or select labels that the pods carry',
        },
      ],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'labels of our workload, whose pods carry none',
      manifests: pods({ labels: '{}' }).replace('name: web,', 'name: web, labels: { component: front },') + FOR('{ matchLabels: { component: front } }'),
      ours: true,
      findings: [{ message: 'notOnPods', severity: 'error', got: /its pods carry none$/ }],
      fixed: pods({ labels: '{ component: front }' }) + FOR('{ matchLabels: { component: front } }'),
    },
    {
      name: 'pods in another namespace',
      manifests: pods() + budget('maxUnavailable: 1', 'blog/web') + pods({ at: 'blog/blog', labels: '{ app: blog }' }),
      findings: [{ message: 'otherNamespace', severity: 'warning', got: 'namespace "blog"; the pods of Deployment shop/web are in namespace "shop"' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'pods of ours in another namespace',
      manifests: pods() + budget('maxUnavailable: 1', 'blog/web'),
      ours: true,
      findings: [{ message: 'otherNamespace', severity: 'error' }],
      fixed: pods({ at: 'blog/web' }) + budget('maxUnavailable: 1', 'blog/web'),
    },
    {
      name: 'a budget beside which another copy of the app has its own',
      manifests: pods() + budget('maxUnavailable: 1') + budget('maxUnavailable: 1', 'blog/web'),
      findings: [{ message: 'noPodsAtAll', severity: 'note', object: { namespace: 'blog' } }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'no pods of ours at all',
      manifests: budget('maxUnavailable: 1'),
      ours: true,
      findings: [{ message: 'noPodsAtAll', severity: 'error' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'pods that an operator makes',
      manifests: pods() + object('monitoring.coreos.com/v1 Prometheus', 'shop/k8s') + FOR('{ matchLabels: { prometheus: k8s } }', 'shop/k8s'),
      findings: [{ message: 'noPodsAtAll', severity: 'note' }],
      fixed: pods() + object('monitoring.coreos.com/v1 Prometheus', 'shop/k8s') + pods({ at: 'shop/k8s', labels: '{ prometheus: k8s }' }) + FOR('{ matchLabels: { prometheus: k8s } }', 'shop/k8s'),
    },
    {
      name: 'a patch beside it, whose labels are elsewhere',
      manifests: pods({ labels: '{}' }) + budget('maxUnavailable: 1'),
      findings: [{ message: 'noPodsAtAll', severity: 'note' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'no selector',
      manifests: pods() + FOR('null'),
      ours: true,
      findings: [{ message: 'noSelector', severity: 'error', field: 'spec' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'no selector, as a patch has none',
      manifests: object('policy/v1 PodDisruptionBudget', 'shop/web', 'spec: { maxUnavailable: 1 }'),
      findings: [{ message: 'noSelector', severity: 'note' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
  ],
});
