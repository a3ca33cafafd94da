import { containerPortsDistinct } from '../../lib/rules/container-ports-distinct';
import { ruleTester } from './rule-tester';
import { cronJob, service, workload } from './yaml';

/** Ports of a container; a second list is that of another container, and more of the pod's spec may follow. */
function pod(main: string, other?: string, rest = ''): string {
  const containers = [`{ name: main, ports: [${main}] }`, ...(other === undefined ? [] : [`{ name: other, ports: [${other}] }`])];
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [${containers.join(', ')}]${rest && `, ${rest}`} }`);
}

const HTTP = '{ name: http, containerPort: 8080 }';
const ASKING = service('shop/web', '{ selector: { app: web }, ports: [{ name: web, port: 80, targetPort: http }] }');

function initContainer(ports: string, rest = ''): string {
  return `initContainers: [{ name: setup, ports: [${ports}]${rest && `, ${rest}`} }]`;
}

ruleTester(containerPortsDistinct, {
  valid: [
    { name: 'ports of several containers', manifests: pod(HTTP, '{ name: metrics, containerPort: 9090 }'), ours: true },
    {
      name: 'one number for UDP and TCP, as CoreDNS declares it',
      manifests: pod('{ name: dns, containerPort: 53, protocol: UDP }, { name: dns-tcp, containerPort: 53 }'),
      ours: true,
    },
    {
      name: 'one name for UDP and TCP in two containers, which Services tell apart',
      manifests: pod('{ name: dns, containerPort: 53, protocol: UDP }', '{ name: dns, containerPort: 5353 }'),
      ours: true,
    },
    { name: 'ports without names', manifests: pod('{ containerPort: 80 }, { containerPort: 443 }', '{ containerPort: 8080 }'), ours: true },
    { name: 'an init container, which has ended before the others start', manifests: pod(HTTP, undefined, initContainer(HTTP)), ours: true },
    {
      name: 'one port that two addresses of the node lead to, as NodeLocal DNSCache may',
      manifests: pod('{ containerPort: 53, hostPort: 53, hostIP: 10.0.0.1 }, { containerPort: 53, hostPort: 53, hostIP: 10.0.0.2 }'),
      ours: true,
    },
    { name: 'one port that two ports of the node lead to', manifests: pod('{ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 8080 }') },
    { name: 'a port of the node for UDP and TCP', manifests: pod('{ containerPort: 53, hostPort: 53, protocol: UDP }, { containerPort: 5353, hostPort: 53 }') },
    {
      name: 'workloads that each have their own pods',
      manifests: pod(HTTP) + workload('apps/v1 Deployment', 'shop/api', '{ app: api }', `{ containers: [{ name: main, ports: [${HTTP}] }] }`),
      ours: true,
    },
    { name: 'host ports of zero, which are none', manifests: pod('{ containerPort: 80, hostPort: 0 }, { containerPort: 81, hostPort: 0 }'), ours: true },
    { name: 'ports of the wrong type', refused: true, manifests: pod('null, 8080, { containerPort: x }, { containerPort: x }', '[{}]'), ours: true },
  ],
  invalid: [
    {
      name: 'one number in two containers',
      manifests: pod(HTTP, '{ name: proxy, containerPort: 8080 }'),
      findings: [
        {
          message: 'sharedNumber',
          severity: 'warning',
          field: 'spec.template.spec.containers[1].ports[0]',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'Containers "main" and "other" both declare port 8080/TCP, but the containers of a pod share one address',
          got: '"http" (8080/TCP) of container "main" and "proxy" (8080/TCP) of container "other"',
          fix: 'let one of the two programs listen on another port, and declare that',
        },
      ],
      fixed: pod(HTTP, '{ name: proxy, containerPort: 8443 }'),
    },
    {
      name: 'one number in a container of a pattern and a native sidecar',
      manifests: pod(HTTP, undefined, initContainer(HTTP, 'restartPolicy: Always')),
      ours: true,
      findings: [{ message: 'sharedNumber', severity: 'error', field: 'spec.template.spec.initContainers[0].ports[0]' }],
      fixed: pod(HTTP, undefined, initContainer('{ containerPort: 15001 }', 'restartPolicy: Always')),
    },
    {
      name: 'one number in two containers of a CronJob, beside what is no port', refused: true,
      manifests: cronJob('shop/job', '{ app: job }', '{ containers: [{ name: a, ports: [{ containerPort: 80 }] }, { name: b, ports: [x, { containerPort: 80 }] }] }'),
      findings: [{ message: 'sharedNumber', severity: 'warning', field: 'spec.jobTemplate.spec.template.spec.containers[1].ports[1]' }],
      fixed: cronJob('shop/job', '{ app: job }', '{ containers: [{ name: a, ports: [{ containerPort: 80 }] }, { name: b, ports: [x, { containerPort: 81 }] }] }'),
    },
    {
      name: 'one number twice in one container',
      manifests: pod(`${HTTP}, { name: metrics, containerPort: 8080 }`),
      findings: [
        {
          message: 'numberTwice',
          severity: 'warning',
          field: 'spec.template.spec.containers[0].ports[1]',
          problem: 'Container "main" declares port 8080/TCP twice, and an update of the object keeps one of the two',
        },
      ],
      fixed: pod(HTTP),
    },
    {
      name: 'one number twice in one container of a pattern, each time it comes again',
      manifests: pod('{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80 }'),
      ours: true,
      findings: [
        { message: 'numberTwice', severity: 'error', field: 'spec.template.spec.containers[0].ports[1]' },
        { message: 'numberTwice', severity: 'error', field: 'spec.template.spec.containers[0].ports[2]' },
      ],
      fixed: pod('{ containerPort: 80 }'),
    },
    {
      name: 'one name in two containers, by which a Service asks',
      manifests: ASKING + pod(HTTP, '{ name: http, containerPort: 9090 }'),
      findings: [
        {
          message: 'sharedName',
          severity: 'warning',
          problem: 'Containers "main" and "other" both name a port "http", and a Service that asks for it finds the first alone',
          got: '"http" (8080/TCP) of container "main" and "http" (9090/TCP) of container "other"',
        },
      ],
      fixed: ASKING + pod(HTTP, '{ name: metrics, containerPort: 9090 }'),
    },
    {
      name: 'one name in two containers of a pattern, by which two Services ask',
      manifests: ASKING + ASKING.replace('shop/web', 'shop/www').replace('http }', 'http }, { name: m, port: 81, targetPort: metrics }') + pod(HTTP, '{ name: http, containerPort: 9090 }'),
      ours: true,
      findings: [{ message: 'sharedName', severity: 'error' }],
      fixed: ASKING + pod(HTTP, '{ containerPort: 9090 }'),
    },
    {
      name: 'one name in three containers, as those of Linkerd have admin-http, as notes where Services ask by number, by another protocol or of other pods',
      manifests:
        service('shop/web', '{ selector: { app: web }, ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 80, protocol: UDP, targetPort: http }] }') +
        service('shop/api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: http }] }') +
        workload('apps/v1 Deployment', 'shop/api', '{ app: api }') +
        pod(HTTP, '{ name: http, containerPort: 9090 }', initContainer('{ name: http, containerPort: 15001 }', 'restartPolicy: Always')),
      findings: [
        { message: 'sharedNameUnasked', severity: 'note', problem: /both name a port "http", and a Service that asked for it would find the first alone$/ },
        { message: 'sharedNameUnasked', severity: 'note', got: /of container "setup"$/ },
      ],
      fixed: pod(HTTP, '{ name: metrics, containerPort: 9090 }'),
    },
    {
      name: 'one name in two containers of a pattern',
      manifests: pod(HTTP, '{ name: http, containerPort: 9090 }'),
      ours: true,
      findings: [{ message: 'sharedNameUnasked', severity: 'error' }],
      fixed: pod(HTTP, '{ containerPort: 9090 }'),
    },
    {
      name: 'one name twice in one container, whatever the protocol, which the API server refuses',
      manifests: pod('{ name: dns, containerPort: 53 }, { name: dns, containerPort: 53, protocol: UDP }'),
      findings: [{ message: 'nameTwice', severity: 'error', problem: 'Container "main" names two ports "dns"' }],
      fixed: pod('{ name: dns-tcp, containerPort: 53 }, { name: dns, containerPort: 53, protocol: UDP }'),
    },
    {
      name: 'one name twice in one container of a pattern, once for all that the two have in common',
      manifests: pod(`${HTTP}, ${HTTP}`),
      ours: true,
      findings: [{ message: 'nameTwice', severity: 'error' }],
      fixed: pod(HTTP),
    },
    {
      name: 'one port of the node for two containers',
      manifests: pod('{ containerPort: 80, hostPort: 80 }', '{ containerPort: 8080, hostPort: 80 }'),
      findings: [
        {
          message: 'hostPort',
          severity: 'error',
          problem: 'Two ports of the pod ask for port 80 of the node',
          got: '80/TCP of container "main" and 8080/TCP of container "other"',
        },
      ],
      fixed: pod('{ containerPort: 80, hostPort: 80 }', '{ containerPort: 8080, hostPort: 8080 }'),
    },
    {
      name: 'one port of a pod of ours on the node\'s network, where each is the node\'s',
      manifests: pod(HTTP, '{ containerPort: 8080 }', 'hostNetwork: true'),
      ours: true,
      findings: [{ message: 'hostPort', severity: 'error' }],
      fixed: pod(HTTP, '{ containerPort: 8081 }', 'hostNetwork: true'),
    },
    {
      name: 'one port of the node twice in one container',
      manifests: pod('{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 80 }'),
      findings: [{ message: 'hostPort', severity: 'error', got: '80/TCP and 81/TCP of container "main"' }],
      fixed: pod('{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }'),
    },
  ],
});
