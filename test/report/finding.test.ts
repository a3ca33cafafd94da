import type { Finding } from '../../lib/linker';
import { compareFindings } from '../../lib/report/finding';

const FINDING: Finding = {
  rule: 'b',
  message: 'b',
  severity: 'warning',
  problem: 'b',
  got: 'b',
  fix: 'b',
  object: { apiVersion: 'b', kind: 'b', namespace: 'b', name: 'b' },
  path: 'b',
  field: 'b',
  source: { file: 'b', line: 10, column: 10, via: [] },
};

/** Each comes before `FINDING`, by something that weighs less than what the ones above it have. */
const BEFORE: readonly [what: string, change: Partial<Finding>][] = [
  ['no source', { source: undefined }],
  ['a file', { source: { file: 'a', line: 11, column: 11, via: [] } }],
  ['a line, by number', { source: { file: 'b', line: 9, column: 11, via: [] } }],
  ['a column, by number', { source: { file: 'b', line: 10, column: 9, via: [] } }],
  ['no path', { path: undefined }],
  ['a path', { path: 'a' }],
  ['no object', { object: undefined }],
  ['an object', { object: { apiVersion: 'b', kind: 'b', namespace: 'a', name: 'c' } }],
  ['an object without a namespace', { object: { apiVersion: 'b', kind: 'b', name: 'c' } }],
  ['no field', { field: undefined }],
  ['a field', { field: 'a' }],
  ['a severity', { severity: 'error' }],
  ['a rule', { rule: 'a' }],
  ['a message', { message: 'a' }],
  ['a problem', { problem: 'a' }],
  ['nothing got', { got: undefined }],
  ['what was got', { got: 'a' }],
];

/** The finding with all that weighs less than the change speaking against it. */
function handicapped(at: number, change: Partial<Finding>): Finding {
  const [, ...later] = BEFORE.slice(at);
  const keys = new Set(later.flatMap(([, other]) => Object.keys(other)));
  const worst: Partial<Finding> = {
    object: { apiVersion: 'c', kind: 'c', namespace: 'c', name: 'c' },
    path: 'c',
    field: 'c',
    severity: 'note',
    rule: 'c',
    message: 'c',
    problem: 'c',
    got: 'c',
  };
  return { ...FINDING, ...Object.fromEntries(Object.entries(worst).filter(([key]) => keys.has(key))), ...change };
}

describe('the order of findings', () => {
  it.each(BEFORE.map(([what, change], at) => ({ what, first: handicapped(at, change) })))(
    'goes by $what, whatever comes after',
    ({ first }) => {
      expect(compareFindings(first, FINDING)).toBeLessThan(0);
      expect(compareFindings(FINDING, first)).toBeGreaterThan(0);
    },
  );

  it('has errors before warnings before notes', () => {
    const severities = (['note', 'error', 'warning'] as const).map((severity) => ({ ...FINDING, severity })).sort(compareFindings);
    expect(severities.map(({ severity }) => severity)).toEqual(['error', 'warning', 'note']);
  });

  it('is none between findings that say the same', () => {
    expect(compareFindings(FINDING, { ...FINDING })).toBe(0);
    const bare: Finding = { rule: 'r', message: 'm', severity: 'note', problem: 'p', fix: 'f' };
    expect(compareFindings(bare, { ...bare })).toBe(0);
  });
});
