import type { Json, JsonObject } from '../graph/json';

/** What a snapshot leaves out of manifests. */
export interface StableOptions {
  /** Whether digests of images are left out too, where they change with every build. @default false */
  readonly hideImageDigests?: boolean;
}

/** A manifest in an order of its own, and without what changes though nobody changed it. */
export function stableManifest(manifest: object, { hideImageDigests = false }: StableOptions = {}): JsonObject {
  const { apiVersion, kind, metadata, ...rest } = manifest as JsonObject;
  const identity = { apiVersion, kind, ...(metadata === undefined ? {} : { metadata: stable(metadata, 'metadata', hideImageDigests) }) };
  return { ...identity, ...(stable(rest, '', hideImageDigests) as JsonObject) };
}

function stable(value: Json, key: string, hideImageDigests: boolean): Json {
  if (typeof value === 'string') return stableText(value, key, hideImageDigests);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry) => stable(entry, key, hideImageDigests));
  const fields = value as JsonObject;
  const keys = Object.keys(fields).filter((name) => fields[name] !== undefined).sort();
  return Object.fromEntries(keys.map((name) => [name, stable(fields[name], name, hideImageDigests)]));
}

/** The address of a construct, `node.addr`. */
const ADDRESS = /\bc8[0-9a-f]{40}\b/g;
/** What cdk8s puts behind a name, or the value of a label, that it makes from a construct's path. */
const NAME_HASH = /(?<=[-./])c8[0-9a-f]{6}\b/g;
/** Annotations by which pods are replaced when their configuration changes. */
const CHECKSUM_KEY = /(^|[./_-])(checksum|hash|sha1|sha256|md5)([./_-]|$)/i;
const CHECKSUM = /^(sha\d+[:-])?[0-9a-f]{16,}$/i;

function stableText(text: string, key: string, hideImageDigests: boolean): string {
  if (CHECKSUM_KEY.test(key) && CHECKSUM.test(text)) return '<checksum>';
  const plain = text.replace(ADDRESS, '<address>').replace(NAME_HASH, '<hash>');
  return hideImageDigests ? plain.replace(/@sha256:[0-9a-f]{64}\b/g, '@<digest>') : plain;
}
