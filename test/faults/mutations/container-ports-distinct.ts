import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, workloads } from '../reach';

const SIDECAR = { name: 'seeded-sidecar', image: 'sidecar:1.2.3' };

export const faults: readonly Fault[] = [
  {
    name: 'added a sidecar that listens on the program\'s own port',
    also: ['autoscaler-target-requests'],
    seed: (app) =>
      first(app, (spec, { containerPort, protocol }) => {
        spec.containers.push({ ...SIDECAR, ports: [{ containerPort, ...(protocol ? { protocol } : {}) }] });
        return true;
      }),
  },
  {
    name: 'added a native sidecar on the program\'s own port',
    also: ['autoscaler-target-requests'],
    seed: (app) =>
      first(app, (spec, { containerPort, protocol }) => {
        const ports = [{ containerPort, ...(protocol ? { protocol } : {}) }];
        spec.initContainers = [...(spec.initContainers ?? []), { ...SIDECAR, restartPolicy: 'Always', ports }];
        return true;
      }),
  },
  {
    name: 'gave a second container a port of the same name',
    also: ['autoscaler-target-requests'],
    seed: (app) =>
      first(app, (spec, { name, protocol }) => {
        if (name === undefined) return false;
        spec.containers.push({ ...SIDECAR, ports: [{ name, containerPort: 61_999, ...(protocol ? { protocol } : {}) }] });
        return true;
      }),
  },
  {
    name: 'declared one port twice, under two names',
    seed: (app) =>
      first(app, (_, port, container) => {
        container.ports.push({ ...port, name: 'seeded' });
        return true;
      }),
  },
  {
    name: 'named two ports of a container alike',
    seed: (app) =>
      first(app, (_, { name }, container) => {
        if (name === undefined) return false;
        container.ports.push({ name, containerPort: 61_999 });
        return true;
      }),
  },
];

/** Edits the first pod whose container's port can be broken that way. */
function first(app: SeededApp, edit: (spec: Manifest, port: Manifest, container: Manifest) => boolean): boolean {
  return workloads(app).some((workload) => {
    const { spec } = podOf(workload);
    return spec.containers.some((container: Manifest) => (container.ports ?? []).some((port: Manifest) => edit(spec, port, container)));
  });
}
