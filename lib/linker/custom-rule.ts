import { makeRule, type Rule, type RuleDefinition, type RuleMessage } from '../rules/rule';

/** What a rule of your own consists of. */
export interface CustomRuleDefinition<M extends Readonly<Record<string, RuleMessage>>> extends RuleDefinition<M> {
  /** Where it is described, for those who see a finding: a path or an address. @default - nowhere */
  readonly docs?: string;
}

/** Makes a rule of your own; an unknown message, or a placeholder without a value, does not compile. */
export function defineCustomRule<const M extends Readonly<Record<string, RuleMessage>>>(definition: CustomRuleDefinition<M>): Rule {
  return makeRule(definition, definition.docs);
}
