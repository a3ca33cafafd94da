import type { Fault } from '../fault';
import { ofKind, podOf, selectedBy } from '../reach';
import { ingressBackends, misspelt, type Routed } from '../routing';

export const faults: readonly Fault[] = [
  {
    name: 'misspelt the Service of a backend',
    seed: (app) =>
      ingressBackends(app).some(({ reference }) => {
        reference.name = misspelt(app, reference.name);
        return true;
      }),
  },
  {
    name: 'named a backend that nobody wrote, beside others that are there',
    seed: (app) =>
      siblings(ingressBackends(app)).some(({ reference }) => {
        reference.name = 'checkout-frontend';
        return true;
      }),
  },
  {
    name: 'wrote the Service as DNS has it',
    seed: (app) =>
      ingressBackends(app).some(({ reference, route }) => {
        reference.name = `${reference.name as string}.${(route.metadata.namespace as string | undefined) ?? 'default'}.svc.cluster.local`;
        return true;
      }),
  },
  {
    name: 'put the Ingress into a namespace of its own',
    seed: (app) =>
      ingressBackends(app).some(({ route, service }) => {
        if (service.metadata.namespace === undefined || ofKind(app, 'Ingress').length > 1) return false;
        route.metadata.namespace = 'entrance';
        return true;
      }),
  },
  {
    name: 'wrote the port of the pods in place of the Service\'s',
    seed: (app) =>
      ingressBackends(app).some(({ reference, service, port }) => {
        if (service.spec.ports.some((other: { port: number }) => other.port === port.targetPort) || typeof port.targetPort !== 'number') return false;
        reference.port = { number: port.targetPort };
        return true;
      }),
  },
  {
    name: 'wrote a number that the Service does not have',
    seed: (app) =>
      ingressBackends(app).some(({ reference }) => {
        reference.port = { number: 4040 };
        return true;
      }),
  },
  {
    name: 'wrote a name that no port of the Service has',
    seed: (app) =>
      ingressBackends(app).some(({ reference }) => {
        reference.port = { name: 'entrance' };
        return true;
      }),
  },
  {
    name: 'led to a port for UDP',
    seed: (app) =>
      ingressBackends(app).some(({ reference, service }) => {
        const [pods] = selectedBy(app, service);
        if (!pods) return false;
        podOf(pods).spec.containers[0].ports.push({ name: 'quic', containerPort: 8443, protocol: 'UDP' });
        service.spec.ports = service.spec.ports.map((port: object, index: number) => ({ name: `port-${String(index)}`, ...port }));
        service.spec.ports.push({ name: 'quic', port: 443, targetPort: 'quic', protocol: 'UDP' });
        reference.port = { name: 'quic' };
        return ofKind(app, 'NetworkPolicy').length === 0;
      }),
  },
];

/** Backends of Ingresses that name other Services, too. */
function siblings(all: readonly Routed[]): Routed[] {
  return all.filter(({ route, service }) => all.some((other) => other.route === route && other.service !== service));
}
