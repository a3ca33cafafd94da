/**
 * Holds the languages against each other: one shop in each, whose manifests must not differ in a byte, and one with mistakes, whose errors
 * must say as much in each. What the machine lacks is skipped and told.
 *
 *     npm run build && npm run languages [-- python go java]
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { translateExamples } from './driver/examples';
import { go } from './driver/go';
import { java } from './driver/java';
import type { Language } from './driver/language';
import { differences, type Outcome, outcomeOf, printDigests, runBroken, runShop } from './driver/outcome';
import { python } from './driver/python';
import { DIST, emptyFolder, ROOT } from './driver/step';
import { typescript } from './driver/typescript';
import { shop } from './shop';

const LANGUAGES: readonly Language[] = [python, go, java];

function main(asked: readonly string[]): number {
  const unknown = asked.filter((name) => !LANGUAGES.some((language) => language.name === name));
  if (unknown.length > 0) return fail(`There is no language ${unknown.join(', ')}: name ${LANGUAGES.map(({ name }) => name).join(', ')}, or none for all`);
  if (!fs.existsSync(path.join(ROOT, 'build', 'index.js')) || !fs.existsSync(path.join(ROOT, '.jsii'))) return fail('Nothing is built: run `npm run build` first');
  const { troubles, outcome } = attempt(typescript);
  if (!outcome || troubles.length > 0) return fail(`typescript: ${troubles.join('\n')}`);
  const sources = emptyFolder('out', 'sources');
  const ofSources = outcomeOf(sources, shop(sources).map((line) => `${line}\n`).join(''));
  if (differences(ofSources, outcome, 'sources').length > 0) return fail('What is built is not what lib/ says: run `npm run build` first');
  const untranslated = translateExamples();
  if (untranslated.length > 0) return fail(`Examples of docstrings that cannot be translated:\n${untranslated.join('\n')}`);
  const ends = LANGUAGES.filter(({ name }) => asked.length === 0 || asked.includes(name)).map((language) => hold(language, outcome, asked.length > 0));
  console.log(['', ...ends.map(({ text }) => text)].join('\n'));
  return ends.some(({ failed }) => failed) ? 1 : 0;
}

/** Builds a language and runs it, and tells what is wrong with what came of it. */
function attempt(language: Language): { readonly troubles: readonly string[]; readonly outcome?: Outcome } {
  try {
    const programs = language.build();
    const outcome = runShop(language, programs);
    printDigests(language, outcome);
    return { outcome, troubles: runBroken(language, programs) };
  } catch (error) {
    return { troubles: [(error as Error).message] };
  }
}

/** Holds a language against TypeScript. One that is asked for by name may not be skipped. */
function hold(language: Language, expected: Outcome, wanted: boolean): { readonly text: string; readonly failed: boolean } {
  const missing = language.missing();
  if (missing !== undefined) return { text: `${language.name}: skipped, the machine has ${missing}`, failed: wanted };
  const { outcome, troubles } = attempt(language);
  const all = [...troubles, ...(outcome ? differences(expected, outcome, language.name) : [])];
  if (all.length === 0) return { text: `${language.name}: the same ${String(expected.files.size)} files as TypeScript, byte for byte; errors say path, value and fix`, failed: false };
  return { text: [`${language.name}: failed; see ${path.relative(ROOT, DIST)}`, ...all].join('\n  '), failed: true };
}

function fail(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = main(process.argv.slice(2));
