import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, running, workloads } from '../reach';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

export const faults: readonly Fault[] = [
  { name: 'misspelt the name of the port', seed: (app) => aim(app, (_, { port }) => (typeof port === 'string' ? `${port}x` : undefined)) },
  {
    name: 'probes a name, and the container has numbers alone',
    seed: (app) => aim(app, ({ ports }, { port }) => (typeof port === 'number' && ports.every((own: Manifest) => !own.name) ? 'http' : undefined)),
  },
  {
    name: 'probes the name of another container\'s port',
    seed: (app) =>
      aim(app, (container, _, workload) => {
        const names = new Set(container.ports.map(({ name }: Manifest) => name));
        const others = running(workload).flatMap(({ ports }) => ports ?? []);
        return others.find(({ name }: Manifest) => name !== undefined && !names.has(name))?.name;
      }),
  },
  {
    name: 'put the number in quotes',
    seed: (app) => aim(app, (_, { port }) => (typeof port === 'number' ? String(port) : undefined)),
  },
  {
    name: 'swapped two digits of the number',
    seed: (app) =>
      aim(app, (_, { port, host }, workload) => {
        if (typeof port !== 'number' || host || podOf(workload).spec.hostNetwork) return undefined;
        const swapped = Number(String(port).replace(/^(\d)(\d)(\d)/, '$1$3$2'));
        return swapped === port || JSON.stringify(workload).includes(String(swapped)) ? undefined : swapped;
      }),
  },
  {
    name: 'a hook calls a port that nobody named',
    seed: (app) => {
      const container = workloads(app).flatMap(running).find(({ ports, lifecycle }) => ports?.length > 0 && !lifecycle?.postStart);
      if (!container) return false;
      container.lifecycle = { ...container.lifecycle, postStart: { httpGet: { path: '/warm-up', port: 'no-such-port' } } };
      return true;
    },
  },
];

/** Sends the first probe that can go astray to another port. */
function aim(app: SeededApp, choose: (container: Manifest, call: Manifest, workload: Manifest) => number | string | undefined): boolean {
  for (const workload of workloads(app)) {
    for (const container of running(workload)) {
      if (!container.image || !container.ports?.length) continue;
      for (const call of PROBES.flatMap((probe) => [container[probe]?.httpGet, container[probe]?.tcpSocket])) {
        const port = call === undefined ? undefined : choose(container, call, workload);
        if (port === undefined) continue;
        call.port = port;
        return true;
      }
    }
  }
  return false;
}
