import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { yamlText } from '../../lib/synth/yaml-text';

// Everything here is held against cdk8s's own writer: not the form of YAML matters, but that nobody can tell who wrote it.

const HARD = [
  'yes', 'No', 'y', 'n', 'on', 'OFF', '~', 'null', 'Null', '0644', '1e3', '0x1F', '0b11', '0o17', '12:30:45', '1:2', '2001-01-01', '.5', '+.inf', '.NaN', '1_000',
  'a: b', 'a #b', '- a', '-', '? a', '?', 'a:', ':', '', '  a', 'a ', '\n', 'a\nb\n', 'a\n\n b', '---', '--- a', '...', '%a', '"', '\'', 'a"b', 'a\'b', 'a"\'b', '\\', 'a\\b',
  '<<', '=', '25%', '100m', '1Gi', '128Mi', '1234567890123m', '::', 'a:b:c', 'http://a.b:80/x?y=z&a=b', '*a', '&a', '!a', '@a', '`a`', '[a]', '{a}', 'a,b', '☸', '\t', 'a\tb',
  '\u0000', '\u0085', '\u2028', '/a', '/', 'a=b', 'x'.repeat(90), `${'x '.repeat(90)}x`, 'constructor', 'toString', '$(ORDERS_HOST)',
];
const text = fc.oneof(fc.constantFrom(...HARD), fc.string(), fc.string({ unit: 'grapheme' }));
const key = fc.oneof(fc.constantFrom('a', 'apiVersion', 'example.com/x', '1', 'a b', 'x'.repeat(300), ...HARD), text).filter((name) => name !== '__proto__');
const map = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> => fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });
const value = fc.letrec<{ value: any }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.maxSafeInteger(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.array(tie('value'), { maxLength: 4 }), map(tie('value'))),
})).value;

test('any documents are written as cdk8s writes them', () => {
  fc.assert(
    fc.property(fc.array(map(value), { maxLength: 3 }), (documents) => {
      expect(yamlText(documents)).toBe(Yaml.stringify(...documents));
    }),
    { numRuns: 2000 },
  );
});

test.each(HARD.map((entry) => [JSON.stringify(entry).slice(0, 40), entry]))('%s is written as cdk8s writes it, as value, item and key', (_, entry) => {
  for (const document of [{ a: entry }, { a: [entry, 'b'] }, { a: { b: [[entry]] } }, { [entry]: 'a' }]) expect(yamlText([document])).toBe(Yaml.stringify(document));
});

describe('what manifests are mostly made of', () => {
  const usual = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', labels: { 'example.com/app': 'web' } }, spec: { ports: [{ port: 80, targetPort: 'http' }], selector: {}, list: [] } };

  test('is not given to cdk8s', () => {
    yamlText([usual]);
    const stringify = jest.spyOn(Yaml, 'stringify');
    const written = yamlText([usual, { ...usual, kind: 'Deployment' }]);
    expect(stringify).not.toHaveBeenCalled();
    stringify.mockRestore();
    expect(written).toBe(Yaml.stringify(usual, { ...usual, kind: 'Deployment' }));
  });

  test('is given to cdk8s where something in it is unusual', () => {
    const shared = { app: 'web' };
    for (const document of [{ ...usual, data: { script: 'a\nb\n' } }, { a: shared, b: shared }, { a: 1.5 }, { a: new Map([['b', 1]]) as never }]) {
      const stringify = jest.spyOn(Yaml, 'stringify');
      const written = yamlText([document]);
      expect(stringify).toHaveBeenCalledWith(document);
      stringify.mockRestore();
      expect(written).toBe(Yaml.stringify(document));
    }
  });

  test('is given to cdk8s where that writes in another way than was expected', () => {
    jest.isolateModules(() => {
      const { Yaml: other } = jest.requireActual<{ Yaml: typeof Yaml }>('cdk8s');
      const stringify = jest.spyOn(other, 'stringify').mockReturnValue('other bytes\n');
      jest.doMock('cdk8s', () => ({ Yaml: other }));
      const { yamlText: again } = jest.requireActual<{ yamlText: typeof yamlText }>('../../lib/synth/yaml-text');
      expect(again([usual, usual])).toBe('other bytes\n---\nother bytes\n');
      stringify.mockRestore();
    });
  });
});
