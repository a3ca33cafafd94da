import { ApiObject, ApiObjectMetadataDefinition, App, Chart, ImplicitTokenResolver, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Json, JsonObject } from '../graph/json';
import { sortKeys } from './sort-keys';

/** A class of `k8s`: what it makes of resolved props is its manifest. */
type Kind = (new (...args: never[]) => ApiObject) & { manifest(props: JsonObject): JsonObject };

/** What is private to cdk8s. */
interface Inside {
  readonly props: JsonObject;
  readonly patches: readonly unknown[];
}

/** Says that an object is for cdk8s. */
class Unusual extends Error {}

const RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];
/** As they are before anybody puts something in their place. */
const [toJson, metadataToJson] = [toJsonOf(ApiObject.prototype), toJsonOf(ApiObjectMetadataDefinition.prototype)];

/** Whether cdk8s renders as this does; asked once. */
let agreed: boolean | undefined;

/**
 * What an object's `toJson` gives, keys in any order, in a third of the time: cdk8s resolves and cleans metadata, then everything, and
 * asks every resolver about every leaf. Undefined where anything is unusual, such as a resolver of somebody's own; then cdk8s is to be asked.
 */
export function renderOnce(object: ApiObject): JsonObject | undefined {
  agreed ??= agrees();
  const isUsual = agreed && toJsonOf(ApiObject.prototype) === toJson && toJsonOf(object.metadata) === metadataToJson && resolvesAsUsual(object);
  return isUsual ? attempt(object) : undefined;
}

function toJsonOf(value: object): unknown {
  return Reflect.get(value, 'toJson');
}

function attempt(object: ApiObject): JsonObject | undefined {
  const { props: { metadata: _, ...props }, patches } = object as unknown as Inside;
  const kind = object.constructor as Kind;
  if (patches.length > 0 || !isGenerated(kind)) return undefined;
  try {
    return kind.manifest({ ...map(props, false), metadata: metadataOf(object.metadata) });
  } catch {
    // cdk8s says what is wrong.
    return undefined;
  }
}

function isGenerated(kind: Kind): boolean {
  return (k8s as Readonly<Record<string, unknown>>)[kind.name] === kind;
}

/** Metadata without what is empty. */
function metadataOf(metadata: ApiObjectMetadataDefinition): JsonObject {
  const { _additionalAttributes: others } = metadata as unknown as { readonly _additionalAttributes: JsonObject };
  // What cdk8s keeps private, and leaves out where it is empty.
  const { annotations, finalizers, labels, ownerReferences } = metadata as unknown as JsonObject;
  return map({ ...others, name: metadata.name, namespace: metadata.namespace, annotations, finalizers, ownerReferences, labels }, true);
}

function resolvesAsUsual(object: ApiObject): boolean {
  const { resolvers } = App.of(object);
  return resolvers.length === RESOLVERS.length && resolvers.every((resolver, index) => resolver.constructor === RESOLVERS[index]);
}

/** A value as it will be written, with nothing left to be found out. Null is left out, as cdk8s leaves it out; and so may be what is empty. */
function plain(value: unknown, terse: boolean): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') {
    if (typeof value === 'function') throw new Unusual();
    return value as Json;
  }
  if (Array.isArray(value)) return terse && value.length === 0 ? undefined : (value.map((item) => plain(item, terse)));
  if (value instanceof Lazy) return plain(value.produce(), terse);
  if (typeof (value as { readonly resolve?: unknown }).resolve === 'function') throw new Unusual();
  if (value.constructor === Object) {
    const result = map(value as JsonObject, terse);
    return terse && Object.keys(result).length === 0 ? undefined : result;
  }
  const { value: union } = value as { readonly value?: unknown };
  if (typeof union === 'number' || typeof union === 'string') return { value: union };
  throw new Unusual();
}

function map(from: JsonObject, terse: boolean): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of Object.keys(from)) {
    const value = plain(from[key], terse);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** Something of everything that is rendered here. */
function probe(): ApiObject {
  const target: unknown = Lazy.any({ produce: () => k8s.IntOrString.fromNumber(2) });
  const ports: unknown = Lazy.any({ produce: () => [{ port: 80, targetPort: k8s.IntOrString.fromString('http') }, { port: 1, targetPort: target }] });
  const spec: object = { selector: { a: 'b', c: undefined }, ports, externalIPs: [], sessionAffinityConfig: {}, clusterIP: null, unknown: 'dropped' };
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: undefined }];
  const metadata = { labels: { b: 'c', a: 'b' }, annotations: {}, finalizers: [], ownerReferences };
  return new k8s.KubeService(new Chart(new App(), 'probe'), 'probe', { metadata, spec });
}

function agrees(): boolean {
  const object = probe();
  return JSON.stringify(sortKeys(attempt(object))) === JSON.stringify(sortKeys(object.toJson() as JsonObject));
}
