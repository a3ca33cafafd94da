import { serviceSelectsOneWorkload } from '../../lib/rules/service-selects-one-workload';
import { ruleTester } from './rule-tester';
import { cronJob, deployment, object, service, workload } from './yaml';

const SHOP = service('shop/shop', '{ selector: { app: shop }, ports: [{ port: 80, targetPort: 8080 }] }');
const OPEN = '[{ containerPort: 8080 }]';
const WEB = deployment('shop/web', '{ app: shop, component: web }', OPEN);
const WORKER = deployment('shop/worker', '{ app: shop, component: worker }');
const [SERVICE, TRACK] = ['cdk8s-service-patterns/service', 'cdk8s-service-patterns/track'];

/** A Deployment in namespace `shop` whose container runs this image, and what else is given. */
function running(name: string, labels: string, image: string, rest = `ports: ${OPEN}`): string {
  return workload('apps/v1 Deployment', `shop/${name}`, labels, `{ containers: [{ name: main, image: ${image}, ${rest} }] }`);
}

/** Two apps of different images that carry `app: shop`, told apart by these labels. */
function pair(left: string, right: string): string {
  return SHOP + running('one', `{ app: shop${left} }`, 'one:1.0') + running('two', `{ app: shop${right} }`, 'two:1.0');
}

function pod(name: string, labels: string): string {
  const made = object('v1 Pod', `shop/${name}`, 'spec: { containers: [{ name: main, image: debug:1.0 }] }');
  return made.replace('metadata: {', `metadata: { labels: ${labels},`);
}

const JOB = workload('batch/v1 Job', 'shop/migrate', '{ app: shop, component: migrate }');

/** A Pod with the app's labels that Helm runs at some time. */
function hooked(hook: string, restartPolicy = 'Never'): string {
  const made = object('v1 Pod', 'shop/hook', `spec: { restartPolicy: ${restartPolicy}, containers: [{ name: wget, image: busybox:1.36 }] }`);
  return made.replace('metadata: {', `metadata: { labels: { app: shop }, annotations: { helm.sh/hook: ${hook} },`);
}

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'the pods of one workload': SHOP + WEB,
  'a headless Service, whose name resolves to members': SHOP.replace('{ selector', '{ clusterIP: None, selector') + WEB + WORKER,
  'two manifests of one workload, which another rule reports': SHOP + WEB + WEB.replace('component: web', 'component: www'),
  'the same labels in another namespace': SHOP + WEB + deployment('blog/worker', '{ app: shop }'),
  'a namespace that is not known, which may be another': SHOP + WEB + deployment('worker', '{ app: shop }'),
  'a Service whose namespace is not known, in front of a namespace each':
    service('shop', '{ selector: { app: shop } }') + WEB + deployment('blog/worker', '{ app: shop }'),
  'what its workload owns, as in a dump of a cluster':
    SHOP + WEB + WORKER.replace('metadata: {', 'metadata: { ownerReferences: [{ name: web }],').replace('Deployment', 'ReplicaSet'),
  'pods that may gain at run time what is selected':
    service('shop/shop', '{ selector: { app: shop, role: master }, ports: [{ port: 80 }] }') + WEB + WORKER,
  'a canary that joins by declaration':
    service('shop/web', `{ selector: { ${SERVICE}: web }, ports: [{ port: 80, targetPort: 8080 }] }`) +
    running('web', `{ ${SERVICE}: web, ${TRACK}: stable }`, 'web:1.0') +
    running('canary', `{ ${SERVICE}: web, ${TRACK}: canary }`, 'next:1.0'),
  'the pods of helm test, as helm create renders them': SHOP + WEB + hooked('test', 'Always') + hooked('test-success').replace('name: hook', 'name: test-2'),
  'a test that is one of several hooks': SHOP + WEB + hooked('"post-install, test-failure"', 'Always'),
  'a Job that helm test runs': SHOP + WEB + JOB.replace('metadata: { name', 'metadata: { annotations: { helm.sh/hook: test }, name'),
  'a bare Pod that Helm runs once before an upgrade': SHOP + WEB + hooked('pre-upgrade'),
  'a Service without a selector': service('shop/shop', '{ ports: [{ port: 80 }] }') + WEB + WORKER,
};

/** What is meant, where nobody's pattern says otherwise. */
const VARIANTS: Readonly<Record<string, string>> = {
  'versions, as the reviews of Istio\'s bookinfo': pair(', version: v1', ', version: v2'),
  'a version by its recommended label': pair(', app.kubernetes.io/version: "1.0"', ', app.kubernetes.io/version: "2.0"'),
  'a canary beside what has no track': pair('', ', track: canary'),
  'blue and green': pair(', color: blue', ', color: green'),
  'a master and its replicas': pair(', role: master', ', role: slave'),
  'a role that a program gives': pair(', spilo-role: master', ', spilo-role: replica'),
  'releases that say how far they have come': pair(', release: stable', ', release: canary'),
  'the nodes of an Elasticsearch, of one image and all open':
    SHOP + running('data', '{ app: shop, component: data }', 'registry:5000/elastic:8.1') + running('master', '{ app: shop }', '"registry:5000/elastic@sha256:12"'),
  'copies of one program that declare no port': SHOP + running('a', '{ app: shop }', 'nginx:1.0', 'args: [a]') + running('b', '{ app: shop }', 'nginx:1.1', 'args: [a]'),
  'Jobs of one program': SHOP + JOB + JOB.replace('migrate', 'migrate-2'),
};

ruleTester(serviceSelectsOneWorkload, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(VARIANTS).map(([name, manifests]) => ({ name, manifests })),
  ],
  invalid: [
    {
      name: 'a web app and a worker of one image, the worker without a port',
      manifests: SHOP + WEB + WORKER,
      findings: [
        {
          message: 'several',
          severity: 'warning',
          field: 'spec.selector',
          object: { kind: 'Service', namespace: 'shop', name: 'shop' },
          problem: 'Service selects "app=shop", which the pods of Deployment shop/web carry, and those of Deployment shop/worker too: part of the traffic goes there',
          got: '"app=shop"; Deployment shop/web declares 8080/TCP, Deployment shop/worker declares no port',
          fix: 'select "component=web" too, which the other pods do not carry',
        },
      ],
      fixed: SHOP.replace('app: shop', 'app: shop, component: web') + WEB + WORKER,
    },
    {
      name: 'pods beside those of a pattern',
      manifests:
        service('shop/web', `{ selector: { ${SERVICE}: web }, ports: [{ port: 80, targetPort: 8080 }] }`) +
        running('web', `{ ${SERVICE}: web, ${TRACK}: stable }`, 'web:1.0') +
        running('web-2', `{ ${SERVICE}: web, ${TRACK}: stable }`, 'web:2.0'),
      ours: true,
      findings: [
        {
          message: 'several',
          severity: 'error',
          fix: `take "${SERVICE}=web" off those pods; a canary joins by a label "${TRACK}" of its own`,
        },
      ],
      fixed:
        service('shop/web', `{ selector: { ${SERVICE}: web }, ports: [{ port: 80, targetPort: 8080 }] }`) +
        running('web', `{ ${SERVICE}: web, ${TRACK}: stable }`, 'web:1.0') +
        running('web-2', `{ ${SERVICE}: web, ${TRACK}: canary }`, 'web:2.0'),
    },
    {
      name: 'versions behind a Service of ours',
      manifests: pair(', version: v1', ', version: v2'),
      ours: true,
      findings: [{ message: 'several', severity: 'error' }],
      fixed: SHOP + running('one', '{ app: shop, version: v1 }', 'one:1.0'),
    },
    {
      name: 'the pods of a Job, ours or not, though the image is the same',
      manifests: SHOP + WEB + JOB,
      findings: [
        {
          message: 'job',
          severity: 'warning',
          problem: /those of Job shop\/migrate too: traffic goes there while they run$/,
          fix: 'select "component=web" too, which the other pods do not carry',
        },
      ],
      fixed: SHOP + WEB + JOB.replace('{ app: shop,', '{ app: migration,'),
    },
    {
      name: 'the pods of a CronJob of another version beside a pattern\'s',
      manifests: SHOP + WEB + cronJob('shop/a-report', '{ app: shop, version: v2 }'),
      ours: true,
      findings: [{ message: 'job', severity: 'error', problem: /the pods of Deployment shop\/web carry, and those of CronJob shop\/a-report too/ }],
      fixed: SHOP + WEB + cronJob('shop/a-report', '{ app: report, version: v2 }'),
    },
    {
      name: 'a bare Pod',
      manifests: SHOP + WEB + pod('debug', '{ app: shop }'),
      findings: [{ message: 'several', severity: 'warning', problem: /those of Pod shop\/debug too/ }],
      fixed: SHOP + WEB + pod('debug', '{ app: debug }'),
    },
    {
      name: 'a Job of another hook of Helm',
      manifests: SHOP + WEB + JOB.replace('metadata: { name', 'metadata: { annotations: { helm.sh/hook: post-install }, name'),
      findings: [{ message: 'job', severity: 'warning' }],
      fixed: SHOP + WEB,
    },
    {
      name: 'a Pod of Helm that stays',
      manifests: SHOP + WEB + hooked('post-install', 'Always'),
      findings: [{ message: 'several', severity: 'warning', problem: /those of Pod shop\/hook too/ }],
      fixed: SHOP + WEB + hooked('post-install'),
    },
    {
      name: 'a version that only one of them bears',
      manifests: pair(', version: v1', ''),
      findings: [{ message: 'several', severity: 'warning', fix: 'select "version=v1" too, which the other pods do not carry' }],
      fixed: SHOP.replace('app: shop', 'app: shop, version: v1') + running('one', '{ app: shop, version: v1 }', 'one:1.0') + running('two', '{ app: shop }', 'two:1.0'),
    },
    {
      name: 'apps of versions of their own',
      manifests: SHOP.replace('app: shop', 'part-of: shop') +
        running('one', '{ part-of: shop, app: one, version: v1 }', 'one:1.0') + running('two', '{ part-of: shop, app: two, version: v2 }', 'two:1.0'),
      findings: [{ message: 'several', severity: 'warning', fix: /^select "app=one" too/ }],
      fixed: SHOP.replace('app: shop', 'app: one') +
        running('one', '{ part-of: shop, app: one, version: v1 }', 'one:1.0') + running('two', '{ part-of: shop, app: two, version: v2 }', 'two:1.0'),
    },
    {
      name: 'two releases of a chart',
      manifests: pair(', release: shop-1', ', release: shop-2'),
      findings: [{ message: 'several', severity: 'warning', fix: /^select "release=shop-1" too/ }],
      fixed: SHOP.replace('app: shop', 'app: shop, release: shop-1') +
        running('one', '{ app: shop, release: shop-1 }', 'one:1.0') + running('two', '{ app: shop, release: shop-2 }', 'two:1.0'),
    },
    {
      name: 'one image where one opens another port',
      manifests: SHOP + running('one', '{ app: shop }', 'one:1.0') + running('two', '{ app: shop }', 'one:1.0', 'ports: [{ containerPort: 9090 }]'),
      findings: [
        {
          message: 'several',
          severity: 'warning',
          got: /declares 9090\/TCP$/,
          fix: 'label the pods apart, as by app.kubernetes.io/component, and select by that label too',
        },
      ],
      fixed: SHOP + running('one', '{ app: shop }', 'one:1.0') + running('two', '{ app: two }', 'one:1.0', 'ports: [{ containerPort: 9090 }]'),
    },
    {
      name: 'one image with commands of its own for each, and no port',
      manifests: SHOP + running('one', '{ app: shop }', 'one:1.0', 'args: [web]') + running('two', '{ app: shop }', 'one:1.0', 'args: [work]'),
      findings: [{ message: 'several', severity: 'warning', got: /Deployment shop\/one declares no port, Deployment shop\/two declares no port$/ }],
      fixed: SHOP + running('one', '{ app: shop }', 'one:1.0', 'args: [web]') + running('two', '{ app: two }', 'one:1.0', 'args: [work]'),
    },
    {
      name: 'many, and the one that is called like the Service as the one that is meant',
      manifests: SHOP + ['a', 'b', 'c', 'd', 'shop'].map((name) => running(name, `{ app: shop, name: ${name} }`, `${name}:1.0`)).join(''),
      findings: [
        {
          message: 'several',
          severity: 'warning',
          problem: /the pods of Deployment shop\/shop carry, and those of Deployment shop\/a, Deployment shop\/b and 2 more too/,
          fix: /^select "name=shop" too/,
        },
      ],
      fixed: SHOP.replace('app: shop', 'name: a') + running('a', '{ name: a }', 'a:1.0'),
    },
  ],
});
