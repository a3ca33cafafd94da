import { readerRules } from '../../lib/manifests/yaml-readable';
import { allRules } from '../../lib/linker';
import { app, folderOf, run } from './harness';

const EVERY = [...allRules, ...readerRules].map(({ name }) => name).sort();

describe('explain', () => {
  test('shows the page of a rule, with its example as it stands', async () => {
    const { code, stdout } = await run(folderOf({}), 'explain', 'service-ports-named');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^service-ports-named\n=+\n/);
    expect(stdout).toMatch(/^apiVersion: v1$/m);
  });

  test.each(EVERY)('has something to show of %s', async (name) => {
    const { code, stdout } = await run(folderOf({}), 'explain', name);
    expect([code, stdout.startsWith(`${name}\n`)]).toEqual([0, true]);
  });

  test.each([['service-port-named', 'service-ports-named'], ['../../README', undefined], ['\u001b[2J', undefined]])('refuses %j', async (name, meant) => {
    const { code, stdout, stderr } = await run(folderOf({}), 'explain', name);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^service-patterns: There is no rule /);
    expect(stderr).not.toContain('\u001b');
    if (meant !== undefined) expect(stderr).toContain(`did you mean "${meant}"?`);
  });
});

describe('rules', () => {
  test('lists every rule, as a table and as JSON', async () => {
    const text = await run(folderOf({}), 'rules');
    expect(EVERY.filter((name) => !text.stdout.includes(name))).toEqual([]);
    const { rules } = JSON.parse((await run(folderOf({}), 'rules', '--format', 'json')).stdout) as { rules: { name: string }[] };
    expect(rules.map(({ name }) => name)).toEqual(EVERY);
  });
});

describe('links', () => {
  test('lists what was proved', async () => {
    const { code, stdout } = await run(folderOf({ 'web.yaml': app() }), 'links');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^shop\/web:80\/TCP http → Deployment web \(2 pods.*\) → container web:3000\n$/);
  });

  test('says so where nothing was', async () => {
    expect(await run(folderOf({ 'web.yaml': app('web') }), 'links', 'web.yaml')).toEqual({ code: 0, stdout: 'no Service port leads to a container that listens\n', stderr: '' });
  });

  test('ends with 2 where something cannot be read', async () => {
    expect((await run(folderOf({ 'web.yaml': app() }), 'links', 'web.yaml', 'none.yaml')).code).toBe(2);
  });
});
