import type { InvalidCase } from './rule-tester';
import { deployment, object, service, workload } from './yaml';

const SET = workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }');
const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: db, namespace: shop, labels: { app: db } } }';

/** Something of the apps group that is whole, with a selector of its own. */
function whole(at: string, labels = '{ app: db }', ports = '[{ name: sql, containerPort: 5432 }]', type = 'apps/v1 Deployment'): string {
  const template = `{ metadata: { labels: ${labels} }, spec: { containers: [{ name: main, image: main:1.0, ports: ${ports} }] } }`;
  return object(type, at, `spec: { selector: { matchLabels: ${labels} }, template: ${template} }`);
}

const BARE = service('shop/db', '{ ports: [{ port: 5432 }] }');
const SLICE = object('discovery.k8s.io/v1 EndpointSlice', 'shop/db-1', 'ports: [{ port: 5432 }]');

/** A Role that lets whoever has it do these things to endpoints. */
function role(verbs: string): string {
  return object('rbac.authorization.k8s.io/v1 Role', 'shop/db', `rules: [{ apiGroups: [""], resources: [endpoints], verbs: [${verbs}] }]`);
}

function selecting(selector: string, name = 'db'): string {
  return service(`shop/${name}`, `{ selector: ${selector}, ports: [{ port: 5432 }] }`);
}

/** Services without a selector, as they are permitted even to objects of ours. */
export const UNSELECTING: Readonly<Record<string, string>> = {
  'an empty selector beside nothing of its name': whole('shop/web', '{ app: web }') + selecting('{}'),
  'no selector beside a workload without labels, or without an image':
    BARE + object('v1 Pod', 'shop/db', 'spec: { containers: [{ name: db }] }') + object('v1 Pod', 'shop/db', 'spec: { containers: [{ name: db, image: "db:1" }] }'),
  'no selector in a kustomization that will add it':
    BARE + whole('shop/db') + object('kustomize.config.k8s.io/v1beta1 Kustomization', 'shop', 'commonLabels: { app: db }'),
  'no selector where an own slice has the endpoints': BARE + whole('shop/db') + SLICE.replace('metadata: {', 'metadata: { labels: { kubernetes.io/service-name: db },'),
  'no selector where a controller keeps the endpoints':
    BARE + whole('shop/db') + object('v1 Endpoints', 'shop/db').replace('metadata: {', 'metadata: { ownerReferences: [{ name: x }],'),
  'no selector where endpoints may be for it': BARE + whole('shop/db') + SLICE,
  'no selector on what a StatefulSet governs by, as Patroni keeps it':
    BARE + whole('shop/db', '{ app: db }', '[]', 'apps/v1 StatefulSet').replace('spec: {', 'spec: { serviceName: db,'),
  'no selector on the Service of Spilo\'s leader':
    BARE.replace('metadata: {', 'metadata: { labels: { application: spilo, spilo-role: master },') + whole('shop/db'),
  'no selector where a program may write endpoints': BARE + whole('shop/db') + role('get, update'),
  'no selector where an operator has a resource of that name': BARE + whole('shop/db') + object('example.com/v1 Database', 'shop/db'),
  'no selector on a second Service that opens the same port of selected pods':
    BARE + whole('shop/db') + service('shop/db-rw', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
  'no selector on a Service that something owns': BARE.replace('metadata: {', 'metadata: { ownerReferences: [{ name: x }],') + whole('shop/db'),
  'no selector in one of two manifests of a Service':
    BARE + whole('shop/db') + service('shop/db', '{ selector: { app: db }, ports: [{ port: 80 }] }'),
  'no selector beside a Job, or a test of Helm, of that name':
    BARE + workload('batch/v1 Job', 'shop/db', '{ app: db }') + '---\n' + POD.replace('name: db', 'name: db, annotations: { helm.sh/hook: test }') + '\n',
  'no selector beside a workload of that name in another namespace': BARE + whole('blog/db'),
  'no selector beside a workload whose namespace is not known': BARE + whole('db'),
  'no selector, and a port by a name that two workloads declare':
    service('shop/main', '{ ports: [{ port: 80, targetPort: sql }] }') + whole('shop/db') + whole('shop/db-2', '{ app: db-2 }'),
  'no selector, and a port by a name that selected pods declare':
    service('shop/main', '{ ports: [{ port: 80, targetPort: sql }] }') + whole('shop/db') + selecting('{ app: db }'),
  'no selector, and a port by a name that nothing declares': service('shop/main', '{ ports: [{ port: 80, targetPort: http }] }') + whole('shop/db'),
};

/** What is no map of texts, which the API server refuses. */
export const NO_LABELS: Readonly<Record<string, string>> = {
  'labels called like what every JavaScript object has':
    deployment('shop/db', '{ constructor: x, toString: y }') + selecting('{ constructor: x, toString: y }'),
  'selectors that are no map of texts':
    SET + ['[app, db]', 'db', '7', 'null', '{ app: [db] }'].map((value, index) => selecting(value, `db-${String(index)}`)).join(''),
};

/** Manifests without a selector that are not whole yet: kustomize makes them so. */
export const PARTIAL: Readonly<Record<string, string>> = {
  'no selector beside a workload that is not whole, as kustomize has yet to label it': SET + BARE,
  'no selector in a patch of a Service': service('shop/db', '{ type: LoadBalancer }') + whole('shop/db'),
};

/** Services whose selector was forgotten. */
export const FORGETTING: readonly InvalidCase[] = [
  {
    name: 'no selector beside the workload of that name',
    manifests: BARE + whole('shop/db') + role('get, list, watch'),
    findings: [
      {
        message: 'noSelector',
        severity: 'warning',
        field: 'spec.selector',
        object: { kind: 'Service', namespace: 'shop', name: 'db' },
        problem: 'Service has no selector, and nothing writes endpoints for it: every connection to it is refused',
        got: 'no selector; Deployment shop/db bears its name',
        fix: 'select "app=db", which the pods of Deployment shop/db carry, or write an EndpointSlice for the Service',
      },
    ],
    fixed: whole('shop/db') + selecting('{ app: db }'),
  },
  {
    name: 'an empty selector of ours beside pods that carry the Service\'s name, the namespaces not said',
    manifests: whole('store', '{ app.kubernetes.io/name: db, tier: back }') + service('db', '{ selector: {}, ports: [{ port: 5432 }] }'),
    ours: true,
    findings: [{ message: 'noSelector', severity: 'error', got: 'no selector; Deployment store has pods that carry "app.kubernetes.io/name=db"' }],
    fixed: whole('store') + service('db', '{ selector: { app: db } }'),
  },
  {
    name: 'no selector, and a port by a name that one workload alone declares which no Service selects',
    manifests: service('shop/main', '{ ports: [{ port: 80, targetPort: sql }] }') + whole('shop/db') + whole('shop/other', '{ app: other }') +
      service('shop/other', '{ selector: { app: other } }'),
    findings: [{ message: 'noSelector', severity: 'warning', got: 'no selector; Deployment shop/db alone declares port "sql", and no Service selects it' }],
    fixed: whole('shop/db') + selecting('{ app: db }', 'main'),
  },
  {
    name: 'no selector on a headless Service, and a second one over the pods that opens another port',
    manifests: service('shop/db', '{ clusterIP: None, ports: [{ port: 5432 }] }') + `---\n${POD.replace('} } }', '} }, spec: { containers: [{ name: db, image: "db:1" }] } }')}\n` +
      service('shop/db-metrics', '{ selector: { app: db }, ports: [{ port: 9100 }] }'),
    findings: [{ message: 'noSelector', severity: 'warning', got: /; Pod shop\/db bears its name$/, fix: /^select "app=db", which/ }],
    fixed: `${POD}\n${selecting('{ app: db }')}`,
  },
];

/** Services that ask for a pod of a StatefulSet that is not there. */
export const ABSENT_SETS: readonly InvalidCase[] = [
  {
    name: 'a pod of a StatefulSet of another name',
    manifests: SET + selecting('{ app: db, statefulset.kubernetes.io/pod-name: mysql-0 }'),
    findings: [
      {
        message: 'noSuchSet',
        severity: 'warning',
        problem: 'Service selects pod "mysql-0" of StatefulSet "mysql", but no StatefulSet in namespace "shop" is called that',
        got: '"mysql-0"; StatefulSets are called "db"',
        fix: 'select "statefulset.kubernetes.io/pod-name=db-0"',
      },
    ],
    fixed: SET + selecting('{ app: db, statefulset.kubernetes.io/pod-name: db-0 }'),
  },
  {
    name: 'a pod of no StatefulSet at all, ours',
    manifests: deployment('db', '{ app: db }') + service('db', '{ selector: { statefulset.kubernetes.io/pod-name: db-0 } }'),
    ours: true,
    findings: [
      {
        message: 'noSuchSet',
        severity: 'error',
        problem: /, but no StatefulSet is called that$/,
        got: '"db-0"; no manifest has a StatefulSet',
        fix: 'add StatefulSet "db", or link its manifests together with the Service',
      },
    ],
    fixed: workload('apps/v1 StatefulSet', 'db', '{ set: db }') + service('db', '{ selector: { statefulset.kubernetes.io/pod-name: db-0 } }'),
  },
  {
    name: 'some of many StatefulSets, and the one of the likest name',
    manifests: ['a', 'b', 'c', 'd', 'e', 'kafkas'].map((name) => workload('apps/v1 StatefulSet', `shop/${name}`, `{ set: ${name} }`)).join('') +
      selecting('{ statefulset.kubernetes.io/pod-name: kafka-2 }'),
    findings: [{ message: 'noSuchSet', severity: 'warning', got: /called "a", "b", "c", "d", "e" and more$/, fix: /pod-name=kafkas-2"$/ }],
    fixed: workload('apps/v1 StatefulSet', 'shop/kafka', '{ set: kafka }') + selecting('{ statefulset.kubernetes.io/pod-name: kafka-2 }'),
  },
  {
    name: 'a pod\'s name without a number, and one beside labels that no pod carries, in the general way',
    manifests: SET + selecting('{ statefulset.kubernetes.io/pod-name: mysql }') + selecting('{ app: web, statefulset.kubernetes.io/pod-name: web-0 }', 'web') +
      selecting('{ app: web, statefulset.kubernetes.io/pod-name: db-0 }', 'www'),
    findings: [
      { message: 'noPods', severity: 'warning' },
      { message: 'noPods', severity: 'warning' },
      { message: 'noPods', severity: 'warning' },
    ],
    fixed: SET,
  },
];
