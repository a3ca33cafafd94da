import * as fc from 'fast-check';
import { looksLike } from '../../lib/graph/near';
import { NearNames } from '../../lib/graph/near-names';

test('a letter too few, too many or wrong, two swapped, a hyphen forgotten, a capital: all are found', () => {
  const names = new NearNames(['orders', 'product-catalog', 'payments', 'cart']);
  for (const slip of ['order', 'ordesr', 'orderrs', 'ordars', 'Orders']) expect(names.like(slip)).toEqual(['orders']);
  expect(names.like('productcatalog')).toEqual(['product-catalog']);
  expect(names.like('orders')).toEqual([]);
  expect(names.like('ledger')).toEqual([]);
});

test('several that look like it come in order, each once', () => {
  expect(new NearNames(['reader', 'leader', 'reader', 'header']).like('eader')).toEqual(['header', 'leader', 'reader']);
});

test('what is found looks like the name, and whatever is one edit away is found', () => {
  const word = fc.stringMatching(/^[a-z]{3,6}(-[a-z]{3,6}){0,2}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), word, fc.nat(), (names, name, at) => {
      const near = new NearNames(names);
      expect(near.like(name).every((found) => looksLike(found, name) && names.includes(found))).toBe(true);
      const shorter = name.slice(0, at % name.length) + name.slice((at % name.length) + 1);
      const found = new NearNames([...names, name]).like(shorter).includes(name);
      expect(found).toBe(looksLike(name, shorter));
    }),
  );
});

test('a name that no DNS would take is like none, and costs nothing', () => {
  const long = 'a'.repeat(1_000_000);
  expect(new NearNames([long]).like(`${long}b`)).toEqual([]);
});
