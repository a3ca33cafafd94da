import { serviceTargetPortProtocol } from '../../lib/rules/service-target-port-protocol';
import { ruleTester } from './rule-tester';
import { deployment, service } from './yaml';

const TCP = deployment('shop/dns', '{ app: dns }', '[{ name: dns, containerPort: 53 }]');

/** A Service in front of `TCP` with these ports. */
function dns(ports: string): string {
  return service('shop/dns', `{ selector: { app: dns }, ports: [${ports}] }`);
}

ruleTester(serviceTargetPortProtocol, {
  valid: [
    { name: 'a gateway whose container Istio replaces', manifests: TCP.replace('main:1.0', 'auto') + dns('{ port: 53, protocol: UDP }'), ours: true },
    { name: 'a protocol that both sides leave out', manifests: TCP + dns('{ port: 53, targetPort: dns }'), ours: true },
    { name: 'a protocol that one side spells out', manifests: TCP + dns('{ port: 53, protocol: TCP }'), ours: true },
    {
      name: 'UDP and TCP on one number that the container declares for both',
      manifests:
        deployment(
          'kube-system/coredns',
          '{ k8s-app: kube-dns }',
          '[{ name: dns, containerPort: 53, protocol: UDP }, { name: dns-tcp, containerPort: 53, protocol: TCP }]',
        ) +
        service(
          'kube-system/kube-dns',
          '{ selector: { k8s-app: kube-dns }, ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }] }',
        ),
      ours: true,
    },
    {
      name: 'one name for TCP in one workload and for UDP in another',
      manifests:
        deployment('shop/tcp', '{ app: dns }', '[{ name: dns, containerPort: 53 }]') +
        deployment('shop/udp', '{ app: dns }', '[{ name: dns, containerPort: 53, protocol: UDP }]') +
        dns('{ name: tcp, port: 53, targetPort: dns }, { name: udp, port: 53, targetPort: dns, protocol: UDP }'),
    },
    {
      name: 'a port that no container declares, which another rule reports',
      manifests: TCP + dns('{ port: 54, protocol: UDP }'),
      ours: true,
    },
    {
      name: 'a headless Service, which forwards nothing',
      manifests: TCP + service('shop/dns', '{ clusterIP: None, selector: { app: dns }, ports: [{ port: 53, protocol: UDP }] }'),
    },
    { name: 'a Service without a selector', manifests: TCP + service('shop/dns', '{ ports: [{ port: 53, protocol: UDP }] }') },
    { name: 'a protocol that is no text', refused: true, manifests: TCP + dns('{ port: 53, protocol: { UDP: true } }') },
  ],
  invalid: [
    {
      name: 'a name that is declared for another protocol, ours or not',
      manifests: TCP + dns('{ port: 5353, targetPort: dns, protocol: UDP }'),
      findings: [
        {
          message: 'differs',
          severity: 'error',
          field: 'spec.ports[0].protocol',
          object: { kind: 'Service', namespace: 'shop', name: 'dns' },
          problem: 'Service port 5353 forwards UDP, but the port named "dns" is declared for TCP: the Service has no endpoint',
          got: 'UDP; Deployment shop/dns declares "dns" (53/TCP) on container "main"',
          fix: 'set protocol: TCP on the Service port, or declare the container\'s port for UDP',
        },
      ],
      fixed: TCP + dns('{ port: 5353, targetPort: dns, protocol: TCP }'),
    },
    {
      name: 'a name that a pattern\'s container declares for another protocol',
      manifests:
        deployment('shop/dns', '{ app: dns }', '[{ name: dns, containerPort: 53, protocol: SCTP }]') + dns('{ port: 53, targetPort: dns }'),
      ours: true,
      findings: [{ message: 'differs', severity: 'error', got: /^TCP; .*\(53\/SCTP\)/ }],
      fixed: TCP + dns('{ port: 53, targetPort: dns }'),
    },
    {
      name: 'a number that a pattern\'s container declares for another protocol as an error',
      manifests: TCP + dns('{ name: tcp, port: 53 }, { name: udp, port: 53, protocol: UDP }'),
      ours: true,
      findings: [
        {
          message: 'differsByNumber',
          severity: 'error',
          field: 'spec.ports[1].protocol',
          problem: 'Service port 53 forwards UDP to 53, but the container\'s port 53 is declared for TCP only',
          fix: /or declare containerPort: 53 for UDP too/,
        },
      ],
      fixed:
        deployment('shop/dns', '{ app: dns }', '[{ name: dns, containerPort: 53 }, { name: dns-udp, containerPort: 53, protocol: UDP }]') +
        dns('{ name: tcp, port: 53 }, { name: udp, port: 53, protocol: UDP }'),
    },
    {
      name: 'a number that somebody\'s container declares for another protocol as a warning, since the program may listen for both',
      manifests: TCP + dns('{ name: tcp, port: 53 }, { name: udp, port: 53, protocol: UDP }'),
      findings: [{ message: 'differsByNumber', severity: 'warning', field: 'spec.ports[1].protocol' }],
      fixed: TCP + dns('{ port: 53 }'),
    },
    {
      name: 'each workload that declares another protocol',
      manifests: TCP + TCP.replace('name: dns', 'name: dns-next') + dns('{ port: 53, targetPort: dns, protocol: UDP }'),
      findings: [
        { message: 'differs', severity: 'error', got: /Deployment shop\/dns declares/ },
        { message: 'differs', severity: 'error', got: /Deployment shop\/dns-next declares/ },
      ],
      fixed: TCP + dns('{ port: 53, targetPort: dns }'),
    },
  ],
});
