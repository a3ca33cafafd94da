import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { Unreadable } from './unreadable';

/** More levels than any object of Kubernetes has, and few enough for every stack. */
export const MAX_DEPTH = 1000;

/** The events of a text, as they are in a text that was indented where it must be. */
export interface Events {
  readonly events: readonly Event[];
  /** The text that the events speak of. */
  readonly text: string;
  /** Where in the text that was written something stands. */
  original(offset: number): number;
}

/** What is put before a line; one that stands deeper gets it again. */
const INDENT = ' '.repeat(64);

/**
 * The events of a text. Kubectl's parser, other than ours, takes brackets and quotes that go on at any indentation, as in
 * `args: [` … `]` with the bracket below the key: there, lines are moved to the right until ours takes them as well,
 * which changes no value.
 *
 * @throws Unreadable
 */
export function eventsOf(text: string): Events {
  const inserted: number[] = [];
  const original = (offset: number): number => offset - INDENT.length * inserted.filter((at) => at < offset).length;
  let current = text;
  for (let left = attemptsFor(text.length); ; left -= 1) {
    try {
      return { events: parseEvents(current, { maxDepth: MAX_DEPTH }), text: current, original: inserted.length === 0 ? (offset) => offset : original };
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const at = error.mark?.position ?? 0;
      const unreadable = (reason: string): Unreadable => new Unreadable(wordsOf(reason, current.charAt(at)), original(at));
      if (error.reason !== 'deficient indentation' || left < 1) throw unreadable(error.reason);
      const next = moved(current, at, inserted);
      if (next === current) throw unreadable(error.reason);
      current = next;
    }
  }
}

/** Each attempt moves one line and reads all anew: enough of them for what people write, and in the longest text hardly any. */
function attemptsFor(length: number): number {
  return 2 + Math.min(100 + 200_000 / (length + 1), 20_000_000 / (length + 1));
}

/** A text in which the line before an offset is indented further; where the trouble is a tab within the line, it becomes a space. */
function moved(text: string, offset: number, inserted: number[]): string {
  let start = offset;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  const blank = text.slice(start, offset).replaceAll('\t', ' ');
  const isLineStart = start === 0 || /[\r\n]/.test(text.charAt(start - 1));
  if (!isLineStart) return text.slice(0, start) + blank + text.slice(offset);
  for (const [index, at] of inserted.entries()) if (at > start) inserted[index] = at + INDENT.length;
  inserted.push(start);
  return text.slice(0, start) + INDENT + blank + text.slice(offset);
}

function wordsOf(reason: string, character: string): string {
  if (reason.includes('maxDepth')) return `it is nested more than ${String(MAX_DEPTH)} levels deep`;
  if ('@`%'.includes(character) && character !== '') return `a text without quotes begins with ${JSON.stringify(character)}`;
  return reason.startsWith('end of the stream or') ? 'what stands here is not indented as what it belongs to' : reason;
}
