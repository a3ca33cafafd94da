import { listed, quote } from '../../report/message';

/** What an annotation takes: in words, and as a check. */
export interface AnnotationValue {
  /** What it must be, to stand behind "must be". */
  readonly expected: string;
  /** The words that it takes, where they can be counted. */
  readonly words?: readonly string[];
  accepts(value: string): boolean;
}

/** Any text: what it means is between the author and the provider. */
export const ANYTHING: AnnotationValue = { expected: 'text', accepts: () => true };

/** What Go's `strconv.ParseBool` reads, which most controllers ask. */
export const SWITCH: AnnotationValue = {
  expected: '"true" or "false"',
  words: ['true', 'false'],
  accepts: (value) => ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value),
};

/** One of these words, exactly. */
export function oneOf(...words: string[]): AnnotationValue {
  return { expected: inWords(words), words, accepts: (value) => words.includes(value) };
}

/** One of these words, whatever their capitals. */
export function oneOfAnyCase(...words: string[]): AnnotationValue {
  return { expected: inWords(words), words, accepts: (value) => words.includes(value.trim().toLowerCase()) };
}

/** A whole number within a range. */
export function whole(from: number, to?: number): AnnotationValue {
  return {
    expected: to === undefined ? `a whole number of at least ${String(from)}` : `a whole number from ${String(from)} to ${String(to)}`,
    accepts: (value) => /^\d+$/.test(value.trim()) && Number(value) >= from && (to === undefined || Number(value) <= to),
  };
}

/** Items with commas between them, each of one form. */
export function listOf(expected: string, item: RegExp): AnnotationValue {
  return {
    expected,
    accepts(value) {
      // Controllers pass over a comma too many.
      const entries = value.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
      return entries.length > 0 && entries.every((entry) => item.test(entry));
    },
  };
}

/** Keys and values, as `first=1,second=2`. */
export const PAIRS: AnnotationValue = listOf('pairs such as "first=1,second=2"', /^[^=]+(=.*)?$/);

function inWords(words: readonly string[]): string {
  return listed(words.map(quote), 'or');
}
