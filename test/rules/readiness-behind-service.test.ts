import { readinessBehindService } from '../../lib/rules/readiness-behind-service';
import { ruleTester } from './rule-tester';
import { service, workload } from './yaml';

const PROBE = 'readinessProbe: { tcpSocket: { port: 8080 } }';
const WEB = service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }');

/** A Deployment whose main container has, beside its port, what is given; more of the pod's spec may follow. */
function web(main = '', rest = ''): string {
  const container = `{ name: main, ports: [{ name: http, containerPort: 8080 }]${main && `, ${main}`} }`;
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [${container}]${rest && `, ${rest}`} }`);
}

/** A pod of a program and a proxy that listens for it on 8443. */
function proxied(main: string, proxy: string): string {
  const containers = `[{ name: main, ports: [{ containerPort: 8080 }]${main} }, { name: proxy, ports: [{ containerPort: 8443 }]${proxy} }]`;
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: ${containers} }`);
}

const TLS = WEB.replace('8080', '8443');

ruleTester(readinessBehindService, {
  valid: [
    { name: 'a gateway whose container Istio replaces, probes and all', manifests: WEB + web('image: auto'), ours: true },
    { name: 'a container with a readiness probe', manifests: WEB + web(PROBE), ours: true },
    { name: 'a probe by command', manifests: WEB + web('readinessProbe: { exec: { command: [/ready] } }'), ours: true },
    {
      name: 'a Pod of helm test, which ends at once',
      manifests:
        WEB + web(PROBE) +
        '---\n{ apiVersion: v1, kind: Pod, metadata: { name: web-test, namespace: shop, labels: { app: web }, annotations: { helm.sh/hook: test } }, spec: { restartPolicy: Never, containers: [{ name: wget, image: busybox:1.36 }] } }\n',
      ours: true,
    },
    { name: 'a container that no Service selects', manifests: web(), ours: true },
    {
      name: 'a probe elsewhere in the pod of others, which is ready when all of it is',
      manifests: TLS + proxied(`, ${PROBE}`, ''),
    },
    {
      name: 'a startup probe of others: before it passes the pod is not ready',
      manifests: WEB + web('startupProbe: { httpGet: { path: /, port: http } }'),
    },
    {
      name: 'a readiness gate of others, as load balancers set them',
      manifests: WEB + web('', 'readinessGates: [{ conditionType: target-health.elbv2.k8s.aws/web }]'),
    },
    {
      name: 'the probe of a native sidecar of others',
      manifests: WEB + web('', `initContainers: [{ name: proxy, restartPolicy: Always, ${PROBE} }]`),
    },
    {
      name: 'a sidecar of a pattern that is served as well, for its pod waits for the probe of another container',
      manifests: TLS + proxied(`, ${PROBE}`, ''),
      ours: true,
    },
    {
      name: 'peers that find each other before they are ready',
      manifests: service(
        'shop/web',
        '{ clusterIP: None, publishNotReadyAddresses: true, selector: { app: web }, ports: [{ port: 8080 }] }',
      ) + web(),
      ours: true,
    },
    {
      name: 'a Service for scrapers by its name, as of an Argo workflow controller',
      manifests:
        service('argo/workflow-controller-metrics', '{ selector: { app: controller }, ports: [{ port: 9090 }] }') +
        workload('apps/v1 Deployment', 'argo/workflow-controller', '{ app: controller }'),
    },
    {
      name: 'a Service for scrapers by its port',
      manifests: service('shop/web', '{ selector: { app: web }, ports: [{ name: http-metrics, port: 8080 }] }') + web(),
    },
    {
      name: 'a leader that labels its own pod once it serves, as Patroni does',
      manifests:
        service('shop/db', '{ selector: { app: db, spilo-role: master }, ports: [{ port: 5432 }] }') +
        workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }'),
      ours: true,
    },
    {
      name: 'a Job, which serves while it works',
      manifests: WEB + workload('batch/v1 Job', 'shop/web', '{ app: web }'),
      ours: true,
    },
    { name: 'an ExternalName, whose selector counts for nothing', manifests: WEB.replace('{ selector', '{ type: ExternalName, externalName: web.example.com, selector') + web() },
    {
      name: 'any container with a probe where none declares the port',
      manifests: WEB.replace('8080', '3000') + web(PROBE),
      ours: true,
    },
    {
      name: 'containers and probes of the wrong type', refused: true,
      manifests:
        WEB + workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ containers: { main: 1 }, initContainers: [null, 7], readinessGates: 3 }'),
      ours: true,
    },
  ],
  invalid: [
    {
      name: 'a container that has no probe, with one that fits',
      manifests: WEB + web(),
      findings: [
        {
          message: 'noProbe',
          severity: 'warning',
          field: 'spec.template.spec.containers[0].readinessProbe',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'Container "main" gets traffic from Service shop/web as soon as it starts, for it has no readinessProbe',
          got: 'no probe',
          fix: 'give the container a readinessProbe, such as tcpSocket: { port: 8080 }',
        },
      ],
      fixed: WEB + web(PROBE),
    },
    {
      name: 'a container of a pattern as an error, though it has other probes, which do not keep traffic away later',
      manifests: WEB + web('livenessProbe: { tcpSocket: { port: 8080 } }, startupProbe: { tcpSocket: { port: 8080 } }'),
      ours: true,
      findings: [{ message: 'noProbe', severity: 'error', got: 'livenessProbe and startupProbe alone' }],
      fixed: WEB + web(PROBE),
    },
    {
      name: 'a probe that is null',
      manifests: WEB + web('readinessProbe: null, livenessProbe: { tcpSocket: { port: 8080 } }'),
      findings: [{ message: 'noProbe', severity: 'warning', got: 'livenessProbe alone' }],
      fixed: WEB + web(PROBE),
    },
    {
      name: 'several Services and ports over the same pods once',
      manifests:
        web() +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 443, targetPort: http }] }') +
        service('shop/web-headless', '{ clusterIP: None, selector: { app: web } }'),
      findings: [{ message: 'noProbe', severity: 'warning', problem: /from Service shop\/web and Service shop\/web-headless as/ }],
      fixed:
        web(PROBE) +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: a, port: 80, targetPort: http }, { name: b, port: 443, targetPort: http }] }') +
        service('shop/web-headless', '{ clusterIP: None, selector: { app: web } }'),
    },
    {
      name: 'others\' pods that only a headless Service finds as a note',
      manifests: WEB.replace('{ selector', '{ clusterIP: None, selector') + web(),
      findings: [{ message: 'headless', severity: 'note', problem: /^Container "main" is found under the name of Service shop\/web as soon/ }],
      fixed: WEB.replace('{ selector', '{ clusterIP: None, selector') + web(PROBE),
    },
    {
      name: 'pods of a pattern that only a headless Service finds',
      manifests: WEB.replace('{ selector', '{ clusterIP: None, selector') + web(),
      ours: true,
      findings: [{ message: 'headless', severity: 'error' }],
      fixed: WEB.replace('{ selector', '{ clusterIP: None, selector') + web(PROBE),
    },
    {
      name: 'a port by UDP, which only a command can ask',
      manifests:
        service('shop/dns', '{ selector: { app: dns }, ports: [{ port: 53, protocol: UDP }] }') +
        workload('apps/v1 DaemonSet', 'shop/dns', '{ app: dns }', '{ containers: [{ name: dns, ports: [{ containerPort: 53, protocol: UDP }] }] }'),
      findings: [{ message: 'noProbe', severity: 'warning', fix: /such as exec with a command that fails until the program serves$/ }],
      fixed:
        service('shop/dns', '{ selector: { app: dns }, ports: [{ port: 53, protocol: UDP }] }') +
        workload('apps/v1 DaemonSet', 'shop/dns', '{ app: dns }', '{ containers: [{ name: dns, readinessProbe: { exec: { command: [dig] } } }] }'),
    },
    {
      name: 'one pod of a StatefulSet, which Kubernetes labels before it runs',
      manifests:
        service('shop/db-0', '{ selector: { app: db, statefulset.kubernetes.io/pod-name: db-0 }, ports: [{ port: 5432 }] }') +
        workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }'),
      findings: [{ message: 'noProbe', severity: 'warning', object: { kind: 'StatefulSet' } }],
      fixed:
        service('shop/db-0', '{ selector: { app: db, statefulset.kubernetes.io/pod-name: db-0 }, ports: [{ port: 5432 }] }') +
        workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }', `{ containers: [{ name: main, ${PROBE} }] }`),
    },
    {
      name: 'pods where no container declares the port nor has a probe',
      manifests: WEB + workload('argoproj.io/v1alpha1 Rollout', 'shop/web', '{ app: web }'),
      findings: [{ message: 'noProbe', severity: 'warning', object: { kind: 'Rollout' }, fix: /port: 8080/ }],
      fixed: WEB + workload('argoproj.io/v1alpha1 Rollout', 'shop/web', '{ app: web }', `{ containers: [{ name: main, ${PROBE} }] }`),
    },
  ],
});
