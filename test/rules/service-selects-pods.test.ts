import { serviceSelectsPods } from '../../lib/rules/service-selects-pods';
import { ABSENT_SETS, FORGETTING, NO_LABELS, PARTIAL, UNSELECTING } from './service-selects-pods-cases';
import { ruleTester } from './rule-tester';
import { cronJob, deployment, object, service, workload } from './yaml';

const SET = workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }');

/** A Service in namespace `shop` with this selector. */
function selecting(selector: string, name = 'db'): string {
  return service(`shop/${name}`, `{ selector: ${selector}, ports: [{ port: 5432 }] }`);
}

/** A Deployment in namespace `shop` for each app. */
function carrying(...apps: string[]): string {
  return apps.map((app) => deployment(`shop/${app}`, `{ app: ${app} }`)).join('');
}

const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: db, namespace: shop, labels: { app: db } } }';

/** What is permitted even to objects of ours, which are held to more. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a selector that pods carry among other labels': deployment('shop/db', '{ app: db, tier: back }') + selecting('{ app: db }'),
  'the pods of a StatefulSet': SET + selecting('{ app: db }'),
  'the pods of a DaemonSet': workload('apps/v1 DaemonSet', 'shop/db', '{ app: db }') + selecting('{ app: db }'),
  'the pods of a ReplicaSet': workload('apps/v1 ReplicaSet', 'shop/db', '{ app: db }') + selecting('{ app: db }'),
  'the pods of a ReplicationController': workload('v1 ReplicationController', 'shop/db', '{ app: db }') + selecting('{ app: db }'),
  'the pods of a Job': workload('batch/v1 Job', 'shop/db', '{ app: db }') + selecting('{ app: db }'),
  'the pods of a CronJob': cronJob('shop/db', '{ app: db }') + selecting('{ app: db }'),
  'the pods of an Argo Rollout': workload('argoproj.io/v1alpha1 Rollout', 'shop/db', '{ app: db }') + selecting('{ app: db }'),
  'a bare Pod': `${POD}\n${selecting('{ app: db }')}`,
  'pods inside a List': `apiVersion: v1\nkind: List\nitems: [${POD}]\n${selecting('{ app: db }')}`,
  'blue and green behind a Service each': ['v1', 'v2']
    .map((v) => deployment(`shop/db-${v}`, `{ app: db, version: ${v} }`) + selecting(`{ app: db, version: ${v} }`, `db-${v}`))
    .join(''),
  'pods whose namespace is not known': deployment('db', '{ app: db }') + selecting('{ app: db }'),
  'a Service whose namespace is not known': SET + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }'),
  'a Service without a selector, whose endpoints somebody else keeps': SET + service('shop/legacy', '{ ports: [{ port: 80 }] }'),
  'an ExternalName, whose selector counts for nothing':
    SET + service('shop/legacy', '{ type: ExternalName, externalName: db.example.com, selector: { app: legacy } }'),
  'a dual-stack headless Service':
    SET + service('shop/db', '{ clusterIP: None, ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6, IPv4], selector: { app: db } }'),
  'one pod of a StatefulSet, by the label that Kubernetes adds': SET + selecting('{ app: db, statefulset.kubernetes.io/pod-name: db-0 }'),
  'one pod of a StatefulSet, by that label alone': SET + selecting('{ statefulset.kubernetes.io/pod-name: db-2 }'),
  'one pod of a StatefulSet, by its index': SET + selecting('{ app: db, apps.kubernetes.io/pod-index: "0" }'),
  'one ReplicaSet of a Deployment, by the label that Kubernetes adds':
    deployment('shop/web', '{ app: web }') + selecting('{ app: web, pod-template-hash: 5d4f8c7b }'),
  'the pods of a Job, by the label that Kubernetes adds':
    workload('batch/v1 Job', 'shop/load', '{}') + selecting('{ batch.kubernetes.io/job-name: load }'),
  'the leader that Patroni elects, and its replicas':
    SET + selecting('{ app: db, spilo-role: master }') + selecting('{ app: db, role: replica }', 'db-repl'),
  'the active and the standby pods of Vault':
    SET + selecting('{ app: db, vault-active: "true" }') + selecting('{ app: db, vault-active: "false" }', 'db-standby'),
  'the leader of a Redis that an operator marks': SET + selecting('{ app: db, redisfailovers-role: master }'),
  'a Knative Service, which is no Service of Kubernetes': selecting('{ app: web }').replace('v1', 'serving.knative.dev/v1'),
};

ruleTester(serviceSelectsPods, {
  valid: [
    ...Object.entries({ ...HEALTHY, ...UNSELECTING }).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries({ ...NO_LABELS, ...PARTIAL }).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'a pattern\'s selector that no pod carries as an error',
      manifests: SET + deployment('shop/web', '{ app: web }') + selecting('{ app: cache }', 'cache'),
      ours: true,
      findings: [
        {
          message: 'noPods',
          severity: 'error',
          field: 'spec.selector',
          object: { kind: 'Service', namespace: 'shop', name: 'cache' },
          problem: 'Service selects "app=cache", but no pod in namespace "shop" is labelled that way',
          got: '"app=cache"; pods carry "app=db" and "app=web"',
          fix: 'label the pods "app=cache", or select labels that they carry',
        },
      ],
      fixed: SET + deployment('shop/web', '{ app: cache }') + selecting('{ app: cache }', 'cache'),
    },
    {
      name: 'anybody\'s selector that no pod carries as a warning, since the pods may live elsewhere',
      manifests: SET + selecting('{ app: cache }', 'cache'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"app=cache"; pods carry "app=db"' }],
      fixed: SET + selecting('{ app: db }', 'cache'),
    },
    {
      name: 'a version that is not there as no mere slip',
      manifests: deployment('shop/db', '{ app: db, version: v1 }') + selecting('{ app: db, version: v2 }'),
      findings: [{ message: 'noPods', severity: 'warning', problem: /"app=db,version=v2"/, got: /pods carry "app=db" and "version=v1"$/ }],
      fixed: deployment('shop/db', '{ app: db, version: v2 }') + selecting('{ app: db, version: v2 }'),
    },
    {
      name: 'labels that stand on the workload and not on its pods',
      manifests: SET.replace('name: db,', 'name: db, labels: { app: db, role: master },') + selecting('{ app: db, role: master }'),
      findings: [
        {
          message: 'notOnPods',
          severity: 'warning',
          problem: 'Service selects "app=db,role=master", but no pod in namespace "shop" is labelled that way: StatefulSet shop/db is, and it is no pod',
          got: 'the labels stand on StatefulSet shop/db itself, not on spec.template.metadata.labels',
          fix: 'write "role=master" under spec.template.metadata.labels of StatefulSet shop/db too',
        },
      ],
      fixed: workload('apps/v1 StatefulSet', 'shop/db', '{ app: db, role: master }') + selecting('{ app: db, role: master }'),
    },
    {
      name: 'a rank without a label of the app, which could be anybody\'s',
      manifests: SET + selecting('{ role: master }'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"role=master"; no pod carries a label "role"' }],
      fixed: SET + selecting('{ app: db, role: master }'),
    },
    {
      name: 'labels of ours that stand on a CronJob and not on its pods',
      manifests: cronJob('shop/db', '{}').replace('name: db,', 'name: db, labels: { app: db },') + selecting('{ app: db }'),
      ours: true,
      findings: [{ message: 'notOnPods', severity: 'error', fix: 'write "app=db" under spec.jobTemplate.spec.template.metadata.labels of CronJob shop/db too' }],
      fixed: cronJob('shop/db', '{ app: db }') + selecting('{ app: db }'),
    },
    {
      name: 'a recommended label that no program would set',
      manifests: SET + selecting('{ app: db, app.kubernetes.io/role: master }'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: SET + selecting('{ app: db }'),
    },
    {
      name: 'a value under another key, with that key',
      manifests: deployment('shop/web', '{ app.kubernetes.io/name: web }') + selecting('{ app: web }'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"app=web"; pods carry "app.kubernetes.io/name=web"' }],
      fixed: deployment('shop/web', '{ app.kubernetes.io/name: web }') + selecting('{ app.kubernetes.io/name: web }'),
    },
    {
      name: 'keys that no pod has',
      manifests: SET + selecting('{ tier: back, team: a }'),
      findings: [{ message: 'noPods', severity: 'warning', got: '"team=a,tier=back"; no pod carries a label "team" or "tier"' }],
      fixed: SET + selecting('{ app: db }'),
    },
    {
      name: 'as many as six labels that pods do carry',
      manifests: carrying('alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot') + selecting('{ app: db }'),
      findings: [{ message: 'noPods', severity: 'warning', got: /"app=alpha", "app=bravo", .*, "app=echo" and "app=foxtrot"$/ }],
      fixed: SET + selecting('{ app: db }'),
    },
    {
      name: 'some of more labels that pods do carry',
      manifests: carrying('alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf') + selecting('{ app: db }'),
      findings: [{ message: 'noPods', severity: 'warning', got: /"app=alpha", "app=bravo", .*, "app=echo" and 2 others$/ }],
      fixed: SET + selecting('{ app: db }'),
    },
    {
      name: 'two letters in the wrong order, ours or not',
      manifests: deployment('shop/orders', '{ app: orders }') + selecting('{ app: ordres }', 'orders'),
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          problem: 'Service selects "app=ordres", but no pod in namespace "shop" is labelled that way',
          got: '"app=ordres"; the pods of Deployment shop/orders carry "app=orders"',
          fix: 'select "app=orders", or label the pods "app=ordres"',
        },
      ],
      fixed: deployment('shop/orders', '{ app: orders }') + selecting('{ app: orders }', 'orders'),
    },
    {
      name: 'a slip in the pods of a pattern, where the Service is right',
      manifests: deployment('orders', '{ app: order, track: stable }') + service('orders', '{ selector: { app: orders, track: stable } }'),
      ours: true,
      findings: [
        { message: 'nearMiss', severity: 'error', problem: /, but no pod is labelled that way$/, fix: /^select "app=order,track=stable"/ },
      ],
      fixed: deployment('orders', '{ app: orders, track: stable }') + service('orders', '{ selector: { app: orders, track: stable } }'),
    },
    {
      name: 'a slip in a key',
      manifests: deployment('shop/db', '{ App: db }') + selecting('{ app: db }'),
      findings: [{ message: 'nearMiss', severity: 'error', got: /carry "App=db"$/ }],
      fixed: SET + selecting('{ app: db }'),
    },
    {
      name: 'a slip in one of two Services of an app',
      manifests:
        workload('apps/v1 StatefulSet', 'shop/redis', '{ app: redis, tier: back }') +
        selecting('{ app: redis, tier: back }', 'redis') +
        selecting('{ app: reddis, tier: back }', 'redis-headless'),
      findings: [{ message: 'nearMiss', severity: 'error', object: { name: 'redis-headless' }, fix: /^select "app=redis,tier=back"/ }],
      fixed: workload('apps/v1 StatefulSet', 'shop/redis', '{ app: redis, tier: back }') + selecting('{ app: redis, tier: back }', 'redis'),
    },
    {
      name: 'labels that would be a slip, were the pods in the same namespace, as nothing of the kind',
      manifests: SET + deployment('blog/orders', '{ app: orders }') + selecting('{ app: ordres }', 'orders'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: deployment('shop/orders', '{ app: orders }') + selecting('{ app: orders }', 'orders'),
    },
    {
      name: 'a Service whose name happens to be like another app\'s as no slip',
      manifests: deployment('shop/oauth', '{ app: oauth }') + selecting('{ app: oauth }', 'oauth') + selecting('{ app: auth }', 'auth'),
      findings: [{ message: 'noPods', severity: 'warning', object: { name: 'auth' } }],
      fixed: deployment('shop/oauth', '{ app: oauth }') + selecting('{ app: oauth }', 'oauth'),
    },
    {
      name: 'pods in another namespace, ours or not',
      manifests: deployment('blog/db', '{ app: db }') + selecting('{ app: db }'),
      findings: [
        {
          message: 'otherNamespace',
          severity: 'error',
          problem: 'Service selects pods in its own namespace "shop" only, and the pods that carry "app=db" are in "blog"',
          got: 'namespace "shop"; the pods of Deployment blog/db are in namespace "blog"',
          fix: 'put the Service into namespace "blog", or the pods into "shop"',
        },
      ],
      fixed: deployment('shop/db', '{ app: db }') + selecting('{ app: db }'),
    },
    {
      name: 'a pattern\'s pods in another namespace, behind a Service of another name',
      manifests: deployment('blog/db', '{ app: db }') + service('blog/db-metrics', '{ selector: { app: db } }') + selecting('{ app: db }'),
      ours: true,
      findings: [{ message: 'otherNamespace', severity: 'error' }],
      fixed: deployment('shop/db', '{ app: db }') + service('shop/db-metrics', '{ selector: { app: db } }') + selecting('{ app: db }'),
    },
    {
      name: 'a Service of somebody\'s second copy of an app, whose pods are not at hand, as a note',
      manifests: deployment('blog/db', '{ app: db }') + service('blog/db', '{ selector: { app: db } }') + selecting('{ app: db }'),
      findings: [
        {
          message: 'noPodsAtAll',
          severity: 'note',
          object: { namespace: 'shop' },
          problem: 'Service selects "app=db", but no manifest runs any pod in namespace "shop"',
          fix: 'add a workload whose pods are labelled "app=db", or link its manifests together with the Service',
        },
      ],
      fixed: deployment('blog/db', '{ app: db }') + service('blog/db', '{ selector: { app: db } }'),
    },
    {
      name: 'a pattern\'s Service without any pods as an error',
      manifests: service('db', '{ selector: { app: db } }'),
      ours: true,
      findings: [{ message: 'noPodsAtAll', severity: 'error', problem: 'Service selects "app=db", but no manifest runs any pod' }],
      fixed: service('db', '{ selector: { app: db } }') + deployment('db', '{ app: db }'),
    },
    {
      name: 'a Service whose pods an operator runs as a note',
      manifests:
        object('monitoring.coreos.com/v1 Prometheus', 'shop/main', 'spec: { replicas: 2 }') +
        SET +
        selecting('{ app.kubernetes.io/name: prometheus, operator.prometheus.io/name: main }', 'prometheus'),
      findings: [{ message: 'operated', severity: 'note', problem: /though the operator of Prometheus shop\/main may run them$/ }],
      fixed: SET,
    },
    {
      name: 'a pattern\'s Service that selects an operator\'s pods as an error',
      manifests:
        object('kafka.strimzi.io/v1beta2 Kafka', 'main') +
        service('kafka', '{ selector: { strimzi.io/cluster: main, strimzi.io/kind: Kafka } }'),
      ours: true,
      findings: [
        {
          message: 'operated',
          severity: 'error',
          fix: 'make sure that the operator labels the pods of Kafka main "strimzi.io/cluster=main,strimzi.io/kind=Kafka"',
        },
      ],
      fixed: object('kafka.strimzi.io/v1beta2 Kafka', 'main'),
    },
    {
      name: 'a Service of the pods that a Gateway brings about as a note',
      manifests:
        object('gateway.networking.k8s.io/v1 Gateway', 'shop/entry') +
        selecting('{ gateway.networking.k8s.io/gateway-name: entry }', 'entry-metrics'),
      findings: [{ message: 'operated', severity: 'note', problem: /though the operator of Gateway shop\/entry may run them$/ }],
      fixed: object('gateway.networking.k8s.io/v1 Gateway', 'shop/entry'),
    },
    {
      name: 'an Ingress of the same name as running no pods',
      manifests: object('networking.k8s.io/v1 Ingress', 'shop/cache') + SET + selecting('{ app: cache }', 'cache'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: SET,
    },
    {
      name: 'a custom resource of the same name in another namespace as running no pods here',
      manifests: object('kafka.strimzi.io/v1beta2 Kafka', 'blog/cache') + SET + selecting('{ app: cache }', 'cache'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: SET,
    },
    {
      name: 'a ServiceMonitor of the same name as running no pods',
      manifests:
        object('monitoring.coreos.com/v1 ServiceMonitor', 'shop/cache') + SET + selecting('{ app: cache }', 'cache'),
      findings: [{ message: 'noPods', severity: 'warning' }],
      fixed: SET,
    },
    ...ABSENT_SETS,
    ...FORGETTING,
  ],
});
