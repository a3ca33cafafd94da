import { randomFillSync } from 'node:crypto';
import type { Memory } from './webassembly';

// What WASI answers for a file that is not there, and for a function that is not.
const EBADF = 8;
const ENOSYS = 52;

/** Nanoseconds. */
const TICK = 1000n;

/** The garbage collector of the validator runs late: it lives for one synth, and collecting costs more than memory. */
const ENVIRONMENT = ['GOGC=400'];

/** What an instance imports, and the memory that the functions then work on. */
interface System {
  readonly imports: Record<string, (...args: number[]) => number>;
  attach(memory: Memory): void;
}

/**
 * The few functions of `wasi_snapshot_preview1` that the validator imports: the time, and luck. It has no files, no network and no arguments. Node's own implementation prints a warning that
 * it is experimental, and gives access to files.
 */
export function wasiImports(functions: readonly string[]): System {
  const words: string[] = [];
  let memory: Memory = { buffer: new ArrayBuffer(0) };
  let now = 0n;
  const view = (): DataView => new DataView(memory.buffer);
  const bytes = (at: number, length: number): Uint8Array => new Uint8Array(memory.buffer, at, length);
  const environment = ENVIRONMENT.map((entry) => Buffer.from(`${entry}\0`));
  const known: Record<string, (...args: number[]) => number> = {
    args_sizes_get: (count = 0, size = 0) => writeSizes(view(), count, size, []),
    args_get: () => 0,
    environ_sizes_get: (count = 0, size = 0) => writeSizes(view(), count, size, environment),
    environ_get: (pointers = 0, at = 0) => {
      let next = at;
      for (const [index, entry] of environment.entries()) {
        view().setUint32(pointers + 4 * index, next, true);
        bytes(next, entry.length).set(entry);
        next += entry.length;
      }
      return 0;
    },
    clock_time_get: (_id, _precision, at = 0) => {
      // Time must go on even where a test has stopped it: Go waits for that.
      const real = process.hrtime.bigint();
      now = real > now ? real : now + TICK;
      view().setBigUint64(at, now, true);
      return 0;
    },
    random_get: (at = 0, length = 0) => {
      randomFillSync(bytes(at, length));
      return 0;
    },
    fd_write: (_fd, vectors = 0, count = 0, written = 0) => {
      let total = 0;
      for (let index = 0; index < count; index += 1) {
        const [at, length] = [view().getUint32(vectors + 8 * index, true), view().getUint32(vectors + 8 * index + 4, true)];
        words.push(Buffer.from(bytes(at, length)).toString('utf8'));
        total += length;
      }
      view().setUint32(written, total, true);
      return 0;
    },
    sched_yield: () => 0,
    // Nothing ever happens outside, and there is nobody to wait for.
    poll_oneoff: (_subscriptions, _events, _count, happened = 0) => {
      view().setUint32(happened, 0, true);
      return 0;
    },
    proc_exit: (code) => {
      throw new Error(`it ended with code ${String(code)}: ${words.slice(-20).join('').trim()}`);
    },
    fd_prestat_get: () => EBADF,
    fd_fdstat_get: () => EBADF,
    fd_close: () => EBADF,
  };
  return {
    imports: Object.fromEntries(functions.map((name) => [name, known[name] ?? (() => ENOSYS)])),
    attach: (attached) => {
      memory = attached;
    },
  };
}

function writeSizes(view: DataView, count: number, size: number, entries: readonly Buffer[]): number {
  view.setUint32(count, entries.length, true);
  view.setUint32(size, entries.reduce((sum, entry) => sum + entry.length, 0), true);
  return 0;
}
