import { linkPort } from '../../lib/graph/port-link';
import { showPort } from '../../lib/graph/workload';
import { service, workload } from '../rules/yaml';
import { graphOf } from './fixtures';

const POD = `{
  containers: [
    { name: main, ports: [{ name: http, containerPort: 8080 }, { containerPort: 9090 }] },
    { name: dns, ports: [{ name: dns, containerPort: 53, protocol: UDP }, { name: dns-tcp, containerPort: 53 }] },
    { name: quic, ports: [{ name: quic, containerPort: 443, protocol: UDP }] },
  ],
  initContainers: [
    { name: proxy, restartPolicy: Always, ports: [{ name: mesh, containerPort: 15001 }] },
    { name: setup, ports: [{ name: setup, containerPort: 7000 }] },
  ],
}`;

describe('a Service port comes to', () => {
  it.each<[port: string, link: string, version?: string]>([
    // by number
    ['{ port: 80, targetPort: 8080 }', 'open: "http" (8080/TCP)'],
    ['{ port: 9090 }', 'open: 9090/TCP'],
    ['{ port: 9090, targetPort: 0 }', 'open: 9090/TCP'],
    ['{ port: 9090, targetPort: null }', 'open: 9090/TCP'],
    ['{ port: 53 }', 'open: "dns-tcp" (53/TCP)'],
    ['{ port: 53, protocol: UDP }', 'open: "dns" (53/UDP)'],
    ['{ port: 443 }', 'protocol: "quic" (443/UDP)'],
    ['{ port: 80, targetPort: 15001 }', 'open: "mesh" (15001/TCP)', '1.28'],
    ['{ port: 80 }', 'undeclared'],
    ['{ port: 7000 }', 'undeclared'],
    // by name
    ['{ port: 80, targetPort: http }', 'open: "http" (8080/TCP)'],
    ['{ port: 80, targetPort: dns }', 'protocol: "dns" (53/UDP)'],
    ['{ port: 80, targetPort: dns, protocol: UDP }', 'open: "dns" (53/UDP)'],
    ['{ port: 80, targetPort: HTTP }', 'missing'],
    ['{ port: 80, targetPort: "8080" }', 'missing'],
    ['{ port: 80, targetPort: setup }', 'missing'],
    // by the name of a native sidecar, from 1.32 on
    ['{ port: 80, targetPort: mesh }', 'open: "mesh" (15001/TCP)', '1.34'],
    ['{ port: 80, targetPort: mesh }', 'open: "mesh" (15001/TCP)', '1.32'],
    ['{ port: 80, targetPort: mesh }', 'missing', '1.31'],
    ['{ port: 80, targetPort: mesh, protocol: UDP }', 'missing', '1.31'],
    ['{ port: 80, targetPort: mesh, protocol: UDP }', 'protocol: "mesh" (15001/TCP)', '1.32'],
  ])('%s → %s', (port, expected, kubernetesVersion = '1.34') => {
    const yaml =
      workload('apps/v1 Deployment', 'web', '{ app: web }', POD) + service('web', `{ selector: { app: web }, ports: [${port}] }`);
    const { services, workloads } = graphOf(yaml, { target: { kubernetesVersion } });
    const link = linkPort(services[0]!.ports[0]!, workloads[0]!);
    expect('port' in link ? `${link.status}: ${showPort(link.port)}` : link.status).toBe(expected);
  });
});
