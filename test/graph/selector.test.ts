import * as fc from 'fast-check';
import { type LabelSelector, matches, matchesLabels, readLabelSelector } from '../../lib/graph/selector';

// Few keys and values, so that they meet often; some are what every JavaScript object has.
const key = fc.constantFrom('app', 'tier', 'constructor', 'toString');
const value = fc.constantFrom('web', 'db', '');
const labels = fc.dictionary(key, value);
const requirement = fc.record({
  key,
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt'),
  values: fc.array(value, { maxLength: 2 }),
});
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(requirement, { maxLength: 3 }) });

/** As the documentation of labels has it, over a list of pairs. */
function oracle({ matchLabels, matchExpressions }: LabelSelector, pod: Readonly<Record<string, string>>): boolean {
  const pairs = Object.entries(pod);
  const carries = (k: string, values?: readonly string[]): boolean =>
    pairs.some(([key_, v]) => key_ === k && (values?.includes(v) ?? true));
  return [
    ...Object.entries(matchLabels).map(([k, v]) => carries(k, [v])),
    ...matchExpressions.map(({ key: k, operator, values }) => {
      if (operator === 'In') return carries(k, values);
      if (operator === 'NotIn') return !carries(k, values);
      if (operator === 'Exists') return carries(k);
      return operator === 'DoesNotExist' && !carries(k);
    }),
  ].every(Boolean);
}

describe('a label selector', () => {
  it('matches what a plain reading of the documentation matches', () => {
    fc.assert(
      fc.property(selector, labels, (wanted, pod) => matches(wanted, pod) === oracle(wanted, pod)),
      { numRuns: 2000 },
    );
  });

  it('matches labels that contain every pair, and no others', () => {
    fc.assert(
      fc.property(
        labels,
        labels,
        (wanted, pod) => matchesLabels(wanted, pod) === oracle({ matchLabels: wanted, matchExpressions: [] }, pod),
      ),
    );
  });

  it('matches everything when it lists nothing', () => {
    expect(matches({ matchLabels: {}, matchExpressions: [] }, {})).toBe(true);
    expect(matches({ matchLabels: {}, matchExpressions: [] }, { app: 'web' })).toBe(true);
  });

  it.each([undefined, null])('is none where the manifest holds %s', (manifest) => {
    expect(readLabelSelector(manifest)).toBeUndefined();
  });

  it.each<[string, Parameters<typeof readLabelSelector>[0], LabelSelector]>([
    ['{}', {}, { matchLabels: {}, matchExpressions: [] }],
    ['labels', { matchLabels: { app: 'web' } }, { matchLabels: { app: 'web' }, matchExpressions: [] }],
    [
      'expressions',
      {
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['a', 'b'] },
          { key: 'app', operator: 'Exists' },
        ],
      },
      {
        matchLabels: {},
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['a', 'b'] },
          { key: 'app', operator: 'Exists', values: [] },
        ],
      },
    ],
    ['garbage', { matchLabels: ['app'], matchExpressions: { key: 'x' } }, { matchLabels: {}, matchExpressions: [] }],
    [
      'garbage within',
      { matchLabels: { app: 1 }, matchExpressions: [null, { key: 2, values: [3, 'c'] }] },
      {
        matchLabels: {},
        matchExpressions: [
          { key: '', operator: '', values: [] },
          { key: '', operator: '', values: ['c'] },
        ],
      },
    ],
  ])('is read from %s', (_, manifest, read) => {
    expect(readLabelSelector(manifest)).toEqual(read);
  });
});
