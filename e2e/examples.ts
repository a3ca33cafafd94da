import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { exampleFiles, loadExample, synthesize } from '../examples/run';
import type { Manifest } from './manifest';

/** An example as it is written for a cluster. */
export interface Synthesized {
  readonly example: string;
  readonly manifests: readonly Manifest[];
}

/** Synthesizes every example into a folder of its own under `folder`. */
export async function synthesizeExamples(folder: string): Promise<Synthesized[]> {
  const all: Synthesized[] = [];
  for (const file of exampleFiles()) {
    const example = await loadExample(file);
    const outdir = path.join(folder, example.name);
    synthesize(example, outdir);
    const texts = fs.readdirSync(outdir).filter((name) => name.endsWith('.yaml')).sort().map((name) => fs.readFileSync(path.join(outdir, name), 'utf8'));
    const manifests = texts.flatMap((text) => [...parseAllDocuments(text)].map((document) => document.toJS() as Manifest | null));
    all.push({ example: example.name, manifests: manifests.filter((manifest) => manifest !== null) });
  }
  return all;
}

/** `2 Deployment, 1 Service` */
export function countKinds(manifests: readonly Manifest[]): string {
  const kinds = [...new Set(manifests.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => `${String(manifests.filter((manifest) => manifest.kind === kind).length)} ${kind}`).join(', ');
}

/** A kind that a cluster serves: `apps/v1/Deployment`, and whether its objects are in namespaces. */
export type ServedKinds = ReadonlyMap<string, boolean>;

/** Reads what `kubectl api-resources --no-headers` prints: name, short names (or none), version, whether namespaced, kind. */
export function readServedKinds(printed: string): ServedKinds {
  const lines = printed.split('\n').map((line) => line.trim().split(/\s+/)).filter((words) => words.length >= 4);
  return new Map(lines.map((words) => [`${words.at(-3) ?? ''}/${words.at(-1) ?? ''}`, words.at(-2) === 'true']));
}

/** Why an example cannot run in a cluster, or in namespaces that are thrown away; undefined where it can. */
export function whySkipped(manifests: readonly Manifest[], served: ServedKinds): string | undefined {
  const kinds = [...new Set(manifests.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`))];
  const unknown = kinds.filter((kind) => !served.has(kind));
  if (unknown.length > 0) return `this cluster has no ${unknown.join(', ')}`;
  const clusterWide = kinds.filter((kind) => served.get(kind) === false);
  return clusterWide.length > 0 ? `it makes what outlives a namespace: ${clusterWide.join(', ')}` : undefined;
}
