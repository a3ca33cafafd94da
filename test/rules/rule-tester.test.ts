import { defineRule } from '../../lib/rules/rule';
import type { Rule } from '../../lib/linker';
import { type InvalidCase, planTests, type RuleTable } from './rule-tester';
import { service } from './yaml';

const RED = service('red', '{ type: red }');
const BLUE = service('blue', '{ type: blue }');
const RULE = redRule('is red');

const TABLE: RuleTable = {
  valid: [{ name: 'blue', manifests: BLUE }],
  invalid: [
    { name: 'red', manifests: RED, findings: [{ message: 'red', severity: 'error', problem: 'Service "red" is red' }], fixed: BLUE },
  ],
};

describe('the rule tester', () => {
  it('passes a table that is right', () => {
    expect(failures(RULE, TABLE)).toEqual([]);
  });

  it('refuses a table without valid cases, or without invalid ones', () => {
    expect(failures(RULE, { ...TABLE, valid: [] })).toEqual(['has cases of both kinds, each of them once']);
    expect(failures(RULE, { ...TABLE, invalid: [] })).toEqual(['has cases of both kinds, each of them once']);
  });

  it('refuses two cases of one name, and two names for one case', () => {
    const again = { name: 'blue', manifests: service('green', '{ type: green }') };
    expect(failures(RULE, { ...TABLE, valid: [...TABLE.valid, again] })).toEqual(['has cases of both kinds, each of them once']);
    const same = { name: 'navy', manifests: `# the same\n${BLUE}` };
    expect(failures(RULE, { ...TABLE, valid: [...TABLE.valid, same] })).toEqual(['has cases of both kinds, each of them once']);
    expect(failures(RULE, { ...TABLE, valid: [...TABLE.valid, { ...same, ours: true }] })).toEqual([]);
  });

  it('fails a valid case in which something is found', () => {
    expect(failures(RULE, { ...TABLE, valid: [{ name: 'scarlet', manifests: service('scarlet', '{ type: red }') }] })).toEqual([
      'permits scarlet',
    ]);
  });

  it.each<[string, Partial<InvalidCase>]>([
    ['a finding too few', { findings: [] }],
    [
      'a finding too many',
      {
        findings: [
          { message: 'red', severity: 'error' },
          { message: 'red', severity: 'error' },
        ],
      },
    ],
    ['another message', { findings: [{ message: 'blue', severity: 'error' }] }],
    ['another severity', { findings: [{ message: 'red', severity: 'note' }] }],
    ['another field', { findings: [{ message: 'red', severity: 'error', field: 'spec.type' }] }],
    ['another object', { findings: [{ message: 'red', severity: 'error', object: { name: 'blue' } }] }],
    ['another text', { findings: [{ message: 'red', severity: 'error', fix: 'paint it' }] }],
    ['a text of another form', { findings: [{ message: 'red', severity: 'error', problem: /green/ }] }],
    ['a fix that changes nothing', { fixed: `# untouched\n${RED}` }],
    ['a fix that does not help', { fixed: service('crimson', '{ type: red }') }],
  ])('fails an invalid case with %s', (_, change) => {
    const invalid = TABLE.invalid.map((entry) => ({ ...entry, ...change }));
    expect(failures(RULE, { ...TABLE, invalid })).toEqual(['reports red']);
  });

  it.each(['is {{colour}}', 'is undefined', 'is red.', 'is red ', 'is  red', 'is [object Object]'])(
    'fails a message that says "%s"',
    (text) => {
      const invalid = TABLE.invalid.map((entry) => ({ ...entry, findings: [{ message: 'red', severity: 'error' as const }] }));
      expect(failures(redRule(text), { ...TABLE, invalid })).toEqual(['reports red']);
    },
  );

  it('fails a rule that edits a manifest, or the graph', () => {
    const edits = (edit: (graph: Parameters<Rule['check']>[0]) => void): Rule => ({
      ...RULE,
      check: (graph) => (edit(graph), RULE.check(graph)),
    });
    const all = ['permits blue', 'reports red'];
    expect(
      failures(
        edits((graph) => Object.assign(graph.objects[0]?.manifest ?? {}, { kind: 'Pod' })),
        TABLE,
      ),
    ).toEqual(all);
    expect(
      failures(
        edits((graph) => Object.assign(graph.services[0] ?? {}, { type: 'green' })),
        TABLE,
      ),
    ).toEqual(all);
    expect(
      failures(
        edits((graph) => (graph.objects as unknown[]).pop()),
        TABLE,
      ),
    ).toEqual(all);
  });

  it('fails a rule that depends on the order of documents', () => {
    const calls: string[] = [];
    // Remembers from call to call, as a rule with state outside `check` would.
    const forgetful: Rule = { ...RULE, check: (graph) => (calls.push(''), calls.length > 2 ? [] : RULE.check(graph)) };
    expect(failures(forgetful, TABLE)).toEqual(['reports red']);
  });

  it('fails a case whose YAML is broken', () => {
    expect(() => planTests(RULE, { ...TABLE, valid: [{ name: 'broken', manifests: 'a: [' }] })).toThrow(/flow/i);
  });
});

/** A rule that reports Services of type red. */
function redRule(text: string): Rule {
  return defineRule({
    name: 'not-red',
    why: 'Red is loud.',
    grade: { ours: 'error', foreign: 'error' },
    messages: { red: { problem: `Service {{name}} ${text}`, fix: 'paint it blue' } },
    check(graph, report) {
      for (const found of graph.services) if (found.type === 'red') report('red', found, undefined, { name: `"${found.object.name}"` });
    },
  });
}

/** The names of the tests that fail. */
function failures(rule: Rule, table: RuleTable): string[] {
  return planTests(rule, table).flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch {
      return [name];
    }
  });
}
