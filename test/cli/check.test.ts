import * as fs from 'node:fs';
import * as path from 'node:path';
import { app, folderOf, run, spawn } from './harness';

const LINE = '  --> web.yaml:24:19';

describe('exit codes', () => {
  test.each<[string, Record<string, string>, string[], number]>([
    ['0 where nothing is wrong', { 'web.yaml': app() }, ['web.yaml'], 0],
    ['1 where there is an error', { 'web.yaml': app('web') }, ['web.yaml'], 1],
    ['0 where there are warnings', { 'web.yaml': app('3001') }, ['web.yaml'], 0],
    ['1 where there are warnings, strictly', { 'web.yaml': app('3001') }, ['web.yaml', '--strict'], 1],
    ['2 where a document cannot be read, though the others are fine', { 'web.yaml': app(), 'bad.yaml': 'kind: Service\n\tname: x\n' }, ['.'], 2],
    ['2 where a file is not there, though the others are fine', { 'web.yaml': app() }, ['web.yaml', 'wbe.yaml'], 2],
    ['2 where nothing matches', { 'web.yaml': app() }, ['*.json'], 2],
    ['2 for an unknown rule', { 'web.yaml': app() }, ['web.yaml', '--rules', 'service-selects-pod'], 2],
    ['2 for an unknown format', { 'web.yaml': app() }, ['web.yaml', '--format', 'xml'], 2],
    ['2 for a version that is none', { 'web.yaml': app() }, ['web.yaml', '--kubernetes', 'latest'], 2],
    ['2 for a version that is too old', { 'web.yaml': app() }, ['web.yaml', '--kubernetes', '1.20'], 2],
    ['2 for an external that is none', { 'web.yaml': app() }, ['web.yaml', '--external', 'Secret'], 2],
    ['2 for a configuration that is not there', { 'web.yaml': app() }, ['web.yaml', '--config', 'none.yaml'], 2],
    ['2 for a configuration that is wrong', { 'web.yaml': app(), 'service-patterns.yaml': 'severitys: {}\n' }, ['web.yaml'], 2],
    ['2 for a report that cannot be written', { 'web.yaml': app() }, ['web.yaml', '--output', 'web.yaml/report.txt'], 2],
    ['2 for an unknown option', { 'web.yaml': app() }, ['web.yaml', '--fast'], 2],
  ])('%s', async (_, files, args, expected) => {
    const { code, stderr, stdout } = await run(folderOf(files), 'check', ...args);
    expect({ code, stderr: code === expected ? '' : stderr, stdout: code === expected ? '' : stdout }).toEqual({ code: expected, stderr: '', stdout: '' });
  });
});

test('a finding names file, line and column of the very value, and the change to make', async () => {
  const { stdout, stderr } = await run(folderOf({ 'web.yaml': app('web') }), 'check', 'web.yaml');
  expect(stdout).toMatchInlineSnapshot(`
"error[service-target-port-open] Service port 80 sends traffic to "web", but no selected container names a port "web"
  --> web.yaml:24:19
  at   Service shop/web  spec.ports[0].targetPort
  with Deployment shop/web  web.yaml:1:1
  got  "web"; the selected pods (Deployment shop/web) name "http" (3000/TCP)
  fix  set targetPort to "http", or name a container port "web"
  see  docs/rules/service-target-port-open.md

1 error in 2 objects of 1 file, 0 links proved
"
`);
  expect(stderr).toBe('');
});

test('an error on the way is one line that names the cure', async () => {
  const folder = folderOf({ 'web.yaml': app() });
  const said = async (...args: string[]): Promise<string> => (await run(folder, 'check', ...args)).stderr;
  expect(await said('wbe.yaml')).toBe('service-patterns: No file or directory is called "wbe.yaml"; name one that exists, relative to the working directory\n');
  expect(await said('web.yaml', '--rules', 'service-selects-pod')).toBe('service-patterns: --rules: There is no rule "service-selects-pod"; did you mean "service-selects-pods"?\n');
  expect(await said('web.yaml', '--kubernetes', 'latest')).toBe('service-patterns: --kubernetes: "latest" is no Kubernetes version; write major and minor, such as 1.34\n');
  expect(await said('web.yaml', '--external', 'Secret')).toMatch(/^service-patterns: --external: A declared object needs a kind and a name: "Secret"; write kind\/namespace\/name/);
  expect(await said('web.yaml', '--format', 'xml')).toMatch(/Allowed choices are text, json, sarif, junit, github/);
});

describe('what is linked together', () => {
  const [deployment = '', service = ''] = app().split('---\n');
  const outcome = async (...args: string[]): Promise<string> => {
    const folder = folderOf({ 'a/web.yaml': deployment, 'b/service.yaml': service.replace('app: web', 'app: wbe') });
    return (await run(folder, 'check', ...args)).stdout.split('\n').filter((line) => /^(error|warning)/.test(line)).join('\n');
  };

  test('is a directory\'s own files, each directory by itself', async () => {
    expect(await outcome('.')).toBe('');
  });

  test('is everything that is given where the user says so', async () => {
    expect(await outcome('.', '--together')).toMatch(/^error\[service-selects-pods]/);
  });
});

test('rules may be chosen, and notes are told on request', async () => {
  const folder = folderOf({ 'web.yaml': app('3001').replace(':2.0.1', '') });
  const rulesIn = async (...args: string[]): Promise<string[]> =>
    [...(await run(folder, 'check', 'web.yaml', ...args)).stdout.matchAll(/^(?:error|warning|note)\[([\w-]+)]/gm)].map((match) => match[1]!);
  expect(await rulesIn()).toEqual(['service-target-port-open']);
  expect(await rulesIn('--notes')).toEqual(['image-pinned', 'service-target-port-open']);
  expect(await rulesIn('--notes', '--rules', 'image-pinned,node-port-in-range')).toEqual(['image-pinned']);
  expect(await rulesIn('--rules', 'image-pinned', '--rules', 'service-target-port-open')).toEqual(['service-target-port-open']);
});

test('the API server\'s validation is asked unless it is left out', async () => {
  const folder = folderOf({ 'web.yaml': app().replace('replicas: 2', 'replicsa: 2') });
  expect((await run(folder, 'check', 'web.yaml')).stdout).toMatch(/^error\[apiserver-accepts].*unknown field "spec\.replicsa"\n {2}--> web\.yaml:5:13/);
  expect((await run(folder, 'check', 'web.yaml', '--no-api-server')).code).toBe(0);
});

test('a version of Kubernetes counts', async () => {
  const folder = folderOf({ 'web.yaml': app().replace('selector: { app: web }', 'selector: { app: web }\n  trafficDistribution: PreferClose') });
  expect((await run(folder, 'check', 'web.yaml', '-k', '1.31')).code).toBe(0);
  expect((await run(folder, 'check', 'web.yaml', '-k', 'v1.30.4')).stdout).toMatch(/^error\[field-in-target-version]/);
});

test('a configuration counts, and what the command line says beside it', async () => {
  const folder = folderOf({ 'k8s/web.yaml': app('3001'), 'service-patterns.yaml': 'severities: { service-target-port-open: error }\nignore: [k8s/old.yaml]\n', 'k8s/old.yaml': app('web') });
  const { code, stdout } = await run(folder, 'check');
  expect([code, stdout.match(/^\w+\[[\w-]+]/gm)]).toEqual([1, ['error[service-target-port-open]']]);
  fs.writeFileSync(path.join(folder, 'other.yaml'), 'severities: { service-target-port-open: "off" }\n');
  expect((await run(folder, 'check', 'k8s/web.yaml', '--config', 'other.yaml')).code).toBe(0);
});

test('what was acknowledged is listed with its reason, unless it is left out', async () => {
  const folder = folderOf({ 'web.yaml': app('3001', ', annotations: { acknowledge.cdk8s-service-patterns/service-target-port-open: "the program listens there" }') });
  const { code, stdout } = await run(folder, 'check', 'web.yaml', '--strict');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^acknowledged\[service-target-port-open].*: the program listens there$/m)]);
  expect((await run(folder, 'check', 'web.yaml', '--no-acknowledged')).stdout).not.toMatch(/acknowledged/);
});

test('a report goes into a file, whole, and its summary to standard error', async () => {
  const folder = folderOf({ 'web.yaml': app('web') });
  const { code, stdout, stderr } = await run(folder, 'check', 'web.yaml', '--format', 'json', '--output', 'out/report.json');
  expect([code, stdout, stderr]).toEqual([1, '', '1 error in 2 objects of 1 file, 0 links proved; written to out/report.json\n']);
  expect(JSON.parse(fs.readFileSync(path.join(folder, 'out/report.json'), 'utf8'))).toMatchObject({ version: 1, objects: 2, summary: { errors: 1 } });
  expect(fs.readdirSync(path.join(folder, 'out'))).toEqual(['report.json']);
});

test('templates and patches are passed over, and counted', async () => {
  const folder = folderOf({
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/templates/web.yaml': 'kind: Service\nmetadata: { name: {{ .Release.Name }} }\n',
    'overlay/kustomization.yaml': 'resources: [web.yaml]\npatches: [{ path: patch.yaml }]\n',
    'overlay/web.yaml': app(),
    'overlay/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n',
  });
  const { code, stdout } = await run(folder, 'check', '.');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^nothing found in 2 objects of 5 files, 1 link proved\nskipped 1 template\nskipped 1 file of a Helm chart\nskipped 1 kustomization\nskipped 1 kustomize patch\n$/)]);
});

describe('a process of its own', () => {
  const folder = folderOf({ 'web.yaml': app('web'), 'good.yaml': app() });

  test('reads standard input, and ends with the code', () => {
    const { code, stdout, stderr } = spawn(folder, ['check', '-'], { input: app('web') });
    expect([code, stderr, stdout.split('\n')[1]]).toEqual([1, '', LINE.replace('web.yaml', '<stdin>')]);
    expect(spawn(folder, ['check', '-', '--format', 'json'], { input: app() }).code).toBe(0);
  }, 60_000);

  test.each([['nothing', ''], ['comments alone', '# Source: web/templates/web.yaml\n---\n']])('refuses standard input that holds %s, as kubectl does', (_, input) => {
    const { code, stderr } = spawn(folder, ['check', '-'], { input });
    expect([code, stderr]).toEqual([2, 'service-patterns: Standard input holds no manifest; see whether the command before the pipe failed; what it says is on stderr\n']);
  }, 60_000);

  test('says the same twice, and the same in whatever order files are named', () => {
    const json = (...files: string[]): string => spawn(folder, ['check', ...files, '--format', 'json']).stdout;
    expect(json('web.yaml', 'good.yaml')).toBe(json('good.yaml', 'web.yaml'));
  }, 60_000);

  test('colours nothing that is no terminal, unless it is told to', () => {
    expect(spawn(folder, ['check', 'web.yaml'], { env: { FORCE_COLOR: undefined } }).stdout).not.toContain('\u001b');
    expect(spawn(folder, ['check', 'web.yaml'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[');
  }, 60_000);

  test('tells its version, and how it is used', () => {
    expect(spawn(folder, ['--version'])).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(spawn(folder, ['chekc'])).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/unknown command 'chekc'\n\(Did you mean check\?\)/) });
    expect(spawn(folder, ['check', '--help']).stdout).toMatch(/--together/);
  }, 60_000);
});
