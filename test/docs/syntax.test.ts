import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as YAML from 'yaml';
import { type Fence, fencesOf, markdownPages, ROOT } from './fences';
import { commandsOf } from './shell';
import { run } from '../cli/harness';

const FENCES = markdownPages().flatMap(fencesOf);
const inLanguage = (language: string): Fence[] => FENCES.filter((fence) => fence.language === language);

/** Languages of pages; `text` is output, which pages.test.ts compares, and `ts` is compiled by code-blocks.test.ts. */
const LANGUAGES = ['go', 'java', 'json', 'python', 'sh', 'text', 'ts', 'yaml'];

test('every block says its language', () => {
  expect(FENCES.filter(({ language }) => !LANGUAGES.includes(language)).map(({ name, language }) => `${name} ${language}`)).toEqual([]);
});

// What cannot be read is what this page is about; its rule's own test runs it.
const readable = inLanguage('yaml').filter(({ page }) => page !== 'docs/rules/yaml-readable.md');

test.each(readable)('$name is YAML', ({ code }) => {
  const parsed = YAML.parseAllDocuments(code, { uniqueKeys: true });
  expect(parsed.flatMap((document) => [...document.errors, ...document.warnings])).toEqual([]);
  expect(parsed.every((document) => document.contents !== null)).toBe(true);
});

test.each(inLanguage('json'))('$name is JSON', ({ code }) => {
  expect(() => JSON.parse(code)).not.toThrow();
});

/** Names of the npm scripts that a reader may run: ours, and those of the example that the page is about. */
function scriptsFor(page: string): string[] {
  const files = [ROOT, path.join(ROOT, path.dirname(page))].map((folder) => path.join(folder, 'package.json')).filter((file) => fs.existsSync(file));
  return files.flatMap((file) => Object.keys((JSON.parse(fs.readFileSync(file, 'utf8')) as { scripts: object }).scripts));
}

/** What a pipeline of a page has a shell do, whichever keys it knows for that. */
function scriptsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== 'run' && key !== 'script') return scriptsIn(inner);
    return Array.isArray(inner) ? inner.map(String) : [String(inner)];
  });
}

const shell = [
  ...inLanguage('sh').map(({ name, page, code }) => ({ name, page, code })),
  ...readable.flatMap(({ name, page, code }) =>
    YAML.parseAllDocuments(code).flatMap((document) => scriptsIn(document.toJS()))
      .map((script) => ({ name, page, code: script }))),
];

describe.each(shell)('$name', ({ page, code }) => {
  test('is what a shell reads', () => {
    expect(spawnSync('bash', ['-n', '-c', code], { encoding: 'utf8' }).stderr).toBe('');
  });

  test('calls what there is, with options that there are', async () => {
    for (const words of commandsOf(code)) {
      if (words[0] === 'npm' && words[1] === 'run') expect(scriptsFor(page)).toContain(words[2]);
      if (words[0] === 'service-patterns') expect(await unknownOptions(words.slice(1))).toEqual([]);
    }
  });
});

/** Options that the help of a command does not know; the command, where there is none of that name. */
async function unknownOptions([command = '', ...rest]: readonly string[]): Promise<string[]> {
  const { code, stdout } = await run(os.tmpdir(), ...(command.startsWith('-') ? [] : [command]), '--help');
  if (code !== 0) return [command];
  const known = new Set(stdout.match(/(?<=[\s,])--?[a-z][a-z-]*/gi));
  return [command, ...rest].filter((word) => /^--?[a-z]/i.test(word)).map((word) => word.split('=')[0]!).filter((option) => !known.has(option));
}

/** Programs of other languages: what reads one, and says what is wrong with it. */
const READERS = [
  { language: 'python', file: 'main.py', command: ['python3', '-m', 'py_compile'] },
  { language: 'go', file: 'main.go', command: ['gofmt', '-e'] },
  { language: 'java', file: 'Main.java', command: ['java', path.join(__dirname, 'parse.java')] },
];

describe.each(READERS)('$language', ({ language, file, command: [program = '', ...args] }) => {
  const isThere = spawnSync('which', [program]).status === 0;
  const blocks = inLanguage(language).map(({ name, code }) => ({ name, code, why: isThere ? 'parses' : `is not read: this machine has no ${program}` }));

  test('is in the pages', () => {
    expect(blocks).not.toEqual([]);
  });

  (isThere ? test : test.skip).each(blocks)('$name $why', ({ code }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-language-'));
    fs.writeFileSync(path.join(folder, file), code);
    expect(() => execFileSync(program, [...args, path.join(folder, file)], { stdio: 'pipe' })).not.toThrow();
  }, 60_000);
});
