import { policySelectsPods } from '../../lib/rules/policy-selects-pods';
import { admitting, FRONT, guard, PERMITTED, WEB } from './policy-selects-pods-cases';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object } from './yaml';

ruleTester(policySelectsPods, {
  valid: PERMITTED,
  invalid: [
    ...[true, false].map((ours) => ({
      name: `a peer whose pods are in another namespace, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + deployment('front/api', '{ app: api }') + admitting('{ podSelector: { matchLabels: { app: api } } }'),
      ours,
      findings: [
        {
          message: 'peerElsewhere',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.ingress[0].from[0].podSelector',
          got: 'no namespaceSelector, which is namespace "shop"; the pods of Deployment front/api are in namespace "front"',
          fix: 'add a namespaceSelector with "kubernetes.io/metadata.name: front" to the peer, beside its podSelector',
        },
      ],
      fixed: WEB + deployment('front/api', '{ app: api }') + admitting(`{ ${FRONT}, podSelector: { matchLabels: { app: api } } }`),
    })),
    ...[true, false].map((ours) => ({
      name: `a namespace by a label that it lacks, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + object('v1 Namespace', 'front') + admitting('{ namespaceSelector: { matchLabels: { name: front } } }'),
      ours,
      findings: [
        {
          message: 'peerNamespace',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.ingress[0].from[0].namespaceSelector',
          got: '"name=front"; there is namespace "front"',
          fix: 'select "kubernetes.io/metadata.name: front", a label that every namespace has',
        },
      ],
      fixed: WEB + object('v1 Namespace', 'front') + admitting(`{ ${FRONT} }`),
    })),
    {
      name: 'the name of a namespace misspelt',
      manifests: WEB + deployment('front/api', '{ app: api }') + admitting(`{ ${FRONT.replace('front', 'frnt')} }`),
      findings: [{ message: 'peerNamespace', severity: 'warning', fix: /metadata\.name: front"/ }],
      fixed: WEB + deployment('front/api', '{ app: api }') + admitting(`{ ${FRONT} }`),
    },
    {
      name: 'pods that only another namespace has, ours',
      manifests: deployment('blog/post', '{ app: post }') + guard('{ matchLabels: { app: post } }'),
      ours: true,
      findings: [{ message: 'otherNamespace', severity: 'error', field: 'spec.podSelector' }],
      fixed: deployment('shop/post', '{ app: post }') + guard('{ matchLabels: { app: post } }'),
    },
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
      findings: [
        { message: 'otherNamespace', severity: 'warning', got: 'namespace "shop"; the pods of Deployment blog/post are in namespace "blog"' },
      ],
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
