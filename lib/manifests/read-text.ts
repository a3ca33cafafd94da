import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { type InputFile, STDIN } from './input-file';

/** The text of a file. */
export interface FileText {
  readonly text: string;
  /** Whether some bytes are no UTF-8; U+FFFD stands in their place. */
  readonly damaged: boolean;
}

/** Why a file could not be read at all. */
export class FileUnreadable extends Error {
  constructor(readonly reason: string, readonly fix: string) {
    super(reason);
    this.name = 'FileUnreadable';
  }
}

/** A dump of a whole cluster is smaller, and more would not fit into one text. */
export const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads a file, or standard input, as text: UTF-8, or UTF-16 where its first bytes say so.
 *
 * @throws FileUnreadable
 */
export function readText(file: InputFile): FileText {
  return decode(file.path === STDIN ? readPipe(0) : readPath(file.path));
}

/** The text in bytes; a byte order mark is no part of it. */
export function decode(bytes: Buffer): FileText {
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') {
    const text = new TextDecoder(mark === '\xFF\xFE' ? 'utf-16le' : 'utf-16be').decode(bytes);
    return { text, damaged: false };
  }
  const text = bytes.toString('utf8');
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text, damaged: !isUtf8(bytes) };
}

function readPath(path: string): Buffer {
  const { stats, descriptor } = open(path);
  try {
    // What the shell makes of `<(helm template .)`: somebody writes to it, other than to a pipe that lies in a directory.
    if (stats.isFIFO() && /^\/(dev|proc\/[^/]+)\/fd\//.test(path)) return readPipe(descriptor);
    if (!stats.isFile()) throw new FileUnreadable(`it is ${kindOf(stats)}`, 'name a regular file, or write to standard input and name "-"');
    if (stats.size > MAX_BYTES) throw tooLong();
    return readPipe(descriptor);
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    fs.closeSync(descriptor);
  }
}

function open(path: string): { readonly stats: fs.Stats; readonly descriptor: number } {
  try {
    // Without waiting: opening a pipe into which nobody writes would wait for ever.
    const descriptor = fs.openSync(path, fs.constants.O_RDONLY | (/^\/(dev|proc)\//.test(path) ? 0 : fs.constants.O_NONBLOCK));
    return { stats: fs.fstatSync(descriptor), descriptor };
  } catch (error) {
    throw asUnreadable(error);
  }
}

/** Reads to the end: what a file says of its size may not hold, and a pipe says nothing. */
function readPipe(descriptor: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 20);
    const length = readSome(descriptor, part);
    if (length === 0) return Buffer.concat(parts);
    total += length;
    if (total > MAX_BYTES) throw tooLong();
    parts.push(part.subarray(0, length));
  }
}

function readSome(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return fs.readSync(descriptor, part);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EOF') return 0; // as Windows ends standard input
      if (code !== 'EAGAIN') throw asUnreadable(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // nothing is written yet
    }
  }
}

function kindOf(stats: fs.Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function tooLong(): FileUnreadable {
  return new FileUnreadable(`it is longer than ${String(MAX_BYTES / 1024 / 1024)} MiB`, 'split it into several files');
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['it does not exist', 'name a file that exists, or mend the link that leads to it'],
  EACCES: ['it may not be read', 'let this user read it: chmod +r'],
  EPERM: ['it may not be read', 'let this user read it: chmod +r'],
  ELOOP: ['its links lead in a circle', 'mend the link that leads to it'],
  ENXIO: ['it is a socket', 'name a regular file, or write to standard input and name "-"'],
  EISDIR: ['it is a directory', 'name a regular file, or write to standard input and name "-"'],
};

function asUnreadable(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const [reason, fix] = REASONS[code] ?? [`the system says ${code}`, 'see that it can be opened and read'];
  return new FileUnreadable(reason, fix);
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
