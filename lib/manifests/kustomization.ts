import * as path from 'node:path';
import type { ExternalObject } from '../graph/externals';
import { type Json, type JsonObject, list, record, text } from '../graph/json';

/** Names that kustomize looks for in a directory. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a document tells kustomize what to do; Flux has a kind of the same name, which is an object of the cluster. */
export function isKustomization(file: string, value: JsonObject): boolean {
  const apiVersion = text(value.apiVersion);
  if (apiVersion !== undefined) return apiVersion.startsWith('kustomize.config.k8s.io/');
  return value.kind === undefined && KUSTOMIZATION_NAMES.includes(path.basename(file));
}

/** What a kustomization says of the files about it. */
export interface Kustomization {
  /** Where it lies. */
  readonly directory: string;
  /** Absolute paths of files that change objects, and are none themselves. */
  readonly patches: readonly string[];
  /** Absolute paths of other files that are no objects: what generators and transformers read. */
  readonly settings: readonly string[];
  /** Absolute paths of what it takes objects from; undefined for what is fetched from elsewhere. */
  readonly sources: readonly (string | undefined)[];
  /** What it generates. */
  readonly generated: readonly ExternalObject[];
}

/** @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#kustomize-feature-list */
export function readKustomization(file: string, value: JsonObject): Kustomization {
  const directory = path.dirname(file);
  const resolve = (names: readonly Json[]): string[] =>
    names.flatMap((name) => (typeof name === 'string' && isPath(name) ? [path.resolve(directory, name)] : []));
  const pathsIn = (field: string): Json[] => list(value[field]).map((entry) => record(entry).path);
  // Older ones list files where newer ones list what they are for.
  const inPatches = list(value.patches).map((entry) => (typeof entry === 'string' ? entry : record(entry).path));
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((field) => list(value[field]).map(record));
  const charts = [...list(value.helmCharts), ...list(value.helmChartInflationGenerator)].map(record);
  return {
    directory,
    patches: resolve([...inPatches, ...list(value.patchesStrategicMerge), ...pathsIn('patchesJson6902')]),
    settings: resolve([
      ...['transformers', 'generators', 'validators', 'configurations', 'crds'].flatMap((field) => list(value[field])),
      ...pathsIn('replacements'),
      record(value.openapi).path,
      ...generators.flatMap(({ files, envs, env }) => [...list(files).map(withoutKey), ...list(envs), env]),
      ...charts.flatMap(({ valuesFile, additionalValuesFiles, values }) => [valuesFile, values, ...list(additionalValuesFiles)]),
    ]),
    sources: [
      ...['resources', 'bases', 'components'].flatMap((field) =>
        list(value[field]).map((name) => (typeof name === 'string' && isPath(name) ? path.resolve(directory, name) : undefined)),
      ),
      ...[...charts, ...list(value.generators)].map(() => undefined),
    ],
    generated: generatedBy(value),
  };
}

/** `settings.yaml`, or `key=settings.yaml`. */
function withoutKey(entry: Json): Json {
  return typeof entry === 'string' ? entry.slice(entry.indexOf('=') + 1) : entry;
}

/** Other than what is written into the kustomization itself, and what is fetched from elsewhere. */
function isPath(name: string): boolean {
  return name !== '' && !name.includes('\n') && !/^[\w+.-]+(:\/\/|@)|\?ref=/.test(name);
}

function generatedBy(value: JsonObject): ExternalObject[] {
  return [['configMapGenerator', 'ConfigMap'] as const, ['secretGenerator', 'Secret'] as const].flatMap(([field, kind]) =>
    list(value[field]).flatMap((entry) => {
      const { name, namespace } = record(entry);
      const [own, theirs] = [text(name), text(namespace)];
      return own === undefined ? [] : [{ kind, name: own, ...(theirs === undefined ? {} : { namespace: theirs }) }];
    }),
  );
}
