import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { codeBlocks } from './code-blocks';

const ROOT = path.resolve(__dirname, '../..');
const blocks = codeBlocks();

/** Where a block would stand if it were a file: nothing is written there. */
const fileOf = (index: number): string => path.join(ROOT, 'test/docs', blocks[index]?.file ?? `block-${String(index)}.ts`);

test('there are code blocks in the README and in the library', () => {
  expect(blocks.some((block) => block.name.startsWith('README.md'))).toBe(true);
  expect(blocks.some((block) => block.name.startsWith('lib/patterns'))).toBe(true);
});

test('every code block compiles', () => {
  const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const loose = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const virtual = new Map(blocks.map((block, index) => [fileOf(index), block.code]));
  const host = ts.createCompilerHost(loose);
  const read = host.readFile.bind(host);
  host.readFile = (file) => virtual.get(file) ?? read(file);
  host.fileExists = (file) => virtual.has(file) || ts.sys.fileExists(file);
  const program = ts.createProgram([...virtual.keys()], loose, host);
  const errors = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const block = blocks[[...virtual.keys()].indexOf(diagnostic.file?.fileName ?? '')];
    return `${block?.name ?? diagnostic.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
  expect(errors).toEqual([]);
}, 60_000);

// Those that are files of a project are run as one, in test/testing/runners.test.ts.
test.each(blocks.filter(({ file }) => file === undefined))('$name runs', ({ code }) => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-docs-'));
  const silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.env.CDK8S_OUTDIR = outdir;
  try {
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the block is ours, and must run as a program does
    new Function('require', 'exports', 'module', outputText)(require, {}, {});
  } finally {
    delete process.env.CDK8S_OUTDIR;
    silence.mockRestore();
  }
});

test('every relative link of a page leads to a file', () => {
  const inDocs = fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((page) => page.endsWith('.md'));
  const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...inDocs.map((page) => path.join('docs', page))];
  const broken = pages.flatMap((page) =>
    [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map((match) => match[1]!)
      .filter((link) => !fs.existsSync(path.resolve(ROOT, path.dirname(page), link)))
      .map((link) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});
