import * as fs from 'node:fs';
import * as path from 'node:path';

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../package.json'), 'utf8')) as { version: string };
  return version;
}
