import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { own, ROOT } from '../own';
import { start } from '../process';

/** How the package of a language is made. */
interface Language {
  /** Programs that must be there, each with what asks for its version. */
  readonly needs: readonly (readonly string[])[];
  /** More arguments for jsii-pacmak. */
  readonly args: readonly string[];
  /** Other modules whose binding must be made first, for the registry may lack it. */
  readonly beside: readonly string[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: { needs: [['python3', '--version'], ['python3', '-m', 'venv', '--help']], args: [], beside: [] },
  java: { needs: [['java', '-version'], ['mvn', '--version']], args: [], beside: ['cdk8s-plus-28'] },
  // What is published is source; compiling it asks the Go proxy for bindings that it may lack.
  go: { needs: [['go', 'version']], args: ['--code-only'], beside: [] },
};

/** Makes the package of a language in `dist`. Gives why it was skipped, if it was. */
export function packLanguage(target: string): string | undefined {
  const language = LANGUAGES[target];
  if (language === undefined) return `no way to make it is known; add it to ${path.relative(ROOT, __filename)}`;
  const missing = language.needs.find(([program = '', ...args]) => start(ROOT, [program, ...args]).code !== 0);
  if (missing !== undefined) return `"${missing.join(' ')}" does not run here`;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
  try {
    const modules = ['.', ...language.beside.map((name) => path.join('node_modules', name))];
    const { code, output } = start(ROOT, ['npx', 'jsii-pacmak', '--target', target, '--outdir', folder, ...language.args, ...modules], { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' });
    if (code !== 0) throw new Error(`jsii-pacmak --target ${target}: exit code ${String(code)}\n${output}`);
    keepOurs(path.join(folder, target), path.join(ROOT, 'dist', target));
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies what is ours: nobody else's package is to be published. */
function keepOurs(from: string, to: string): void {
  const ours = ourFolder(path.basename(to));
  fs.cpSync(path.join(from, ours), path.join(to, ours), { recursive: true });
}

/** Where jsii-pacmak puts our package, relative to the folder of the language. */
function ourFolder(target: string): string {
  if (target !== 'java') return '.';
  const { maven } = own.jsii.targets.java as { readonly maven: { readonly groupId: string; readonly artifactId: string } };
  return path.join(...maven.groupId.split('.'), maven.artifactId);
}
