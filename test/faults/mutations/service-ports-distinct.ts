import type { Fault, Manifest } from '../fault';
import { ofKind, served } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'a port was copied, and only its name was changed',
    seed: (app) =>
      served(app).some(({ service: { spec } }) => {
        const { nodePort: _, ...port } = spec.ports[0];
        if (port.name === undefined) return false;
        spec.ports.push({ ...port, name: 'another' });
        return true;
      }),
  },
  {
    name: 'a port was copied, and its name was not changed',
    seed: (app) =>
      served(app).some(({ service: { spec } }) => {
        const { nodePort: _, ...port } = spec.ports[0];
        if (port.name === undefined) return false;
        spec.ports.push({ ...port, port: 7, targetPort: port.targetPort ?? port.port });
        return true;
      }),
  },
  {
    name: 'two ports took one name',
    seed: (app) =>
      ofKind(app, 'Service').some(({ spec }) => {
        if ((spec.ports ?? []).length < 2) return false;
        spec.ports[1].name = spec.ports[0].name;
        return true;
      }),
  },
  {
    name: 'one number was for two protocols, and the second one was forgotten',
    also: ['service-target-port-protocol'],
    seed: (app) =>
      served(app).some(({ service: { spec } }) => {
        const twin = spec.ports.find(
          ({ port, protocol = 'TCP' }: Manifest) =>
            protocol !== 'TCP' && spec.ports.some((other: Manifest) => other.port === port && other.protocol !== protocol),
        );
        if (twin === undefined) return false;
        delete twin.protocol;
        return true;
      }),
  },
];
