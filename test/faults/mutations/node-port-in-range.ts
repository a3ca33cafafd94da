import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'the node port is the container\'s',
    seed: (app) => setFirst(app, ({ spec }) => (spec.ports[0].nodePort = 8080)),
  },
  {
    name: 'the node port is one past the range',
    seed: (app) => setFirst(app, ({ spec }) => (spec.ports[0].nodePort = 32768)),
  },
  {
    name: 'the health check\'s node port is out of the range',
    seed: (app) =>
      setFirst(
        app,
        ({ spec }) => (spec.healthCheckNodePort = 10256),
        ({ spec }) => spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local',
      ),
  },
  {
    name: 'the cluster was set up with a range of its own',
    seed: (app) => {
      app.target.nodePortRange = { from: 20000, to: 22767 };
      return exposed(app).some(({ spec }) => spec.ports.some(({ nodePort }: Manifest) => nodePort !== undefined));
    },
  },
];

function exposed(app: SeededApp): Manifest[] {
  return ofKind(app, 'Service').filter(({ spec }) => spec.type === 'NodePort' || spec.type === 'LoadBalancer');
}

function setFirst(app: SeededApp, edit: (service: Manifest) => void, applies: (service: Manifest) => boolean = () => true): boolean {
  const service = exposed(app).find(applies);
  if (service === undefined) return false;
  edit(service);
  return true;
}
