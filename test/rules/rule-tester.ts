import { isDeepStrictEqual } from 'node:util';
import { type Finding, link, type ObjectReference, type Rule, type Severity } from '../../lib/linker';
import { FAULTY_TEXT } from '../../lib/testing/rule-cases';
import { complete } from './complete';
import { deepFreeze, type LinkOptions, type Manifests, readManifests, toInput } from './manifests';

/** Manifests in which the rule finds nothing. */
export interface ValidCase extends LinkOptions {
  /** What is permitted, so that `permits …` is a sentence. */
  readonly name: string;
  /** Abbreviated: what the API server requires beside them is added. */
  readonly manifests: Manifests;
  /** Whether the API server refuses them, fixed or not, as a patch or what is of the wrong type; then they are taken as they are. @default false */
  readonly refused?: boolean;
}

/** Manifests that violate the rule, and the same after the finding's `fix` was followed. */
export interface InvalidCase extends ValidCase {
  /** What is wrong, so that `reports …` is a sentence. */
  readonly name: string;
  /** All of them, in order. */
  readonly findings: readonly ExpectedFinding[];
  readonly fixed: Manifests;
  /** What is said beside the fixed manifests, where the fix is there. @default - the same as before */
  readonly fixedWith?: LinkOptions;
}

/** What a case says of a finding: a text must be equal, a pattern must match, and what is left out may be anything. */
export interface ExpectedFinding {
  readonly message: string;
  readonly severity: Severity;
  readonly field?: string;
  readonly object?: Partial<ObjectReference>;
  readonly problem?: string | RegExp;
  readonly got?: string | RegExp;
  readonly fix?: string | RegExp;
}

export interface RuleTable {
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
}

/** One test: a name that is a sentence, and what it does. */
export interface PlannedTest {
  readonly name: string;
  readonly run: () => void;
}

/** Tests a rule by a table of manifests that it permits and manifests that it reports. */
export function ruleTester(rule: Rule, table: RuleTable): void {
  describe(rule.name, () => {
    for (const { name, run } of planTests(rule, table)) it(name, run);
  });
}

/** The tests of a table, not yet run: the tester's own tests look at which of them fail. */
export function planTests(rule: Rule, { valid, invalid }: RuleTable): PlannedTest[] {
  const cases = [...valid, ...invalid];
  const contents = cases.map((entry) => JSON.stringify([readManifests(entry.manifests), entry.ours, entry.target, entry.patches, entry.connections, entry.externals, entry.acknowledgements, entry.today, entry.podSecurity, entry.apiServer, entry.separateFiles]));
  return [
    {
      name: 'has cases of both kinds, each of them once',
      run: () => {
        expect([valid.length, invalid.length]).not.toContain(0);
        expect(repeated(cases.map(({ name }) => name))).toEqual([]);
        expect(repeated(contents)).toEqual([]);
      },
    },
    ...valid.map((entry) => ({
      name: `permits ${entry.name}`,
      run: () => {
        expect(findingsOf(rule, entry)).toEqual([]);
      },
    })),
    ...invalid.map((entry) => ({
      name: `reports ${entry.name}`,
      run: () => {
        checkInvalid(rule, entry);
      },
    })),
  ];
}

/** What the rule alone finds; it throws if the rule edits what it reads. */
export function findingsOf(rule: Rule, { manifests, refused, ...options }: ValidCase, order: Order = (documents) => documents): readonly Finding[] {
  const freezing: Rule = { ...rule, check: (graph) => rule.check(deepFreeze(graph)) };
  return link(toInput(order(completed(manifests, refused)), options), [freezing]).findings;
}

/** The documents of a case, as they would be applied. */
export function completed(manifests: Manifests, refused = false): readonly unknown[] {
  return refused ? readManifests(manifests) : readManifests(manifests).map(complete);
}

type Order = (documents: readonly unknown[]) => readonly unknown[];

function checkInvalid(rule: Rule, entry: InvalidCase): void {
  const found = findingsOf(rule, entry);
  expect(found).toEqual(entry.findings.map(matcherOf));
  for (const finding of found) checkTexts(finding);
  // The order of files, or of constructs, must not show in what is said.
  for (const order of ordersOf(readManifests(entry.manifests).length)) expect(findingsOf(rule, entry, order)).toEqual(found);
  const fixed = { ...entry, ...entry.fixedWith, manifests: entry.fixed };
  expect(isDeepStrictEqual([readManifests(fixed.manifests), entry.fixedWith], [readManifests(entry.manifests), undefined])).toBe(false);
  expect(findingsOf(rule, fixed)).toEqual([]);
}

function matcherOf({ object, problem, got, fix, ...rest }: ExpectedFinding): unknown {
  return expect.objectContaining({
    ...rest,
    ...(object ? { object: expect.objectContaining(object) as unknown } : {}),
    ...Object.fromEntries(
      Object.entries({ problem, got, fix }).flatMap(([key, text]): [string, unknown][] =>
        text === undefined ? [] : [[key, typeof text === 'string' ? text : expect.stringMatching(text)]],
      ),
    ),
  });
}

function checkTexts({ problem, got, fix }: Finding): void {
  for (const text of [problem, got, fix]) {
    if (text !== undefined) expect(text).not.toMatch(FAULTY_TEXT);
  }
}

/** Backwards, and turned by each number of places. */
function ordersOf(length: number): Order[] {
  const turns = Array.from({ length: Math.max(0, length - 1) }, (_, index): Order => (all) => [
    ...all.slice(index + 1),
    ...all.slice(0, index + 1),
  ]);
  return [(documents) => [...documents].reverse(), ...turns];
}

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}
