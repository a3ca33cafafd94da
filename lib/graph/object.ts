import type { SourceLocation } from '../report/finding';
import { DEFAULT_TARGET, type PodSecurityLevelName, type TargetData } from '../target/target-data';
import { type Json, type JsonObject, list, record, strings, text } from './json';

/** Where a manifest came from. */
export interface Provenance {
  /** Path of the construct that rendered it. */
  readonly path?: string;
  /** The author's own line; may be read lazily. */
  readonly source?: SourceLocation;
  /** Where the author wrote a field of the object, such as `spec.ports[0].targetPort`; absent where nobody knows more than `source`. */
  readonly locate?: (field: string) => SourceLocation | undefined;
}

/** One manifest as it will be applied, with what is known about it. */
export interface LinkObject {
  readonly manifest: JsonObject;
  /** Whether one of our patterns made it: ours are held to more than foreign ones. @default false */
  readonly ours?: boolean;
  /** The cluster it is for. @default DEFAULT_TARGET */
  readonly target?: TargetData;
  readonly provenance?: Provenance;
  /** The Pod Security level that its pods must keep to. @default - none */
  readonly podSecurity?: PodSecurityLevelName;
  /** Whether a later step has yet to complete it, as kustomize adds labels and namespaces. @default false */
  readonly unfinished?: boolean;
}

/** A manifest with its identity read out. */
export interface GraphObject {
  readonly manifest: JsonObject;
  readonly apiVersion: string;
  /** The part of apiVersion before the slash; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent: nobody said, and it may turn out to be any. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly ours: boolean;
  readonly target: TargetData;
  readonly provenance: Provenance;
  readonly podSecurity?: PodSecurityLevelName;
  /** Whether a later step has yet to complete it. */
  readonly unfinished: boolean;
}

/** Reads identities; opens `List` kinds; passes over what is no Kubernetes object. */
export function readObjects(inputs: readonly LinkObject[]): GraphObject[] {
  return inputs.flatMap(readObject);
}

function readObject(input: LinkObject): GraphObject[] {
  const manifest = record(input.manifest);
  const kind = text(manifest.kind);
  const apiVersion = text(manifest.apiVersion);
  if (kind === undefined || apiVersion === undefined) return [];
  if (kind.endsWith('List') && Array.isArray(manifest.items)) {
    // Items of a ServiceList may leave out what its own kind says; those of a plain List may not.
    const identity = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return list(manifest.items).flatMap((item: Json, index) =>
      readObject({ ...input, provenance: within(input.provenance, `items[${String(index)}]`), manifest: { ...identity, ...record(item) } }),
    );
  }
  const metadata = record(manifest.metadata);
  return [
    {
      manifest,
      apiVersion,
      group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
      kind,
      namespace: text(metadata.namespace),
      name: text(metadata.name) ?? '',
      labels: strings(metadata.labels),
      annotations: strings(metadata.annotations),
      ours: input.ours ?? false,
      target: input.target ?? DEFAULT_TARGET,
      provenance: input.provenance ?? {},
      unfinished: input.unfinished ?? false,
      ...(input.podSecurity === undefined ? {} : { podSecurity: input.podSecurity }),
    },
  ];
}

/** The provenance of an object that stands in another's field; nothing is located before somebody asks. */
function within(provenance: Provenance = {}, field: string): Provenance {
  const { path, locate } = provenance;
  if (!locate) return provenance;
  return {
    ...(path === undefined ? {} : { path }),
    get source() {
      return locate(field);
    },
    locate: (inner) => locate(`${field}.${inner}`),
  };
}

/** How messages name an object: by construct path, or by kind and name. */
export function showObject(object: GraphObject): string {
  if (object.provenance.path !== undefined) return object.provenance.path;
  return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
}

/** Whether another object owns it, as in a dump of a cluster: then it is that one's business. */
export function isOwned({ manifest }: GraphObject): boolean {
  return list(record(manifest.metadata).ownerReferences).length > 0;
}

/** Whether two manifests are for one object of the cluster; one without a name gets a new name each time. */
export function isSameObject(a: GraphObject, b: GraphObject): boolean {
  return a.name !== '' && a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group;
}

/** Whether two objects may live in one namespace: one that is not said may be any. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
