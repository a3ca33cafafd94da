import type { Fault, SeededApp } from '../fault';
import { podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'left the version out', seed: (app) => reimage(app, (repository) => repository) },
  { name: 'took whatever is the latest', seed: (app) => reimage(app, (repository) => `${repository}:latest`) },
  {
    name: 'took the port of a registry for a version',
    seed: (app) => reimage(app, (repository) => `localhost:5000/${repository.slice(repository.lastIndexOf('/') + 1)}`),
  },
  {
    name: 'added a sidecar without a version',
    also: ['autoscaler-target-requests'],
    seed: (app) =>
      workloads(app).some((workload) => {
        podOf(workload).spec.containers.push({ name: 'seeded-sidecar', image: 'fluent/fluent-bit' });
        return true;
      }),
  },
];

/** Edits the first image that has a version. */
function reimage(app: SeededApp, edit: (repository: string) => string): boolean {
  for (const workload of workloads(app)) {
    const { spec } = podOf(workload);
    for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
      const repository = /^([a-z][\w./-]*)[:@]\w/.exec(container.image ?? '')?.[1];
      if (repository === undefined) continue;
      container.image = edit(repository);
      return true;
    }
  }
  return false;
}
