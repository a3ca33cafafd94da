import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, served } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'two ports of one Service ask for one node port',
    seed: (app) =>
      exposed(app).some(({ spec: { ports } }) => {
        const rival = ports.find((port: Manifest) => port !== ports[0] && (port.protocol ?? 'TCP') === (ports[0].protocol ?? 'TCP'));
        if (rival === undefined) return false;
        ports[0].nodePort ??= 30043;
        rival.nodePort = ports[0].nodePort;
        return true;
      }),
  },
  {
    name: 'two Services ask for one node port',
    seed: (app) => exposeTwin(app, (port) => ({ ...port })),
  },
  {
    name: 'two Services share a node port by protocol, which one alone might do',
    seed: (app) => {
      const udp = exposed(app).some(({ spec }) => spec.ports[0].protocol === 'UDP');
      return !udp && exposeTwin(app, (port) => ({ ...port, protocol: 'UDP' }));
    },
    also: ['service-target-port-protocol'],
  },
  {
    name: 'another namespace has the node port already',
    seed: (app) => {
      const [service] = exposed(app);
      if (service?.metadata.namespace === undefined) return false;
      service.spec.ports[0].nodePort = 30043;
      const elsewhere = { name: 'monitor', namespace: 'monitoring' };
      app.manifests.push(
        { apiVersion: 'v1', kind: 'Service', metadata: elsewhere, spec: { type: service.spec.type, ports: [{ port: 80, nodePort: 30043 }] } },
        { apiVersion: 'v1', kind: 'Endpoints', metadata: elsewhere, subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }] },
      );
      return true;
    },
  },
  {
    name: 'the health check\'s node port is a port\'s too',
    seed: (app) =>
      exposed(app).some(({ spec }) => {
        if (spec.type !== 'LoadBalancer' || spec.externalTrafficPolicy !== 'Local') return false;
        spec.healthCheckNodePort ??= 30043;
        spec.ports[0].nodePort = spec.healthCheckNodePort;
        return true;
      }),
  },
];

function exposed(app: SeededApp): Manifest[] {
  return served(app).map(({ service }) => service).filter(({ spec }) => spec.type === 'NodePort' || spec.type === 'LoadBalancer');
}

/** A second Service for the same pods, on the node port of the first. */
function exposeTwin(app: SeededApp, change: (port: Manifest) => Manifest): boolean {
  const [service] = exposed(app);
  if (service === undefined || ofKind(app, 'List').length > 0) return false;
  service.spec.ports[0].nodePort ??= 30043;
  const spec = { type: service.spec.type, selector: service.spec.selector, ports: [change(service.spec.ports[0])] };
  app.manifests.push({ ...service, metadata: { ...service.metadata, name: `${String(service.metadata.name)}-2` }, spec });
  return true;
}
