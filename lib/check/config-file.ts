import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a configuration is called where it is looked for. */
const NAMES = ['service-patterns.yaml', 'service-patterns.yml'];

/** The configuration that holds in a folder: the nearest one upwards, as far as the root of the repository. */
export function findConfigFile(folder: string): string | undefined {
  const found = NAMES.map((name) => path.join(folder, name)).find((file) => fs.existsSync(file));
  if (found !== undefined) return found;
  const above = path.dirname(folder);
  // In a work tree or a submodule `.git` is a file.
  return above === folder || fs.existsSync(path.join(folder, '.git')) ? undefined : findConfigFile(above);
}
