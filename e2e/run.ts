// Runs the examples in a real cluster: `npm run e2e -- --help`.
import * as path from 'node:path';
import { countKinds, type Synthesized, synthesizeExamples } from './examples';
import { Kubectl } from './kubectl';
import { readOptions, USAGE } from './options';
import { runSuite } from './suite';
import { formatTable } from './table';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function choose(all: readonly Synthesized[], only: readonly string[]): readonly Synthesized[] {
  const unknown = only.filter((name) => !all.some(({ example }) => example === name));
  if (unknown.length > 0) throw new Error(`no example is called ${unknown.join(', ')}; there are ${all.map(({ example }) => example).join(', ')}`);
  return only.length === 0 ? all : all.filter(({ example }) => only.includes(example));
}

/** Aborted by Ctrl-C; a second one ends the process there and then. */
function interruption(): AbortSignal {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interrupt.signal.aborted) process.exit(130);
      say(`${signal}: deleting what was made; once more leaves it there, in namespaces that begin with e2e-`);
      interrupt.abort();
    });
  }
  return interrupt.signal;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const chosen = choose(await synthesizeExamples(path.join('dist', 'e2e')), options.only);
  if (options.list) {
    for (const { example, manifests } of chosen) console.log(`${example}: ${countKinds(manifests)}`);
    return;
  }
  const interrupted = interruption();
  try {
    const rows = await runSuite({ kubectl: new Kubectl(interrupted), cleaner: new Kubectl(), options, say }, chosen);
    console.log(formatTable(rows));
    if (rows.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
  } finally {
    if (interrupted.aborted) process.exitCode = 130;
  }
}

main().catch((error: unknown) => {
  process.exitCode ||= 1;
  say(error instanceof Error ? error.message : String(error));
});
