import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';

const load = createRequire(__filename);

/** What the modules of a folder export, by name of the file: a new file is found without a list to edit. */
export function loadFolder(folder: string): Map<string, Record<string, unknown>> {
  const files = fs.readdirSync(path.join(__dirname, folder)).filter((file) => file.endsWith('.ts')).sort();
  return new Map(files.map((file) => [path.basename(file, '.ts'), load(path.join(__dirname, folder, file)) as Record<string, unknown>]));
}
