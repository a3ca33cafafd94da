import type { Fault } from '../fault';
import { forwards, ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'the last of several ports has no name',
    also: ['endpoint-slice-ports-match'],
    seed: (app) =>
      ofKind(app, 'Service').some(({ spec }) => {
        if ((spec.ports ?? []).length < 2) return false;
        delete spec.ports.at(-1).name;
        return true;
      }),
  },
  {
    name: 'several ports, and none has a name',
    also: ['endpoint-slice-ports-match'],
    seed: (app) =>
      ofKind(app, 'Service').some(({ spec }) => {
        if ((spec.ports ?? []).length < 2) return false;
        for (const port of spec.ports) delete port.name;
        return true;
      }),
  },
  {
    name: 'a port with an empty name',
    also: ['endpoint-slice-ports-match'],
    seed: (app) =>
      ofKind(app, 'Service').some(({ spec }) => {
        if ((spec.ports ?? []).length < 2) return false;
        spec.ports[0].name = '';
        return true;
      }),
  },
  {
    name: 'a second port came beside one that needed no name',
    seed: (app) =>
      forwards(app).some(({ service: { spec }, port, containerPort }) => {
        if (spec.ports.length !== 1 || port.name !== undefined) return false;
        spec.ports.push({ name: 'alternative', port: 8888, targetPort: containerPort.containerPort });
        return true;
      }),
  },
];
