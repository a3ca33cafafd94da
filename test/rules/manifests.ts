import { parseAllDocuments } from 'yaml';
import type { PodSecurityLevelName } from '../../lib/target/target-data';
import type { Acknowledgement, Connection, ExternalObject, LinkInput, LinkObject, JsonObject, PatchOperation, Provenance, TargetData } from '../../lib/linker';
import { DEFAULT_TARGET } from '../../lib/linker';
import { deepFreeze } from '../../lib/testing/rule-cases';

export { deepFreeze };

/** YAML of one or more documents, as kubectl would read it, or the objects themselves. */
export type Manifests = string | readonly unknown[];

/** JSON patches that an author put on one of the objects. */
export interface PatchedObject {
  readonly kind: string;
  readonly name: string;
  readonly operations: readonly PatchOperation[];
}

/** What is said beside the manifests. */
export interface LinkOptions {
  /** Whether all the objects are our patterns'. @default false */
  readonly ours?: boolean;
  /** What differs from the default target. @default - nothing */
  readonly target?: Partial<TargetData>;
  /** @default - none */
  readonly patches?: readonly PatchedObject[];
  /** @default - none */
  readonly connections?: readonly Connection[];
  /** @default - none */
  readonly externals?: readonly ExternalObject[];
  /** @default - none */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** @default - nothing expires */
  readonly today?: string;
  /** Whether each object stands in a file of its own, which its annotation `file` names. @default false */
  readonly separateFiles?: boolean;
  /** Whether the API server's own validation is asked. @default false */
  readonly apiServer?: boolean;
  /** The Pod Security level that pods must keep to. @default - none */
  readonly podSecurity?: PodSecurityLevelName;
}

/** The documents of a text; documents that hold nothing count for nothing. */
export function readManifests(manifests: Manifests): readonly unknown[] {
  if (typeof manifests !== 'string') return manifests;
  return parseAllDocuments(manifests, { version: '1.1' }).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : [value];
  });
}

/** The linker's input for some documents, frozen: whoever edits it throws. */
export function toInput(documents: readonly unknown[], options: LinkOptions = {}): LinkInput {
  const target = { ...DEFAULT_TARGET, ...options.target };
  const objects = documents.map((manifest): LinkObject => ({ manifest: manifest as JsonObject, ours: options.ours ?? false, target, ...(options.podSecurity ? { podSecurity: options.podSecurity } : {}), ...(options.separateFiles ? { provenance: inFile(manifest) } : {}) }));
  const patches = (options.patches ?? []).map(({ kind, name, operations }) => {
    const input = objects.find(({ manifest }) => manifest.kind === kind && (manifest.metadata as JsonObject).name === name);
    if (!input) throw new Error(`The case patches ${kind} ${name}, which it does not have`);
    return { input, operations };
  });
  const { connections, externals, acknowledgements, today, apiServer, separateFiles } = options;
  return deepFreeze({ objects, patches, ...(connections ? { connections } : {}), ...(externals ? { externals } : {}), ...(acknowledgements ? { acknowledgements } : {}), today, ...(apiServer ? { apiServer } : {}), ...(separateFiles ? { separateFiles } : {}) });
}

function inFile(manifest: any): Provenance {
  return { source: { file: String(manifest.metadata.annotations.file), line: 1, column: 1, via: [] } };
}
