import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Rule } from '../../lib/linker';
import type { RuleTable } from './rule-tester';

/** What a test file says of a rule. */
export interface TestedRule {
  readonly rule: Rule;
  readonly table: RuleTable;
}

/** Tests in this folder that are of the rules as a whole. */
const NOT_OF_ONE_RULE = ['define-rule', 'judged', 'messages', 'related', 'rule-set', 'rule-tester'];

/** The names of all rules that have a test file. */
export function testedRuleNames(): string[] {
  const names = fs
    .readdirSync(__dirname)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.basename(file, '.test.ts'));
  return names.filter((name) => !NOT_OF_ONE_RULE.includes(name));
}

/** The tables that the test files hand to the rule tester, in order of the files; none of their tests is run. */
export async function ruleTables(): Promise<Map<string, TestedRule>> {
  const tables = new Map<string, TestedRule>();
  for (const name of testedRuleNames()) {
    jest.doMock('./rule-tester', () => ({ ruleTester: (rule: Rule, table: RuleTable) => tables.set(name, { rule, table }) }));
    await import(`./${name}.test`);
    jest.resetModules();
  }
  return tables;
}
