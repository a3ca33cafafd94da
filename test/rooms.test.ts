import * as fs from 'node:fs';
import * as path from 'node:path';

/** The rooms of the library: each may import only from those before it, and itself. */
const ROOMS = ['report', 'target', 'graph', 'rules', 'apiserver', 'linker', 'manifests', 'synth', 'patterns', 'testing', 'check', 'cli'];
const LIB = path.resolve(__dirname, '../lib');

const files = fs.readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => /\.m?ts$/.test(file));
const sources = new Map(files.map((file) => [file, fs.readFileSync(path.join(LIB, file), 'utf8')]));
const importedBy = (file: string): string[] => [...sources.get(file)!.matchAll(/(?:from |import |require\()'([^']+)'/g)].map((match) => match[1]!);
const ownImports = (file: string): string[] =>
  importedBy(file).filter((name) => name.startsWith('.')).map((name) => path.join(path.dirname(file), name.replace(/\.js$/, '')));
const roomOf = (file: string): number => ROOMS.indexOf(file.split(path.sep)[0]!);
const all = (imports: (file: string) => string[]): string[] => files.flatMap((file) => imports(file).map((name) => `${file} imports ${name}`));

test('each room imports only from the rooms above it', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(all((file) => (file === 'index.ts' ? [] : ownImports(file).filter((name) => roomOf(name) === -1 || roomOf(name) > roomOf(file))))).toEqual([]);
});

test('no file imports itself by way of others', () => {
  const reach = (file: string, reached = new Set<string>()): Set<string> => {
    for (const name of ownImports(file)) {
      const target = [`${name}.ts`, path.join(name, 'index.ts')].find((candidate) => sources.has(candidate))!;
      if (!reached.has(target)) reach(target, reached.add(target));
    }
    return reached;
  };
  expect(files.filter((file) => reach(file).has(file))).toEqual([]);
});

test('reports, graph, rules and linker know nothing of cdk8s or the file system', () => {
  // What computes and nothing else: a hash, and for those who print, Markdown taken apart and lines broken to the width of a terminal.
  const pure = ['node:path', 'node:crypto', 'picocolors', 'fastest-levenshtein', 'marked', 'string-width', 'wrap-ansi'];
  const impure = (file: string): string[] => importedBy(file).filter((name) => !name.startsWith('.') && !pure.includes(name));
  expect(all((file) => (/^(report|graph|rules|linker)\b/.test(file) ? impure(file) : []))).toEqual([]);
});

test('a rule imports no other rule', () => {
  const rules = (file: string): string[] => ownImports(file).filter((name) => name.startsWith(`rules${path.sep}`) && !name.endsWith('/rule'));
  expect(all((file) => (file.startsWith('rules') && file !== path.join('rules', 'index.ts') ? rules(file) : []))).toEqual([]);
});

test('only what extends the matchers of a runner imports the runner', () => {
  const runners = (file: string): string[] => importedBy(file).filter((name) => /^(@jest\/|jest|vitest|expect$|node:test)/.test(name));
  const extending = ['jest.ts', 'jest-globals.ts', 'vitest.ts', 'vitest.mts'].map((file) => path.join('testing', file));
  // The rule tester asks for node:test while it runs under it.
  expect(files.filter((file) => runners(file).length > 0).sort()).toEqual([...extending, path.join('testing', 'test-rule.ts')].sort());
});
