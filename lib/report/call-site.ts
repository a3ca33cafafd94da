import * as path from 'node:path';
import type { SourceLocation } from './finding';

/** Enough to pass through a wrapper or two and reach the author's own file. */
const FRAMES = 10;
/** More than this is a stack trace, not a hint. */
const VIA = 3;

/** Frames below these are ours: `build` in the package, and `lib` in a checkout or where source maps lead there. */
const OURS = ['lib', 'build'].map((folder) => (path.resolve(__dirname, '../..', folder) + path.sep).replaceAll('\\', '/'));

/** What a stack may be cut off at: a function, or the class whose constructor runs. */
export type Callable = ((...args: never[]) => unknown) | (new (...args: never[]) => unknown);

/** A captured stack that is read only when somebody asks: capturing is cheap, formatting is not. */
export class CallSite {
  /**
   * Captures the stack above `below`; nothing under the jsii kernel, whose frames say nothing of the author's program.
   */
  static capture(below: Callable): CallSite | undefined {
    if (underJsiiKernel()) return undefined;
    const holder: { stack?: string } = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = FRAMES;
    try {
      Error.captureStackTrace(holder, below);
    } finally {
      Error.stackTraceLimit = limit;
    }
    return new CallSite(holder);
  }

  private location?: SourceLocation;
  private read = false;

  private constructor(private readonly holder: { stack?: string }) {}

  /** The author's own line, or undefined where the stack shows none. */
  get source(): SourceLocation | undefined {
    if (!this.read) {
      this.location = locate(this.holder.stack ?? '');
      this.read = true;
    }
    return this.location;
  }
}

interface Frame {
  /** What ran: `<anonymous>` for a module's own statements, or as their loader calls it. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The first frame that the author wrote, with the frames around it that may be theirs too. */
export function locate(stack: string): SourceLocation | undefined {
  const frames = stack.split('\n').flatMap(parseFrame).filter((frame) => !isMachinery(frame.file));
  const at = frames.findIndex((frame) => !frame.file.includes('/node_modules/'));
  const own = frames[at];
  if (!own) return undefined;
  const callers = frames.slice(at + 1).filter((frame) => !frame.file.includes('/node_modules/') && !isLoaderOf(own, frame));
  const via = [...frames.slice(0, at), ...callers].slice(0, VIA).map((frame) => `${shown(frame.file)}:${String(frame.line)}:${String(frame.column)}`);
  return { file: shown(own.file), line: own.line, column: own.column, via };
}

/** Some loaders wrap a module's statements in a function of their own: a second frame of the same file that nobody wrote. */
function isLoaderOf(own: Frame, frame: Frame): boolean {
  return own.name === '<anonymous>' && frame.name === 'Object.<anonymous>' && own.file === frame.file;
}

/** `at f (file:1:2)`, `at async f (file:1:2)`, `at file:1:2`; nothing for what has no file, such as code that was evaluated. */
function parseFrame(text: string): Frame[] {
  const [, name = '', bracketed, bare] = /^\s*at (?:(.+?) \((.+)\)|(?:async )?(.+))$/.exec(text) ?? [];
  const [, file, line, column] = /^(.+?):(\d+):(\d+)$/.exec(bracketed ?? bare ?? '') ?? [];
  if (file === undefined || file.startsWith('eval at ')) return [];
  return [{ name, file: toPath(file), line: Number(line), column: Number(column) }];
}

/** A path with forward slashes, of a path or a `file:` URL. */
function toPath(file: string): string {
  if (!file.startsWith('file://')) return file.replaceAll('\\', '/');
  const escaped = file.slice('file://'.length).replace(/[?#].*$/, '').replace(/^\/(?=[A-Za-z]:)/, '');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped; // no URL after all
  }
}

/** Frames that neither the author nor a wrapper of theirs wrote. */
function isMachinery(file: string): boolean {
  return (
    file.startsWith('node:') ||
    OURS.some((folder) => file.startsWith(folder)) ||
    file.includes('<anonymous>') ||
    file === 'native' ||
    /\/node_modules\/(cdk8s|constructs|cdk8s-plus-\d+|cdk8s-service-patterns|jest-[\w-]+|@jest\/[\w-]+|vitest|@vitest\/[\w-]+|tsx|ts-node|@swc\/[\w-]+)\//.test(file)
  );
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.replaceAll('\\', '/');
}

/** Whether a program in another language runs us: it names itself by `JSII_AGENT`, and starts `program.js` of jsii's runtime from a temporary folder. */
export function underJsiiKernel(): boolean {
  const program = process.argv[1] ?? '';
  return /jsii-runtime|@jsii[\\/]runtime/.test(program) || (process.env.JSII_AGENT !== undefined && /[\\/]program\.js$/.test(program));
}
