import * as fc from 'fast-check';
import {
  asLabels,
  isEmpty,
  judge,
  type LabelSelector,
  matches,
  matchesLabels,
  readLabelSelector,
  showSelector,
} from '../../lib/graph/selector';

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

const never = (): boolean => false;

describe('judging by labels of which some are known', () => {
  it('is matching where all are known', () => {
    fc.assert(
      fc.property(selector, labels, (wanted, pod) => judge(wanted, pod, never) === (matches(wanted, pod) ? 'yes' : 'no')),
      { numRuns: 2000 },
    );
  });

  it('says yes or no only where it holds whatever labels are gained', () => {
    const counts = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(selector, labels, labels, (wanted, pod, gained) => {
        const verdict = judge(wanted, pod, () => true);
        counts[verdict] += 1;
        expect(verdict === 'unknown' || verdict === (matches(wanted, { ...gained, ...pod }) ? 'yes' : 'no')).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(40);
  });

  it('is sure of what nobody can gain', () => {
    fc.assert(
      fc.property(selector, labels, labels, (wanted, pod, gained) => {
        // What may be gained is what is gained or nothing: the answer holds both ways.
        const verdict = judge(wanted, pod, (k, v) => Object.hasOwn(gained, k) && (v === undefined || gained[k] === v));
        const both = [matches(wanted, pod), matches(wanted, { ...gained, ...pod })];
        expect(verdict === 'unknown' || both.every((one) => one === (verdict === 'yes'))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  const app: LabelSelector = { matchLabels: { app: 'web' }, matchExpressions: [] };
  const tier = (operator: string, ...values: string[]): LabelSelector => ({
    matchLabels: {},
    matchExpressions: [{ key: 'tier', operator, values }],
  });

  it.each<[string, LabelSelector, Record<string, string>, string]>([
    ['a pair that is known', app, { app: 'web' }, 'yes'],
    ['a pair whose value is another', app, { app: 'db' }, 'no'],
    ['a pair whose key may be gained', app, {}, 'unknown'],
    ['nothing', { matchLabels: {}, matchExpressions: [] }, {}, 'yes'],
    ['a list that may be met', tier('In', 'a', 'b'), {}, 'unknown'],
    ['a list that is met', tier('In', 'a', 'b'), { tier: 'b' }, 'yes'],
    ['a list that may be spoilt', tier('NotIn', 'a'), {}, 'unknown'],
    ['a key that may come', tier('Exists'), {}, 'unknown'],
    ['a key that may come unwanted', tier('DoesNotExist'), {}, 'unknown'],
    ['a key that has come unwanted', tier('DoesNotExist'), { tier: 'a' }, 'no'],
    ['one thing that may be and one that is not', { ...tier('Exists'), matchLabels: { app: 'web' } }, { app: 'db' }, 'no'],
  ])('takes %s for what it is', (_, wanted, pod, verdict) => {
    expect(judge(wanted, pod, () => true)).toBe(verdict);
  });

  it('asks for the value that alone will do', () => {
    const asked: unknown[] = [];
    const ask = (k: string, v?: string): boolean => asked.push([k, v]) < 0;
    judge({ matchLabels: { app: 'web' }, matchExpressions: [] }, {}, ask);
    judge(tier('In', 'a'), {}, ask);
    judge(tier('Exists'), {}, ask);
    judge(tier('Exists'), { tier: 'a' }, ask);
    expect(asked).toEqual([['app', 'web'], ['tier', 'a'], ['tier', undefined]]);
  });
});

describe('a selector that asks for nothing', () => {
  it('is empty, and no other is', () => {
    fc.assert(
      fc.property(selector, (wanted) => {
        expect(isEmpty(wanted)).toBe(Object.keys(wanted.matchLabels).length + wanted.matchExpressions.length === 0);
      }),
    );
    expect(isEmpty(readLabelSelector({})!)).toBe(true);
    expect(isEmpty(readLabelSelector({ matchLabels: {}, matchExpressions: [] })!)).toBe(true);
  });

  it('picks everything', () => {
    fc.assert(
      fc.property(selector, labels, (wanted, pod) => {
        fc.pre(isEmpty(wanted));
        expect(judge(wanted, pod, () => true)).toBe('yes');
      }),
    );
  });
});

describe('a selector as mere labels', () => {
  it('matches what the selector matches', () => {
    let found = 0;
    fc.assert(
      fc.property(selector, labels, (wanted, pod) => {
        const mere = asLabels(wanted);
        if (mere === undefined) return;
        found += 1;
        expect(matchesLabels(mere, pod)).toBe(matches(wanted, pod));
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(200);
  });

  it.each<[string, LabelSelector, Record<string, string> | undefined]>([
    ['labels', { matchLabels: { app: 'web' }, matchExpressions: [] }, { app: 'web' }],
    ['a list of one', { matchLabels: {}, matchExpressions: [{ key: 'constructor', operator: 'In', values: ['a'] }] }, { constructor: 'a' }],
    ['a list of two', { matchLabels: {}, matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, undefined],
    ['a key', { matchLabels: {}, matchExpressions: [{ key: 'app', operator: 'Exists', values: [] }] }, undefined],
    ['a value and another', { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }, undefined],
  ])('is none but where it asks for no more: %s', (_, wanted, expected) => {
    expect(asLabels(wanted)).toEqual(expected);
  });
});

describe('a selector in a message', () => {
  it.each<[Parameters<typeof readLabelSelector>[0], string]>([
    [{}, '""'],
    [{ matchLabels: { app: 'web' } }, '"app=web"'],
    [{ matchLabels: { tier: 'front', app: 'web' } }, '"app=web,tier=front"'],
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }] }, '"tier in (a,b)"'],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['a'] }] }, '"tier notin (a)"'],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, '"tier"'],
    [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, '"!tier"'],
    [
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['a'] }, { key: 'canary', operator: 'DoesNotExist' }] },
      '"!canary,app=web,tier in (a)"',
    ],
    [{ matchLabels: { app: 'a"b' } }, String.raw`"app=a\"b"`],
  ])('is written as kubectl writes it: %j', (manifest, shown) => {
    expect(showSelector(readLabelSelector(manifest)!)).toBe(shown);
  });
});
