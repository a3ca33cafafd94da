import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from 'cdk8s-service-patterns';
import { formatText, link } from '../../lib/linker';
import { apiserverAccepts } from '../../lib/rules/apiserver-accepts';
import { readManifests, toInput } from '../rules/manifests';
import { type Example, exampleFiles, loadExample, run, synthesize } from '../../examples/run';

const root = path.resolve(__dirname, '../..');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'examples-'));
const single = exampleFiles().filter((file) => !file.includes('/'));

afterAll(() => {
  fs.rmSync(scratch, { recursive: true });
});

/** Synthesizes an example, and keeps what is printed on the way: that is where warnings go. */
function linked(example: Example): { yaml: string; paths: string; printed: string; linkReport: string } {
  const outdir = path.join(scratch, example.name);
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const app = synthesize(example, outdir);
    return {
      yaml: fs.readFileSync(path.join(outdir, `${example.name}.k8s.yaml`), 'utf8'),
      paths: app.node.findAll().map((construct) => construct.node.path).join('\n').trim(),
      printed: stderr.mock.calls.map(([text]) => String(text)).join(''),
      linkReport: app.linkReport,
    };
  } finally {
    stderr.mockRestore();
  }
}

/** What the API server's own validation says of manifests as they are written. */
function refusals(yaml: string): string {
  return formatText(link({ ...toInput(readManifests(yaml)), apiServer: true }, [apiserverAccepts]).findings);
}

describe.each(exampleFiles())('examples/%s', (file) => {
  test('links without an error or a warning, and gives what was reviewed', async () => {
    const { yaml, paths, printed } = linked(await loadExample(file));

    expect(printed).toBe('');
    expect(refusals(yaml)).toBe('');
    expect(paths).toMatchSnapshot('construct paths');
    // An app of its own keeps its manifests beside its own test, which runs here too.
    if (single.includes(file)) expect(yaml).toMatchSnapshot('manifests');
  });
});

test('a snapshot that the API server refuses would be seen', () => {
  expect(refusals('apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 0 }] }')).toMatch(/^error\[apiserver-accepts]/);
});

test('a warning in an example would be seen', () => {
  class Undeclared extends Chart {
    constructor(scope: Construct, id: string) {
      super(scope, id);
      const labels = { app: 'web' };
      const pod = { metadata: { name: 'web', labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
      const service = { metadata: { name: 'web' }, spec: { selector: labels, ports: [{ port: 80 }] } };
      new ApiObject(this, 'pod', { apiVersion: 'v1', kind: 'Pod', ...pod });
      new ApiObject(this, 'service', { apiVersion: 'v1', kind: 'Service', ...service });
    }
  }

  expect(linked({ name: 'undeclared', chart: Undeclared }).printed).toMatch(/^warning\[service-target-port-open]/m);
});

/** Examples beside those of the patterns: apps that people know, of patterns that have one already. */
const further = single.filter((file) => !patternFiles().includes(file));

test.each(single)('examples/%s fits on a screen, and begins with when to choose its pattern', (file) => {
  const lines = fs.readFileSync(path.join(root, 'examples', file), 'utf8').trimEnd().split('\n');

  expect(lines.length).toBeLessThan(40);
  expect(lines[0]).toMatch(/^\/\/ Choose [A-Z]\w+ /);
  expect(Object.keys(library)).toContain(/^\/\/ Choose (\w+)/.exec(lines[0]!)![1]);
});

/** The patterns that the package exports. */
function patternNames(): string[] {
  const isConstruct = (value: object): boolean => Object.prototype.isPrototypeOf.call(Construct, value);
  return Object.entries(library).filter(([name, value]) => isConstruct(value) && name !== 'LinkedApp').map(([name]) => name);
}

/** Where the example of each pattern stands. */
function patternFiles(): string[] {
  return patternNames().map((name) => `${name.replace(/\B[A-Z]/g, '-$&').toLowerCase()}.ts`);
}

test('every pattern has an example of its own, and what is beside them was put there on purpose', () => {
  expect(single).toEqual([...patternFiles(), ...further].sort());
  expect(further).toEqual(['autoscaled-app.ts', 'nats-cluster.ts']);
});

test('each example runs by itself, and `run.ts` runs them all', async () => {
  const tsx = async (script: string, cwd: string): Promise<{ stdout: string; stderr: string }> => {
    fs.mkdirSync(cwd, { recursive: true });
    const args = [require.resolve('tsx/cli'), '--tsconfig', path.join(root, 'tsconfig.dev.json'), path.join(root, 'examples', script)];
    return promisify(execFile)(process.execPath, args, { cwd });
  };
  const alone = exampleFiles().map(async (file) => {
    const { yaml, linkReport } = linked(await loadExample(file));
    const name = path.basename(file, '.ts');
    const cwd = path.join(scratch, 'alone', name);
    const { stderr } = await tsx(single.includes(file) ? file : `${name}/main.ts`, cwd);

    expect(stderr.trim()).toBe(linkReport);
    expect(fs.readFileSync(path.join(cwd, 'dist', `${name}.k8s.yaml`), 'utf8')).toBe(yaml);
  });
  const together = tsx('run.ts', path.join(scratch, 'together'));

  await Promise.all([...alone, together]);
  expect((await together).stdout).toMatchSnapshot();
}, 180_000);

test('`run.ts` goes on after an example that fails, shows the error and counts it', async () => {
  const printed: string[] = [];
  const failed = await run(['no-such-example.ts', 'worker.ts'], path.join(scratch, 'failing'), (text) => printed.push(text));

  expect(failed).toBe(1);
  expect(printed[0]).toMatch(/^no-such-example\n {2}failed\n\n.*Cannot find module/s);
  expect(printed[1]).toMatch(/^worker\n {2}wrote .*worker\.k8s\.yaml\n {2}no links/);
});
