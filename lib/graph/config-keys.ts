import type { ConfigKind } from './config-reference';
import { record, text } from './json';
import type { Candidate, Found } from './lookup';
import type { GraphObject } from './object';

/** Labels and annotations by which controllers fill an object, or copy another one's data into it. */
const FILLED = /inject|replicat|reflect|autogen|generate|vault|doppler|sync/i;

/** The keys that a ConfigMap or Secret surely has; undefined where something else may write more. */
export function keysOf({ kind, manifest, annotations, labels }: GraphObject): readonly string[] | undefined {
  const parts = kind === 'Secret' ? [manifest.data, manifest.stringData] : [manifest.data, manifest.binaryData];
  const keys = parts.flatMap((part) => Object.keys(record(part)));
  // An empty one is there for a program to write to.
  if (keys.length === 0 || text(manifest.type) === 'kubernetes.io/service-account-token') return undefined;
  if ([...Object.keys(annotations), ...Object.keys(labels)].some((key) => FILLED.test(key))) return undefined;
  return keys.some((key) => /[{$<%]/.test(key)) ? undefined : keys;
}

/** The keys under one name, whoever writes them: a patch for kustomize adds to its base, and an ExternalSecret to a Secret. */
export function keysOfAll({ objects, made }: Found): readonly string[] | undefined {
  const all = [...objects.map(keysOf), ...made.map(({ keys }) => (keys?.length === 0 ? undefined : keys))];
  return all.every((keys) => keys !== undefined) ? [...new Set(all.flat())].sort() : undefined;
}

/** The keys of what a reference may have been meant for. */
export function keysOfCandidate({ object, made }: Candidate): readonly string[] | undefined {
  return made ? made.keys : keysOf(object);
}

export function otherKind(kind: ConfigKind): ConfigKind {
  return kind === 'Secret' ? 'ConfigMap' : 'Secret';
}
