import * as fs from 'node:fs';
import * as path from 'node:path';

/** Names the folder of the cache, in place of the usual one; empty: no cache. */
export const CACHE_VARIABLE = 'CDK8S_SERVICE_PATTERNS_CACHE';

/** `node_modules/.cache` of the project, as other tools have it; none where there is no project. */
export function cacheFolder(): string | undefined {
  const named = process.env[CACHE_VARIABLE];
  if (named !== undefined) return named === '' ? undefined : path.resolve(named);
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    if (fs.existsSync(modules)) return path.join(modules, '.cache', 'cdk8s-service-patterns');
    if (path.dirname(folder) === folder) return undefined;
  }
}
