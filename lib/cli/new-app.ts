import * as fs from 'node:fs';
import * as path from 'node:path';

/** A file of the app: where it goes in its folder, and what is in it. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

interface OwnPackage {
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string | undefined>>;
}

/** Beside `lib` in a checkout, beside `build` in the package. */
const ROOT = path.resolve(__dirname, '../..');
const TEMPLATES = path.join(ROOT, 'templates', 'app');

/** Tools of the app: those that the library is developed with, in the same versions, for these are known to work. */
const TOOLS = ['@swc/core', '@swc/jest', '@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'tsx', 'typescript'];

/** What an app installs by name. */
export function installedBy(): string[] {
  const { dependencies, devDependencies } = dependenciesOf(ownPackage());
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
}

/** The files of a new app of this name. */
export function newApp(name: string): NewFile[] {
  const own = ownPackage();
  const values: Readonly<Record<string, string>> = { name, version: own.version };
  const templates = fs.readdirSync(TEMPLATES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = templates.map((entry) => path.relative(TEMPLATES, path.join(entry.parentPath, entry.name))).map((file) => ({
    // npm packs no file of that name.
    path: file === 'gitignore' ? '.gitignore' : file,
    content: fs.readFileSync(path.join(TEMPLATES, file), 'utf8').replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole),
  }));
  return [...files, { path: 'package.json', content: packageJson(name, own) }].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function packageJson(name: string, own: OwnPackage): string {
  const content = {
    name,
    version: '0.1.0',
    private: true,
    scripts: {
      synth: 'cdk8s synth',
      test: 'jest',
      typecheck: 'tsc --noEmit',
      check: 'npm run typecheck && npm test && npm run synth',
    },
    ...dependenciesOf(own),
    engines: own.engines,
    jest: { transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] } },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function dependenciesOf(own: OwnPackage): { readonly dependencies: Record<string, string>; readonly devDependencies: Record<string, string> } {
  const dependencies = { ...own.peerDependencies, 'cdk8s-service-patterns': `^${own.version}` };
  const tools = TOOLS.map((tool): [string, string] => [tool, own.devDependencies[tool] ?? '*']);
  return { dependencies: sorted(Object.entries(dependencies)), devDependencies: sorted(tools) };
}

function sorted(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ownPackage(): OwnPackage {
  return JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as OwnPackage;
}
