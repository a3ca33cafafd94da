import { quote } from '../report/message';
import { type Json, list, record, strings, text } from './json';
import { allOf, both, type Verdict, verdictOf } from './verdict';

export type Labels = Readonly<Record<string, string>>;

/** One entry of `matchExpressions`. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A label selector: what it lists must all hold. One that lists nothing matches everything. */
export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly Requirement[];
}

/** Reads `{ matchLabels, matchExpressions }`; undefined where there is none at all, which selects nothing. */
export function readLabelSelector(value: Json): LabelSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const selector = record(value);
  return {
    matchLabels: strings(selector.matchLabels),
    matchExpressions: list(selector.matchExpressions).map((entry) => {
      const requirement = record(entry);
      return {
        key: text(requirement.key) ?? '',
        operator: text(requirement.operator) ?? '',
        values: list(requirement.values).filter((item) => typeof item === 'string'),
      };
    }),
  };
}

/**
 * Whether labels satisfy a selector.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function matches(selector: LabelSelector, labels: Labels): boolean {
  return matchesLabels(selector.matchLabels, labels) && selector.matchExpressions.every((entry) => satisfies(entry, labels));
}

/**
 * Whether a selector picks something of which some labels are known.
 *
 * @param mayGain whether a key that is not among the labels may be there all the same, with that value if only one will do
 */
export function judge(selector: LabelSelector, labels: Labels, mayGain: (key: string, value?: string) => boolean): Verdict {
  const open = (key: string, value?: string): boolean => !Object.hasOwn(labels, key) && mayGain(key, value);
  return both(
    allOf(Object.entries(selector.matchLabels), ([key, value]) =>
      open(key, value) ? 'unknown' : verdictOf(Object.hasOwn(labels, key) && labels[key] === value),
    ),
    () => allOf(selector.matchExpressions, (entry) => (open(entry.key, onlyValue(entry)) ? 'unknown' : verdictOf(satisfies(entry, labels)))),
  );
}

/** Whether labels contain every pair of the map. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) return false;
  }
  return true;
}

function satisfies(requirement: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn': // as the API server has it: an absent key is not in
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Whether a selector asks for nothing, and so picks everything. */
export function isEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** A selector as mere labels, where it asks for no more than that: `app in (web)` is `app=web`. */
export function asLabels({ matchLabels, matchExpressions }: LabelSelector): Labels | undefined {
  if (matchExpressions.length === 0) return matchLabels;
  const labels = Object.assign(Object.create(null) as Record<string, string>, matchLabels);
  for (const requirement of matchExpressions) {
    const value = onlyValue(requirement);
    if (value === undefined || (labels[requirement.key] ?? value) !== value) return undefined;
    labels[requirement.key] = value;
  }
  return labels;
}

/** The one value that a requirement accepts. */
function onlyValue({ operator, values }: Requirement): string | undefined {
  return operator === 'In' && values.length === 1 ? values[0] : undefined;
}

/** A selector as kubectl writes it: `"app=web,tier in (a,b),!canary"`. */
export function showSelector({ matchLabels, matchExpressions }: LabelSelector): string {
  const pairs = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  return quote([...pairs, ...matchExpressions.map(showRequirement)].sort().join(','));
}

function showRequirement({ key, operator, values }: Requirement): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator.toLowerCase()} (${values.join(',')})`;
}
