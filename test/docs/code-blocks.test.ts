import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { codeBlocks } from './code-blocks';

const ROOT = path.resolve(__dirname, '../..');
const blocks = codeBlocks();

/** Where a block would stand if it were a file: nothing is written there. Files of one page are beside one another. */
function fileOf(index: number): string {
  const { name = '', file = `block-${String(index)}.ts` } = blocks[index] ?? {};
  return path.join(ROOT, 'test/docs', name.replace(/\.\w+:\d+$/, ''), file);
}

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
  const folders = new Set([...virtual.keys()].map((file) => path.dirname(file)));
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  const program = ts.createProgram([...virtual.keys()], loose, host);
  const errors = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const block = blocks[[...virtual.keys()].indexOf(diagnostic.file?.fileName ?? '')];
    return `${block?.name ?? diagnostic.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
  expect(errors).toEqual([]);
}, 60_000);

// Those that are files run as a reader runs them, in pages.test.ts.
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
