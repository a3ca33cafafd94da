import { readInput, shown } from './files';
import { readValues } from '../../lib/manifests/values';

/** Documents, and what kubectl makes of them. */
const READ: readonly [text: string, value: unknown][] = [
  ['a: "yes"\nb: yes\nc: \'1\'\nd: 1\ne: !!str 1\nf: ! 1', { a: 'yes', b: true, c: '1', d: 1, e: '1', f: '1' }],
  ['1: a\n0x10: b\n1.50: c\n1e6: d\n1000000: e\ntrue: f\nyes: g\n2001-01-01: h', { 1: 'a', 16: 'b', 1.5: 'c', '1e+06': 'd', 1000000: 'e', true: 'g', '2001-01-01': 'h' }],
  ['9007199254740993: a\n.inf: b\n1234567.0: c\n0.00001: d', { '9007199254740993': 'a', '.inf': 'b', '1.234567e+06': 'c', '1e-05': 'd' }],
  ['a: &x {b: 1}\nc: *x\nd: [*x, *x]', { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }, { b: 1 }] }],
  ['a: &x {b: 1, c: 1}\nd:\n  <<: *x\n  b: 2', { a: { b: 1, c: 1 }, d: { b: 2, c: 1 } }],
  // Other than YAML has it, what is merged wins over what stands before it.
  ['a: &x {b: 1}\nd:\n  b: 2\n  <<: *x', { a: { b: 1 }, d: { b: 1 } }],
  ['a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}', { a: { b: 1 }, c: { b: 2, d: 3 }, e: { b: 1, d: 3 } }],
  ['"<<": {a: 1}', { '<<': { a: 1 } }],
  ['&a b: c\nd: *a', { b: 'c', d: 'b' }],
  ['a: |\n  b\n\n  c\nd: >-\n  e\n  f', { a: 'b\n\nc\n', d: 'e f' }],
  ['a:\nb: ~\nc: ""\nd: []\ne: {}', { a: null, b: null, c: '', d: [], e: {} }],
  ['? a\n: b\n? c', { a: 'b', c: null }],
  ['{"a": {"b": [1, "x", null, true]}}', { a: { b: [1, 'x', null, true] } }],
  ['a: [\n  b,\n  c\n]\nd: {\ne: f\n}\ng: "h\ni"', { a: ['b', 'c'], d: { e: 'f' }, g: 'h i' }],
  ['a:\n  b: {c:\td}', { a: { b: { c: 'd' } } }],
  ['a: 1\n...\nb: 2', { a: 1 }],
  ['# nothing\n', undefined],
  ['__proto__: {a: 1}\nconstructor: b', JSON.parse('{"__proto__": {"a": 1}, "constructor": "b"}')],
];

it.each(READ)('%j is %j', (text, value) => {
  expect(readValues(text).root).toEqual(value);
});

/** Documents that kubectl refuses, or loses a part of. */
const REFUSED: readonly [text: string, findings: string][] = [
  ['a: [b', '1:6 The document cannot be read: unexpected end of the stream within a flow collection'],
  ['a: 1\n  b: 2', '2:4 The document cannot be read: bad indentation of a mapping entry'],
  ['a: b: c', '1:5 The document cannot be read: bad indentation of a mapping entry'],
  ['a:\n\tb: 1', '2:1 The document cannot be read: tab characters must not be used in indentation'],
  ['a: 1\n\t\nb: 2', '2:1 The document cannot be read: a tab stands where only spaces may'],
  ['- \ta', '1:3 The document cannot be read: a tab stands where only spaces may'],
  ['a: *x', '1:4 The document cannot be read: no anchor "x" stands before its alias'],
  ['a: &x [*x]', '1:8 The document cannot be read: the anchor "x" contains itself'],
  ['a: &x b\nc: {<<: *x}', '2:7 The document cannot be read: what is merged by "<<" must be a mapping or a list of mappings'],
  ['? [a]\n: b', '1:3 The document cannot be read: a mapping or list stands as a key'],
  ['~: a', '1:1 The document cannot be read: null, a mapping or a list stands as a key'],
  ['a: .inf', '1:4 The document cannot be read: a number that is infinite or not a number has no form in JSON'],
  ['a: !!int b', '1:4 The document cannot be read: "b" is no !!int'],
  ['a: [http://b?c]', '1:5 The document cannot be read: a text between brackets holds a question mark and no quotes'],
  ['a: @b', '1:4 The document cannot be read: a text without quotes begins with "@"'],
  ['- a\nb: 1', '2:1 The document cannot be read: what stands here is not indented as what it belongs to'],
  ['apiVersion: v1\nkind: A\nb: 1\nc: 2\nb: 3', '5:1 The key "b" is written twice in one mapping'],
  ['{"apiVersion": "v1", "kind": "A", "b": 1,\n "b": 2}', '2:2 The key "b" is written twice in one mapping'],
  ['apiVersion: v1\nkind: A\n1: a\n"1": b', '4:1 The key "1" is written twice in one mapping'],
  ['a: 1\n--- apiVersion: v1\nkind: A', '2:5 kubectl refuses what stands behind the separator "---" of two documents'],
];

it.each(REFUSED)('%j is refused: %s', (text, finding) => {
  expect(readInput(text).findings.map(shown)).toEqual([`<stdin>:${finding}`]);
});

it('says what to do about what it refuses', () => {
  for (const [text] of REFUSED) {
    for (const { problem, got, fix } of readInput(text).findings) {
      for (const part of [problem, got, fix]) expect(part).not.toMatch(/\{\{|undefined|\[object|^\s|\s\s|[.\s]$|^$/);
    }
  }
});
