import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

/** The checkout, also for benchmarks that were compiled into another folder. */
export const ROOT = path.dirname(require.resolve('cdk8s-service-patterns/package.json'));

/** Each figure is the median of so many runs, each in a fresh process. */
export const RUNS = 5;

/** What a fresh process of Node prints. */
export function node(...args: string[]): string {
  return run(process.env, args);
}

/** The same, with more in its environment. */
node.with = (environment: Record<string, string>) => (...args: string[]): string => run({ ...process.env, ...environment }, args);

function run(env: NodeJS.ProcessEnv, args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
