import { defineRule } from '../../lib/linker';
import { type InvalidRuleCase, type RuleCases, testRule } from '../../lib/testing';
import { deployment, service } from '../rules/yaml';

const ONE = deployment('shop/web', '{ app: web }').replace('spec:', 'spec:\n  replicas: 1');
const TWO = ONE.replace('replicas: 1', 'replicas: 2');
const REPORTED: InvalidRuleCase = {
  name: 'one pod', manifests: ONE, fixed: TWO,
  findings: [{ message: 'single', severity: 'warning', field: 'spec.replicas', object: 'web', problem: 'One pod of "web"', got: /^replicas: \d$/, fix: 'set replicas to 2' }],
};
const CASES: RuleCases = { valid: [{ name: 'two pods', manifests: TWO }], invalid: [REPORTED] };

function ruleThat(says = 'One pod of {{name}}', at: (seen: number) => boolean = () => true): ReturnType<typeof defineRule> {
  let seen = 0;
  return defineRule({
    name: 'more-than-one', why: 'One pod is an outage.', grade: { ours: 'error', foreign: 'warning' },
    messages: { single: { problem: says as 'One pod of {{name}}', got: 'replicas: {{replicas}}', fix: 'set replicas to 2' } },
    check(graph, report) {
      seen += 1;
      for (const { object, replicas } of graph.workloads) if (replicas === 1 && at(seen)) report('single', { object }, 'spec.replicas', { name: `"${object.name}"`, replicas });
    },
  });
}

/** The tests that a table comes to, with what each says where it fails. */
function outcomes(cases: RuleCases, rule = ruleThat()): Record<string, string> {
  const results: Record<string, string> = {};
  testRule(rule, cases, {
    describe: (_, body) => { body(); },
    it: (name, body) => {
      try { body(); results[name] = ''; } catch (error) { results[name] = (error as Error).message; }
    },
  });
  return results;
}

// In this runner, by its own describe and it.
testRule(ruleThat(), CASES);

describe('testRule', () => {
  const first = 'has cases of both kinds, each of them once';

  test('makes one test of each case, and passes a table that is right', () => {
    expect(outcomes(CASES)).toEqual({ [first]: '', 'permits two pods': '', 'reports one pod': '' });
    expect(outcomes({ ...CASES, valid: [{ name: 'objects', manifests: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }], target: { kubernetesVersion: '1.30' } }] })).toMatchObject({ 'permits objects': expect.stringContaining('warning[more-than-one]') });
  });

  test('grades objects as ours where a case says so', () => {
    expect(outcomes({ ...CASES, invalid: [{ ...REPORTED, ours: true }] })['reports one pod']).toContain('severity: expected "warning", got "error"');
  });

  test('wants cases of both kinds, each under a name of its own', () => {
    expect(outcomes({ ...CASES, valid: [] })[first]).toContain('A rule needs a case that it permits and one that it reports');
    expect(outcomes({ ...CASES, invalid: [{ ...REPORTED, name: 'two pods' }] })[first]).toContain('Two cases are named "two pods"');
  });

  test('shows what was found where nothing should be', () => {
    expect(outcomes({ ...CASES, valid: [{ name: 'one pod', manifests: ONE }] })['permits one pod']).toMatch(/^Nothing should be found, and this was:\n\nwarning\[more-than-one\] One pod of "web"/);
  });

  test.each<[string, Partial<InvalidRuleCase>, RegExp]>([
    ['no finding at all', { findings: [] }, /says what is found/],
    ['a finding too many', { findings: [...REPORTED.findings, ...REPORTED.findings] }, /2 findings were expected, and there are 1/],
    ['another message', { findings: [{ message: 'double' }] }, /findings\[0\]\.message: expected "double", got "single"/],
    ['another object', { findings: [{ message: 'single', object: 'api' }] }, /findings\[0\]\.object: expected "api", got "web"/],
    ['a text of another form', { findings: [{ message: 'single', got: /two/ }] }, /findings\[0\]\.got: expected \/two\/, got "replicas: 1"/],
    ['a fix that changes nothing', { fixed: `# untouched\n${ONE}` }, /change them as the fix says/],
    ['a fix that does not help', { fixed: ONE + service('shop/web', '{ ports: [{ port: 80 }] }') }, /the fix does not help/],
    ['YAML that cannot be read', { manifests: 'kind: [' }, /cannot be read:\n\nerror\[yaml-readable\]/],
  ])('fails a case with %s', (_, change, problem) => {
    expect(outcomes({ ...CASES, invalid: [{ ...REPORTED, ...change }] })['reports one pod']).toMatch(problem);
  });

  test('fails a rule whose text lacks a value, that remembers, or that edits', () => {
    const invalid = [{ ...REPORTED, findings: [{ message: 'single' }] }];
    expect(outcomes({ ...CASES, invalid }, ruleThat('One pod.'))['reports one pod']).toContain('ends in a full stop');
    expect(outcomes({ ...CASES, invalid }, ruleThat(undefined, (seen) => seen < 3))['reports one pod']).toContain('The order of documents shows');
    const editing = ruleThat();
    expect(outcomes(CASES, { ...editing, check: (graph) => (Object.assign(graph.objects[0]?.manifest ?? {}, { kind: 'Pod' }), editing.check(graph)) })['permits two pods']).toMatch(/read only|extensible/);
  });
});
