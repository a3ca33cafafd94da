import type * as nodeTest from 'node:test';
import type { Rule } from '../rules/rule';
import { planRuleTests, type RuleCases } from './rule-cases';

/** The two functions by which a runner is told of tests; jest, vitest and node:test all have them. */
export interface RuleTestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => void): unknown;
}

let given: RuleTestRunner | undefined;

/** Says by which runner tests are told of, where it puts nothing into the global scope. */
export function useRunner(runner: RuleTestRunner): void {
  given = runner;
}

/**
 * Tests a rule by manifests that it permits and manifests that it reports, each of these with what it says and with the
 * manifests fixed. Every case is a test of its own in jest, vitest and node:test; without a runner they run at once.
 *
 * @throws Error at once where there is no runner and something does not hold
 */
export function testRule(rule: Rule, cases: RuleCases, runner: RuleTestRunner | undefined = runnerAtHand()): void {
  const tests = planRuleTests(rule, cases);
  if (runner) {
    runner.describe(rule.name, () => {
      for (const { name, run } of tests) runner.it(name, run);
    });
    return;
  }
  const failures = tests.flatMap(({ name, run }) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`${rule.name} ${name}\n${error instanceof Error ? error.message : String(error)}`];
    }
  });
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

function runnerAtHand(): RuleTestRunner | undefined {
  if (given) return given;
  const { describe, it } = globalThis as Partial<RuleTestRunner>;
  if (describe && it) return { describe, it };
  // `node --test` names itself, and puts nothing into the global scope.
  if (process.env.NODE_TEST_CONTEXT === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody else is to load a test runner
  const { describe: suite, it: test } = require('node:test') as typeof nodeTest;
  return { describe: (name, body) => suite(name, body), it: (name, body) => test(name, body) };
}
