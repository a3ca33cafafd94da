import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './processes';

let done: string | undefined;

/** Compiles the benchmarks, once, so that what is measured runs without a loader that takes time and memory of its own; gives the folder. */
export function compiled(): string {
  if (done !== undefined) return done;
  const folder = path.join(ROOT, 'dist', 'bench');
  fs.mkdirSync(folder, { recursive: true });
  for (const file of fs.readdirSync(__dirname).filter((name) => name.endsWith('.ts'))) {
    const source = fs.readFileSync(path.join(__dirname, file), 'utf8');
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    fs.writeFileSync(path.join(folder, `${path.basename(file, '.ts')}.js`), outputText);
  }
  return (done = folder);
}
