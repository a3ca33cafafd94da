import { probePortOpen } from '../../lib/rules/probe-port-open';
import { ruleTester } from './rule-tester';
import { object, service, workload } from './yaml';

const PORTS = 'ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]';

/** A Deployment whose main container declares 8080 and 9090, with what is given beside; more of the pod's spec may follow. */
function web(main: string, rest = '', ports = PORTS): string {
  const container = `{ name: main, image: main:1.0, ${ports}, ${main} }`;
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [${container}]${rest && `, ${rest}`} }`);
}

function http(port: number | string, probe = 'readinessProbe'): string {
  return `${probe}: { httpGet: { path: /healthz, port: ${String(port)} } }`;
}

const SERVICE = service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
const SIDECAR = 'initContainers: [{ name: proxy, image: proxy:1.0, restartPolicy: Always, ports: [{ name: health, containerPort: 15021 }] }]';
const MAPPED = object('v1 ConfigMap', 'shop/web', 'data: { app.conf: "health.listen=:8081" }');

ruleTester(probePortOpen, {
  valid: [
    { name: 'a number that the container declares', manifests: web(http(8080)), ours: true },
    { name: 'a name that the container bears', manifests: web(http('metrics')), ours: true },
    { name: 'a call by TCP', manifests: web('livenessProbe: { tcpSocket: { port: 9090 } }'), ours: true },
    { name: 'a call by gRPC', manifests: web('startupProbe: { grpc: { port: 9090 } }'), ours: true },
    { name: 'a probe by command, which has no port', manifests: web('readinessProbe: { exec: { command: [/ready] } }'), ours: true },
    { name: 'one number for UDP and TCP', manifests: web('readinessProbe: { tcpSocket: { port: dns } }', '', 'ports: [{ name: dns, containerPort: 53, protocol: UDP }, { containerPort: 53 }]'), ours: true },
    { name: 'a number that a native sidecar declares, since a pod has one address', manifests: web(http(15021), SIDECAR), ours: true },
    { name: 'a call to another host', manifests: web('livenessProbe: { httpGet: { host: 10.0.0.1, port: 80 } }'), ours: true },
    {
      name: 'a program of others that is told the port, as a controller of kubebuilder is',
      manifests: web(`args: [--health-probe-bind-address=:8081], ${http(8081)}`),
    },
    { name: 'a port in an environment variable', manifests: web(`env: [{ name: HEALTH_PORT, value: "8081" }], ${http(8081)}`) },
    { name: 'a port in a command line of sh', manifests: web(`command: [sh, -c, "exec app --health 8081 2>&1"], ${http(8081)}`) },
    { name: 'a port in a ConfigMap that the pod mounts', manifests: MAPPED + web(http(8081), 'volumes: [{ name: conf, configMap: { name: web } }]') },
    {
      name: 'a port in a ConfigMap among others of a volume',
      manifests: MAPPED + web(http(8081), 'volumes: [{ name: conf, projected: { sources: [{ configMap: { name: web } }] } }]'),
    },
    { name: 'a port in a ConfigMap that the environment is read from', manifests: MAPPED + web(`envFrom: [{ configMapRef: { name: web } }], ${http(8081)}`) },
    {
      name: 'a port in a ConfigMap that one variable is read from',
      manifests: MAPPED + web(`env: [{ name: CONF, valueFrom: { configMapKeyRef: { name: web, key: app.conf } } }], ${http(8081)}`),
    },
    { name: 'a pod of others on its host\'s network', manifests: web(http(10256), 'hostNetwork: true') },
    { name: 'a container of others that declares no port at all', manifests: web(http(8080), '', 'ports: []') },
    {
      name: 'a patch of kustomize, whose ports are in the base', refused: true,
      manifests: workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [{ name: main, ${http('http')} }, { name: b, ports: [{ containerPort: 1 }], ${http(2)} }] }`),
    },
    {
      name: 'an init container that ends, which the kubelet does not ask', refused: true,
      manifests: web(http(8080), `initContainers: [{ name: init, image: init:1.0, ${http('nowhere')} }]`),
      ours: true,
    },
    {
      name: 'probes and ports of the wrong type', refused: true,
      manifests: web('readinessProbe: 1, livenessProbe: { httpGet: [80], tcpSocket: { port: {} } }, startupProbe: { grpc: { port: web } }, lifecycle: x'),
      ours: true,
    },
  ],
  invalid: [
    {
      name: 'a name that the container does not bear, whoever wrote it',
      manifests: web(http('metric', 'livenessProbe')),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          field: 'spec.template.spec.containers[0].livenessProbe.httpGet.port',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'The livenessProbe of container "main" goes to port "metric", but the container names no port "metric"',
          got: '"metric"; the container declares "http" (8080/TCP) and "metrics" (9090/TCP)',
          fix: 'set the port to "metrics", or name a port of the container "metric"',
        },
      ],
      fixed: web(http('metrics', 'livenessProbe')),
    },
    {
      name: 'the name of another container, which the kubelet does not look for',
      manifests: web(http('health'), SIDECAR),
      ours: true,
      findings: [{ message: 'noName', severity: 'error', fix: /^set the port to 15021,/ }],
      fixed: web(http(15021), SIDECAR),
    },
    {
      name: 'a name in a container without ports',
      manifests: web(http('http'), '', 'ports: []'),
      findings: [{ message: 'noName', severity: 'error', got: '"http"; the container declares no port', fix: /^set the port to the number of/ }],
      fixed: web(http('http')),
    },
    {
      name: 'a name where ports have numbers alone',
      manifests: web(http('http'), '', 'ports: [{ containerPort: 3000 }]'),
      findings: [{ message: 'noName', severity: 'error', fix: /^set the port to 3000,/ }],
      fixed: web(http(3000), '', 'ports: [{ containerPort: 3000 }]'),
    },
    {
      name: 'a number in quotes, which is a name',
      manifests: web('readinessProbe: { tcpSocket: { port: "8080" } }'),
      findings: [{ message: 'noName', severity: 'error', field: 'spec.template.spec.containers[0].readinessProbe.tcpSocket.port' }],
      fixed: web('readinessProbe: { tcpSocket: { port: 8080 } }'),
    },
    {
      name: 'a hook that goes to a name of nobody\'s',
      manifests: web('lifecycle: { preStop: { httpGet: { path: /drain, port: admin } } }'),
      findings: [{ message: 'noName', severity: 'error', problem: /^The lifecycle\.preStop of/, field: 'spec.template.spec.containers[0].lifecycle.preStop.httpGet.port' }],
      fixed: web('lifecycle: { preStop: { httpGet: { path: /drain, port: http } } }'),
    },
    {
      name: 'the Service\'s port instead of the container\'s',
      manifests: web(http(80)) + SERVICE,
      findings: [
        {
          message: 'servicePort',
          severity: 'warning',
          problem: 'The readinessProbe of container "main" goes to port 80 of Service shop/web, but the kubelet asks the pod, not the Service',
          fix: /^set the port to 8080, where the Service leads/,
        },
      ],
      fixed: web(http(8080)) + SERVICE,
    },
    {
      name: 'the Service\'s port in a pattern as an error',
      manifests: web(http(80)) + SERVICE,
      ours: true,
      findings: [{ message: 'servicePort', severity: 'error' }],
      fixed: web(http('http')) + SERVICE,
    },
    {
      name: 'a number with two digits swapped',
      manifests: web(http(8008)),
      findings: [{ message: 'nearNumber', severity: 'warning', fix: /^set the port to 8080, or/ }],
      fixed: web(http(8080)),
    },
    {
      name: 'a number of a pattern that lacks a digit',
      manifests: web(http(909)),
      ours: true,
      findings: [{ message: 'nearNumber', severity: 'error', fix: /^set the port to 9090, or/ }],
      fixed: web(http(9090)),
    },
    {
      name: 'a number of a pattern that its container does not declare, though the program is told it',
      manifests: web(`args: [--health=:8081], ${http(8081)}`, 'hostNetwork: true'),
      ours: true,
      findings: [
        {
          message: 'noNumber',
          severity: 'error',
          problem: 'The readinessProbe of container "main" goes to port 8081, which the container does not declare',
          got: '8081; the container declares "http" (8080/TCP) and "metrics" (9090/TCP)',
          fix: 'declare containerPort: 8081 if the program listens there, or set the port to 8080',
        },
      ],
      fixed: web(`args: [--health=:8081], ${http(8081)}`, 'hostNetwork: true', 'ports: [{ containerPort: 8081 }]'),
    },
    {
      name: 'a number of others as a note, since ingress-nginx and others have a port for health alone',
      manifests: web(`args: ["--v=102540"], ${http(10254)}`),
      findings: [{ message: 'noNumber', severity: 'note' }],
      fixed: web(http(10254), '', 'ports: [{ containerPort: 10254 }]'),
    },
    {
      name: 'a port that is declared for UDP alone',
      manifests: web('livenessProbe: { tcpSocket: { port: 53 } }', '', 'ports: [{ name: dns, containerPort: 53, protocol: UDP }, { containerPort: 8080 }]'),
      findings: [
        {
          message: 'otherProtocol',
          severity: 'warning',
          problem: 'The livenessProbe of container "main" goes to port 53 by TCP, and the container declares it for UDP alone',
          fix: 'set the port to 8080, or declare the port for TCP too if the program listens there',
        },
      ],
      fixed: web('livenessProbe: { tcpSocket: { port: 8080 } }', '', 'ports: [{ name: dns, containerPort: 53, protocol: UDP }, { containerPort: 8080 }]'),
    },
    {
      name: 'a name of a pattern that is declared for UDP alone',
      manifests: web('livenessProbe: { tcpSocket: { port: dns } }', '', 'ports: [{ name: dns, containerPort: 53, protocol: UDP }]'),
      ours: true,
      findings: [{ message: 'otherProtocol', severity: 'error', fix: /^set the port to the port where the program listens, or/ }],
      fixed: web('livenessProbe: { tcpSocket: { port: dns } }', '', 'ports: [{ name: dns, containerPort: 53 }]'),
    },
  ],
});
