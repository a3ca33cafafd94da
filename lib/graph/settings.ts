import { addTo } from './add-to';
import type { Graph } from './graph';
import { list, record, text } from './json';
import { type GraphObject, mayShareNamespace } from './object';
import type { Container, Workload } from './workload';

/** The command line of a container, argument by argument. */
export function commandLine({ manifest }: Container): string[] {
  return [...list(manifest.command), ...list(manifest.args)].filter((part) => typeof part === 'string');
}

/** An environment variable that is written out. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

export function environment({ manifest }: Container): EnvironmentVariable[] {
  return list(manifest.env).flatMap((item) => {
    const { name, value } = record(item);
    // A bare number is no string, and the API server refuses it; its meaning is plain all the same.
    return typeof name === 'string' && (typeof value === 'string' || typeof value === 'number') ? [{ name, value: String(value) }] : [];
  });
}

/** Finds what ConfigMaps of the input tell a pod, which it mounts or reads into its environment. */
export class ConfigMaps {
  private readonly byName = new Map<string, GraphObject[]>();

  constructor(graph: Graph) {
    for (const object of graph.index.ofKind('ConfigMap')) addTo(this.byName, object.name, object);
  }

  /** Every text of theirs. */
  textsOf(workload: Workload): string[] {
    if (this.byName.size === 0) return [];
    return namesOf(workload).flatMap((name) =>
      (this.byName.get(name) ?? [])
        .filter(({ namespace }) => mayShareNamespace(namespace, workload.object.namespace))
        .flatMap(({ manifest }) => Object.values(record(manifest.data)).filter((value) => typeof value === 'string')),
    );
  }
}

function namesOf(workload: Workload): string[] {
  const volumes = list(workload.spec.volumes).flatMap((volume) => {
    const { configMap, projected } = record(volume);
    const sources = list(record(projected).sources).map((source) => record(source).configMap);
    return [configMap, ...sources].map((source) => record(source).name);
  });
  const read = workload.containers.flatMap(({ manifest }) => [
    ...list(manifest.envFrom).map((source) => record(record(source).configMapRef).name),
    ...list(manifest.env).map((item) => record(record(record(item).valueFrom).configMapKeyRef).name),
  ]);
  return [...new Set([...volumes, ...read].flatMap((name) => text(name) ?? []))];
}
