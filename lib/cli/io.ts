import * as fs from 'node:fs';
import pc from 'picocolors';

/** What the command line talks to: a test gives it other ends. */
export interface Io {
  readonly cwd: string;
  /** Everything on standard input. */
  stdin(): Buffer;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether standard input is a terminal: then nobody has piped anything in. */
  readonly stdinIsTerminal: boolean;
  /** Whether to colour what goes to standard output. */
  readonly color: boolean;
  /** How many columns the terminal has; absent where standard output is none. */
  readonly width?: number;
  /** Whether progress is of any use: standard error is a terminal. */
  readonly showsProgress: boolean;
}

/** The process's own ends. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    stdin: () => fs.readFileSync(0),
    // Synchronous, so that an exit code does not overtake what a pipe has not taken yet.
    stdout: (text) => { writeAll(1, text); },
    stderr: (text) => { writeAll(2, text); },
    stdinIsTerminal: stdin.isTTY,
    color: pc.isColorSupported && (stdout.isTTY || 'FORCE_COLOR' in process.env),
    ...(stdout.isTTY ? { width: stdout.columns } : {}),
    showsProgress: stderr.isTTY && !process.env.CI,
  };
}

/** A pipe may be full for a while, or nobody may read it any more. */
function writeAll(descriptor: number, text: string): void {
  let rest = Buffer.from(text, 'utf8');
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
