import * as fs from 'node:fs';
import * as path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Exported, own, ROOT } from '../../scripts/own';
import { SUBPATHS } from '../../scripts/package-check/subpaths';
import { pack } from '../../scripts/tarball';

// What is compiled is there after a build, and may be stale here; `npm run package:check` holds it against the sources.
const BUILT = ['.jsii', 'build'];

const { files, size } = pack();
const ours = files.filter((file) => !file.startsWith('node_modules/'));
const at = (file: string): string => path.join(ROOT, file);
const below = (folder: string): string[] =>
  fs.readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => fs.statSync(at(path.join(folder, file))).isFile())
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .sort();

/** The files that an entry of `exports` names, under whichever conditions. */
const filesOf = (entry: Exported): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(filesOf));

describe('the package', () => {
  test('has these at its top, and nothing else', () => {
    const top = [...new Set(ours.map((file) => file.split('/')[0]!))].filter((name) => !BUILT.includes(name));
    expect(top).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'apiserver', 'bin', 'docs', 'package.json', 'schemas', 'templates']);
  });

  // Whole folders, so that a new rule or page asks for no line here.
  test.each(['bin', 'docs', 'schemas', 'templates', 'apiserver/dist'])('has all of %s', (folder) => {
    expect(ours.filter((file) => file.startsWith(`${folder}/`))).toEqual(below(folder));
  });

  test('has no sources, neither TypeScript nor Go, no tests, and of data what it reads', () => {
    const odd = ours.filter((file) => !file.startsWith('templates/') && !BUILT.includes(file) && !/^build\/.*\.(m?js(\.map)?|d\.m?ts)$|^docs\/.*\.md$|\.schema\.json$|^[^/]+$/.test(file));
    expect(odd).toEqual(['apiserver/dist/LICENSES.txt', 'apiserver/dist/apiserver.wasm.br', 'apiserver/dist/artifact.json', 'bin/service-patterns']);
  });

  test('has every file that package.json names', () => {
    const sources = filesOf(own.exports).map((entry) => entry.replace(/^\.\//, '').replace(/^build\/(.*?)\.(?:d\.)?(m?)[jt]s$/, 'lib/$1.$2ts')).filter((entry) => !entry.includes('*') && entry !== '.jsii');
    expect(sources).toEqual(expect.arrayContaining(['lib/index.ts', 'package.json']));
    expect(sources.filter((file) => !fs.existsSync(at(file)))).toEqual([]);
  });

  test('stays small enough to be installed by a CI run without a thought', () => {
    expect(size).toBeLessThan(7e6);
  });
});

describe('what is bundled', () => {
  /** A dependency and all that it needs, as npm bundles them. */
  const withNeeds = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    const { dependencies = {} } = JSON.parse(fs.readFileSync(at(`node_modules/${name}/package.json`), 'utf8')) as { dependencies?: Record<string, string> };
    for (const needed of Object.keys(dependencies)) withNeeds(needed, seen);
    return seen;
  };
  const bundled = [...new Set(files.filter((file) => file.startsWith('node_modules/')).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)![1]!))].sort();

  test('is what the library imports, and what that needs', () => {
    const expected = own.bundledDependencies.flatMap((name) => [...withNeeds(name)]);
    expect(bundled).toEqual([...new Set(expected)].sort());
  });

  test.each(bundled)('%s comes with its licence', (name) => {
    expect(files.filter((file) => file.startsWith(`node_modules/${name}/`) && /^licen[cs]e/i.test(path.basename(file)))).not.toEqual([]);
  });
});

test('the licences of all modules in the WebAssembly come with it', () => {
  // The Go linker writes into each program which modules it is of.
  const program = brotliDecompressSync(fs.readFileSync(at('apiserver/dist/apiserver.wasm.br'))).toString('latin1');
  const modules = [...program.matchAll(/dep\t([^\t\n]+)\t/g)].map((match) => match[1]!);
  const licensed = [...fs.readFileSync(at('apiserver/dist/LICENSES.txt'), 'utf8').matchAll(/^==== (\S+)$/gm)].map((match) => match[1]!);
  expect(modules).toEqual(expect.arrayContaining(['k8s.io/api', 'k8s.io/apimachinery', 'k8s.io/kubernetes']));
  // A stub is ours, and stands in for a module of which nothing is linked.
  expect(modules.filter((name) => !licensed.includes(name) && !fs.existsSync(at(`apiserver/stubs/${name}`)))).toEqual([]);
});

test('the package check tries every subpath that has code, but for what extends a runner', () => {
  const withCode = Object.entries(own.exports).filter(([, entry]) => typeof entry !== 'string').map(([subpath]) => subpath);
  // Those need their runner: test/testing/runners.test.ts has jest and vitest load them.
  expect(Object.keys(SUBPATHS)).toEqual(withCode.filter((subpath) => !subpath.startsWith('./testing/')));
});

test('a release says where it comes from', () => {
  expect(own).toMatchObject({ publishConfig: { access: 'public', provenance: true }, repository: { url: expect.stringMatching(/^git\+https:\/\/github\.com\//) } });
});
