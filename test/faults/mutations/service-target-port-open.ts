import type { Fault, Manifest, SeededApp } from '../fault';
import { type Forward, forwards, podOf, running, served, workloads } from '../reach';
import { renumber } from '../renumber';

export const faults: readonly Fault[] = [
  {
    name: 'moved a canary to another port, and its share of the traffic was forgotten',
    // A policy opens the ports of the others alone, and a connection leads to those that it opens.
    seed: (app) => {
      const canary = workloads(app).find((workload) => podOf(workload).metadata.labels?.['cdk8s-service-patterns/track']?.startsWith('canary'));
      if (!canary) return false;
      for (const port of podOf(canary).spec.containers[0].ports) port.containerPort = Number(port.containerPort) + 1;
      return true;
    },
    also: ['probe-port-open'],
  },
  {
    name: 'the number is one too high',
    also: ['policy-admits-service-port'],
    seed: (app) =>
      retarget(app, ({ port, containerPort }) => (typeof port.targetPort === 'number' ? Number(containerPort.containerPort) + 1 : undefined)),
  },
  {
    name: 'the name has a letter too many',
    seed: (app) => retarget(app, ({ port }) => (typeof port.targetPort === 'string' ? `${String(port.targetPort)}s` : undefined)),
  },
  {
    name: 'the number stands in quotes, and so is a name',
    seed: (app) => retarget(app, ({ port }) => (typeof port.targetPort === 'number' ? String(port.targetPort) : undefined)),
  },
  {
    name: 'the Service\'s own number stands for the container\'s',
    also: ['policy-admits-service-port'],
    seed: (app) => retarget(app, ({ port }) => port.port as number),
  },
  {
    name: 'the Service port\'s own name stands for the container\'s',
    seed: (app) => retarget(app, ({ port }) => port.name as string | undefined),
  },
  {
    name: 'there is no targetPort, though the container listens elsewhere',
    also: ['policy-admits-service-port'],
    seed: (app) =>
      first(app, ({ port, workload }) => {
        if (port.targetPort === undefined || isDeclared(workload, port.port)) return false;
        delete port.targetPort;
        return true;
      }),
  },
  {
    name: 'the container\'s port was renamed, and the Service was forgotten',
    also: ['headless-port-matches'],
    seed: (app) =>
      first(app, ({ port, workload, containerPort }) => {
        if (!isByName(port, containerPort)) return false;
        repoint(workload, containerPort.name, 'renamed');
        containerPort.name = 'renamed';
        return true;
      }),
  },
  {
    name: 'the program moved to another port, and the Service was forgotten',
    seed: (app) =>
      first(app, ({ port, workload, container, containerPort }) => {
        const { hostPort } = containerPort;
        const before = Number(containerPort.containerPort);
        const hasTwin = container.ports.some((other: Manifest) => other !== containerPort && other.containerPort === before);
        if (isByName(port, containerPort) || hostPort !== undefined || hasTwin || isDeclared(workload, before + 10)) return false;
        renumber(app, workload, before, before + 10);
        containerPort.containerPort = before + 10;
        return true;
      }),
  },
  {
    name: 'the name is that of an init container, which has ended',
    also: ['probe-port-open', 'headless-port-matches'],
    seed: (app) =>
      first(app, ({ port, workload, container, containerPort }) => {
        if (!isByName(port, containerPort)) return false;
        const { spec } = podOf(workload);
        container.ports = container.ports.filter((other: Manifest) => other !== containerPort);
        repoint(workload, containerPort.name, containerPort.containerPort);
        const init = { name: 'warm-up', image: container.image, args: ['warm-up'], ports: [containerPort] };
        spec.initContainers = [...(spec.initContainers ?? []), init];
        return true;
      }),
  },
  {
    name: 'the container declares no port any more',
    also: ['probe-port-open', 'headless-port-matches', 'policy-admits-service-port'],
    seed: (app) =>
      first(app, ({ port, workload, container, containerPort }) => {
        // A probe of the number, or a flag, shows that somebody listens on it: that is in order in YAML of others.
        if (app.ours !== true && !isByName(port, containerPort)) return false;
        if (container.ports.some(({ hostPort }: Manifest) => hostPort !== undefined)) return false;
        for (const { name, containerPort } of container.ports) repoint(workload, name, containerPort);
        delete container.ports;
        return true;
      }),
  },
  {
    name: 'the selector is that of another component, which has no such port',
    also: ['policy-admits-service-port'],
    seed: (app) =>
      forwards(app).some(({ service, port, workload }) =>
        served(app).some(({ service: other, behind }) => {
          const [stranger] = behind;
          if (behind.length !== 1 || stranger === workload || other.metadata.namespace !== service.metadata.namespace) return false;
          if (isDeclared(stranger, port.targetPort ?? port.port)) return false;
          service.spec.selector = { ...other.spec.selector };
          return true;
        }),
      ),
  },
  {
    name: 'the cluster is too old for the names of native sidecars',
    seed: (app) =>
      first(app, ({ port, container, containerPort }) => {
        if (container.restartPolicy !== 'Always' || !isByName(port, containerPort)) return false;
        app.target.kubernetesVersion = '1.31';
        return true;
      }),
  },
];

/** Edits the first port that leads to a container's, where there is something to edit. */
function first(app: SeededApp, edit: (forward: Forward) => boolean): boolean {
  return forwards(app).some(edit);
}

/** Sets the first targetPort for which there is a wrong value, one that no container has. */
function retarget(app: SeededApp, wrong: (forward: Forward) => number | string | undefined): boolean {
  return first(app, (forward) => {
    const target = wrong(forward);
    if (target === undefined || isDeclared(forward.workload, target)) return false;
    forward.port.targetPort = target;
    return true;
  });
}

function isByName({ targetPort }: Manifest, { name }: Manifest): boolean {
  return name !== undefined && name === targetPort;
}

function isDeclared(workload: Manifest, target: number | string): boolean {
  return running(workload).some(({ ports = [] }) => ports.some(({ name, containerPort }: Manifest) => [name, containerPort].includes(target)));
}

/** Has the probes of a workload follow a port, so that nothing but the Service is left behind. */
function repoint(workload: Manifest, from: number | string | undefined, to: number | string): void {
  if (from === undefined) return;
  for (const { readinessProbe, livenessProbe, startupProbe } of running(workload)) {
    for (const probe of [readinessProbe, livenessProbe, startupProbe]) {
      for (const how of [probe?.httpGet, probe?.tcpSocket, probe?.grpc]) {
        if (how?.port === from) how.port = to;
      }
    }
  }
}
