import * as fs from 'node:fs';
import * as path from 'node:path';

/** A file to be written. */
export interface OutputFile {
  readonly path: string;
  /** Its text in parts, which may be made while it is written. */
  readonly content: readonly string[] | Generator<string>;
}

/** Characters that are written at once: what a generator makes need not be in memory as a whole. */
const CHUNK = 1024 * 1024;

/**
 * Writes files so that each is there whole or not at all: beside its place first, then by renaming. Where one can't be
 * written, none is replaced.
 */
export function writeFiles(outdir: string, files: readonly OutputFile[]): void {
  for (const folder of new Set([outdir, ...files.map((file) => path.dirname(file.path))])) fs.mkdirSync(folder, { recursive: true });
  const staged: { from: string; to: string }[] = [];
  try {
    for (const file of files) {
      const from = `${file.path}.${String(process.pid)}.tmp`;
      staged.push({ from, to: file.path });
      writeFile(from, file.content);
    }
    for (const { from, to } of staged) fs.renameSync(from, to);
    staged.length = 0;
  } finally {
    for (const { from } of staged) fs.rmSync(from, { force: true });
  }
}

function writeFile(file: string, content: Iterable<string>): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    let parts: string[] = [];
    let size = 0;
    for (const part of content) {
      parts.push(part);
      size += part.length;
      if (size < CHUNK) continue;
      fs.writeFileSync(descriptor, parts.join(''));
      parts = [];
      size = 0;
    }
    fs.writeFileSync(descriptor, parts.join(''));
  } finally {
    fs.closeSync(descriptor);
  }
}
