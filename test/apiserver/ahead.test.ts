import * as path from 'node:path';
import { type TestProject, TestProjects } from '../testing/project';

// Worker threads run what is compiled, so this is a project of its own, in processes of their own.

jest.setTimeout(120_000);
let projects: TestProjects;
let project: TestProject;
beforeAll(() => { projects = new TestProjects(); });
afterAll(() => { projects.remove(); });
beforeEach(() => { project = projects.make({ 'app.js': APP }); });

/** An app of two clusters and some 1,200 objects, which reports what came of it and which threads were at work. */
const APP = `
const { Worker } = require('node:worker_threads');
let workers = 0;
require('node:worker_threads').Worker = class extends Worker { constructor(...args) { super(...args); workers += 1; } };
require('node:os').availableParallelism = () => 3;
const { Module } = WebAssembly;
let compiled = 0;
WebAssembly.Module = new Proxy(Module, { construct(target, args) { compiled += 1; return new target(...args); } });

const { ApiObject, Chart, JsonPatch, Lazy } = require('cdk8s');
const { ClusterTarget, HealthCheck, InternalBackend, LinkedApp } = require('cdk8s-service-patterns');
const [, , wrong] = process.argv;
const app = new LinkedApp({ outdir: 'manifests', printLinks: false });
for (const name of ['east', 'west']) {
  const chart = new Chart(app, name, { namespace: 'shop' });
  new ClusterTarget({ cluster: name }).applyTo(chart);
  for (let index = 0; index < 150; index += 1) new InternalBackend(chart, 'app-' + index, { image: 'app:1', port: 80, health: HealthCheck.http('/healthz') });
}
const last = app.node.findChild('west').node.findChild('app-149').service;
if (wrong === 'refused') ApiObject.of(last).addJsonPatch(JsonPatch.add('/metadata/labels/wrong', 'not a label'));
if (wrong === 'failing') new ApiObject(app.charts[1], 'failing', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce() { throw new Error('not today'); } }) });
let message = 'synthesized';
try { app.synth(); } catch (error) { message = error.message; }
console.log(JSON.stringify({ message, workers, compiled }));
`;

interface Outcome {
  readonly message: string;
  readonly workers: number;
  /** How many times WebAssembly was compiled on the app's own thread. */
  readonly compiled: number;
}

function run(wrong = ''): Outcome {
  process.env.CDK8S_SERVICE_PATTERNS_CACHE = path.join(project.folder, 'cache');
  try {
    const { code, output } = project.node('app.js', wrong);
    expect(code).toBe(0);
    return JSON.parse(output) as Outcome;
  } finally {
    delete process.env.CDK8S_SERVICE_PATTERNS_CACHE;
  }
}

test('the first synth of a large app has workers judge its objects, and the second one asks nobody', () => {
  expect(run()).toEqual({ message: 'synthesized', workers: 3, compiled: 0 });
  expect(run()).toEqual({ message: 'synthesized', workers: 0, compiled: 0 });
});

test('what they refuse is told as what one thread refuses', () => {
  const first = run('refused');
  expect(first).toMatchObject({ workers: 3, compiled: 0 });
  // Now everything but one has passed, and is asked on the thread of the app.
  const second = run('refused');
  expect(second).toMatchObject({ workers: 0, compiled: 1 });
  expect(first.message).toBe(second.message);
  expect(first.message).toMatch(/1 error[^]*error\[apiserver-accepts\][^]*west\/app-149\/Service[^]*not a label/);
});

test('an object that cannot be rendered keeps no worker busy for good', () => {
  const { message, workers } = run('failing');
  expect(message).toMatch(/west\/failing[^]*not today/);
  expect(workers).toBe(3);
});
