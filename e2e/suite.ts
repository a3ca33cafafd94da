import { type Client, clientManifests, curlClient, loadProgram } from './client';
import { greet, removeNamespaces, startClient } from './cluster';
import { readServedKinds, type ServedKinds, type Synthesized, whySkipped } from './examples';
import type { Kubectl } from './kubectl';
import { madeUp } from './made-up';
import { move, throwawayNamespaces } from './move';
import type { Options } from './options';
import { planOf } from './plan';
import { runExample } from './run-example';
import type { Row } from './table';

/** What a run needs of its surroundings. */
export interface Surroundings {
  readonly kubectl: Kubectl;
  /** Deletes what was made: one that goes on when the run is interrupted. */
  readonly cleaner: Kubectl;
  readonly options: Options;
  readonly say: (text: string) => void;
}

/** What the examples of a run have in common. */
interface Run extends Surroundings {
  /** Tells the namespaces of this run from those of others. */
  readonly id: string;
  readonly client: Client;
  readonly served: ServedKinds;
  /** Namespaces that were made. */
  readonly made: Set<string>;
}

/** Runs examples one after the other. What was made in the cluster goes again, however this ends. */
export async function runSuite(surroundings: Surroundings, examples: readonly Synthesized[]): Promise<Row[]> {
  const { kubectl, cleaner, options, say } = surroundings;
  // Runs of the same minute must not meet, be they of one machine or of two.
  const id = Math.floor(Math.random() * 36 ** 5).toString(36).padStart(5, '0');
  const program = options.clientProgram === undefined ? curlClient : loadProgram(options.clientProgram);
  const client = { namespace: `e2e-${id}-client`, program };
  say(await greet(kubectl));
  const served = readServedKinds(await kubectl.print(['api-resources', '--no-headers']));
  const run: Run = { ...surroundings, id, client, served, made: new Set([client.namespace]) };
  try {
    await startClient(kubectl, client.namespace, options.clientImage, program, options.timeout);
    const rows: Row[] = [];
    for (const example of examples) {
      say(`${example.example} ...`);
      rows.push(await runOne(run, example));
    }
    return rows;
  } finally {
    await cleanUp(cleaner, [...run.made], options, say);
  }
}

async function runOne({ kubectl, options, id, client, served, made }: Run, { example, manifests }: Synthesized): Promise<Row> {
  const skipped = whySkipped(manifests, served);
  if (skipped !== undefined) return { example, skipped, problems: [], remarks: [] };
  const complete = madeUp(manifests, `made-up-${id}`);
  const namespaces = throwawayNamespaces(example, manifests, id);
  const moved = move(complete.manifests, namespaces);
  const plan = planOf(moved, clientManifests(client.namespace, options.clientImage, client.program));
  const spaces = [...namespaces.values()];
  for (const name of spaces) made.add(name);
  const row = await runExample(kubectl, client, { example, manifests: moved, namespaces: spaces, plan }, options);
  // The next one finds room, and node ports, before the last one is gone for good.
  if (!options.keep) await kubectl.call(['delete', 'namespace', ...spaces, '--wait=false']);
  return { ...row, remarks: [...complete.remarks, ...row.remarks] };
}

async function cleanUp(cleaner: Kubectl, made: readonly string[], { keep, timeout }: Options, say: (text: string) => void): Promise<void> {
  const left = keep ? made : await removeNamespaces(cleaner, made, timeout);
  if (left.length > 0) say(`${keep ? 'kept' : 'still there'}: kubectl delete namespace ${left.join(' ')}`);
}
