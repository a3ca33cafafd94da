import { integer, type Json, list, record, strings, text } from '../../lib/graph/json';

describe('JSON as it comes', () => {
  it.each<[Json, { map?: object; list?: unknown[]; text?: string; integer?: number }]>([
    [{ a: 1 }, { map: { a: 1 } }],
    [['a'], { list: ['a'] }],
    ['a', { text: 'a' }],
    ['', {}],
    [0, { integer: 0 }],
    [-80, { integer: -80 }],
    [80.5, {}],
    [1e300, { integer: 1e300 }],
    [Number.NaN, {}],
    [true, {}],
    [null, {}],
    [undefined, {}],
  ])('%j is a map, a list, a text or a whole number where it is one: %j', (value, read) => {
    expect({ map: record(value), list: list(value), text: text(value), integer: integer(value) }).toEqual({ map: {}, list: [], ...read });
  });

  it.each<[Json, object]>([
    [
      { a: 'x', b: '', c: 1, d: null, e: ['y'] },
      { a: 'x', b: '' },
    ],
    [['a'], {}],
    ['a', {}],
    [undefined, {}],
  ])('%j holds the texts %j', (value, texts) => {
    expect(strings(value)).toEqual(texts);
  });

  it('has no texts that nobody wrote, whatever they are called', () => {
    const texts = strings({ app: 'web' });
    expect(['app', 'constructor', 'toString'].map((key) => key in texts)).toEqual([true, false, false]);
    expect(Object.entries(strings(JSON.parse('{ "__proto__": "x" }') as Json))).toEqual([['__proto__', 'x']]);
  });
});
