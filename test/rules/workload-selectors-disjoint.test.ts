import { workloadSelectorsDisjoint } from '../../lib/rules/workload-selectors-disjoint';
import { ruleTester } from './rule-tester';
import { object, workload } from './yaml';

/** A workload in namespace `shop` with its own selector, and pods with these labels. */
function selecting(name: string, selector: string, labels: string, type = 'apps/v1 Deployment', namespace = 'shop'): string {
  const at = namespace === '' ? name : `${namespace}/${name}`;
  return workload(type, at, labels).replace('template:', `selector: ${selector}\n  template:`);
}

/** A workload that selects all the labels of its pods. */
function plain(name: string, labels: string, type = 'apps/v1 Deployment', namespace = 'shop'): string {
  return selecting(name, type.startsWith('v1 ') ? labels : `{ matchLabels: ${labels} }`, labels, type, namespace);
}

function pod(name: string, labels: string, rest = ''): string {
  return object('v1 Pod', `shop/${name}`, 'spec: { containers: [{ name: main }] }').replace('metadata: {', `metadata: { labels: ${labels},${rest}`);
}

const WEB = plain('web', '{ app: shop, component: web }');
const ROLLOUT = 'argoproj.io/v1alpha1 Rollout';
const TRACK = 'cdk8s-service-patterns/track';

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'selectors that differ': WEB + plain('worker', '{ app: shop, component: worker }'),
  'pods that share some labels, and not all that are selected': WEB + selecting('worker', '{ matchLabels: { job: w } }', '{ app: shop, job: w }'),
  'one selector in two namespaces': plain('web', '{ app: shop }') + plain('worker', '{ app: shop }', 'apps/v1 Deployment', 'blog'),
  'a namespace that is not known, which may be another': plain('web', '{ app: shop }') + plain('worker', '{ app: shop }', 'apps/v1 Deployment', ''),
  'two manifests of one object, which another rule reports': plain('web', '{ app: shop }') + plain('web', '{ app: shop, tier: front }'),
  'the pods of Jobs, whose selectors are made up': plain('web', '{ app: shop }') + workload('batch/v1 Job', 'shop/migrate', '{ app: shop }'),
  'a Pod that a Deployment selects: its ReplicaSet asks for a hash as well': plain('web', '{ app: shop }') + pod('debug', '{ app: shop }'),
  'a Pod that a StatefulSet selects, which goes by names': plain('db', '{ app: db }', 'apps/v1 StatefulSet') + pod('debug', '{ app: db }'),
  'a Pod beside a ReplicaSet of other labels': plain('web', '{ app: shop }', 'apps/v1 ReplicaSet') + pod('debug', '{ app: debug }'),
  'a ReplicaSet that its Deployment owns':
    plain('web', '{ app: shop }') +
    plain('web-5d4f', '{ app: shop, pod-template-hash: 5d4f }', 'apps/v1 ReplicaSet').replace('{ name', '{ ownerReferences: [{ name: web }], name'),
  'a Pod that its ReplicaSet owns': plain('web', '{ app: shop }', 'apps/v1 ReplicaSet') + pod('web-x', '{ app: shop }', 'ownerReferences: [{ name: web }],'),
  'an OpenShift DeploymentConfig, whose selector has another form':
    plain('web', '{ app: shop }') + selecting('old', '{ app: shop }', '{ app: shop }', 'apps.openshift.io/v1 DeploymentConfig'),
  'a canary on a track of its own':
    plain('web', `{ service: web, ${TRACK}: stable }`) + plain('canary', `{ service: web, ${TRACK}: canary }`, ROLLOUT),
  'a label that only one of them has, and the other\'s selector refuses':
    WEB + selecting('rest', '{ matchExpressions: [{ key: component, operator: DoesNotExist }] }', '{ app: shop }'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a selector that does not match its own pods, which the API server refuses':
    WEB + selecting('worker', '{ matchLabels: { component: web } }', '{ component: worker }'),
  'an empty selector, which the API server refuses': WEB + selecting('all', '{}', '{ app: all }'),
  'a ReplicationController without a selector or labels': selecting('rc', 'null', '{}', 'v1 ReplicationController') + WEB,
};

ruleTester(workloadSelectorsDisjoint, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'two Deployments of the same selector once',
      manifests: selecting('web', '{ matchLabels: { app: shop } }', '{ app: shop, component: web }') +
        selecting('worker', '{ matchLabels: { app: shop } }', '{ app: shop, component: worker }'),
      findings: [
        {
          message: 'shared',
          severity: 'warning',
          field: 'spec.selector',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The selector of Deployment "web" also matches the pods of Deployment shop/worker: autoscalers and tools count them as its own',
          got: '"app=shop"; Deployment shop/worker labels its pods "app=shop,component=worker"',
          fix: 'let both selectors ask for label "component" too, in which the pods differ',
        },
      ],
      fixed: WEB + plain('worker', '{ app: shop, component: worker }'),
    },
    {
      name: 'pods that no label tells apart, of a pattern',
      manifests: plain('web', '{ app: shop }', 'apps/v1 Deployment', '') + plain('worker', '{ app: shop }', 'apps/v1 DaemonSet', ''),
      ours: true,
      findings: [{ message: 'shared', severity: 'error', fix: 'label the pods apart, and let both selectors ask for that label too' }],
      fixed: plain('web', '{ app: web }', 'apps/v1 Deployment', '') + plain('worker', '{ app: shop }', 'apps/v1 DaemonSet', ''),
    },
    {
      name: 'a selector that is wider than another, on the wider one alone',
      manifests: selecting('all', '{ matchLabels: { app: shop } }', '{ app: shop, component: all }') + WEB,
      findings: [{ message: 'shared', severity: 'warning', object: { name: 'all' }, fix: 'let the selector ask for "component=all" too' }],
      fixed: plain('all', '{ app: shop, component: all }') + WEB,
    },
    {
      name: 'a wider selector over pods without a label of their own',
      manifests: selecting('all', '{ matchLabels: { app: shop } }', '{ app: shop }') + WEB,
      findings: [{ message: 'shared', severity: 'warning', fix: 'label the pods apart, and let the selector ask for that label too' }],
      fixed: plain('all', '{ app: all }') + WEB,
    },
    {
      name: 'a canary whose selector leaves its track out',
      manifests:
        plain('web', `{ service: web, ${TRACK}: stable }`) + selecting('canary', '{ matchLabels: { service: web } }', `{ service: web, ${TRACK}: canary }`, ROLLOUT),
      findings: [{ message: 'shared', severity: 'warning', object: { kind: 'Rollout' }, fix: `let the selector ask for "${TRACK}=canary" too` }],
      fixed: plain('web', `{ service: web, ${TRACK}: stable }`) + plain('canary', `{ service: web, ${TRACK}: canary }`, ROLLOUT),
    },
    {
      name: 'many at once in one finding each',
      manifests: ['a', 'b', 'c', 'd', 'e'].map((name) => selecting(name, '{ matchLabels: { app: x } }', `{ app: x, name: ${name} }`)).join(''),
      findings: [
        { message: 'shared', severity: 'warning', problem: /Deployment shop\/b, Deployment shop\/c and 2 more: auto/ },
        { message: 'shared', severity: 'warning', problem: /Deployment shop\/c, Deployment shop\/d and Deployment shop\/e: auto/ },
        { message: 'shared', severity: 'warning' },
        { message: 'shared', severity: 'warning' },
      ],
      fixed: ['a', 'b', 'c', 'd', 'e'].map((name) => plain(name, `{ app: x, name: ${name} }`)).join(''),
    },
    {
      name: 'a selector of one expression that lists values',
      manifests: selecting('all', '{ matchExpressions: [{ key: component, operator: In, values: [web, worker, web] }] }', '{ component: worker }') + WEB,
      findings: [{ message: 'shared', severity: 'warning', got: /^"component in \(web,worker,web\)"; / }],
      fixed: selecting('all', '{ matchExpressions: [{ key: component, operator: In, values: [worker] }] }', '{ component: worker }') + WEB,
    },
    {
      name: 'a selector of one expression that asks for a key alone',
      manifests: selecting('all', '{ matchExpressions: [{ key: component, operator: Exists }] }', '{ component: all }') + WEB,
      findings: [{ message: 'shared', severity: 'warning', got: /^"component"; / }],
      fixed: selecting('all', '{ matchLabels: { component: all } }', '{ component: all }') + WEB,
    },
    {
      name: 'a ReplicationController that selects what its template carries',
      manifests: workload('v1 ReplicationController', 'shop/old', '{ app: shop }') + WEB,
      findings: [{ message: 'shared', severity: 'warning', object: { kind: 'ReplicationController' }, got: /^"app=shop"; / }],
      fixed: workload('v1 ReplicationController', 'shop/old', '{ app: old }') + WEB,
    },
    {
      name: 'a Pod that a ReplicaSet of others adopts',
      manifests: plain('web', '{ app: shop }', 'apps/v1 ReplicaSet') + pod('debug', '{ app: shop }'),
      findings: [
        {
          message: 'adoption',
          severity: 'warning',
          object: { kind: 'ReplicaSet' },
          problem: 'The selector of ReplicaSet "web" also matches Pod shop/debug: it adopts a bare Pod, and may delete it as one too many',
          got: '"app=shop"; Pod shop/debug is labelled "app=shop"',
          fix: 'label the pods apart, and let the selector ask for that label too',
        },
      ],
      fixed: plain('web', '{ app: shop }', 'apps/v1 ReplicaSet') + pod('debug', '{ app: debug }'),
    },
    {
      name: 'a Pod that a DaemonSet of ours adopts, beside another workload',
      manifests:
        selecting('agent', '{ matchLabels: { app: shop } }', '{ app: shop, component: agent }', 'apps/v1 DaemonSet') + pod('debug', '{ app: shop }') + WEB,
      ours: true,
      findings: [
        { message: 'adoption', severity: 'error', fix: 'let the selector ask for "component=agent" too' },
        { message: 'shared', severity: 'error', object: { kind: 'DaemonSet' } },
      ],
      fixed: plain('agent', '{ app: shop, component: agent }', 'apps/v1 DaemonSet') + pod('debug', '{ app: shop }') + WEB,
    },
  ],
});
