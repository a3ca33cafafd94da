import type { Json } from '../graph/json';
import { MAX_DEPTH } from './events';
import { Unreadable } from './unreadable';

/** What a look at a text of JSON tells, without reading its values. */
export interface JsonScan {
  /** Where each value that stands by itself ends. */
  readonly ends: readonly number[];
  /** How many keys are written. */
  readonly keys: number;
}

/** Looks over a text of JSON once; whether it is one, nobody has checked. */
export function scanJson(text: string): JsonScan {
  const ends: number[] = [];
  let [depth, keys] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === ':') keys += 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) ends.push(at + 1);
    }
  }
  return { ends, keys };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/**
 * The value of a text of JSON; undefined where it is no JSON, or holds a key twice, which only the reader of YAML can place.
 *
 * @throws Unreadable where it is nested too deep
 */
export function readJson(text: string): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  return countKeys(value, 0) === scanJson(text).keys ? value : undefined;
}

function countKeys(value: Json, depth: number): number {
  if (depth > MAX_DEPTH) throw new Unreadable(`it is nested more than ${String(MAX_DEPTH)} levels deep`, 0);
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  for (const entry of Object.values(value)) keys += countKeys(entry, depth + 1);
  return Array.isArray(value) ? keys : keys + Object.keys(value).length;
}
