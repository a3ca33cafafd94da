import { type Json, type JsonObject, integer, list, record, strings, text } from './json';
import type { GraphObject } from './object';
import { type PodTemplate, podTemplatesOf, type PodTemplates } from './pod-templates';
import { type Labels, type LabelSelector, readLabelSelector } from './selector';

/** A port that a container declares. */
export interface ContainerPort {
  readonly container: Container;
  /** Where it stands in its object, such as `spec.template.spec.containers[0].ports[0]`. */
  readonly field: string;
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  /** The port of the node that leads to it. */
  readonly hostPort?: number;
  /** The node's address on which it does; absent: all. */
  readonly hostIP?: string;
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
  /** The workload's own selector; absent on kinds that have none, or whose form we do not know. */
  readonly selector?: LabelSelector;
  /** How many pods are asked for; absent where something else decides. */
  readonly replicas?: number;
  /** Whether its pods use their nodes' network: then they have no address of their own, and no network policy applies. */
  readonly hostNetwork: boolean;
  /** Where the pod's spec stands in the object, such as `spec.template.spec`. */
  readonly field: string;
  /** The spec itself. */
  readonly spec: JsonObject;
  /** Annotations of the pods. */
  readonly annotations: Labels;
  /** The Argo Rollout that scales the pods and rolls them out in its stead. */
  readonly rollout?: GraphObject;
}

/** What runs pods in an object: one for each template of theirs, so most often one, or none. */
export function readWorkloads(object: GraphObject, declared?: PodTemplates): Workload[] {
  return podTemplatesOf(object, declared).map((template) => readWorkload(object, template));
}

function readWorkload(object: GraphObject, { at, template }: PodTemplate): Workload {
  const field = [...at, 'spec'].join('.');
  const spec = record(template.spec);
  const containers = [
    ...readContainers(spec.containers, `${field}.containers`, () => 'container'),
    ...readContainers(spec.initContainers, `${field}.initContainers`, (container) =>
      container.restartPolicy === 'Always' ? 'sidecar' : 'init',
    ),
  ];
  const owner = record(object.manifest.spec);
  const metadata = record(template.metadata);
  return {
    object,
    labels: strings(metadata.labels),
    containers,
    ports: containers.filter((container) => container.role !== 'init').flatMap((container) => container.ports),
    selector: readOwnSelector(object, owner.selector),
    replicas: object.kind === 'Pod' ? 1 : integer(owner.replicas),
    hostNetwork: spec.hostNetwork === true,
    field,
    spec,
    annotations: strings(metadata.annotations),
  };
}

function readOwnSelector({ group, kind }: GraphObject, value: Json): LabelSelector | undefined {
  if (group === 'apps' || group === 'batch') return readLabelSelector(value);
  if (kind !== 'ReplicationController') return undefined;
  const matchLabels = strings(value);
  return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels, matchExpressions: [] };
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
    for (const [at, item] of list(manifest.ports).entries()) {
      const { containerPort, name, protocol, hostPort, hostIP } = record(item);
      const port = integer(containerPort);
      if (port === undefined) continue;
      ports.push({
        container,
        field: `${container.field}.ports[${String(at)}]`,
        name: text(name),
        port,
        protocol: text(protocol) ?? 'TCP',
        hostPort: integer(hostPort) || undefined,
        hostIP: text(hostIP),
      });
    }
    return container;
  });
}

/** A container port as messages show it: `"http" (8080/TCP)`. */
export function showPort(port: ContainerPort): string {
  const number = `${String(port.port)}/${port.protocol}`;
  return port.name === undefined ? number : `"${port.name}" (${number})`;
}
