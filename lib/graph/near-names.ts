import { addTo } from './add-to';
import { looksLike } from './near';

/**
 * Finds, among many names, those that look like a slip for another, without comparing it to all of them: names that are one edit or two
 * swapped letters apart come to the same once a letter is left out of each.
 */
export class NearNames {
  private readonly byRemainder = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of new Set(names)) {
      for (const remainder of remaindersOf(name)) {
        addTo(this.byRemainder, remainder, name);
      }
    }
  }

  /** The names that look like it, in alphabetical order. */
  like(name: string): readonly string[] {
    const found = new Set<string>();
    for (const remainder of remaindersOf(name)) {
      for (const candidate of this.byRemainder.get(remainder) ?? []) {
        if (looksLike(candidate, name)) found.add(candidate);
      }
    }
    return [...found].sort();
  }
}

/** Longer names than DNS permits are no slip for one that it does, and would cost the square of their length. */
const LONGEST = 253;

function remaindersOf(written: string): Set<string> {
  const name = written.toLowerCase();
  if (name.length > LONGEST) return new Set();
  return new Set([name, ...Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1))]);
}
