import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, running, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'sleeps for all of the grace period',
    seed: (app) => hook(app, (grace) => ({ sleep: { seconds: grace } })),
  },
  {
    name: 'sleeps by command for longer than the grace period',
    seed: (app) => hook(app, (grace) => ({ exec: { command: ['/bin/sleep', String(grace + 60)] } })),
  },
  {
    name: 'sleeps twice in a script, and together it is too long',
    seed: (app) => hook(app, (grace) => ({ exec: { command: ['/bin/sh', '-c', `sleep ${String(grace - 1)} && nginx -s quit; sleep 2`] } })),
  },
  {
    name: 'shortened the grace period below the hook\'s sleep',
    seed: (app) =>
      workloads(app).some((workload) => {
        const { spec } = podOf(workload);
        const sleep = spec.containers.map(({ lifecycle }: Manifest) => lifecycle?.preStop?.sleep?.seconds).find((seconds: unknown) => seconds);
        if (!sleep) return false;
        spec.terminationGracePeriodSeconds = Math.floor(sleep / 2);
        return true;
      }),
  },
];

/** Gives the first container that has no hook of its own one that outlives the grace period. */
function hook(app: SeededApp, make: (grace: number) => Manifest): boolean {
  return workloads(app).some((workload) => {
    const grace = podOf(workload).spec.terminationGracePeriodSeconds ?? 30;
    const container = running(workload).find(({ image, lifecycle }) => image && !lifecycle);
    if (!container || grace < 5) return false;
    container.lifecycle = { preStop: make(grace) };
    return true;
  });
}
