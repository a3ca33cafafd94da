import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from '../apiserver/cache-folder';
import type { Acknowledgement } from '../graph/acknowledgement';
import type { Connection } from '../graph/connection';
import type { ExternalObject } from '../graph/externals';
import type { JsonObject } from '../graph/json';
import type { LinkObject } from '../graph/object';
import type { Finding, SourceLocation } from '../report/finding';

// The app and the validations of the cdk8s CLI run in two processes, and YAML alone passes from the one to the other. What the author
// said beside manifests is handed over here: else what was acknowledged at synth would be reported once more, for another cluster.

/** What an app linked, and what was said of it. */
export interface Linked {
  readonly objects: readonly LinkObject[];
  readonly connections: readonly Connection[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly externals: readonly ExternalObject[];
  /** What it told the author already. */
  readonly told: readonly Finding[];
}

/** An object without its manifest, of which the digest is enough. */
type Known = Omit<LinkObject, 'manifest' | 'provenance'> & { readonly digest: string; readonly path?: string; readonly source?: SourceLocation };

interface Written extends Omit<Linked, 'objects'> {
  readonly objects: readonly Known[];
}

/** Whether the cdk8s CLI runs the app, and will run validations. */
export function isAwaited(): boolean {
  return process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true' && process.env.CDK8S_OUTDIR !== undefined;
}

/** Hands over what was linked; where that can't be written down, the validation knows less. */
export function handOver({ objects, connections, acknowledgements, externals, told }: Linked): void {
  const file = fileOf(cacheFolder());
  if (file === undefined) return;
  const written: Written = {
    objects: objects.map(({ manifest, provenance, ...rest }) => ({ ...rest, digest: digestOf(manifest), path: provenance?.path, source: provenance?.source })),
    connections: connections.map(plain),
    acknowledgements: acknowledgements.map(plain),
    externals,
    told,
  };
  const staged = `${file}.${String(process.pid)}.tmp`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(staged, JSON.stringify(written));
    fs.renameSync(staged, file);
  } catch {
    fs.rmSync(staged, { force: true });
  }
}

/** A line that is read lazily is no property of its own, which JSON would pass over. */
function plain<T extends Acknowledgement | Connection>(declared: T): T {
  const { path: at, source } = declared.provenance ?? {};
  return { ...declared, provenance: { path: at, source } };
}

/**
 * What was linked when these manifests were written, with the objects in the manifests' order; an object that nobody linked has its
 * manifest alone. Undefined where the manifests are of another synth.
 */
export function takeOver(manifests: readonly JsonObject[]): Linked | undefined {
  const written = read(fileOf(cacheFolder()));
  if (!written) return undefined;
  const known = new Map<string, Known[]>();
  for (const object of written.objects) known.set(object.digest, [...(known.get(object.digest) ?? []), object]);
  const objects = manifests.map((manifest): LinkObject => {
    const { digest: _, path: at, source, ...rest } = known.get(digestOf(manifest))?.shift() ?? { digest: '' };
    return { ...rest, manifest, provenance: { ...(at === undefined ? {} : { path: at }), ...(source === undefined ? {} : { source }) } };
  });
  if ([...known.values()].some((left) => left.length > 0)) return undefined;
  return { ...written, objects };
}

function read(file: string | undefined): Written | undefined {
  try {
    const written = file === undefined ? undefined : (JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Written>);
    return Array.isArray(written?.objects) ? (written as Written) : undefined;
  } catch {
    return undefined; // none was written, or not to the end
  }
}

function fileOf(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : path.join(folder, 'linked.json');
}

function digestOf(manifest: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('base64');
}
