import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The environment of a user's shell: npm and tsx, which run us, leave their settings and our tools there. */
const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|TSX_|INIT_CWD$|NODE_OPTIONS$|NODE_PATH$)/i.test(name)));
shell.PATH = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.basename(folder) !== '.bin').join(path.delimiter);

/** Where a user's shell looks for programs, and in this folder before. */
export function pathWith(folder: string): string {
  return [folder, shell.PATH].join(path.delimiter);
}

/** Runs a program to its end, whatever that is. */
export function start(cwd: string, command: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const [program = '', ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...shell, ...env }, maxBuffer: 64 * 1024 * 1024 });
  return { code: status, output: `${stdout}${stderr}${error === undefined ? '' : error.message}` };
}

/**
 * Runs a program that must end with this code.
 *
 * @throws Error with what it said
 */
export function run(cwd: string, command: readonly string[], env: NodeJS.ProcessEnv = {}, expected = 0): string {
  const { code, output } = start(cwd, command, env);
  if (code !== expected) throw new Error(`${command.join(' ')}: exit code ${String(code)}, not ${String(expected)}\n${output}`);
  return output;
}
