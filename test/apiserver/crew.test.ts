import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { compileArtifact } from '../../lib/apiserver/artifact';
import { Crew, type Script } from '../../lib/apiserver/crew';
import { Validator } from '../../lib/apiserver/validator';

const ROOT = path.resolve(__dirname, '../..');
const PROCESSORS = 3;

/** The worker as the package has it: compiled, with what it needs. */
function compiledWorker(): Script {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crew-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  for (const room of ['apiserver', 'report']) {
    fs.mkdirSync(path.join(folder, room));
    for (const file of fs.readdirSync(path.join(ROOT, 'lib', room))) {
      const { outputText } = ts.transpileModule(fs.readFileSync(path.join(ROOT, 'lib', room, file), 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
      fs.writeFileSync(path.join(folder, room, `${path.basename(file, '.ts')}.js`), outputText);
    }
  }
  return { file: path.join(folder, 'apiserver', 'worker.js') };
}

const COMPILED = compiledWorker();

const artifact = compileArtifact();
const compile = (): typeof artifact => artifact;

/** Objects of which every third is refused, each for a reason of its own. */
function lines(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const key = index % 3 === 0 ? `not ok ${String(index)}` : 'ok';
    return JSON.stringify({ version: '1.34', object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c-${String(index)}` }, data: { [key]: 'a' } } });
  });
}

/** A script in place of the worker. */
function script(text: string): Script {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'crew-')), 'worker.js');
  fs.writeFileSync(file, text);
  return { file };
}

test('several workers answer what one validator does, in the order of the questions', () => {
  const asked = lines(1_000);
  const answers = Crew.on(asked, compile, COMPILED, PROCESSORS)?.answers();
  expect(answers).toHaveLength(1_000);
  expect(answers).toEqual(new Validator(compile).askLines(asked));
}, 120_000);

test('few questions, one processor, or sources without a compiled worker need no crew', () => {
  expect(Crew.on(lines(400), compile, COMPILED, PROCESSORS)).toBeUndefined();
  expect(Crew.on(lines(1_000), compile, COMPILED, 1)).toBeUndefined();
  expect(Crew.on(lines(1_000), compile)).toBeUndefined();
});

test.each([
  ['that cannot be loaded', 'require("nowhere")'],
  ['that ends without a word', ''],
  ['that says it failed', 'const { workerData: { port, task } } = require("worker_threads"); port.postMessage({ failed: true }); const c = new Int32Array(task.progress); Atomics.add(c, 0, 1); Atomics.notify(c, 0);'],
])('a worker %s gives no answers, and does not keep anybody waiting for good', (_, text) => {
  expect(Crew.on(lines(600), compile, script(text), PROCESSORS)?.answers(2_000)).toBeUndefined();
}, 30_000);
