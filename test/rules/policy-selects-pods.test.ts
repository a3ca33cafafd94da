import { policySelectsPods } from '../../lib/rules/policy-selects-pods';
import { ruleTester } from './rule-tester';
import { cronJob, deployment, networkPolicy, object, workload } from './yaml';

const WEB = deployment('shop/web', '{ app: web, tier: front }');

/** A policy of namespace shop that admits nothing. */
function guard(podSelector: string): string {
  return networkPolicy('shop/guard', `{ podSelector: ${podSelector}, policyTypes: [Ingress] }`);
}

/** A policy of namespace shop that admits a peer to the web pods. */
function admitting(peer: string): string {
  return networkPolicy('shop/guard', `{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [${peer}] }] }`);
}

ruleTester(policySelectsPods, {
  valid: [
    { name: 'labels that pods carry', manifests: WEB + guard('{ matchLabels: { app: web } }'), ours: true },
    { name: 'an empty selector, which is for all pods of the namespace', manifests: WEB + guard('{}'), ours: true },
    { name: 'an empty selector where there are no pods at all', manifests: guard('{}'), ours: true },
    { name: 'no selector, which is an empty one', manifests: WEB + guard('null'), ours: true },
    { name: 'one of several values', manifests: WEB + guard('{ matchExpressions: [{ key: app, operator: In, values: [api, web] }] }'), ours: true },
    {
      name: 'labels and expressions together',
      manifests: WEB + guard('{ matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: Exists }, { key: job, operator: DoesNotExist }] }'),
      ours: true,
    },
    { name: 'whatever is not something', manifests: WEB + guard('{ matchExpressions: [{ key: app, operator: NotIn, values: [api] }] }'), ours: true },
    { name: 'pods of a namespace that is not known', manifests: deployment('web', '{ app: web }') + guard('{ matchLabels: { app: web } }'), ours: true },
    {
      name: 'a policy whose namespace is not known',
      manifests: WEB + networkPolicy('guard', '{ podSelector: { matchLabels: { app: web } } }'),
      ours: true,
    },
    {
      name: 'the leader that Patroni elects among its pods',
      manifests: workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }') + guard('{ matchLabels: { app: db, spilo-role: master } }'),
      ours: true,
    },
    {
      name: 'the first pod of a StatefulSet, by an expression',
      manifests:
        workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }') +
        guard('{ matchExpressions: [{ key: statefulset.kubernetes.io/pod-name, operator: In, values: [db-0] }] }'),
      ours: true,
    },
    {
      name: 'the pods of any Job',
      manifests: cronJob('shop/report', '{ app: report }') + guard('{ matchExpressions: [{ key: batch.kubernetes.io/job-name, operator: Exists }] }'),
      ours: true,
    },
    {
      name: 'the name that Istio gives an app, as in Kubeflow',
      manifests:
        deployment('shop/trainer-controller', '{ app.kubernetes.io/name: trainer }') + guard('{ matchLabels: { service.istio.io/canonical-name: trainer } }'),
      ours: true,
    },
    { name: 'a peer whose pods are here', manifests: WEB + deployment('shop/api', '{ app: api }') + admitting('{ podSelector: { matchLabels: { app: api } } }') },
    { name: 'a peer that no manifest shows, and that is like nothing here', manifests: WEB + admitting('{ podSelector: { matchLabels: { app: scraper } } }'), ours: true },
    {
      name: 'a peer of another namespace, which may be labelled in any way',
      manifests: WEB + admitting('{ namespaceSelector: {}, podSelector: { matchLabels: { app: webb } } }'),
      ours: true,
    },
    { name: 'a peer that is every pod, and one that is a range of addresses', manifests: WEB + admitting('{ podSelector: {} }, { ipBlock: { cidr: 10.0.0.0/8 } }') },
    {
      name: 'a peer of several values, which might be like anything',
      manifests: WEB + admitting('{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [webb, webbb] }] } }'),
    },
    {
      name: 'a policy of a removed API, which no cluster takes',
      manifests: WEB + object('extensions/v1beta1 NetworkPolicy', 'shop/guard', 'spec: { podSelector: { matchLabels: { app: webb } } }'),
      ours: true,
    },
  ],
  invalid: [
    ...[true, false].map((ours) => ({
      name: `labels that no pod beside it carries, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + guard('{ matchLabels: { app: payments } }'),
      ours,
      findings: [
        {
          message: 'noPods',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.podSelector',
          object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'guard' },
          problem: 'NetworkPolicy selects "app=payments", but no pod in namespace "shop" is labelled that way: it guards nothing',
          got: '"app=payments"; pods carry "app=web"',
        },
      ],
      fixed: WEB + guard('{ matchLabels: { app: web } }'),
    })),
    ...[true, false].map((ours) => ({
      name: `a slip of the pen, ${ours ? 'ours' : 'foreign'}`,
      manifests: deployment('shop/orders', '{ app: orders }') + guard('{ matchLabels: { app: order } }'),
      ours,
      findings: [
        { message: 'nearMiss', severity: 'error' as const, field: 'spec.podSelector', got: '"app=order"; the pods of Deployment shop/orders carry "app=orders"' },
      ],
      fixed: deployment('shop/orders', '{ app: orders }') + guard('{ matchLabels: { app: orders } }'),
    })),
    {
      name: 'a slip of the pen in an expression, as Kubeflow writes its selectors',
      manifests: deployment('shop/orders', '{ app: orders }') + guard('{ matchExpressions: [{ key: app, operator: In, values: [ordres] }] }'),
      findings: [{ message: 'nearMiss', severity: 'error', problem: /"app in \(ordres\)"/, fix: /^select "app=orders"/ }],
      fixed: deployment('shop/orders', '{ app: orders }') + guard('{ matchExpressions: [{ key: app, operator: In, values: [orders] }] }'),
    },
    {
      name: 'an expression that no pod satisfies, with what pods carry under its key',
      manifests: WEB + guard('{ matchExpressions: [{ key: tier, operator: In, values: [back, middle] }] }'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"tier in (back,middle)"; pods carry "tier=front"' }],
      fixed: WEB + guard('{ matchExpressions: [{ key: tier, operator: In, values: [back, front] }] }'),
    },
    {
      name: 'one label too many',
      manifests: WEB + guard('{ matchLabels: { app: web, release: blue } }'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: WEB + guard('{ matchLabels: { app: web } }'),
    },
    {
      name: 'labels of the Deployment that its pods lack',
      manifests:
        object(
          'apps/v1 Deployment',
          'shop/web',
          'spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main }] } } }',
        ).replace('name: web,', 'name: web, labels: { part: cart },') + guard('{ matchLabels: { part: cart } }'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"part=cart"; no pod carries a label "part"' }],
      fixed: deployment('shop/web', '{ app: web, part: cart }') + guard('{ matchLabels: { part: cart } }'),
    },
    {
      name: 'pods that are in another namespace, beside others in its own',
      manifests: WEB + deployment('blog/post', '{ app: post }') + guard('{ matchLabels: { app: post } }'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: WEB + deployment('blog/post', '{ app: post }') + networkPolicy('blog/guard', '{ podSelector: { matchLabels: { app: post } }, policyTypes: [Ingress] }'),
    },
    ...[true, false].map((ours) => ({
      name: `labels that no manifest shows, where there are no pods at all, ${ours ? 'ours' : 'foreign'}`,
      manifests: guard('{ matchLabels: { app: web } }'),
      ours,
      findings: [{ message: 'noPodsAtAll', severity: ours ? ('error' as const) : ('note' as const), field: 'spec.podSelector' }],
      fixed: WEB + guard('{ matchLabels: { app: web } }'),
    })),
    {
      name: 'labels that no manifest shows, beside pods whose namespace is not known',
      manifests: deployment('api', '{ app: api }') + guard('{ matchLabels: { app: web } }'),
      findings: [{ message: 'noPodsAtAll', severity: 'note' }],
      fixed: deployment('api', '{ app: api }') + guard('{ matchLabels: { app: api } }'),
    },
    {
      name: 'pods that an operator names after its resource, as Rook does, with a note',
      manifests: WEB + object('ceph.rook.io/v1 CephCluster', 'shop/rook-ceph') + guard('{ matchLabels: { app: rook-ceph-mon } }'),
      findings: [{ message: 'noPodsAtAll', severity: 'note' }],
      fixed: WEB + object('ceph.rook.io/v1 CephCluster', 'shop/rook-ceph') + deployment('shop/mon', '{ app: rook-ceph-mon }') + guard('{ matchLabels: { app: rook-ceph-mon } }'),
    },
    {
      name: 'pods that an operator labels with a key of its domain, as Longhorn does, with a note',
      manifests:
        WEB +
        object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'volumes.longhorn.io', 'spec: { group: longhorn.io }') +
        guard('{ matchLabels: { longhorn.io/component: instance-manager } }'),
      findings: [{ message: 'noPodsAtAll', severity: 'note' }],
      fixed:
        WEB +
        object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'volumes.longhorn.io', 'spec: { group: longhorn.io }') +
        deployment('shop/manager', '{ longhorn.io/component: instance-manager }') +
        guard('{ matchLabels: { longhorn.io/component: instance-manager } }'),
    },
    {
      name: 'the pods of an app whose monitor or route has its name: those run nothing',
      manifests:
        WEB +
        object('monitoring.coreos.com/v1 ServiceMonitor', 'shop/payments') +
        object('gateway.networking.k8s.io/v1 HTTPRoute', 'shop/payments') +
        guard('{ matchLabels: { app: payments } }'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: WEB + guard('{ matchLabels: { app: web } }'),
    },
    {
      name: 'an app whose name is like that of another with a Service of its own, with a warning',
      manifests:
        deployment('shop/oauth', '{ app: oauth }') +
        object('v1 Service', 'shop/oauth', 'spec: { selector: { app: oauth } }') +
        networkPolicy('shop/auth', '{ podSelector: { matchLabels: { app: auth } } }'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed:
        deployment('shop/oauth', '{ app: oauth }') +
        deployment('shop/auth', '{ app: auth }') +
        object('v1 Service', 'shop/oauth', 'spec: { selector: { app: oauth } }') +
        networkPolicy('shop/auth', '{ podSelector: { matchLabels: { app: auth } } }'),
    },
    ...[true, false].map((ours) => ({
      name: `a peer misspelt, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + deployment('shop/gateway', '{ app: gateway }') + admitting('{ podSelector: { matchLabels: { app: gatway } } }'),
      ours,
      findings: [
        {
          message: 'peerNearMiss',
          severity: 'error' as const,
          field: 'spec.ingress[0].from[0].podSelector',
          got: '"app=gatway"; the pods of Deployment shop/gateway carry "app=gateway"',
        },
      ],
      fixed: WEB + deployment('shop/gateway', '{ app: gateway }') + admitting('{ podSelector: { matchLabels: { app: gateway } } }'),
    })),
    {
      name: 'a peer misspelt among those that pods connect to, in an expression',
      manifests:
        WEB +
        deployment('shop/orders', '{ app: orders }') +
        networkPolicy(
          'shop/out',
          `{ podSelector: {}, policyTypes: [Egress],
             egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }] }, { to: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [ordrs] }] } }] }] }`,
        ),
      findings: [{ message: 'peerNearMiss', severity: 'error', field: 'spec.egress[1].to[0].podSelector' }],
      fixed:
        WEB +
        deployment('shop/orders', '{ app: orders }') +
        networkPolicy('shop/out', '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: orders } } }] }] }'),
    },
  ],
});
