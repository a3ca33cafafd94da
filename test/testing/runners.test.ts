import { codeBlocks } from '../docs/code-blocks';
import { type TestProject, TestProjects, type TestRun } from './project';

jest.setTimeout(180_000);
let projects: TestProjects;
beforeAll(() => { projects = new TestProjects(); });
afterAll(() => { projects.remove(); });

/** The files of a page, with the import that fits the runner. */
function filesOf(page: string, runner: 'jest' | 'vitest'): Record<string, string> {
  const files = codeBlocks().filter(({ name, file }) => name.startsWith(`docs/${page}.md`) && file !== undefined);
  return Object.fromEntries(files.map(({ file = '', code }) => [file, code.replace('testing/jest\'', `testing/${runner}'`)]));
}

const SHOP = filesOf('testing', 'jest')['shop.ts']!;

/** One of each that passes, and one of each that does not. */
const CASES = `
const chart = (): Shop => new Shop(Testing.app(), 'shop');
test('passing', () => {
  expect(chart()).toLinkCleanly();
  expect(chart()).toRoute('web', 'orders:80');
  expect(chart()).toReach('orders', 'db:5432');
  expect(chart()).toExpose('web:80');
  expect(chart()).toHaveResource('Service', { spec: { ports: [expect.objectContaining({ port: 5432 })] } });
  expect(chart()).toHaveResourceCount('Service', 3);
  expect(chart()).not.toReach('web', 'db');
});
test('links', () => { expect('apiVersion: v1\\nkind: Service\\nmetadata: { name: web }\\nspec: { ports: [{ port: 80 }, { port: 81 }] }').toLinkCleanly(); });
test('not links', () => { expect(chart()).not.toLinkCleanly(); });
test('routes', () => { expect(chart()).toRoute('web', 'db:5432'); });
test('not reaches', () => { expect(chart()).not.toReach('orders', 'db:5432'); });
test('not named', () => { expect(chart()).not.toReach('ordres', 'db:5432'); });
test('not exposes', () => { expect(chart()).not.toExpose('web'); });
test('has', () => { expect(chart()).toHaveResource('Deployment', { metadata: { name: 'web' }, spec: { replicas: expect.stringContaining('two') } }); });
testRule(defineRule({ name: 'no-pods', why: '', grade: { ours: 'error', foreign: 'error' }, messages: { one: { problem: 'A Pod', fix: 'remove it' } }, check(graph, report) {
  for (const { object } of graph.workloads) report('one', { object }, undefined, {});
} }), { valid: [{ name: 'none', manifests: 'kind: Pod\\napiVersion: v1\\nmetadata: { name: a }' }], invalid: [] });
`;
const IMPORTS = `import { Testing } from 'cdk8s';
import { defineRule } from 'cdk8s-service-patterns/linker';
import { testRule } from 'cdk8s-service-patterns/testing';
import { Shop } from './shop';
`;

const EXPECTED: Record<string, unknown> = {
  passing: 'passed',
  links: expect.stringMatching(/What should link cleanly does not: 2 errors\n\nerror\[service-ports-named\] [^]*--> <stdin>:4:17\n/),
  'not links': expect.stringMatching(/What should not link cleanly does: no error in \d+ objects, 3 links proved/),
  routes: expect.stringContaining('into shop/Deployment db: refused, for shop/db/Policy does not admit it'),
  'not reaches': expect.stringContaining('Traffic from "orders" gets through to "db:5432"'),
  'not named': expect.stringContaining('did you mean "orders"?'),
  'not exposes': expect.stringContaining('load balancer of shop/web → shop/web:80'),
  has: expect.stringMatching(/spec\.replicas: expected StringContaining "two", got 2/),
  'no-pods has cases of both kinds, each of them once': expect.stringContaining('A rule needs a case'),
  'no-pods permits none': expect.stringContaining('error[no-pods] A Pod'),
};

/** What every runner must say of the cases: so much, and no dump of an object. */
function checkCases({ code, tests }: TestRun): void {
  expect(tests).toEqual(EXPECTED);
  expect(code).toBe(1);
  for (const message of Object.values(tests)) expect(message).not.toMatch(/\[object|"apiVersion"|Chart \{|_context/);
}

describe('in a process of its own', () => {
  let project: TestProject;
  beforeEach(() => { project = projects.make({ 'shop.ts': SHOP }); });

  test('jest with globals passes what holds, and fails the rest by findings', () => {
    project.write({ 'cases.test.ts': `import 'cdk8s-service-patterns/testing/jest';\n${IMPORTS}${CASES}` });
    checkCases(project.jest());
  });

  test('jest without globals does, too', () => {
    project.write({ 'cases.test.ts': `import { expect, test } from '@jest/globals';\nimport 'cdk8s-service-patterns/testing/jest-globals';\n${IMPORTS}${CASES}` });
    checkCases(project.jest({ injectGlobals: false }));
  });

  test('vitest without globals does, too', () => {
    project.write({ 'cases.test.ts': `import { expect, test } from 'vitest';\nimport 'cdk8s-service-patterns/testing/vitest';\n${IMPORTS}${CASES}` });
    checkCases(project.vitest());
  });

  test('node --test has a test for each case of a rule', () => {
    project.write({
      'rule.test.js': `const { defineRule } = require('cdk8s-service-patterns/linker');
const { testRule } = require('cdk8s-service-patterns/testing');
${CASES.slice(CASES.indexOf('testRule('))}`,
    });
    const { code, output } = project.node('--test', '--test-reporter=tap', 'rule.test.js');
    expect(code).toBe(1);
    expect(output).toMatch(/# Subtest: no-pods\n[^]*not ok 1 - has cases of both kinds[^]*not ok 2 - permits none[^]*error\[no-pods\] A Pod/);
    // Not in a runner, all at once.
    const alone = project.node('rule.test.js');
    expect([alone.code, alone.output]).toEqual([1, expect.stringMatching(/no-pods has cases of both kinds[^]*no-pods permits none/)]);
  });

  test('ES modules import it, as CommonJS requires it', () => {
    project.write({ 'esm.mjs': 'import { manifestSerializer, matchers, testRule } from \'cdk8s-service-patterns/testing\';\nconsole.log(Object.keys(matchers).join(), typeof testRule, typeof manifestSerializer);\n' });
    expect(project.node('esm.mjs')).toEqual({ code: 0, output: 'toLinkCleanly,toRoute,toReach,toExpose,toHaveResource,toHaveResourceCount function object\n' });
  });
});

describe('the pages', () => {
  const SNAPSHOT = /^exports\[`the shop is what was reviewed 1`\] = `\n+apiVersion: apps\/v1\nkind: Deployment\nmetadata:\n[^]*\n---\n/m;
  const NAMES = [
    'customers reach the shop, and nothing behind it', 'only orders reaches the database', 'replicas-behind-load-balancer has cases of both kinds, each of them once',
    'replicas-behind-load-balancer permits two pods', 'replicas-behind-load-balancer reports one pod', 'the shop has no warning either, and the API server would take it',
    'the shop is what was reviewed', 'the shop links', 'the shop runs two of each, and may scale',
  ];
  const PASSED = Object.fromEntries(NAMES.map((name) => [name, 'passed']));

  test.each(['jest', 'vitest'] as const)('of testing and custom rules are a project that passes in %s', (runner) => {
    const { 'vitest.config.mts': config = '', 'vitest.setup.ts': setup = '', ...files } = { ...filesOf('testing', runner), ...filesOf('custom-rules', runner) };
    const project = projects.make(runner === 'vitest' ? { ...files, 'vitest.config.mts': config, 'vitest.setup.ts': setup } : files);
    const { code, tests } = runner === 'jest' ? project.jest() : project.vitest();
    expect([code, tests]).toEqual([0, PASSED]);
    expect(project.read('__snapshots__/snapshot.test.ts.snap')).toMatch(SNAPSHOT);
  });
});
