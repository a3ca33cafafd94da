import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Crew, type Script } from '../../lib/apiserver/crew';
import { type Answer, Validator } from '../../lib/apiserver/validator';
import { TestProjects } from '../testing/project';

const PROCESSORS = 3;

/** The worker as the package has it: compiled, with what it needs. */
let compiledWorker: Script;
let projects: TestProjects;
beforeAll(() => {
  projects = new TestProjects();
  compiledWorker = { file: path.join(projects.library, 'build/apiserver/worker.js') };
});
afterAll(() => { projects.remove(); });

/** What a crew says to lines. */
function answersOf(asked: readonly string[], { file }: Script, patience?: number): readonly Answer[] | undefined {
  const crew = Crew.for(asked.length, { file }, PROCESSORS)!;
  for (const line of asked) crew.give(line);
  return crew.answers(patience);
}

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
  const answers = answersOf(asked, compiledWorker);
  expect(answers).toHaveLength(1_000);
  expect(answers).toEqual(new Validator().askLines(asked));
}, 120_000);

test('few questions, one processor, or sources without a compiled worker need no crew', () => {
  expect(Crew.for(400, compiledWorker, PROCESSORS)).toBeUndefined();
  expect(Crew.for(1_000, compiledWorker, 1)).toBeUndefined();
  expect(Crew.for(1_000)).toBeUndefined();
});

test.each([
  ['that cannot be loaded', 'require("nowhere")'],
  ['that ends without a word', ''],
  ['that says it failed', 'const { workerData: { port, progress } } = require("worker_threads"); port.postMessage({ failed: true }); const c = new Int32Array(progress); Atomics.add(c, 0, 1); Atomics.notify(c, 0);'],
])('a worker %s gives no answers, and does not keep anybody waiting for good', (_, text) => {
  expect(answersOf(lines(600), script(text), 2_000)).toBeUndefined();
}, 30_000);
