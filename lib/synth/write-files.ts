import * as fs from 'node:fs';
import * as path from 'node:path';
import type { OutputFile } from './app-output';

/**
 * Writes files so that each is there whole or not at all: beside its place first, then by renaming. Where one can't be
 * written, none is replaced.
 */
export function writeFiles(outdir: string, files: readonly OutputFile[]): void {
  fs.mkdirSync(outdir, { recursive: true });
  const staged: { from: string; to: string }[] = [];
  try {
    for (const file of files) {
      fs.mkdirSync(path.dirname(file.path), { recursive: true });
      const from = `${file.path}.${String(process.pid)}.tmp`;
      staged.push({ from, to: file.path });
      fs.writeFileSync(from, file.content, { encoding: 'utf8' });
    }
    for (const { from, to } of staged) fs.renameSync(from, to);
  } finally {
    for (const { from } of staged) fs.rmSync(from, { force: true });
  }
}
