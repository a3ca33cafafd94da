import * as fs from 'node:fs';
import * as path from 'node:path';
import { fencesOf, lineOf, markdownPages, ROOT } from './fences';

/** A piece of TypeScript that a reader may copy. */
export interface CodeBlock {
  /** Where it stands, such as `README.md:40`. */
  readonly name: string;
  /** A module of its own. */
  readonly code: string;
  /** The file that it is, where its first line says so: others of its page may import it. */
  readonly file?: string;
}

/** What an example in a docstring may take for granted. */
const IMPORTS = `import { App, Chart, Duration, JsonPatch, Size, Testing, ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as patterns from 'cdk8s-service-patterns';
`;

/** Every fenced block of TypeScript in the pages, each a whole program, and every @example of the library. */
export function codeBlocks(): CodeBlock[] {
  return [...markdownPages().flatMap(programs), ...sources('lib').flatMap(examples)];
}

function sources(folder: string): string[] {
  const names = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name)).sort();
}

function programs(page: string): CodeBlock[] {
  return fencesOf(page)
    .filter(({ language }) => language === 'ts' || language === 'typescript')
    .map(({ name, code, file }) => ({ name, code, ...(file === undefined ? {} : { file }) }));
}

/** An example is a few statements: names of ours are imported as it uses them, `app` and `chart` are there. */
function examples(file: string): CodeBlock[] {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/@example\n([\s\S]*?)\*\//g)].map((match) => {
    const statements = match[1]!.replace(/^\s*\* ?/gm, '');
    const used = [...new Set([...statements.matchAll(/\b[A-Z]\w+/g)].map((word) => word[0]))];
    const ours = used.filter((word) => new RegExp(`\\b${word}\\b`).test(fs.readFileSync(path.join(ROOT, 'lib/index.ts'), 'utf8')));
    return {
      name: `${file}:${String(lineOf(text, match.index))}`,
      code: `${IMPORTS}const { ${ours.join(', ')} } = patterns;
const program = (app: patterns.LinkedApp, chart: Chart): void => { { ${statements} } };
const app = new patterns.LinkedApp({ environment: patterns.Environment.DEVELOPMENT });
program(app, new Chart(app, 'example'));
app.synth();
`,
    };
  });
}
