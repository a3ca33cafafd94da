// Runs the examples in a real cluster: `npm run e2e -- --help`.
import * as path from 'node:path';
import { type Client, clientManifests, curlClient, loadProgram } from './client';
import { greet, removeNamespaces, startClient } from './cluster';
import { countKinds, readServedKinds, type ServedKinds, type Synthesized, synthesizeExamples, whySkipped } from './examples';
import { Kubectl } from './kubectl';
import { madeUp } from './made-up';
import { move, throwawayNamespaces } from './move';
import { type Options, readOptions, USAGE } from './options';
import { planOf } from './plan';
import { runExample } from './run-example';
import { formatTable, type Row } from './table';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Namespaces that were made, and go again however this ends. */
const made = new Set<string>();

async function main(options: Options, interrupted: AbortSignal): Promise<boolean> {
  const chosen = choose(await synthesizeExamples(path.join('dist', 'e2e')), options.only);
  if (options.list) {
    for (const { example, manifests } of chosen) console.log(`${example}: ${countKinds(manifests)}`);
    return true;
  }
  const kubectl = new Kubectl(interrupted);
  say(await greet(kubectl));
  const served = readServedKinds(await kubectl.print(['api-resources', '--no-headers']));
  // Runs of the same minute must not meet, be they of one machine or of two.
  const run = Math.floor(Math.random() * 36 ** 5).toString(36).padStart(5, '0');
  const client: Client = {
    namespace: `e2e-${run}-client`,
    program: options.clientProgram === undefined ? curlClient : loadProgram(options.clientProgram),
  };
  made.add(client.namespace);
  await startClient(kubectl, client.namespace, options.clientImage, client.program, options.timeout);

  const rows: Row[] = [];
  for (const entry of chosen) {
    interrupted.throwIfAborted();
    say(`${entry.example} ...`);
    rows.push(await runOne(kubectl, client, entry, { served, run, options }));
  }
  console.log(formatTable(rows));
  return rows.every(({ problems }) => problems.length === 0);
}

function choose(all: readonly Synthesized[], only: readonly string[]): readonly Synthesized[] {
  const unknown = only.filter((name) => !all.some(({ example }) => example === name));
  if (unknown.length > 0) throw new Error(`no example is called ${unknown.join(', ')}; there are ${all.map(({ example }) => example).join(', ')}`);
  return only.length === 0 ? all : all.filter(({ example }) => only.includes(example));
}

interface Circumstances {
  readonly served: ServedKinds;
  readonly run: string;
  readonly options: Options;
}

async function runOne(kubectl: Kubectl, client: Client, { example, manifests }: Synthesized, { served, run, options }: Circumstances): Promise<Row> {
  const skipped = whySkipped(manifests, served);
  if (skipped !== undefined) return { example, skipped, problems: [], remarks: [] };
  const namespaces = throwawayNamespaces(example, manifests, run);
  const complete = madeUp(manifests, `made-up-${run}`);
  const moved = move(complete.manifests, namespaces);
  const plan = planOf(moved, clientManifests(client.namespace, options.clientImage, client.program));
  const spaces = [...namespaces.values()];
  for (const name of spaces) made.add(name);
  const row = await runExample(kubectl, client, { example, manifests: moved, namespaces: spaces, plan }, options);
  // The next one finds room, and node ports, before the last one is gone for good.
  if (!options.keep) await kubectl.call(['delete', 'namespace', ...spaces, '--wait=false']);
  return { ...row, remarks: [...complete.remarks, ...row.remarks] };
}

async function cleanUp({ keep, timeout }: Options): Promise<void> {
  if (keep) {
    if (made.size > 0) say(`kept: kubectl delete namespace ${[...made].join(' ')}`);
    return;
  }
  const left = await removeNamespaces(new Kubectl(), [...made], timeout);
  if (left.length > 0) say(`still there: kubectl delete namespace ${left.join(' ')}`);
}

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interrupt.signal.aborted) process.exit(130);
      say(`${signal}: cleaning up; once more leaves ${[...made].join(' ')} behind`);
      interrupt.abort(new Error('interrupted'));
    });
  }
  let passed = false;
  try {
    passed = await main(options, interrupt.signal);
  } finally {
    await cleanUp(options);
    process.exitCode = interrupt.signal.aborted ? 130 : passed ? 0 : 1;
  }
}

start().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode ||= 1;
});
