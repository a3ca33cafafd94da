import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../graph/json';
import { link, type LinkInput } from '../linker/link';
import { inputFile, STDIN } from '../manifests/input-file';
import { readFiles } from '../manifests/read-files';
import type { Finding, Severity } from '../report/finding';
import { quote } from '../report/message';
import { formatText } from '../report/text';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET, type TargetData } from '../target/target-data';
import { differencesOf } from './shape';

/** YAML of one or more documents, or the objects themselves. */
export type RuleManifests = string | readonly object[];

/** Manifests in which the rule finds nothing. */
export interface ValidRuleCase {
  /** What is permitted, so that `permits …` is a sentence. */
  readonly name: string;
  readonly manifests: RuleManifests;
  /** Whether the objects count as made by patterns of the library, so that the rule's grade `ours` is theirs. @default false */
  readonly ours?: boolean;
  /** What differs from the default target. @default - nothing */
  readonly target?: Partial<TargetData>;
}

/** Manifests that violate the rule, and the same after the finding's `fix` was followed. */
export interface InvalidRuleCase extends ValidRuleCase {
  /** What is wrong, so that `reports …` is a sentence. */
  readonly name: string;
  /** All of them, by place. */
  readonly findings: readonly ExpectedFinding[];
  readonly fixed: RuleManifests;
}

/** What a case says of a finding: a text must be equal, a pattern must match, and what is left out may be anything. */
export interface ExpectedFinding {
  /** Which of the rule's messages it is. */
  readonly message: string;
  readonly severity?: Severity;
  /** Such as `spec.replicas`. */
  readonly field?: string;
  /** The name of the object at fault. */
  readonly object?: string;
  readonly problem?: string | RegExp;
  readonly got?: string | RegExp;
  readonly fix?: string | RegExp;
}

/** What a rule is tested by. */
export interface RuleCases {
  readonly valid: readonly ValidRuleCase[];
  readonly invalid: readonly InvalidRuleCase[];
}

/** One test: a name that is a sentence, and what throws where it does not hold. */
export interface PlannedTest {
  readonly name: string;
  readonly run: () => void;
}

/** The tests of a rule, not yet run. */
export function planRuleTests(rule: Rule, { valid, invalid }: RuleCases): PlannedTest[] {
  return [
    { name: 'has cases of both kinds, each of them once', run: () => { checkTable([...valid], [...invalid]); } },
    ...valid.map((entry) => ({
      name: `permits ${entry.name}`,
      run: () => {
        const found = findingsOf(rule, entry);
        if (found.length > 0) throw new Error(`Nothing should be found, and this was:\n\n${formatText(found)}`);
      },
    })),
    ...invalid.map((entry) => ({ name: `reports ${entry.name}`, run: () => { checkInvalid(rule, entry); } })),
  ];
}

function checkTable(valid: readonly ValidRuleCase[], invalid: readonly ValidRuleCase[]): void {
  if (valid.length === 0 || invalid.length === 0) throw new Error('A rule needs a case that it permits and one that it reports: add one to valid, or to invalid');
  const names = [...valid, ...invalid].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two cases are named ${quote(twice)}: say what tells them apart`);
}

function checkInvalid(rule: Rule, entry: InvalidRuleCase): void {
  const found = findingsOf(rule, entry);
  const wanted = entry.findings.length;
  if (wanted === 0) throw new Error('An invalid case says what is found: list it in findings');
  if (found.length !== wanted) throw new Error(`${String(wanted)} findings were expected, and there are ${String(found.length)}:\n\n${formatText(found)}`);
  const wrong = found.flatMap((finding, index) => differencesOf(described(entry.findings[index]), told(finding), `findings[${String(index)}]`));
  if (wrong.length > 0) {
    const lines = wrong.map(({ path, expected, got }) => `  ${path}: expected ${expected}, got ${got}`);
    throw new Error(`What was found is not what was expected:\n${lines.join('\n')}\n\n${formatText(found)}`);
  }
  for (const finding of found) checkTexts(finding);
  const turned = findingsOf(rule, entry, (documents) => [...documents].reverse());
  if (!isDeepStrictEqual(turned, found)) throw new Error(`The order of documents shows in what is found; with the last one first it is:\n\n${formatText(turned)}`);
  checkFixed(rule, entry);
}

function checkFixed(rule: Rule, entry: InvalidRuleCase): void {
  if (isDeepStrictEqual(documentsOf(entry.fixed), documentsOf(entry.manifests))) throw new Error('The fixed manifests are those that were to be fixed: change them as the fix says');
  const left = findingsOf(rule, { ...entry, manifests: entry.fixed });
  if (left.length > 0) throw new Error(`The fixed manifests still have findings, so the fix does not help:\n\n${formatText(left)}`);
}

/** What no text may show: a placeholder or value that was forgotten, a gap where one was empty, a full stop. */
export const FAULTY_TEXT = /\{\{|undefined|\bnull\b|NaN|\[object|^\s|\s\s|\s[,;:]|[.\s]$|^$/;

function checkTexts({ problem, got, fix }: Finding): void {
  for (const text of [problem, got, fix]) {
    if (text !== undefined && FAULTY_TEXT.test(text)) {
      throw new Error(`A text of the finding has a placeholder, a value or a word missing, or ends in a full stop: ${quote(text)}`);
    }
  }
}

function findingsOf(rule: Rule, { manifests, ours = false, target }: ValidRuleCase, order: (documents: readonly JsonObject[]) => readonly JsonObject[] = (documents) => documents): readonly Finding[] {
  const input: LinkInput = { objects: order(documentsOf(manifests)).map((manifest) => ({ manifest, ours, target: { ...DEFAULT_TARGET, ...target } })) };
  // Whoever edits what every other rule reads throws.
  const freezing: Rule = { ...rule, check: (graph) => rule.check(deepFreeze(graph)) };
  return link(deepFreeze(input), [freezing]).findings;
}

function documentsOf(manifests: RuleManifests): JsonObject[] {
  if (typeof manifests !== 'string') return structuredClone(manifests) as JsonObject[];
  const [read] = readFiles([inputFile(STDIN, process.cwd(), true)], { stdin: manifests });
  const { objects = [], findings = [] } = read ?? {};
  if (findings.length > 0) throw new Error(`The manifests of the case cannot be read:\n\n${formatText(findings)}`);
  return objects.map(({ manifest }) => manifest);
}

function described({ object, problem, got, fix, ...rest }: Partial<ExpectedFinding> = {}): object {
  const texts = Object.entries({ problem, got, fix }).flatMap(([key, text]): [string, unknown][] => (text === undefined ? [] : [[key, text instanceof RegExp ? matching(text) : text]]));
  return { ...rest, ...(object === undefined ? {} : { object }), ...Object.fromEntries(texts) };
}

function told({ object, ...rest }: Finding): object {
  return { ...rest, object: object?.name };
}

function matching(pattern: RegExp): object {
  return { asymmetricMatch: (other: unknown) => typeof other === 'string' && pattern.test(other), toAsymmetricMatcher: () => String(pattern) };
}

/** Freezes a value and whatever it leads to. */
export function deepFreeze<T>(value: T): T {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value) as unknown[]) deepFreeze(part);
  return value;
}
