import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker, type WorkerOptions } from 'node:worker_threads';
import type { Answer } from './validator';
import type { Module } from './webassembly';

/** What a worker is given. */
export interface Work {
  /** Compiled already: threads share the code. */
  readonly module: Module;
  readonly lines: readonly string[];
  /** Counts the reports of all workers, and wakes who waits for them. */
  readonly progress: SharedArrayBuffer;
}

/** What a worker says: the answers to its next lines, or that it cannot go on. */
export type Report = { readonly answers: readonly Answer[] } | { readonly failed: true };

/** So many lines keep a worker busy for longer than it takes to start one. */
const SHARE = 250;
/** More processors than this gain little, and each validator takes its memory. */
const MOST = 4;
/** Milliseconds without any report after which nobody is waited for: the longest batch takes a second, unless the machine is very busy. */
const PATIENCE = 20_000;

/** What runs in a worker: beside this file in the package, and nowhere where the sources are run as they are. */
export interface Script {
  readonly file: string;
  readonly options?: WorkerOptions;
}

const SCRIPT: Script = { file: path.join(__dirname, 'worker.js') };

/** Worker threads that answer lines while this thread does something else. */
export class Crew {
  private readonly workers: { readonly worker: Worker; readonly port: MessagePort }[] = [];
  private readonly counter: Int32Array;
  private readonly count: number;

  /** Sets them to work; undefined where that would not pay, or cannot be. */
  static on(lines: readonly string[], compile: () => Module, script: Script = SCRIPT, processors = os.availableParallelism()): Crew | undefined {
    const size = Math.min(processors, MOST, Math.floor(lines.length / SHARE));
    return size > 1 && fs.existsSync(script.file) ? new Crew(lines, compile(), size, script) : undefined;
  }

  private constructor(private readonly lines: readonly string[], module: Module, size: number, { file, options }: Script) {
    const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.counter = new Int32Array(progress);
    this.count = size;
    for (let member = 0; member < size; member += 1) {
      const { port1, port2 } = new MessageChannel();
      const task: Work = { module, progress, lines: lines.filter((_, index) => index % size === member) };
      const worker = new Worker(file, { ...options, workerData: { task, port: port2 }, transferList: [port2] });
      // One that cannot even start reports nothing, and is given up in time; nothing is to be said of it.
      worker.on('error', () => undefined);
      worker.unref();
      this.workers.push({ worker, port: port1 });
    }
  }

  /** Waits for all answers, in the order of the lines; undefined where a worker failed. */
  answers(patience = PATIENCE): Answer[] | undefined {
    const given = this.workers.map((): Answer[] => []);
    try {
      for (;;) {
        const seen = Atomics.load(this.counter, 0);
        for (const [member, { port }] of this.workers.entries()) {
          for (let message = receiveMessageOnPort(port); message; message = receiveMessageOnPort(port)) {
            const report = message.message as Report;
            if ('failed' in report) return undefined;
            for (const answer of report.answers) given[member]?.push(answer);
          }
        }
        const missing = given.reduce((left, answers) => left - answers.length, this.lines.length);
        if (missing === 0) return this.inOrder(given);
        if (Atomics.wait(this.counter, 0, seen, patience) === 'timed-out') return undefined;
      }
    } finally {
      this.dismiss();
    }
  }

  private inOrder(given: readonly (readonly Answer[])[]): Answer[] {
    return this.lines.flatMap((_, index) => given[index % this.count]?.[Math.floor(index / this.count)] ?? []);
  }

  private dismiss(): void {
    for (const { worker, port } of this.workers) {
      port.close();
      void worker.terminate();
    }
  }
}
