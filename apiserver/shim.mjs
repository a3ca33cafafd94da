// A minimal WASI for the artifact, used to build it and to try it out.

import { randomFillSync } from 'node:crypto';
import { performance } from 'node:perf_hooks';

const OK = 0, EBADF = 8, ENOSYS = 52;

/** Milliseconds; clock 0 is the time of day, any other only goes forward. */
const liveClock = (id) => (id === 0 ? Date.now() : performance.now());

/** The part of WASI that a Go reactor calls: a clock and randomness. No arguments, environment or files. */
export function shim(memory, { clock = liveClock, random = randomFillSync } = {}) {
  const view = () => new DataView(memory().buffer);
  const bytes = (at, length) => new Uint8Array(memory().buffer, at, length);
  return {
    args_get: () => OK,
    args_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return OK;
    },
    environ_get: () => OK,
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return OK;
    },
    clock_time_get(id, _precision, at) {
      view().setBigUint64(at, BigInt(Math.round(clock(id) * 1e6)), true);
      return OK;
    },
    random_get(at, length) {
      random(bytes(at, length));
      return OK;
    },
    fd_write(_fd, vectors, count, written) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const length = view().getUint32(vectors + 8 * i + 4, true);
        if (process.env.DEBUG) process.stderr.write(bytes(view().getUint32(vectors + 8 * i, true), length));
        total += length;
      }
      view().setUint32(written, total, true);
      return OK;
    },
    fd_fdstat_get: (fd, at) => (fd > 2 ? EBADF : (bytes(at, 24).fill(0), OK)),
    fd_close: () => OK,
    fd_prestat_get: () => EBADF,
    sched_yield: () => OK,
    poll_oneoff: (_in, _out, _count, events) => (view().setUint32(events, 0, true), OK),
    proc_exit(code) {
      throw new Error(`the validator exited with ${code}`);
    },
  };
}

/** Functions that the runtime imports but never calls here answer that they do not exist. */
export function wasiImports(module, known) {
  const functions = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== 'wasi_snapshot_preview1') throw new Error(`unexpected import ${from}.${name}`);
    functions[name] = known[name] ?? (() => ENOSYS);
  }
  return { wasi_snapshot_preview1: functions };
}

/** JSON lines in, JSON lines out. */
export function validate(instance, lines) {
  const { alloc, validate: run, memory } = instance.exports;
  const input = Buffer.from(lines);
  const at = alloc(input.length) >>> 0;
  new Uint8Array(memory.buffer, at, input.length).set(input);
  const result = BigInt.asUintN(64, run(at, input.length));
  return Buffer.from(memory.buffer, Number(result >> 32n), Number(result & 0xffffffffn)).toString();
}
