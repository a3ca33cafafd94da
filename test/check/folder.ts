import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { LinkError } from '../../lib/linker';
import { type Config, loadConfig } from '../../lib/check/config';

/** Makes a folder with files of these contents; it is gone after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-check-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

/** The configuration of a folder that holds only this one. */
export function configOf(yaml: string, files: Readonly<Record<string, string>> = {}): Promise<Config> {
  return loadConfig({ cwd: folderWith({ 'service-patterns.yaml': yaml, ...files }) });
}

/** What loading a configuration is refused with, as text. */
export async function refusalOf(loading: Promise<Config>): Promise<string> {
  try {
    await loading;
  } catch (error) {
    if (error instanceof LinkError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
