import { type Json, list, record, strings, text } from './json';

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
