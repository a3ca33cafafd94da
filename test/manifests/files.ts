import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { discover, readFiles, type ReadFile } from '../../lib/manifests';
import type { Finding } from '../../lib/linker';

/** A new directory with these files in it; those with a slash at the end are empty directories. */
export function directoryOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'manifests-')));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) fs.writeFileSync(file, content);
  }
  return root;
}

/** The names of what is found, with the problems behind them. */
export function found(root: string, ...patterns: string[]): string[] {
  const { files, problems } = discover(patterns, { cwd: root });
  return [...files.map(({ name }) => name), ...problems.map(({ problem }) => problem)];
}

/** What these files of a new directory hold. */
export function read(files: Readonly<Record<string, string | Buffer>>): ReadFile[] {
  const root = directoryOf(files);
  return readFiles(discover(['.'], { cwd: root }).files);
}

/** What a text holds that comes by standard input. */
export function readInput(text: string): ReadFile {
  const [file] = readFiles(discover(['-']).files, { stdin: text });
  return file!;
}

/** `file:line:column problem`. */
export function shown({ source, problem }: Finding): string {
  return `${source?.file ?? ''}:${String(source?.line)}:${String(source?.column)} ${problem}`;
}
