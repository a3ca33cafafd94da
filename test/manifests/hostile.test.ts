import { link } from '../../lib/linker';
import { discover, readFiles, type ReadFile } from '../../lib/manifests';
import { directoryOf, shown } from './files';

/** Reads a file from disk, and links it; says how long that took. */
function survive(content: string | Buffer, name = 'a.yaml'): { readonly file: ReadFile; readonly problems: readonly string[]; readonly seconds: number } {
  const root = directoryOf({ [name]: content });
  const start = process.hrtime.bigint();
  const [file] = readFiles(discover(['.'], { cwd: root }).files);
  link({ objects: file!.objects, incomplete: file!.incomplete });
  const problems = file!.findings.map((finding) => shown(finding).replace(/^.*\//, ''));
  return { file: file!, problems, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
/** Far more than any of them takes here, for machines that do other things as well. */
const LIMIT = 20;

const LAUGHS = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]', ...Array.from({ length: 12 }, (_, n) => `a${String(n + 1)}: &a${String(n + 1)} [${Array(9).fill(`*a${String(n)}`).join(', ')}]`)].join('\n');
const MERGES = ['m0: &m0 {k0: v}', ...Array.from({ length: 3000 }, (_, n) => `m${String(n + 1)}: &m${String(n + 1)}\n  <<: *m${String(n)}\n  k${String(n + 1)}: v`)].join('\n');

it.each([
  ['a billion laughs', `${HEAD}data:\n${LAUGHS.replace(/^/gm, '  ')}\n`, /its aliases stand for far more than is written/],
  ['merges of merges', `${HEAD}${MERGES}\n`, /its aliases stand for far more than is written/],
  ['an anchor that contains itself', `${HEAD}a: &a {b: *a}\n`, /the anchor "a" contains itself/],
  ['brackets 10,000 levels deep', `${HEAD}a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, /nested more than 1000 levels deep/],
  ['mappings 10,000 levels deep', `${HEAD}${Array.from({ length: 10_000 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')}`, /nested more than 1000 levels deep/],
  ['lists 10,000 levels deep', `${HEAD}a: \n  ${'- '.repeat(10_000)}b\n`, /nested more than 1000 levels deep/],
  ['JSON 100,000 levels deep', `{"apiVersion": "v1", "kind": "A", "a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /nested more than 1000 levels deep/],
  ['brackets that nobody closes', `${HEAD}a: ${'{a: ['.repeat(400)}`, /unexpected end of the stream/],
  ['quotes that nobody closes', `${HEAD}a: "${'x\n'.repeat(200_000)}`, /cannot be read/],
  ['twelve million values', `${HEAD}a: [${'1,'.repeat(12_000_000)}1]\n`, /more than 5000000 values/],
  ['bytes of no text', Buffer.alloc(1 << 20, 0xfe), /no UTF-8|UTF-8/],
  ['null bytes', Buffer.alloc(1 << 20), /null byte/],
])('%s is a finding', (_, content, problem) => {
  const { problems, seconds } = survive(content);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(problem);
  expect(seconds).toBeLessThan(LIMIT);
}, 60_000);

it.each([
  ['a million lines', `${HEAD}data:\n  a: |\n${'    x\n'.repeat(1_000_000)}`],
  ['three hundred thousand keys', `${HEAD}data:\n${Array.from({ length: 300_000 }, (_, n) => `  k${String(n)}: v\n`).join('')}`],
  ['a million blank lines', `${HEAD}${'\n'.repeat(1_000_000)}data: {}\n`],
  ['a million comments', `${'# x\n'.repeat(1_000_000)}${HEAD}`],
  ['one scalar of twenty megabytes', `${HEAD}data: {a: ${'x'.repeat(20_000_000)}}\n`],
  ['one quoted scalar of two million escapes', `${HEAD}data: {a: "${'\\n'.repeat(2_000_000)}"}\n`],
  ['spaces without end', `${HEAD}data: {a: "${' '.repeat(2_000_000)}x"}\n# ${' '.repeat(2_000_000)}x\n`],
  ['aliases in measure', `${HEAD}a: &a {b: c}\nlist: [${Array(20_000).fill('*a').join(', ')}]\n`],
  ['brackets that stand too far to the left', `${HEAD}${Array.from({ length: 60 }, (_, n) => `k${String(n)}: [\n  a\n]\n`).join('')}`],
])('%s are read', (_, content) => {
  const { file, problems, seconds } = survive(content);
  expect([file.objects.length, problems]).toEqual([1, []]);
  expect(file.objects[0]?.provenance?.locate?.('metadata.name')?.column).toBe(18);
  expect(seconds).toBeLessThan(LIMIT);
}, 60_000);

it.each([
  ['digits', '9'.repeat(1_000_000)],
  ['underscores', `1${'_'.repeat(1_000_000)}x`],
  ['a sign and dots', `-${'.'.repeat(1_000_000)}`],
  ['an exponent', `1e${'1'.repeat(1_000_000)}x`],
  ['hexadecimal digits', `0x${'f'.repeat(100_000)}`],
])('a plain scalar of %s holds nobody up', (_, scalar) => {
  const { problems, seconds } = survive(`${HEAD}data: {a: ${scalar}}\n`);
  expect(problems.filter((problem) => !problem.includes('infinite'))).toEqual([]);
  expect(seconds).toBeLessThan(LIMIT);
});

it.each([
  ['braces', `{${'{'.repeat(100_000)}`],
  ['a template line that goes on', `${'a'.repeat(1_000_000)} {{`],
  ['a key that goes on', `${HEAD}${'a.'.repeat(500_000)}: [ {{`],
  ['a comment between brackets, and a tab', `a: [b #${'x'.repeat(1_000_000)}\n]\t\nc: 1\n`],
  ['a comment that goes on', `# Source: ${'x'.repeat(1_000_000)}\n${HEAD}`],
  ['separators', '---\n'.repeat(500_000)],
  ['separators with text', '--- a\n'.repeat(2_000)],
  ['hyphens', `${'-'.repeat(1_000_000)}\n`],
  ['JSON in a row', '{"a":1}'.repeat(100_000)],
])('a file of %s is read in time', (_, content) => {
  expect(survive(content).seconds).toBeLessThan(LIMIT);
}, 60_000);

it('links ten thousand Services of one name', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\n';
  const { file, seconds } = survive(service.repeat(10_000));
  expect(file.objects).toHaveLength(10_000);
  expect(seconds).toBeLessThan(60);
}, 120_000);
