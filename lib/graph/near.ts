import { distance } from 'fastest-levenshtein';

/** Whether one name looks like a slip for the other: a letter or two, a hyphen, a capital; never a mere number. */
export function looksLike(a: string, b: string): boolean {
  if (a === b) return false;
  if (a.toLowerCase() === b.toLowerCase()) return true;
  // v1 and v2, redis-0 and redis-1 are meant to differ.
  if (a.replace(/\d+/g, '#') === b.replace(/\d+/g, '#')) return false;
  const left = a.split(/[-_./]/);
  const right = b.split(/[-_./]/);
  if (left.length === right.length) {
    return left.every((token, index) => token === right[index] || isSlip(token, right[index] ?? ''));
  }
  return isSlip(a, b);
}

/** Short words differ in one letter by design (blue-a, blue-b), so they get less room. */
function isSlip(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  if (longest < 3) return false;
  return distance(a, b) <= (longest >= 6 ? 2 : 1);
}

/** The candidate closest in spelling, or undefined where there is none. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((a, b) => distance(wanted, a) - distance(wanted, b) || (a < b ? -1 : 1))[0];
}
