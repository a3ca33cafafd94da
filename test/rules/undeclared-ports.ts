import type { InvalidCase, ValidCase } from './rule-tester';
import { object, service } from './yaml';

const API = service('shop/api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 9001 }] }');

/** A Deployment behind `API` of one container, which declares 8080 and has besides what is given. */
function api(rest: string, metadata = '{ labels: { app: api } }'): string {
  const container = `{ name: main, image: main:1.0, ports: [{ containerPort: 8080 }], ${rest} }`;
  return object('apps/v1 Deployment', 'shop/api', `spec: { template: { metadata: ${metadata}, spec: { containers: [${container}] } } }`);
}

/** Pods that show that somebody listens on 9001, though no container declares it. */
const TOLD: Readonly<Record<string, string>> = {
  'a tcpSocket probe, as Argo CD\'s notifications controller has': api('livenessProbe: { tcpSocket: { port: 9001 } }'),
  'an httpGet probe, as the injector of Vault has': api('readinessProbe: { httpGet: { path: /health, port: 9001 } }'),
  'a grpc probe': api('startupProbe: { grpc: { port: 9001 } }'),
  'a flag, as vLLM is given': api('args: [serve, "--port=9001"]'),
  'an address in a flag, as istiod is given': api('args: [discovery, "--monitoringAddr=:9001"]'),
  'a shell command': api('command: [sh, -c, "exec server -p 9001 -v"]'),
  'a variable': api('env: [{ name: PORT, value: "9001" }]'),
  'an address in a variable': api('env: [{ name: AGENT_INJECT_LISTEN, value: ":9001" }]'),
  'a ConfigMap that the pod reads':
    api('envFrom: [{ configMapRef: { name: api } }]') + object('v1 ConfigMap', 'shop/api', 'data: { server.conf: "listen 9001;" }'),
};

/** Pods that show nothing of the kind. */
const UNTOLD: Readonly<Record<string, string>> = {
  'longer numbers': api('args: ["--port=90010", "--id=19001"]'),
  'a version and an address': api('args: ["--version=1.9001", "--peer=10.0.9001.1"]'),
  'a probe of another host': api('livenessProbe: { httpGet: { host: example.com, port: 9001 } }'),
  'a probe of another port': api('livenessProbe: { tcpSocket: { port: 8080 } }'),
};

/** What `service-target-port-open` permits, since a pod of others shows that somebody listens, or nobody knows its ports. */
export const PERMITTED: readonly ValidCase[] = [
  ...Object.entries(TOLD).map(([name, pods]) => ({ name: `a number that no container declares, but ${name} names`, manifests: API + pods })),
  {
    name: 'a gateway that Istio injects by image, ours too',
    manifests: API + api('').replace('main:1.0', 'auto'),
    ours: true,
  },
  {
    name: 'a gateway that Istio injects by annotation, by name too',
    manifests: API.replace('9001', 'http2') + api('', '{ labels: { app: api }, annotations: { inject.istio.io/templates: "sidecar, gateway" } }'),
  },
];

/** What it reports all the same. */
export const REPORTED: readonly InvalidCase[] = [
  ...Object.entries(UNTOLD).map(([name, pods]) => ({
    name: `a number that no container declares beside ${name}`,
    manifests: API + pods,
    findings: [{ message: 'noNumber', severity: 'warning' as const, fix: /^set targetPort to 8080, or declare containerPort: 9001/ }],
    fixed: API.replace('9001', '8080') + pods,
  })),
  {
    name: 'a number that a pattern\'s pod has probed, but does not declare',
    manifests: API + api('livenessProbe: { tcpSocket: { port: 9001 } }'),
    ours: true,
    findings: [{ message: 'noNumber', severity: 'error', fix: /^declare containerPort: 9001 on the container/ }],
    fixed: API + api('livenessProbe: { tcpSocket: { port: 9001 } }').replace('8080', '9001'),
  },
  {
    name: 'a TCP probe on a number that the Service forwards UDP to',
    manifests: API.replace('port: 80,', 'port: 80, protocol: UDP,') + api('livenessProbe: { tcpSocket: { port: 9001 } }'),
    findings: [{ message: 'noNumber', severity: 'warning' }],
    fixed: API + api('livenessProbe: { tcpSocket: { port: 9001 } }'),
  },
  {
    name: 'a number in a pod where Istio puts no more than its sidecar',
    manifests: API + api('', '{ labels: { app: api }, annotations: { inject.istio.io/templates: sidecar } }'),
    findings: [{ message: 'noNumber', severity: 'warning' }],
    fixed: API.replace('9001', '8080') + api(''),
  },
  {
    name: 'a number where the only port declared is that of another Service port',
    manifests: api('') + service('shop/api', '{ selector: { app: api }, ports: [{ name: a, port: 8080 }, { name: b, port: 8084 }] }'),
    findings: [{ message: 'noNumber', severity: 'warning', fix: /^declare containerPort: 8084 on/ }],
    fixed: api('').replace('8080 }', '8080 }, { containerPort: 8084 }') + service('shop/api', '{ selector: { app: api }, ports: [{ name: a, port: 8080 }, { name: b, port: 8084 }] }'),
  },
  {
    name: 'a number with two digits swapped, though there are more ports',
    manifests: API.replace('9001', '8800') + api('').replace('8080 }', '8080 }, { containerPort: 9090 }'),
    findings: [{ message: 'noNumber', severity: 'warning', fix: /^set targetPort to 8080, or declare/ }],
    fixed: API.replace('9001', '8080') + api('').replace('8080 }', '8080 }, { containerPort: 9090 }'),
  },
];
