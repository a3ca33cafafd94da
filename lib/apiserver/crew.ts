import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker, type WorkerOptions } from 'node:worker_threads';
import type { Answer } from './validator';

/** What a worker is given: lines come over its port. */
export interface Work {
  readonly port: MessagePort;
  /** Where the compiled module goes, which threads share; one that has no such port waits for it on `module`. */
  readonly others?: readonly MessagePort[];
  readonly module?: MessagePort;
  /** Counts the reports of all workers, and wakes who waits for them. */
  readonly progress: SharedArrayBuffer;
}

/** What a worker says: the answers to its next lines, or that it cannot go on. */
export type Report = { readonly answers: readonly Answer[] } | { readonly failed: true };

/** So many lines keep a worker busy for longer than it takes to start one. */
const SHARE = 250;
/** More processors than this gain little, and each validator takes its memory. */
const MOST = 4;
/** So many lines are handed over at once: a worker can begin, and the next one is not kept waiting. */
const HANDFUL = 64;
/** Milliseconds without any report after which nobody is waited for: the longest batch takes a second, unless the machine is very busy. */
const PATIENCE = 20_000;

/** What runs in a worker: beside this file in the package, and nowhere where the sources are run as they are. */
export interface Script {
  readonly file: string;
  readonly options?: WorkerOptions;
}

const SCRIPT: Script = { file: path.join(__dirname, 'worker.js') };

interface Member {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Where the answers to its lines belong, in the order in which it was given them. */
  readonly places: number[];
  answered: number;
}

/** Worker threads that answer lines while this thread does something else. */
export class Crew {
  private readonly members: readonly Member[];
  private readonly counter: Int32Array;
  private waiting: string[] = [];
  private given = 0;
  private turn = 0;

  /** As many workers as so many lines keep busy; undefined where that would not pay, or cannot be. */
  static for(count: number, script: Script = SCRIPT, processors = os.availableParallelism()): Crew | undefined {
    const size = Math.min(processors, MOST, Math.floor(count / SHARE));
    return size > 1 && fs.existsSync(script.file) ? new Crew(size, script) : undefined;
  }

  private constructor(size: number, { file, options }: Script) {
    const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.counter = new Int32Array(progress);
    const modules = Array.from({ length: size - 1 }, () => new MessageChannel());
    this.members = Array.from({ length: size }, (_, index): Member => {
      const { port1, port2 } = new MessageChannel();
      // The first one, who is given the first lines, compiles for all.
      const module = modules[index - 1]?.port2;
      const others = module ? undefined : modules.map((channel) => channel.port1);
      const work: Work = { port: port2, progress, module, others };
      const worker = new Worker(file, { ...options, workerData: work, transferList: [port2, ...(module ? [module] : []), ...(others ?? [])] });
      // One that cannot even start reports nothing, and is given up in time; nothing is to be said of it.
      worker.on('error', () => undefined);
      worker.unref();
      return { worker, port: port1, places: [], answered: 0 };
    });
  }

  /** Gives it one line more. */
  give(line: string): void {
    this.waiting.push(line);
    if (this.waiting.length >= HANDFUL) this.handOver();
  }

  /** Waits for the answers to all lines, in the order in which they were given; undefined where a worker failed. */
  answers(patience = PATIENCE): Answer[] | undefined {
    this.handOver();
    const answers: Answer[] = [];
    let missing = this.given;
    try {
      for (;;) {
        const seen = Atomics.load(this.counter, 0);
        for (const member of this.members) {
          for (let message = receiveMessageOnPort(member.port); message; message = receiveMessageOnPort(member.port)) {
            const report = message.message as Report;
            if ('failed' in report) return undefined;
            for (const answer of report.answers) answers[member.places[member.answered++] ?? 0] = answer;
            missing -= report.answers.length;
          }
        }
        if (missing === 0) return answers;
        if (Atomics.wait(this.counter, 0, seen, patience) === 'timed-out') return undefined;
      }
    } finally {
      this.dismiss();
    }
  }

  /** Sends it home, whatever it was at. */
  dismiss(): void {
    for (const { worker, port } of this.members) {
      port.close();
      void worker.terminate();
    }
  }

  private handOver(): void {
    const member = this.members[this.turn];
    if (this.waiting.length === 0 || !member) return;
    member.port.postMessage(this.waiting);
    for (const _ of this.waiting) member.places.push(this.given++);
    this.waiting = [];
    this.turn = (this.turn + 1) % this.members.length;
  }
}
