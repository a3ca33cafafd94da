import * as path from 'node:path';
import type * as ignore from 'ignore';
import type { Config } from './config';

/** Says of files whether a configuration has them passed over; `file` is absolute. */
export function ignoredBy({ file: configFile, ignore: patterns }: Config): (file: string) => boolean {
  if (configFile === undefined || patterns.length === 0) return () => false;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody without patterns waits for it
  const matcher = (require('ignore') as typeof ignore).default().add(patterns);
  const folder = path.dirname(configFile);
  return (file) => {
    const relative = path.relative(folder, file).replaceAll('\\', '/');
    // What lies elsewhere is none of the patterns' business.
    return relative !== '' && !relative.startsWith('../') && !path.isAbsolute(relative) && matcher.ignores(relative);
  };
}
