import type { Fault, Manifest, SeededApp } from '../fault';
import { running, served } from '../reach';
import { renumber } from '../renumber';

export const faults: readonly Fault[] = [
  {
    name: 'gave a headless Service a port of its own, as if it forwarded',
    // Who is meant to connect to the port that it had finds none.
    also: ['connection-admitted'],
    seed: (app) =>
      headlessPorts(app).some(({ port }) => {
        port.targetPort ??= port.port;
        port.port = 18080;
        return true;
      }),
  },
  {
    name: 'sent a port of a headless Service to a name that no container bears',
    seed: (app) =>
      headlessPorts(app).some(({ port }) => {
        port.targetPort = 'nobody';
        return true;
      }),
  },
  {
    name: 'moved the program to another port, and left the headless Service where it was',
    // The endpoint follows the name, clients of the headless Service do not; nor do policies by number, and other Services of the pods.
    also: ['policy-admits-service-port', 'service-target-port-open', 'connection-admitted'],
    seed: (app) =>
      headlessPorts(app).some(({ port, behind, containerPorts }) => {
        if (typeof port.targetPort !== 'string') port.targetPort = containerPorts[0].name;
        if (port.targetPort === undefined) return false;
        for (const workload of behind) renumber(app, workload, port.port, 18080);
        for (const containerPort of containerPorts) containerPort.containerPort = 18080;
        return true;
      }),
  },
];

interface HeadlessPort {
  readonly port: Manifest;
  readonly behind: readonly Manifest[];
  readonly containerPorts: readonly Manifest[];
}

/** Ports of headless Services, with the container ports of their number. */
function headlessPorts(app: SeededApp): HeadlessPort[] {
  return served(app, { headless: true })
    .filter(({ service }) => service.spec.clusterIP === 'None')
    .flatMap(({ service, behind }) =>
      (service.spec.ports ?? []).map((port: Manifest): HeadlessPort => ({
        port,
        behind,
        containerPorts: behind.flatMap(running).flatMap(({ ports }) => ports ?? []).filter(({ containerPort }: Manifest) => containerPort === port.port),
      })),
    )
    .filter(({ containerPorts }: HeadlessPort) => containerPorts.length > 0);
}
