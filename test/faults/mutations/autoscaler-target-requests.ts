import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, running, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'took the resources away', seed: (app) => onMeasured(app, ({ containers }) => containers.map((container) => Reflect.deleteProperty(container, 'resources'))) },
  {
    name: 'kept the resource that is not measured alone',
    seed: (app) =>
      onMeasured(app, ({ containers, resource }) => {
        for (const container of containers) container.resources = { requests: { [resource === 'cpu' ? 'memory' : 'cpu']: '100' } };
      }),
  },
  {
    name: 'misspelt the resource that is requested',
    seed: (app) => onMeasured(app, ({ containers, resource }) => containers.map((container) => (container.resources = { requests: { [`${resource}s`]: '1' } }))),
  },
  {
    name: 'forgot the requests of a sidecar',
    seed: (app) =>
      onMeasured(
        app,
        ({ workload }) => workload.spec.template.spec.containers.push({ name: 'forgotten', image: 'registry.example.com/forgotten:1.0.0' }),
        ({ container }) => container === undefined,
      ),
  },
  {
    name: 'forgot the requests of a native sidecar',
    seed: (app) =>
      onMeasured(
        app,
        ({ workload }) => {
          const { spec } = workload.spec.template;
          spec.initContainers = [...(spec.initContainers ?? []), { name: 'forgotten', image: 'registry.example.com/forgotten:1.0.0', restartPolicy: 'Always' }];
        },
        ({ container }) => container === undefined,
      ),
  },
  {
    name: 'misspelt the container that is measured',
    seed: (app) => onMeasured(app, ({ misname }) => misname?.(), ({ container }) => container !== undefined),
  },
];

interface Measured {
  readonly workload: Manifest;
  readonly resource: string;
  /** The one that is measured, where it is one alone. */
  readonly container?: string;
  readonly containers: readonly Manifest[];
  readonly misname?: () => void;
}

/** Edits what the first metric measures that is a share of requests; there must be nothing else that gives pods a request. */
function onMeasured(app: SeededApp, edit: (measured: Measured) => unknown, isMeant: (measured: Measured) => boolean = () => true): boolean {
  if (ofKind(app, 'LimitRange').length > 0) return false;
  for (const autoscaler of ofKind(app, 'HorizontalPodAutoscaler', 'ScaledObject')) {
    const { kind = 'Deployment', name } = autoscaler.spec.scaleTargetRef;
    const workload = workloads(app).find((other) => other.kind === kind && other.metadata.name === name && other.metadata.namespace === autoscaler.metadata.namespace);
    if (!workload) continue;
    for (const { resource, container, misname } of metricsOf(autoscaler)) {
      const containers = running(workload).filter((candidate) => container === undefined || candidate.name === container);
      const measured = { workload, resource, containers, ...(container === undefined ? {} : { container, misname }) };
      if (!isMeant(measured)) continue;
      edit(measured);
      return true;
    }
  }
  return false;
}

function metricsOf({ spec }: Manifest): { resource: string; container?: string; misname?: () => void }[] {
  if (spec.targetCPUUtilizationPercentage) return [{ resource: 'cpu' }];
  const triggers = (spec.triggers ?? []).filter(({ metricType }: Manifest) => metricType === 'Utilization');
  const metrics = (spec.metrics ?? []).map(({ resource, containerResource }: Manifest) => resource ?? containerResource).filter((source: Manifest) => source?.target.averageUtilization);
  return [
    ...metrics.map((source: Manifest) => ({ resource: source.name, container: source.container, misname: () => (source.container = `${String(source.container)}s`) })),
    ...triggers.map(({ type, metadata }: Manifest) => ({ resource: type, container: metadata.containerName, misname: () => (metadata.containerName = `${String(metadata.containerName)}s`) })),
  ];
}
