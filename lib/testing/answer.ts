import type { Verdict } from '../graph/verdict';

/** What a matcher found out, and how to say it when the test expected something else. */
export interface Answer {
  /** `unknown` fails either way: a test passes only on what is sure. */
  readonly verdict: Verdict;
  /** Asked only where the test fails. */
  readonly message: () => string;
}

/** A question without an answer, such as a name that nothing bears: the test fails, also under `.not`. */
export class Unanswerable extends Error {
  constructor(problem: string, got: string | undefined, fix: string) {
    super([problem, ...(got === undefined ? [] : [row('got', got)]), row('fix', fix)].join('\n'));
    this.name = 'Unanswerable';
  }
}

/** A row below a title, in columns as findings have them. */
export function row(key: string, text: string): string {
  const [first = '', ...more] = text.split('\n');
  return [`  ${key.padEnd(4)} ${first}`, ...more.map((line) => `       ${line}`)].join('\n');
}

/** What jest and vitest want of a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What both runners give a matcher as `this`. */
export interface MatcherContext {
  readonly isNot?: boolean;
}

/** Makes a matcher of a question. */
export function toMatcher<A extends readonly unknown[]>(ask: (received: unknown, ...expected: A) => Answer) {
  return function matcher(this: MatcherContext, received: unknown, ...expected: A): MatcherResult {
    const failing = this.isNot === true;
    try {
      const { verdict, message } = ask(received, ...expected);
      return { pass: verdict === 'unknown' ? failing : verdict === 'yes', message };
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error;
      return { pass: failing, message: () => error.message };
    }
  };
}
