import pc from 'picocolors';
import { harmless, harmlessJson } from './harmless';
import { quote } from './message';
import type { RuleDescription } from './report';
import { plainTable } from './table';
import type { TextOptions } from './text';
import { wrap } from './wrap';

/** Below this, what goes wrong stands under the rule, not beside it. */
const LEAST_FOR_TABLE = 110;

/** Writes rules for people: how much each weighs on objects of our patterns and on those of others, and what goes wrong without it. */
export function formatRules(rules: readonly RuleDescription[], options: TextOptions = {}): string {
  const { width } = options;
  const colors = pc.createColors(options.color ?? false);
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan, silent: colors.dim };
  const rows = rules.map(({ name, grade, why }) => ({ name: colors.bold(name), ours: paint[grade.ours](grade.ours), foreign: paint[grade.foreign](grade.foreign), why }));
  if (width === undefined || width >= LEAST_FOR_TABLE) {
    const header = ['rule', 'ours', 'others', 'what goes wrong'].map((title) => colors.underline(title));
    return `${plainTable(header, rows.map(({ name, ours, foreign, why }) => [name, ours, foreign, why]), width)}\n`;
  }
  return rows.map(({ name, ours, foreign, why }) => `${name}  ours: ${ours}, others: ${foreign}\n  ${wrap(why, width, 2)}\n`).join('');
}

/** Writes rules for programs. */
export function writeRulesJson(rules: readonly RuleDescription[]): string {
  return harmlessJson({
    version: 1,
    rules: rules.map(({ name, why, grade }) => ({
      name,
      why,
      severity: { ours: grade.ours, foreign: grade.foreign },
      docs: `docs/rules/${name}.md`,
    })),
  });
}

/** What to say of a rule that there is not; candidates come nearest first. */
export function unknownRule(name: string, candidates: readonly string[]): string {
  const [first] = candidates;
  const meant = first === undefined ? '' : `; did you mean ${quote(harmless(first))}?`;
  return `There is no rule ${quote(harmless(name))}${meant}`;
}
