import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, type App, Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { ApiServerValidation, LinkedApp } from '../../lib';
import { filesOf, freshFolder, linkErrorOf, plainApp } from './fixtures';

const ROOT = path.resolve(__dirname, '../..');

/** A ConfigMap with a field that no schema knows. */
function misspelt(scope: Construct): ApiObject {
  return new ApiObject(scope, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, dada: { a: 'b' } });
}

function config(scope: Construct, data: object): ApiObject {
  return new ApiObject(scope, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, ...data });
}

describe('a LinkedApp', () => {
  const app = (props: object = {}): LinkedApp => new LinkedApp({ outdir: freshFolder(), printLinks: false, ...props });

  test('refuses what the API server refuses, at its field and construct, and writes nothing', () => {
    const linked = app();
    misspelt(new Chart(linked, 'shop'));
    const { findings } = linkErrorOf(() => { linked.synth(); });
    expect(findings).toEqual([expect.objectContaining({ rule: 'apiserver-accepts', severity: 'error', path: 'shop/settings', field: 'dada' })]);
    expect(filesOf(linked.outdir)).toEqual({});
  });

  test('asks nobody where it was told not to', () => {
    const linked = app({ apiServerValidation: false });
    misspelt(new Chart(linked, 'shop'));
    expect(() => { linked.synth(); }).not.toThrow();
  });

  test('passes over kinds that the API server does not know', () => {
    const linked = app();
    new ApiObject(new Chart(linked, 'shop'), 'widget', { apiVersion: 'acme.example/v1', kind: 'Widget', spec: { colour: 7 } });
    expect(() => { linked.synth(); }).not.toThrow();
  });

  test('answers to an object of five megabytes', () => {
    const linked = app();
    config(new Chart(linked, 'shop'), { data: { large: 'x'.repeat(5 * 1024 * 1024) } });
    const { findings } = linkErrorOf(() => { linked.synth(); });
    expect(findings.map(({ rule, field }) => [rule, field])).toEqual([['apiserver-accepts', undefined]]);
    expect(findings[0]!.problem).toMatch(/may not be more than 1048576 bytes/);
    expect(JSON.stringify(findings).length).toBeLessThan(2000);
  });

  test('answers to an object that is nested a thousand times deep', () => {
    let deep: object = { a: 'b' };
    for (let depth = 0; depth < 1000; depth += 1) deep = { a: deep };
    const linked = app();
    config(new Chart(linked, 'shop'), { spec: deep });
    expect(linkErrorOf(() => { linked.synth(); }).findings.map(({ rule }) => rule)).toEqual(['apiserver-accepts']);
  });
});

describe('a plain App, and Testing.synth', () => {
  test('do not ask the API server unless they are told', () => {
    const app = plainApp();
    misspelt(new Chart(app, 'shop'));
    expect(() => { app.synth(); }).not.toThrow();
    expect(() => Testing.synth(misspeltChart(Testing.app()))).not.toThrow();
  });

  test.each<[string, () => unknown]>([
    ['synth', () => { enabled(plainApp()).synth(); }],
    ['synthYaml', () => enabled(plainApp()).synthYaml()],
    ['Testing.synth', () => {
      const app = Testing.app();
      ApiServerValidation.enable(app);
      return Testing.synth(misspeltChart(app));
    }],
  ])('ask it when they are told: %s', (_, work) => {
    expect(linkErrorOf(work).findings.map(({ rule }) => rule)).toEqual(['apiserver-accepts']);
  });

  function enabled(app: App): App {
    ApiServerValidation.enable(app);
    misspeltChart(app);
    return app;
  }

  function misspeltChart(app: App): Chart {
    const chart = new Chart(app, 'shop');
    misspelt(chart);
    return chart;
  }
});

describe('what passed', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-server-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  /** Synthesizes an app in a process of its own, and says how often the WebAssembly was compiled there. */
  function compilations(cache: string, value = 'b'): number {
    const script = path.join(folder, 'main.ts');
    fs.writeFileSync(
      script,
      `let compiled = 0;
const Module = WebAssembly.Module;
WebAssembly.Module = new Proxy(Module, { construct: (target, args) => { compiled += 1; return Reflect.construct(target, args); } });
const { ApiObject, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
const { LinkedApp } = require(${JSON.stringify(path.join(ROOT, 'lib'))});
const app = new LinkedApp({ outdir: ${JSON.stringify(path.join(folder, 'dist'))}, printLinks: false });
new ApiObject(new Chart(app, 'shop'), 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: process.argv[2] } });
app.synth();
console.log(compiled);`,
    );
    const env = { ...process.env, CDK8S_SERVICE_PATTERNS_CACHE: cache };
    return Number(execFileSync(process.execPath, [require.resolve('tsx/cli'), script, value], { env, cwd: folder, encoding: 'utf8' }));
  }

  test('costs nothing when it has not changed: the validator is not even loaded', () => {
    const cache = path.join(folder, 'cache');
    expect([compilations(cache), compilations(cache), compilations(cache, 'c'), compilations(cache, 'c')]).toEqual([1, 0, 1, 0]);
  }, 60_000);

  test('is asked of again where the cache is garbage, cannot be written, or is switched off', () => {
    const garbage = path.join(folder, 'garbage');
    compilations(garbage);
    for (const file of Object.keys(filesOf(garbage))) fs.writeFileSync(path.join(garbage, file), Buffer.alloc(4096, 0xff));
    const blocked = path.join(folder, 'blocked');
    fs.writeFileSync(blocked, 'no folder');
    expect([compilations(garbage), compilations(blocked), compilations(blocked), compilations('')]).toEqual([1, 1, 1, 1]);
  }, 60_000);
});
