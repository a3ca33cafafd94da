import { spawnSync } from 'node:child_process';

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The environment of a user's shell: npm, which runs us, leaves its own settings there. */
const shell = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_OPTIONS|NODE_PATH)/i.test(name)));

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
