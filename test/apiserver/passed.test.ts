import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { Passed } from '../../lib/apiserver/passed';
import { lineOf } from '../../lib/apiserver/question';

const ARTIFACT = 'a'.repeat(64);
const question = (name: string, asked = { version: '1.34' }): string => lineOf({ ...asked, object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } });

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'passed-'));
});
afterEach(() => {
  fs.chmodSync(folder, 0o700);
  fs.rmSync(folder, { recursive: true });
});

/** The one file of the cache. */
function file(): string {
  return path.join(folder, fs.readdirSync(folder)[0]!);
}

test('what passed is known to the next process, and nothing else is', () => {
  const first = new Passed(ARTIFACT, folder);
  const key = first.keyOf(question('a'));
  expect(first.has(key)).toBe(false);
  first.add([key]);
  expect(first.has(key)).toBe(true);
  const next = new Passed(ARTIFACT, folder);
  expect([next.has(key), next.has(next.keyOf(question('b')))]).toEqual([true, false]);
});

test('an object, its target, its level and the artifact all count', () => {
  const passed = new Passed(ARTIFACT, folder);
  const keys = [
    passed.keyOf(question('a')),
    passed.keyOf(question('b')),
    passed.keyOf(question('a', { version: '1.33' })),
    passed.keyOf(lineOf({ version: '1.34', level: 'restricted', object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } } })),
    new Passed('b'.repeat(64), folder).keyOf(question('a')),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(passed.keyOf(question('a'))).toBe(keys[0]);
});

test('garbage in the file counts for nothing, and what is added after it is read', () => {
  const passed = new Passed(ARTIFACT, folder);
  passed.add([passed.keyOf(question('a'))]);
  fs.writeFileSync(file(), Buffer.from([...Array(5000).keys()].map((index) => (index * 7919) % 256)));
  const damaged = new Passed(ARTIFACT, folder);
  expect(damaged.has(damaged.keyOf(question('a')))).toBe(false);
  damaged.add([damaged.keyOf(question('b'))]);
  const next = new Passed(ARTIFACT, folder);
  expect(next.has(next.keyOf(question('b')))).toBe(true);
});

test('a torn last line loses that line alone', () => {
  const passed = new Passed(ARTIFACT, folder);
  const [a, b] = ['a', 'b'].map((name) => passed.keyOf(question(name))) as [string, string];
  passed.add([a, b]);
  fs.truncateSync(file(), fs.statSync(file()).size - 10);
  const torn = new Passed(ARTIFACT, folder);
  expect([torn.has(a), torn.has(b)]).toEqual([true, false]);
  torn.add([torn.keyOf(question('c'))]);
  const next = new Passed(ARTIFACT, folder);
  expect([next.has(a), next.has(b), next.has(next.keyOf(question('c')))]).toEqual([true, false, true]);
});

test('a folder where nothing can be written costs time and nothing else', () => {
  const blocked = path.join(folder, 'file');
  fs.writeFileSync(blocked, '');
  const passed = new Passed(ARTIFACT, path.join(blocked, 'below'));
  const key = passed.keyOf(question('a'));
  expect(() => {
    passed.add([key]);
  }).not.toThrow();
  expect(passed.has(key)).toBe(true);
});

test('a file that has grown too large is begun anew', () => {
  const passed = new Passed(ARTIFACT, folder);
  const key = passed.keyOf(question('a'));
  passed.add([key]);
  fs.appendFileSync(file(), `${'0'.repeat(63)}\n`.repeat(70_000));
  const next = new Passed(ARTIFACT, folder);
  expect(next.has(key)).toBe(false);
  next.add([key]);
  expect(fs.statSync(file()).size).toBeLessThan(1000);
});

test('several processes may write at once, and every line arrives whole', async () => {
  const script = path.join(folder, 'write.ts');
  const module = path.resolve(__dirname, '../../lib/apiserver/passed');
  fs.writeFileSync(
    script,
    `import { Passed } from ${JSON.stringify(module)};
const passed = new Passed('${ARTIFACT}', ${JSON.stringify(path.join(folder, 'cache'))});
for (let index = 0; index < 200; index += 1) passed.add([passed.keyOf(process.argv[2] + ' ' + index)]);`,
  );
  const versions = ['1.30', '1.31', '1.32', '1.33'];
  await Promise.all(versions.map((version) => promisify(execFile)(process.execPath, [require.resolve('tsx/cli'), script, version])));
  const passed = new Passed(ARTIFACT, path.join(folder, 'cache'));
  const missing = versions.flatMap((version) =>
    [...Array(200).keys()].filter((object) => !passed.has(passed.keyOf(`${version} ${String(object)}`))).map((object) => `${version} ${String(object)}`),
  );
  expect(missing).toEqual([]);
}, 60_000);
