import * as fs from 'node:fs';
import * as path from 'node:path';
import type * as jiti from 'jiti';
import * as linker from '../linker';
import { readerRules } from '../manifests/yaml-readable';
import { locate } from '../report/call-site';
import { type MessageText, quote } from '../report/message';
import { allRules } from '../rules';
import type { Rule } from '../rules/rule';
import type { ConfigDocument } from './config-document';
import { reasonOf, stackOf } from './reason';

/**
 * Loads the author's own rules from the modules that a configuration names: TypeScript or JavaScript, of either module system. Records
 * what is wrong with them; undefined where a module did not load, so that nobody knows the names of its rules.
 */
export async function loadRules(modules: readonly string[], document: ConfigDocument): Promise<Rule[] | undefined> {
  const rules: Rule[] = [];
  let complete = true;
  for (const [index, name] of modules.entries()) {
    const refuse = (message: MessageText): void => {
      document.refuse(['rules', index], message);
    };
    try {
      for (const rule of rulesOf(await importModule(name, document.file), refuse)) {
        if (isNamedWell(rule, rules, refuse)) rules.push(guarded(rule, index, document));
      }
    } catch (error) {
      complete = false;
      refuse({ problem: `The rules of ${quote(name)} cannot be loaded`, got: reasonOf(error), fix: 'correct the path, which begins at this file\'s folder, or what the module does when it is loaded' });
    }
  }
  return complete ? rules : undefined;
}

/** A module of the author's needs no set-up: it is translated in memory, and takes the linker that runs it. */
async function importModule(name: string, file: string): Promise<object> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody without rules of their own waits for it
  const { createJiti } = require('jiti') as typeof jiti;
  const loader = createJiti(file, { interopDefault: false, virtualModules: { 'cdk8s-service-patterns/linker': linker } });
  const beside = path.resolve(path.dirname(file), name);
  const isPath = name.startsWith('.') || path.isAbsolute(name) || fs.existsSync(beside);
  return loader.import(isPath ? beside : name);
}

/** The rules among what a module exports, by default or by name, alone or in lists. */
function rulesOf(exported: object, refuse: (message: MessageText) => void): Rule[] {
  // What is exported both by default and by name is one rule.
  const candidates = [...new Set(exportsOf(exported))];
  const unfinished = candidates.filter(isDefinition);
  const rules = candidates.filter(isRule);
  for (const { name } of unfinished) {
    refuse({ problem: `${quote(name)} is exported as it was written, and is no rule yet`, got: 'an object whose check takes (graph, report)', fix: 'wrap it in defineRule(…) of "cdk8s-service-patterns/linker"' });
  }
  if (rules.length === 0 && unfinished.length === 0) {
    refuse({
      problem: 'The module exports no rule',
      got: Object.keys(exported).map(quote).join(', ') || 'no exports',
      fix: 'export what defineRule(…) of "cdk8s-service-patterns/linker" gives, by name or by default',
    });
  }
  return rules;
}

/** Everything that a module exports, opened where it is a list, or the exports of a CommonJS module. */
function exportsOf(exported: object): unknown[] {
  if (looksLikeRule(exported)) return [exported];
  return Object.entries(exported).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value as unknown[];
    if (name === 'default' && typeof value === 'object' && value !== null) return exportsOf(value);
    return [value];
  });
}

function isRule(value: unknown): value is Rule {
  return looksLikeRule(value) && value.check.length < 2;
}

/** What `defineRule` takes: its check reports, where a rule's check returns. */
function isDefinition(value: unknown): value is Rule {
  return looksLikeRule(value) && value.check.length >= 2;
}

function looksLikeRule(value: unknown): value is Rule {
  const { name, messages, check } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Rule>;
  return typeof name === 'string' && typeof messages === 'object' && typeof check === 'function';
}

/** Whether a rule's name may stand in an annotation's key, and is nobody else's. */
function isNamedWell({ name }: Rule, before: readonly Rule[], refuse: (message: MessageText) => void): boolean {
  const isOurs = [...allRules, ...readerRules].some((rule) => rule.name === name);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 63) {
    refuse({ problem: `${quote(name)} is no name for a rule`, got: quote(name), fix: 'use up to 63 lower-case letters, digits and hyphens, such as "team-label": severities and acknowledgements name it' });
  } else if (isOurs || before.some((rule) => rule.name === name)) {
    refuse({ problem: isOurs ? `${quote(name)} is the name of a built-in rule` : `Two rules are called ${quote(name)}`, got: quote(name), fix: 'call yours otherwise; a built-in rule is switched off by severities' });
  } else {
    return true;
  }
  return false;
}

/** The rule, with an error in place of its findings where it throws: what the other rules find is told all the same. */
function guarded(rule: Rule, index: number, document: ConfigDocument): Rule {
  return {
    ...rule,
    check(graph) {
      try {
        return rule.check(graph);
      } catch (error) {
        const finding = document.finding(['rules', index], {
          problem: `The rule ${quote(rule.name)} stopped with an error, and checked nothing`,
          got: reasonOf(error),
          fix: `correct its check, or switch it off with severities: { ${rule.name}: off }`,
        });
        const source = locate(stackOf(error));
        return [{ ...finding, ...(source ? { source } : {}) }];
      }
    },
  };
}
