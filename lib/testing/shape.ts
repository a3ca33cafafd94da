import { harmless } from '../report/harmless';

/** Where a value is not as it was described. */
export interface Difference {
  /** Such as `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** `expect.any(String)`, `expect.arrayContaining([…])`: the runner's own, of which ours need no more than this. */
interface Asymmetric {
  asymmetricMatch(other: unknown): boolean;
  toAsymmetricMatcher?(): string;
  toString(): string;
  readonly sample?: unknown;
}

/**
 * Every place where a value differs from its description. An object may have more than is described, at any depth; a list
 * has exactly the entries that are described, each of which may again have more; `undefined` says that nothing is there.
 */
export function differencesOf(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(actual) ? [] : [differing(path, expected, actual)];
  if (Array.isArray(expected)) return ofLists(expected, actual, path);
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return [differing(path, expected, actual)];
    const fields = actual as Readonly<Record<string, unknown>>;
    return Object.entries(expected).flatMap(([key, value]) => differencesOf(value, Object.hasOwn(fields, key) ? fields[key] : undefined, within(path, key)));
  }
  return Object.is(expected, actual) ? [] : [differing(path, expected, actual)];
}

function ofLists(expected: readonly unknown[], actual: unknown, path: string): Difference[] {
  if (!Array.isArray(actual)) return [differing(path, expected, actual)];
  if (actual.length !== expected.length) {
    return [{ path, expected: counted(expected.length), got: `${counted(actual.length)}: ${show(actual)}` }];
  }
  return expected.flatMap((entry, index) => differencesOf(entry, actual[index], `${path}[${String(index)}]`));
}

function isAsymmetric(value: unknown): value is Asymmetric {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Asymmetric>).asymmetricMatch === 'function';
}

function differing(path: string, expected: unknown, actual: unknown): Difference {
  return { path, expected: show(expected), got: show(actual) };
}

function within(path: string, key: string): string {
  const isPlain = /^\w+$/.test(key);
  if (!isPlain) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function counted(length: number): string {
  return `${String(length)} entr${length === 1 ? 'y' : 'ies'}`;
}

/** A longer value would hide where it differs. */
const LONGEST = 100;

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = harmless(JSON.stringify(value, (_, part: unknown) => (isAsymmetric(part) ? nameOf(part) : part)));
  const bare = isAsymmetric(value) ? nameOf(value) : text;
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST)}…` : bare;
}

function nameOf(matcher: Asymmetric): string {
  const own = matcher.toAsymmetricMatcher?.();
  if (own !== undefined) return own;
  const { sample } = matcher;
  // Those of the runners are called by their names: StringContaining, ArrayNotContaining.
  return sample === undefined ? 'what the matcher describes' : `${matcher.toString()} ${sample instanceof RegExp ? String(sample) : JSON.stringify(sample)}`;
}
