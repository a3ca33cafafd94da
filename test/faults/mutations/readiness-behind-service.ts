import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, running, served } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'took the readiness probes away, to get a rollout through',
    seed: (app) =>
      unprobe(app, (container) => {
        delete container.readinessProbe;
      }),
  },
  {
    name: 'wrote the readiness probe as a liveness probe',
    seed: (app) =>
      unprobe(app, (container) => {
        const { successThreshold: _, ...probe } = container.readinessProbe;
        container.livenessProbe ??= probe;
        delete container.readinessProbe;
      }),
  },
  {
    name: 'left the probe empty, as a template does whose values were not found',
    seed: (app) =>
      unprobe(app, (container) => {
        container.readinessProbe = null;
      }),
  },
];

/** Edits every container with a readiness probe of the first pods that a Service leads to, and takes away whatever else makes them wait. */
function unprobe(app: SeededApp, edit: (container: Manifest) => void): boolean {
  const workload = served(app, { headless: true })
    .filter(({ service }) => !service.spec.publishNotReadyAddresses && !isForScrapers(service))
    .flatMap(({ behind }) => behind)
    .find((candidate) => !/Job/.test(candidate.kind) && running(candidate).some(({ readinessProbe }) => readinessProbe));
  if (!workload) return false;
  delete podOf(workload).spec.readinessGates;
  for (const container of running(workload)) {
    delete container.startupProbe;
    if (container.readinessProbe) edit(container);
  }
  return true;
}

function isForScrapers({ metadata, spec }: Manifest): boolean {
  return /metrics$|exporter$/.test(metadata.name) || (spec.ports ?? []).every(({ name }: Manifest) => /metrics|prom/.test(name ?? ''));
}
