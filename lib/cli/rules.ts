import type { Config } from '../check/config';
import { readerRules } from '../manifests/yaml-readable';
import { compare } from '../report/finding';
import { formatRules, writeRulesJson } from '../report/rule-list';
import type { Rule } from '../rules/rule';
import type { Io } from './io';

/** Every rule that may speak, in order of the names: the linker's, the reader's, and the author's own. */
export function rulesOf({ rules }: Config): Rule[] {
  return [...rules, ...readerRules].sort((a, b) => compare(a.name, b.name));
}

/** Lists rules: a table for people, or JSON. */
export function listRules(config: Config, format: 'text' | 'json', io: Io): void {
  const rules = rulesOf(config);
  io.stdout(format === 'json' ? writeRulesJson(rules) : formatRules(rules, { color: io.color, width: io.width }));
}
