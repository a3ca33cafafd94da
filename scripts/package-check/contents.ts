import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../own';
import type { Tarball } from '../tarball';

/** Holds what was compiled against what there is to compile: a stale or half build must not be published. */
export function checkBuild({ files }: Tarball): string {
  const sources = fs.readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?ts$/.test(file));
  const expected = sources.flatMap((file) => ['$1js', '$1js.map', 'd.$1ts'].map((ending) => `build/${file.split(path.sep).join('/').replace(/(m?)ts$/, ending)}`)).sort();
  const built = files.filter((file) => file.startsWith('build/'));
  const wrong = [...expected.filter((file) => !built.includes(file)).map((file) => `missing: ${file}`), ...built.filter((file) => !expected.includes(file)).map((file) => `has no source: ${file}`)];
  if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\nRun npm run build; remove build/ before, where files have no source`);
  const unmapped = built.filter((file) => /\.m?js$/.test(file) && !hasSourceMap(path.join(ROOT, file)));
  if (unmapped.length > 0) throw new Error(`without a source map that holds its source: ${unmapped.join(', ')}`);
  return `${String(sources.length)} modules, each with types and a source map`;
}

/** Whether a map stands beside the code, holds its source, and is packed with it. */
function hasSourceMap(file: string): boolean {
  const [, name] = /\n\/\/# sourceMappingURL=(\S+\.map)\s*$/.exec(fs.readFileSync(file, 'utf8')) ?? [];
  if (name === undefined) return false;
  const map = JSON.parse(fs.readFileSync(path.join(path.dirname(file), name), 'utf8')) as { sourcesContent?: (string | null)[] };
  return (map.sourcesContent?.[0] ?? '') !== '';
}
