import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';
import { readDocument } from '../../lib/manifests/document';
import { LineIndex } from '../../lib/manifests/line-index';
import { placeOf, readPlaces } from '../../lib/manifests/places';
import { readInput } from './files';

/** What is written where a field stands, up to the end of the line. */
function writtenAt(text: string, field: string): string {
  return /^.*/.exec(text.slice(placeOf(readPlaces(text)!, field)))![0].trimEnd();
}

const SERVICE = `# Web
apiVersion: v1
kind: Service
metadata:
  name: "web" # its name
  annotations:
    example.com/a.b: 'x'
    "a": y
    a.b: z
spec:
  type:
  selector: { app: web, tier: front }
  ports:
    - name: http
      port: 80
    -   port: 81
        targetPort: *none
    - { name: admin, port: 82 }
`.replace('*none', '!!int 8081');

it.each([
  ['', 'apiVersion: v1'],
  ['kind', 'Service'],
  ['metadata.name', '"web" # its name'],
  ['metadata.annotations', "example.com/a.b: 'x'"],
  ['metadata.annotations["example.com/a.b"]', "'x'"],
  ['metadata.annotations[example.com/a.b]', "'x'"],
  ['metadata.annotations.example.com/a.b', "'x'"],
  ['metadata.annotations.a', 'y'],
  ['metadata.annotations.a.b', 'z'],
  ['spec.type', 'type:'],
  ['spec.selector', '{ app: web, tier: front }'],
  ['spec.selector.tier', 'front }'],
  ['spec.ports', '- name: http'],
  ['spec.ports[0]', 'name: http'],
  ['spec.ports[0].port', '80'],
  ['spec.ports[1]', 'port: 81'],
  ['spec.ports[1].targetPort', '8081'],
  ['spec.ports[2]', '{ name: admin, port: 82 }'],
  ['spec.ports[2].port', '82 }'],
  // What is absent is nearest to what would hold it.
  ['spec.ports[0].targetPort', 'name: http'],
  ['spec.ports[7].port', '- name: http'],
  ['spec.sessionAffinity', 'type:'],
  ['status.loadBalancer', 'apiVersion: v1'],
  ['metadata.name.x[0]', '"web" # its name'],
])('places %j at %j', (field, written) => {
  expect(writtenAt(SERVICE, field)).toBe(written);
});

it.each([
  ['a: &x\n  b: 1\nc: *x', 'c', '*x'],
  ['a: &x\n  b: 1\nc: *x', 'c.b', '1'],
  ['a: &x {b: 1}\nc:\n  <<: *x\n  d: 2', 'c.b', '1}'],
  ['a: &x {b: 1}\nc:\n  <<: *x\n  b: 2', 'c.b', '2'],
  ['a: # not | this\n  |-\n  text\nb: >+ # c\n  more', 'a', '|-'],
  ['a: # not | this\n  |-\n  text\nb: >+ # c\n  more', 'b', '>+ # c'],
  ['a:\n- |\n  text\n- &x !!str |\n  more', 'a[1]', '|'],
  ['a: [\n  b,\n  {c: d}\n]\ne: [\nf\n]\n', 'a[1].c', 'd}'],
  ['a: [\n  b,\n  {c: d}\n]\ne: [\nf\n]\n', 'e[0]', 'f'],
  ['{"a": [1,\n\t{"b": "c"}]}', 'a[1].b', '"c"}]}'],
  ['a:\r\n  - b: c\r\n', 'a[0].b', 'c'],
  ['a: "\u{1F600}"\nb: 1', 'b', '1'],
])('places, in %j, %j at %j', (text, field, written) => {
  expect(writtenAt(text, field)).toBe(written);
});

it('counts lines and columns as editors do', () => {
  const [object] = readInput('\uFEFF# first\r\napiVersion: v1\rkind: A\nspec: {x: "\u{1F600}", z: [\n  1]}\n---\n\n---\napiVersion: v1\nkind: B\n').objects;
  const { provenance } = object!;
  const at = (field: string): unknown => provenance?.locate?.(field);
  expect([provenance?.source, at('spec.z'), at('spec.z[0]'), at('kind')]).toMatchObject([{ line: 2, column: 1 }, { line: 4, column: 20 }, { line: 5, column: 3 }, { line: 3, column: 7 }]);
});

/** Every way to write a value, and whether its places may be compared with it. */
const STYLES: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  (value) => JSON.stringify(value, undefined, '\t'),
  (value) => JSON.stringify(value, undefined, 4).replaceAll('\n', '\r\n'),
  (value) => yaml.stringify(value, { version: '1.1' }),
  (value) => yaml.stringify(value, { version: '1.1', indent: 4, indentSeq: false, lineWidth: 20, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }),
  (value) => yaml.stringify(value, { version: '1.1', collectionStyle: 'flow', defaultStringType: 'QUOTE_SINGLE' }),
  (value) => yaml.stringify(value, { version: '1.1', blockQuote: 'folded', lineWidth: 12 }),
  (value) => jsYaml.dump(value, { schema: jsYaml.YAML11_SCHEMA, noRefs: true }),
  (value) => jsYaml.dump(value, { schema: jsYaml.YAML11_SCHEMA, noRefs: true, flowLevel: 2, forceQuotes: true }),
  (value) => jsYaml.dump(value, { schema: jsYaml.YAML11_SCHEMA, noRefs: true, seqNoIndent: true, lineWidth: 10, indent: 3 }),
];

const word = fc.oneof(
  fc.constantFrom('yes', 'no', 'y', '0644', '~', 'null', '1_000', '2001-01-01', '- a', 'a: b', '# c', '"', "'", '|', '', ' x ', 'a\nb', 'a\n\n  b\n', '{{ x }}', '*a', '&a', '!t', '@', '%', '---', 'https://example.com:80/a?b=c', '=', '<<', 'é\u{1F600}', '12:30', '.5', '-'),
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '.', '/', ' ', '-', ':', '#', '"', "'", '\n', '{', ',', 'é') }),
);
const key = fc.oneof(fc.constantFrom('name', 'app.kubernetes.io/name', 'a.b', 'a', 'yes', '8080', 'with space', '[0]', '0.5'), fc.stringMatching(/^[a-z][a-z0-9./-]{0,12}$/));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, word, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => n + 0), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4 })),
}));

function pathsOf(at: unknown, field = ''): [string, unknown][] {
  const deeper = Array.isArray(at)
    ? at.flatMap((item, index) => pathsOf(item, `${field}[${String(index)}]`))
    : typeof at === 'object' && at !== null
      ? Object.entries(at).flatMap(([name, item]) => pathsOf(item, `${field}[${JSON.stringify(name)}]`))
      : [];
  return [[field, at], ...deeper];
}

/** What a value begins with, where it is written at the beginning of a text. */
function begins(text: string, at: unknown): boolean {
  if (at === null) return true; // it may be written as nothing
  if (Array.isArray(at)) return text.startsWith('[') || text.startsWith('-');
  if (typeof at === 'object') {
    const [first] = Object.keys(at);
    return text.startsWith('{') || text.startsWith('?') || (first !== undefined && (/^["'!]/.test(text) || text.startsWith(first)));
  }
  if (typeof at === 'string') return /^["'|>]/.test(text) || text.startsWith(at.slice(0, 1));
  if (typeof at === 'number') return Number(/^[-+.\dInfe]+/.exec(text)?.[0]) === at;
  return text.startsWith(at === true ? 'true' : 'false');
}

it('reads what is written in any style, and places each value where it is written', () => {
  fc.assert(
    fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 }), fc.constantFrom(...STYLES), (written, style) => {
      const text = style(written);
      const document = readDocument({ text, start: 0 }, { name: 'a.yaml', lines: new LineIndex(text), damaged: false });
      expect({ text, value: document.value }).toEqual({ text, value: JSON.parse(JSON.stringify(written)) });
      const places = readPlaces(text)!;
      for (const [field, at] of pathsOf(document.value)) {
        const found = text.slice(placeOf(places, field));
        expect([text, field, found.slice(0, 20), begins(found, at)]).toEqual([text, field, found.slice(0, 20), true]);
      }
    }),
    { numRuns: 1000 },
  );
});
