import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './own';
import { run } from './process';

/** What `npm pack` gives. */
export interface Tarball {
  /** Where it is; nowhere where it was only planned. */
  readonly file: string;
  /** Bytes, compressed and not. */
  readonly size: number;
  readonly unpackedSize: number;
  /** Names of files, relative to the package, with `/`. */
  readonly files: readonly string[];
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what is built into a folder; without one, it only says what would be packed. */
export function pack(folder?: string): Tarball {
  const where = folder === undefined ? ['--dry-run'] : ['--pack-destination', folder];
  if (folder !== undefined) fs.mkdirSync(folder, { recursive: true });
  const output = run(ROOT, ['npm', 'pack', '--json', '--ignore-scripts', '--silent', ...where]);
  const [packed] = JSON.parse(output) as Packed[];
  if (packed === undefined) throw new Error(`npm pack names no tarball: ${output}`);
  return {
    file: folder === undefined ? '' : path.join(folder, packed.filename),
    size: packed.size,
    unpackedSize: packed.unpackedSize,
    files: packed.files.map((file) => file.path).sort(),
  };
}
