import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { readObjects } from '../graph/object';
import { type StableOptions, stableManifest } from './stable-manifest';
import { isManifest, readSubject } from './subject';

/** A snapshot serializer, as jest and vitest take it. */
export interface ManifestSerializer {
  test(value: unknown): boolean;
  serialize(value: unknown, config: unknown, indentation: string): string;
}

/**
 * Writes apps, charts and manifests into snapshots as YAML: keys in alphabetical order, and without the hashes in names,
 * the addresses in labels and the checksums that change though nobody changed the manifest.
 */
export const manifestSerializer: ManifestSerializer = manifestSerializerWith();

/** A serializer that leaves out more. */
export function manifestSerializerWith(options: StableOptions = {}): ManifestSerializer {
  return {
    test: (value) => Construct.isConstruct(value) || isManifest(value) || (Array.isArray(value) && value.length > 0 && value.every(isManifest)),
    serialize: (value, _, indentation) => indented(yamlOf(manifestsOf(value), options), indentation),
  };
}

function manifestsOf(value: unknown): readonly object[] {
  if (!Construct.isConstruct(value)) return Array.isArray(value) ? (value as object[]) : [value as object];
  const { own, unreadable, failures } = readSubject(value);
  const wrong = [...unreadable.map(({ problem }) => problem), ...failures.map(({ path, message }) => `[${path}] ${message}`)];
  if (wrong.length > 0) throw new Error(`What cannot be rendered has no snapshot: ${wrong.join('\n')}`);
  return readObjects(own).map(({ manifest }) => manifest);
}

function yamlOf(manifests: readonly object[], options: StableOptions): string {
  return manifests.map((manifest) => stringify(stableManifest(manifest, options), { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n').trimEnd();
}

/** Below whatever holds it; an empty line stays empty. */
function indented(text: string, indentation: string): string {
  return indentation === '' ? text : text.replace(/\n(?!\n|$)/g, `\n${indentation}`);
}
