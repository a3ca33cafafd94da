import { withoutWriting } from '../apiserver/passed';
import { readObjects } from '../graph/object';
import { verdictOf } from '../graph/verdict';
import { loadLinker } from '../linker/load';
import { compareFindings, type Finding } from '../report/finding';
import { harmless } from '../report/harmless';
import { formatText, summarize } from '../report/text';
import { allRules } from '../rules';
import type { Rule } from '../rules/rule';
import type { Answer } from './answer';
import { readSubject } from './subject';

/** How strict `toLinkCleanly` is. */
export interface LinkCleanlyOptions {
  /** Whether a warning fails the test as well, as `service-patterns check --strict` has it. @default 'allow' */
  readonly warnings?: 'allow' | 'fail';
  /** Rules of your own, to be asked beside those of the library. @default - none */
  readonly rules?: readonly Rule[];
  /** Whether the API server's own validation is asked. @default - as the app's synth does: `LinkedApp` asks it, a plain `App` and YAML do not */
  readonly apiServer?: boolean;
}

/** Whether everything links: no finding is an error, everything could be rendered, and no validation complains. */
export function answerLinkCleanly(received: unknown, { warnings = 'allow', rules = [], apiServer }: LinkCleanlyOptions = {}): Answer {
  const { input, unreadable, failures, messages } = readSubject(received);
  const { findings, links } = withoutWriting(() => loadLinker().link(apiServer === undefined ? input : { ...input, apiServer }, [...allRules, ...rules]));
  const told = [...unreadable, ...findings].filter(({ severity }) => severity !== 'note').sort(compareFindings);
  const others = [...messages, ...failures].map(({ path, message }) => `[${path}] ${message}`);
  const isClean = others.length === 0 && !told.some(({ severity }) => severity === 'error' || warnings === 'fail');
  const objects = readObjects(input.objects).length;
  return { verdict: verdictOf(isClean), message: () => (isClean ? describeClean(told, objects, links.length) : describeFindings(told, others, warnings)) };
}

function describeFindings(told: readonly Finding[], others: readonly string[], warnings: 'allow' | 'fail'): string {
  const counts = [summarize(told), others.length === 0 ? '' : `${String(others.length)} from other validations`].filter((part) => part !== '').join(', ');
  const strict = warnings === 'fail' ? ' (warnings count as errors)' : '';
  return [`What should link cleanly does not: ${counts}${strict}`, formatText(told), ...others.map((text) => text.split('\n').map(harmless).join('\n'))].filter((part) => part !== '').join('\n\n');
}

/** What `.not` says where nothing was found. */
function describeClean(told: readonly Finding[], objects: number, links: number): string {
  const counted = `${String(objects)} object${objects === 1 ? '' : 's'}, ${String(links)} link${links === 1 ? '' : 's'} proved`;
  const hint = told.length === 0 ? '' : '; warnings alone do not stop synth: { warnings: \'fail\' } counts them';
  return [`What should not link cleanly does: no error in ${counted}${hint}`, formatText(told)].filter((part) => part !== '').join('\n\n');
}
