import type { Finding, Severity } from '../report/finding';
import type { Rule } from '../rules/rule';

/** How much the findings of rules weigh, by the rule's name; `off` has a rule not asked at all. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** The rules that are asked. */
export function switchedOn(rules: readonly Rule[], severities: Severities): Rule[] {
  return rules.filter(({ name }) => severityOf(severities, name) !== 'off');
}

/** The findings with the weight that the author gave their rules; without those of rules that are off. */
export function weighed(findings: readonly Finding[], severities: Severities): readonly Finding[] {
  if (Object.keys(severities).length === 0) return findings;
  return findings.flatMap((finding) => {
    const severity = severityOf(severities, finding.rule);
    if (severity === 'off') return [];
    return severity === undefined ? [finding] : [{ ...finding, severity }];
  });
}

function severityOf(severities: Severities, rule: string): Severity | 'off' | undefined {
  return Object.hasOwn(severities, rule) ? severities[rule] : undefined;
}
