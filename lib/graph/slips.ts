import { addTo } from './add-to';
import { looksLike } from './near';

/**
 * Finds, among many words, all that look like a slip for another (`looksLike`), without comparing it to each of them: it is enough to
 * compare those that have some part in common with it, which words a letter or two apart must have.
 */
export class Slips {
  private readonly byPart = new Map<string, string[]>();

  constructor(words: Iterable<string>) {
    for (const word of new Set(words)) {
      for (const parts of partsOf(word, written)) for (const part of new Set(parts)) addTo(this.byPart, part, word);
    }
  }

  /** The words that look like it, in no particular order. */
  like(word: string): string[] {
    const [whole = [], ...tokens] = partsOf(word, searched);
    // Every token must have its like: those of the rarest are few.
    const alike = tokens.map((parts) => this.withAny(parts)).reduce((rarest, found) => (found.size < rarest.size ? found : rarest));
    return [...new Set([...this.withAny(whole), ...alike])].filter((candidate) => looksLike(candidate, word));
  }

  private withAny(parts: readonly string[]): ReadonlySet<string> {
    return new Set(parts.flatMap((part) => this.byPart.get(part) ?? []));
  }
}

/** The parts by which a word is found: first those of the whole, for a capital or a separator too many; then those of each token at its place. */
function partsOf(word: string, partsOfToken: (token: string) => string[]): string[][] {
  const tokens = word.split(/[-_./]/);
  const whole = [`lower ${word.toLowerCase()}`, ...shortened(word).map((rest) => `without ${rest}`)];
  return [whole, ...tokens.map((token, at) => partsOfToken(token).map((part) => `${String(at)} of ${String(tokens.length)}: ${part}`))];
}

/** Up to this length one letter may be wrong, or two swapped; from `LONG` on, two letters. They overlap, for the other word may be longer. */
const SHORT = 7;
const LONG = 6;
/** Longer words no label has, and their parts would cost the square of their length. */
const LONGEST = 317;

function written(token: string): string[] {
  return [token, ...around(token), ...(token.length >= LONG ? thirdsOf(token.length).map(([from, to], at) => third(token.length, at, token.slice(from, to))) : [])];
}

function searched(token: string): string[] {
  if (token.length < LONG - 2) return [token, ...around(token)];
  const lengths = [-2, -1, 0, 1, 2].map((more) => token.length + more).filter((length) => length >= LONG);
  return [
    token,
    ...around(token),
    // Two edits leave one third of a word as it was, and move it by two letters at most.
    ...lengths.flatMap((length) =>
      thirdsOf(length).flatMap(([from, to], at) => [-2, -1, 0, 1, 2].flatMap((by) => (from + by < 0 ? [] : [third(length, at, token.slice(from + by, to + by))]))),
    ),
  ];
}

/** Words that are one edit or two swapped letters apart come to the same once a letter is left out of each. */
function around(token: string): string[] {
  return token.length <= SHORT ? shortened(token).map((rest) => `around ${rest}`) : [];
}

/** The word itself, and what is left of it without each of its letters. */
function shortened(word: string): string[] {
  return word.length > LONGEST ? [] : [word, ...Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

function thirdsOf(length: number): [number, number][] {
  const [one, two] = [Math.floor(length / 3), Math.floor((2 * length) / 3)];
  return [[0, one], [one, two], [two, length]];
}

function third(length: number, at: number, letters: string): string {
  return `${String(length)}.${String(at)} ${letters}`;
}
