import { fill, listed, quote, showLabels } from '../../lib/report/message';

describe('fill', () => {
  it('puts values where their names stand, as often as they stand there', () => {
    expect(fill({ problem: '{{a}} and {{b}}', got: '{{b}}', fix: '{{a}}, {{a}}' }, { a: 1, b: '"x"' })).toEqual({
      problem: '1 and "x"',
      got: '"x"',
      fix: '1, 1',
    });
  });

  it('has no value got where the template has none', () => {
    expect(fill({ problem: 'p', fix: 'f' }, {})).toStrictEqual({ problem: 'p', fix: 'f' });
  });

  it('leaves alone what looks like a placeholder or a replacement in a value', () => {
    expect(fill({ problem: '{{a}}', fix: '{{b}}' }, { a: '{{b}}', b: '$& $1' })).toEqual({ problem: '{{b}}', fix: '$& $1' });
  });
});

describe('quote', () => {
  it.each<[unknown, string]>([
    ['web', '"web"'],
    ['', '""'],
    ['a "b"\n', String.raw`"a \"b\"\n"`],
    [80, '80'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'nothing'],
    [{ port: 80 }, '{"port":80}'],
    [[1, 'a'], '[1,"a"]'],
  ])('shows %j as %s', (value, text) => {
    expect(quote(value)).toBe(text);
  });
});

describe('showLabels', () => {
  it.each<[Record<string, string>, string]>([
    [{ app: 'web' }, '"app=web"'],
    [{ tier: 'front', app: 'web' }, '"app=web,tier=front"'],
    [{ app: '' }, '"app="'],
    [{}, '""'],
  ])('shows %j as kubectl takes it, %s', (labels, text) => {
    expect(showLabels(labels)).toBe(text);
  });
});

describe('listed', () => {
  it.each<[string[], string]>([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('makes of %j: %s', (items, text) => {
    expect(listed(items)).toBe(text);
  });

  it('joins alternatives by or', () => {
    expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  });
});
