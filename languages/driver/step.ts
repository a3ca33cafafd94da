import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(__dirname, '../..');

/** Where everything is built, a folder for each language. */
export const DIST = path.join(ROOT, 'dist', 'languages');

/** What is installed here, and so what TypeScript runs with. */
export function installedVersion(name: string): string {
  return (JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...parameters: string[]];

/** What a program printed, and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run([program, ...parameters]: Command, cwd = ROOT): Ended {
  // A banner of jsii's for each process on Node 20; and tsx hands on which tsconfig it read, which is the driver's.
  const environment = { ...process.env, TSX_TSCONFIG_PATH: undefined, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stdout, stderr, error } = spawnSync(program, parameters, { cwd, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { status, stdout, stderr: error ? error.message : stderr };
}

/** Runs a program that must succeed, and returns what it printed. */
export function must(command: Command, cwd = ROOT): string {
  const { status, stdout, stderr } = run(command, cwd);
  if (status === 0) return stdout;
  throw new Error([`${command.slice(0, 3).join(' ')} … ended with ${String(status)}`, stdout.slice(-2000), stderr.slice(-6000)].join('\n'));
}

/** Does one step of a language, and prints how long it took. */
export function step<T>(language: string, what: string, work: () => T): T {
  const start = process.hrtime.bigint();
  const result = work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(`${language.padEnd(11)} ${what.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s`);
  return result;
}

/** An empty folder below `dist/languages`. */
export function emptyFolder(...names: string[]): string {
  const folder = path.join(DIST, ...names);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** The examples of docstrings in each language; jsii-rosetta writes them here. */
export const EXAMPLES = path.join(ROOT, '.jsii.tabl.json');

/** Generates bindings of installed packages by jsii-pacmak, without building them. */
export function generate(target: string, outdir: string, ...packages: string[]): void {
  const options = ['--no-npmignore', '--code-only', '--rosetta-tablet', EXAMPLES, '--targets', target, '--outdir', outdir];
  for (const name of packages) must(['npx', '--no-install', 'jsii-pacmak', ...options, name]);
}

/** Whether a program is there: what it says of its version, or undefined. */
export function versionOf(...command: Command): string | undefined {
  const { status, stdout, stderr } = run(command);
  return status === 0 ? `${stdout}${stderr}`.trim().split('\n')[0] : undefined;
}
