import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

/** The checkout, also for benchmarks that were compiled into another folder. */
export const ROOT = path.dirname(require.resolve('cdk8s-service-patterns/package.json'));

/** Each figure is the median of so many runs, each in a fresh process. */
export const RUNS = 5;

/** Where and how a process runs. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a fresh process of Node prints. */
export function node(...args: string[]): string {
  return nodeIn({}, ...args);
}

/** The same, elsewhere, or with more in its environment. */
export function nodeIn({ cwd = ROOT, env = {} }: Surroundings, ...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Milliseconds on the clock. */
export function clocked(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
