import type { FaultApp, Manifest } from './fault';

// How mutations find their way in an app. Plain and slow on purpose, and not the graph's code: what is under test must not
// also decide where the faults go.

/** All objects, those in a List too. */
export function objects({ manifests }: FaultApp): Manifest[] {
  return manifests.flatMap((manifest) => (Array.isArray(manifest.items) ? objects({ name: '', manifests: manifest.items }) : [manifest]));
}

/** All objects of some kinds. */
export function ofKind(app: FaultApp, ...kinds: readonly string[]): Manifest[] {
  return objects(app).filter(({ kind }) => kinds.includes(kind));
}

/** The pod template of a workload, or the Pod itself; undefined for whatever runs no pods. */
export function podOf(object: Manifest): Manifest {
  if (object.kind === 'Pod') return object;
  if (object.kind === 'CronJob') return object.spec.jobTemplate.spec.template;
  return Array.isArray(object.spec?.template?.spec?.containers) ? object.spec.template : undefined;
}

/** All objects that run pods. */
export function workloads(app: FaultApp): Manifest[] {
  return objects(app).filter((object) => podOf(object) !== undefined);
}

/** Whether both may live in one namespace. */
export function isNeighbour(a: Manifest, b: Manifest): boolean {
  const [left, right] = [a.metadata.namespace, b.metadata.namespace];
  return left === undefined || right === undefined || left === right;
}

/** The workloads whose pods a Service selects; none for one without a selector. */
export function selectedBy(app: FaultApp, service: Manifest): Manifest[] {
  const selector = Object.entries(service.spec.selector ?? {});
  if (selector.length === 0 || service.spec.type === 'ExternalName') return [];
  return workloads(app).filter(
    (workload) => isNeighbour(workload, service) && selector.every(([key, value]) => podOf(workload).metadata.labels?.[key] === value),
  );
}

/** A Service with what it selects. */
export interface Served {
  readonly service: Manifest;
  readonly behind: readonly Manifest[];
}

/** Services that select pods, and forward ports to them: a headless one does not. */
export function served(app: FaultApp, { headless = false } = {}): Served[] {
  return ofKind(app, 'Service')
    .filter(({ spec }) => headless || spec.clusterIP !== 'None')
    .map((service) => ({ service, behind: selectedBy(app, service) }))
    .filter(({ behind }) => behind.length > 0);
}

/** A port of a Service, and the one container port that it leads to. */
export interface Forward {
  readonly service: Manifest;
  readonly port: Manifest;
  readonly workload: Manifest;
  readonly container: Manifest;
  readonly containerPort: Manifest;
}

/** The ports that lead to declared ports of one single workload. */
export function forwards(app: FaultApp): Forward[] {
  return served(app).flatMap(({ service, behind }) => {
    const [workload] = behind;
    if (behind.length !== 1) return [];
    return service.spec.ports.flatMap((port: Manifest) =>
      running(workload).flatMap((container) =>
        (container.ports ?? [])
          .filter((candidate: Manifest) => isTarget(port, candidate))
          .map((containerPort: Manifest): Forward => ({ service, port, workload, container, containerPort })),
      ),
    );
  });
}

/** Containers that keep running, native sidecars too. */
export function running(workload: Manifest): Manifest[] {
  const { containers, initContainers = [] } = podOf(workload).spec;
  return [...containers, ...initContainers.filter(({ restartPolicy }: Manifest) => restartPolicy === 'Always')];
}

/** Services that select the pods of a workload. */
export function servicesOf(app: FaultApp, workload: Manifest): Manifest[] {
  return ofKind(app, 'Service').filter((service) => selectedBy(app, service).includes(workload));
}

function isTarget({ port, targetPort = port, protocol = 'TCP' }: Manifest, candidate: Manifest): boolean {
  return (candidate.name === targetPort || candidate.containerPort === targetPort) && (candidate.protocol ?? 'TCP') === protocol;
}
