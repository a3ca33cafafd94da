import { distance } from 'fastest-levenshtein';

/** Whether one name looks like a slip for the other: a letter or two, a hyphen, a capital; never a mere number. */
export function looksLike(a: string, b: string): boolean {
  if (a === b) return false;
  if (a.toLowerCase() === b.toLowerCase()) return true;
  // v1 and v2, redis and redis-1 are meant to differ.
  if (withoutNumbers(a) === withoutNumbers(b)) return false;
  const left = a.split(/[-_./]/);
  const right = b.split(/[-_./]/);
  if (left.length === right.length) {
    return left.every((token, index) => token === right[index] || isSlip(token, right[index] ?? ''));
  }
  // One separator forgotten; two letters would make a word of their own of it, as in web and web-a.
  return Math.max(a.length, b.length) >= 4 && distance(a, b) === 1;
}

function withoutNumbers(name: string): string {
  return name.replace(/[-_./]?\d+/g, '');
}

/** Words a letter or two apart that are meant to differ. */
const OPPOSITES: readonly ReadonlySet<string>[] = [new Set(['internal', 'external']), new Set(['http', 'https']), new Set(['ingress', 'egress'])];

/** Short words differ in a letter by design (api and app, blue-a and blue-b), so they get less room. */
function isSlip(a: string, b: string): boolean {
  if (OPPOSITES.some((pair) => pair.has(a) && pair.has(b))) return false;
  const longest = Math.max(a.length, b.length);
  if (longest >= 3 && isSwapped(a, b)) return true;
  return longest >= 4 && distance(a, b) <= (longest >= 8 ? 2 : 1);
}

/** Two neighbouring letters in the wrong order: one slip of the fingers, though two edits by distance. */
function isSwapped(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}

/**
 * Whether one port looks like a slip for the other: two digits swapped, or one too few. 8080 and 8081 are meant to differ,
 * as are 443 and 8443.
 */
export function looksLikePort(a: number, b: number): boolean {
  const [left, right] = [String(a), String(b)];
  if (left.length === right.length) return left !== right && isSwapped(left, right);
  return left[0] === right[0] && Math.min(left.length, right.length) >= 3 && distance(left, right) === 1;
}

/** The candidate closest in spelling, or undefined where there is none. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  return [...candidates].sort((a, b) => distance(wanted, a) - distance(wanted, b) || (a < b ? -1 : 1))[0];
}

/** Whether one long name is another with a letter or two wrong. */
export function isMisspelt(name: string, meant: string): boolean {
  return name !== meant && distance(name, meant) <= 2;
}
