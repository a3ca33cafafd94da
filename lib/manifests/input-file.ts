import * as path from 'node:path';

/** A file to read, or standard input. */
export interface InputFile {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** As findings show it: relative to the working directory where it lies below. */
  readonly name: string;
  /** Whether somebody named it, rather than a directory or a pattern that holds it. */
  readonly explicit: boolean;
}

/** Stands for standard input, in place of a file. */
export const STDIN = '-';

/** A file at a path, as seen from the working directory. */
export function inputFile(file: string, cwd: string, explicit: boolean): InputFile {
  if (file === STDIN) return { path: STDIN, name: '<stdin>', explicit: true };
  const absolute = path.resolve(cwd, file);
  const relative = path.relative(cwd, absolute);
  const name = relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative;
  return { path: absolute, name: name.replaceAll('\\', '/'), explicit };
}
