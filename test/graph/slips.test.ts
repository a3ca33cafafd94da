import * as fc from 'fast-check';
import { looksLike } from '../../lib/graph/near';
import { Slips } from '../../lib/graph/slips';

const word = fc.oneof(
  fc.stringMatching(/^[ab]{0,9}$/),
  fc.stringMatching(/^[abc]{2,5}([-_./][abc]{2,9}){0,2}$/),
  fc.stringMatching(/^[a-cA-C\d]{3,12}(-[a-c\d]{1,4})?$/),
  fc.constantFrom('orders', 'internal', 'external', 'v1', 'redis-1', 'product-catalog', 'productcatalog', ''),
);

/** A word after a few edits: that random words are alike is rare. */
const edited = fc.tuple(word, fc.array(fc.tuple(fc.nat(), fc.constantFrom('delete', 'insert', 'replace', 'swap'), fc.constantFrom('a', 'b', '-', 'A', '1')), { maxLength: 4 })).map(([start, edits]) => {
  let text = start;
  for (const [position, edit, letter] of edits) {
    const at = position % (text.length + 1);
    const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    if (edit === 'delete') text = before + after;
    else if (edit === 'insert') text = before + letter + here + after;
    else if (edit === 'replace') text = before + letter + after;
    else text = before + after.charAt(0) + here + after.slice(1);
  }
  return [start, text] as const;
});

test('finds the very words that comparing each would find', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), edited, (words, [start, wanted]) => {
      const all = [...new Set([...words, start])];
      expect(new Slips(all).like(wanted).sort()).toEqual(all.filter((entry) => looksLike(entry, wanted)).sort());
    }),
    { numRuns: 20_000 },
  );
});
