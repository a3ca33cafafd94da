import { cannotLoad, compileArtifact } from './artifact';
import { lineOf, type Question } from './question';
import { wasiImports } from './wasi';
import { type Memory, type Module, webAssembly } from './webassembly';

/** One thing that the API server refuses, in its own words. */
export interface Refusal {
  /** The kind of error, such as `FieldValueInvalid`. */
  readonly type: string;
  readonly field: string;
  readonly value?: string;
  readonly detail: string;
}

/** One check of a Pod Security level that pods do not pass. */
export interface Violation {
  readonly check: string;
  readonly reason: string;
  readonly detail: string;
  readonly field: string;
}

/** What the API server says of an object. */
export interface Answer {
  /** `unknown`: of a kind that it does not know, such as a custom resource. */
  readonly status: 'valid' | 'invalid' | 'unknown';
  readonly errors: readonly Refusal[];
  readonly violations: readonly Violation[];
}

interface Exports {
  readonly memory: Memory;
  _initialize(): void;
  alloc(size: number): number;
  validate(at: number, length: number): bigint;
}

/** Bytes of one batch: enough to be quick, little enough not to be kept in memory several times over. */
const BATCH = 4 * 1024 * 1024;

/** The API server's own decoding, defaulting and validation, in WebAssembly. Loading it takes a while; it is kept. */
export class Validator {
  private exports?: Exports;

  constructor(private readonly compile: () => Module = compileArtifact) {}

  /** Asks of many objects, in batches. What brings the validator down is told as a refusal of the object that did. */
  ask(questions: readonly Question[]): Answer[] {
    return this.askLines(questions.map(lineOf));
  }

  /** The same, of questions that are written already, one a line. */
  askLines(lines: readonly string[]): Answer[] {
    return batchesOf(lines, BATCH).flatMap((batch) => this.askBatch(batch));
  }

  private askBatch(lines: readonly string[]): Answer[] {
    try {
      return this.call(lines);
    } catch (error) {
      if (!this.exports) throw error; // it never came up
      this.exports = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      if (lines.length === 1) return [{ status: 'invalid', errors: [{ type: 'Internal', field: '', detail: reason }], violations: [] }];
      const half = Math.ceil(lines.length / 2);
      return [...this.askBatch(lines.slice(0, half)), ...this.askBatch(lines.slice(half))];
    }
  }

  private call(lines: readonly string[]): Answer[] {
    const exports = (this.exports ??= this.start());
    const input = Buffer.from(`${lines.join('\n')}\n`, 'utf8');
    const at = exports.alloc(input.length) >>> 0;
    new Uint8Array(exports.memory.buffer, at, input.length).set(input);
    const packed = BigInt.asUintN(64, exports.validate(at, input.length));
    const [from, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
    const output = Buffer.from(new Uint8Array(exports.memory.buffer, from, length)).toString('utf8');
    const answers = output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Answer);
    if (answers.length !== lines.length) throw new Error(`${String(answers.length)} answers to ${String(lines.length)} questions`);
    return answers;
  }

  private start(): Exports {
    const module = this.compile();
    const wanted = webAssembly.Module.imports(module).map(({ name }) => name);
    const system = wasiImports(wanted);
    try {
      const exports = new webAssembly.Instance(module, { wasi_snapshot_preview1: system.imports }).exports as Exports;
      system.attach(exports.memory);
      exports._initialize();
      return exports;
    } catch (error) {
      throw cannotLoad(error, 'at its start');
    }
  }
}

/** Cuts lines into batches of about so many bytes. */
export function batchesOf(lines: readonly string[], bytes: number): string[][] {
  const batches: string[][] = [];
  let size = bytes;
  for (const line of lines) {
    if (size >= bytes) {
      batches.push([]);
      size = 0;
    }
    batches[batches.length - 1]?.push(line);
    size += line.length;
  }
  return batches;
}
