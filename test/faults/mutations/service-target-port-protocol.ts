import type { Fault, Manifest, SeededApp } from '../fault';
import { type Forward, forwards, running } from '../reach';

/** What leads to the Service is for one protocol, too. */
const ROUTES = ['ingress-backend-exists', 'route-backend-exists'];

export const faults: readonly Fault[] = [
  {
    name: 'the Service forwards UDP to a program that speaks TCP',
    also: ['connection-admitted', ...ROUTES],
    seed: (app) => change(app, ({ port }) => (isTcp(port) ? 'UDP' : undefined)),
  },
  {
    name: 'the Service forgot that the program speaks another protocol than TCP',
    also: ['route-backend-exists'],
    seed: (app) => change(app, ({ port }) => (isTcp(port) ? undefined : 'TCP')),
  },
  {
    name: 'the container\'s port forgot that its program speaks another protocol than TCP',
    seed: (app) =>
      forwards(app).some(({ containerPort, container }) => {
        if (isTcp(containerPort) || hasTwin(container.ports, containerPort, 'containerPort')) return false;
        delete containerPort.protocol;
        return true;
      }),
  },
  {
    name: 'the container\'s port is declared for UDP, though nothing asks it by UDP',
    also: ['headless-port-matches'],
    seed: (app) =>
      forwards(app).some(({ containerPort, container, workload }) => {
        if (!isTcp(containerPort) || isProbed(workload, containerPort)) return false;
        if (hasTwin(container.ports, containerPort, 'containerPort')) return false;
        containerPort.protocol = 'UDP';
        return true;
      }),
  },
  {
    name: 'two ports of different protocols have each other\'s target',
    seed: (app) => {
      const all = forwards(app);
      return all.some((one) =>
        all.some((other) => {
          const isPair = one.service === other.service && isTcp(one.port) && !isTcp(other.port);
          if (!isPair || one.port.targetPort === other.port.targetPort) return false;
          if ( hasTwin(one.container.ports, one.containerPort, 'containerPort')) return false;
          [one.port.targetPort, other.port.targetPort] = [other.port.targetPort, one.port.targetPort];
          return true;
        }),
      );
    },
  },
];

/** Sets the protocol of the first Service port for which another one is wrong, and free. */
function change(app: SeededApp, wrong: (forward: Forward) => string | undefined): boolean {
  return forwards(app).some((forward) => {
    const { service, port, container, containerPort } = forward;
    const protocol = wrong(forward);
    if (protocol === undefined || hasTwin(service.spec.ports, port, 'port')) return false;
    if (hasTwin(container.ports, containerPort, 'containerPort')) return false;
    port.protocol = protocol;
    return true;
  });
}

function isTcp({ protocol = 'TCP' }: Manifest): boolean {
  return protocol === 'TCP';
}

/** Whether another port of the list has the same number, for another protocol. */
function hasTwin(ports: readonly Manifest[], port: Manifest, key: string): boolean {
  return ports.some((other) => other !== port && other[key] === port[key]);
}

function isProbed(workload: Manifest, { name, containerPort }: Manifest): boolean {
  const probes = running(workload).flatMap(({ readinessProbe, livenessProbe, startupProbe }) => [readinessProbe, livenessProbe, startupProbe]);
  const text = JSON.stringify(probes);
  return [name, containerPort].some((port) => port !== undefined && text.includes(`"port":${JSON.stringify(port)}`));
}
