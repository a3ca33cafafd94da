import { type Json, type JsonObject, integer, list, record, strings, text } from './json';
import type { GraphObject } from './object';
import { type Labels, type LabelSelector, readLabelSelector } from './selector';

/** A port that a container declares. */
export interface ContainerPort {
  readonly container: Container;
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

/** `init` ends before the others start and serves nothing; `sidecar` is an init container that keeps running. */
export type ContainerRole = 'container' | 'sidecar' | 'init';

export interface Container {
  readonly role: ContainerRole;
  readonly name: string;
  readonly manifest: JsonObject;
  /** Where it stands in its object, such as `spec.template.spec.containers[0]`. */
  readonly field: string;
  readonly ports: readonly ContainerPort[];
}

/** Something that runs pods, with the template of those pods. */
export interface Workload {
  readonly object: GraphObject;
  /** Labels of the pods. */
  readonly labels: Labels;
  readonly containers: readonly Container[];
  /** Ports of the containers that keep running: what a Service can send traffic to. */
  readonly ports: readonly ContainerPort[];
  /** The workload's own selector; absent on kinds that have none. */
  readonly selector?: LabelSelector;
  /** How many pods are asked for; absent where something else decides. */
  readonly replicas?: number;
  /** Where the pod's spec stands in the object, such as `spec.template.spec`. */
  readonly field: string;
}

/** Where each kind keeps the template of its pods. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  '/ReplicationController': ['spec', 'template'],
  '/Pod': [],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Kinds that run one pod where `replicas` is left out. */
const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** The workload in an object, or undefined where it runs no pods. */
export function readWorkload(object: GraphObject): Workload | undefined {
  const at = TEMPLATES[`${object.group}/${object.kind}`];
  if (!at) return undefined;
  const template = at.reduce<JsonObject>((parent, key) => record(parent[key]), object.manifest);
  const field = [...at, 'spec'].join('.');
  const spec = record(template.spec);
  const containers = [
    ...readContainers(spec.containers, `${field}.containers`, () => 'container'),
    ...readContainers(spec.initContainers, `${field}.initContainers`, (container) =>
      container.restartPolicy === 'Always' ? 'sidecar' : 'init',
    ),
  ];
  const owner = record(object.manifest.spec);
  return {
    object,
    labels: strings(record(template.metadata).labels),
    containers,
    ports: containers.filter((container) => container.role !== 'init').flatMap((container) => container.ports),
    selector: readOwnSelector(object.kind, owner),
    replicas: object.kind === 'Pod' ? 1 : SCALABLE.has(object.kind) ? integer(owner.replicas) : undefined,
    field,
  };
}

function readOwnSelector(kind: string, spec: JsonObject): LabelSelector | undefined {
  if (kind === 'Pod') return undefined;
  if (kind === 'ReplicationController') {
    return spec.selector === undefined ? undefined : { matchLabels: strings(spec.selector), matchExpressions: [] };
  }
  return readLabelSelector(spec.selector);
}

function readContainers(value: Json, field: string, roleOf: (manifest: JsonObject) => ContainerRole): Container[] {
  return list(value).map((entry, index) => {
    const manifest = record(entry);
    const ports: ContainerPort[] = [];
    const container: Container = {
      role: roleOf(manifest),
      name: text(manifest.name) ?? '',
      manifest,
      field: `${field}[${String(index)}]`,
      ports,
    };
    for (const item of list(manifest.ports)) {
      const port = integer(record(item).containerPort);
      if (port === undefined) continue;
      ports.push({ container, name: text(record(item).name), port, protocol: text(record(item).protocol) ?? 'TCP' });
    }
    return container;
  });
}

/** A container port as messages show it: `"http" (8080/TCP)`. */
export function showPort(port: ContainerPort): string {
  const number = `${String(port.port)}/${port.protocol}`;
  return port.name === undefined ? number : `"${port.name}" (${number})`;
}
