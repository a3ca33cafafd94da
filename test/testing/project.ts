import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');

/** What a run of a test runner came to, test by test. */
export interface TestRun {
  readonly code: number | null;
  /** `passed`, or the message by which it failed, by the test's full name. */
  readonly tests: Readonly<Record<string, string>>;
  readonly output: string;
}

/** Folders of projects in which the library is installed: compiled, with the exports of its package.json. */
export class TestProjects {
  private readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-projects-')));
  /** Where the library is installed. */
  readonly library = path.join(this.folder, 'node_modules/cdk8s-service-patterns');

  constructor() {
    const modules = path.join(this.folder, 'node_modules');
    fs.mkdirSync(modules);
    for (const name of fs.readdirSync(path.join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
    install(this.library);
  }

  make(files: Readonly<Record<string, string>>): TestProject {
    return new TestProject(fs.mkdtempSync(path.join(this.folder, 'project-')), files);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A project of its own. */
export class TestProject {
  constructor(readonly folder: string, files: Readonly<Record<string, string>>) {
    this.write({ 'package.json': JSON.stringify({ name: 'project', private: true }), ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(this.folder, name), content);
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Runs jest on the project's tests, in a process of its own. */
  jest(config: object = {}): TestRun {
    const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] };
    this.write({ 'jest.config.json': JSON.stringify({ transform, cacheDirectory: path.join(this.folder, '.jest'), ...config }) });
    return this.report([path.join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci=false', '--runInBand', '--config=jest.config.json', '--json', '--outputFile=jest.json'], 'jest.json');
  }

  /** Runs vitest on them; where CI is set it would not write a new snapshot without being told. */
  vitest(): TestRun {
    return this.report([path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--update', '--reporter=json', '--outputFile=vitest.json'], 'vitest.json');
  }

  /** Runs a program with Node. */
  node(...args: string[]): { code: number | null; output: string } {
    const { NODE_OPTIONS: _, NODE_ENV: __, JEST_WORKER_ID: ___, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } });
    return { code: status, output: stdout + stderr };
  }

  private report(args: readonly string[], file: string): TestRun {
    const { code, output } = this.node(...args);
    if (!fs.existsSync(path.join(this.folder, file))) throw new Error(output);
    const { testResults } = JSON.parse(this.read(file)) as { testResults: { message: string; assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[] };
    const tests = testResults.flatMap(({ assertionResults, message }) =>
      assertionResults.length === 0 ? [['a file', message]] : assertionResults.map(({ fullName, status, failureMessages }) => [fullName, status === 'passed' ? status : failureMessages.join('\n')]),
    );
    return { code, output, tests: Object.fromEntries(tests) as Record<string, string> };
  }
}

/** Compiles the library as its build does, but for its types, which no runner reads. */
function install(folder: string): void {
  const { ModuleKind, ScriptTarget, transpileModule } = ts;
  for (const name of fs.readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })) {
    const [, stem, kind = ''] = /^(.*)\.(m?)ts$/.exec(name) ?? [];
    if (stem === undefined) continue;
    const compilerOptions = { module: kind === 'm' ? ModuleKind.ES2022 : ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = transpileModule(fs.readFileSync(path.join(ROOT, 'lib', name), 'utf8'), { compilerOptions });
    const target = path.join(folder, 'build', `${stem}.${kind}js`);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, outputText);
  }
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  fs.symlinkSync(path.join(ROOT, 'apiserver'), path.join(folder, 'apiserver'));
}
