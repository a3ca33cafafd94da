import { Yaml } from 'cdk8s';
import type { Json, JsonObject } from '../graph/json';

/**
 * Writes documents as cdk8s's `Yaml.stringify` does, byte for byte. What manifests are mostly made of is put together
 * here, in a tenth of the time; a document that holds anything else goes to cdk8s, and so does everything where its
 * own bytes are not what is expected.
 */
export function yamlText(documents: readonly JsonObject[]): string {
  return [...yamlParts(documents)].join('');
}

/** The same in parts, each made when it is asked for: all text of a large app would take a tenth of its memory. */
export function* yamlParts(documents: Iterable<JsonObject>): Generator<string> {
  let separator = '';
  for (const document of documents) {
    yield separator + (plainDocument(document) ?? Yaml.stringify(document));
    separator = '---\n';
  }
}

/** No document is deeper; what is goes to cdk8s. */
const MAX_DEPTH = 100;
/** Letters first, and nothing after them that YAML knows: no space, no quote, no colon at the end. */
const PLAIN = /^[A-Za-z/][\w/.@+=-]*(?::[\w/.@+=-]+)*$/;
/** A quantity: what begins with a digit may be a number, a date or a time of day, but none of those ends like this. */
const QUANTITY = /^\d{1,9}(?:m|[KMGT]i|%)$/;
/** What YAML 1.1 takes for something other than text, though it is made of letters. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
/** One line of text, which is written alike wherever it stands. */
const ONE_LINE = /^(?!%|---|\.\.\.)[\x20-\x7e]{1,1000}$/;
/** Keys longer than this are written in another way. */
const LONGEST_KEY = 200;

/** Says that a document is for cdk8s. */
class Unusual extends Error {}

/** Whether cdk8s writes as this does; asked once. */
let agreed: boolean | undefined;

function plainDocument(document: JsonObject): string | undefined {
  agreed ??= agrees();
  return agreed ? attempt(document) : undefined;
}

function attempt(document: JsonObject): string | undefined {
  const writer = new Writer();
  try {
    return writer.document(document);
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Something of everything that is written here. */
const PROBE: JsonObject = {
  apiVersion: 'v1',
  empty: { list: [], map: {}, text: '' },
  list: ['a', 7, true, null, { a: 'b', c: ['d'] }, [['e'], []], [{ f: 'g' }]],
  map: { 'example.com/a_b': 'x: y', image: 'a/b:1.0', cpu: '100m', word: 'no', time: '12:30', number: '0644' },
};

function agrees(): boolean {
  return attempt(PROBE) === Yaml.stringify(PROBE);
}

/** How single lines are written that are not plain on their face; the same few come again and again. */
const lines = new Map<string, string>();
/** More than an app has; then it is begun anew. */
const MOST_LINES = 10_000;

class Writer {
  private readonly seen = new Set<object>();
  /** Put together once at the end: text that grows by pieces keeps each of them alive until somebody reads it. */
  private readonly pieces: string[] = [];

  document(document: JsonObject): string {
    if (Object.keys(document).length === 0) throw new Unusual();
    this.map(document, '', 0);
    return this.pieces.join('');
  }

  /** Entries, each on a line of its own; the first one goes on where the text stands. */
  private map(map: JsonObject, indent: string, depth: number): void {
    this.visit(map, depth);
    let first = true;
    for (const key of Object.keys(map)) {
      if (key.length > LONGEST_KEY || !isPlain(key)) throw new Unusual();
      this.pieces.push(first ? '' : indent, key);
      first = false;
      this.value(map[key], indent, depth);
    }
  }

  private value(value: Json, indent: string, depth: number): void {
    if (typeof value !== 'object' || value === null) {
      this.pieces.push(': ', scalar(value), '\n');
      return;
    }
    if (isEmpty(value)) {
      this.visit(value, depth);
      this.pieces.push(Array.isArray(value) ? ': []\n' : ': {}\n');
      return;
    }
    const within = `${indent}  `;
    this.pieces.push(':\n', within);
    this.collection(value, within, depth + 1);
  }

  private collection(value: object, indent: string, depth: number): void {
    if (Array.isArray(value)) this.list(value as readonly Json[], indent, depth);
    else this.map(value as JsonObject, indent, depth);
  }

  private list(list: readonly Json[], indent: string, depth: number): void {
    this.visit(list, depth);
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      if (index > 0) this.pieces.push(indent);
      this.pieces.push('- ');
      if (typeof item !== 'object' || item === null) this.pieces.push(scalar(item), '\n');
      else if (!isEmpty(item)) this.collection(item, `${indent}  `, depth + 1);
      else {
        this.visit(item, depth);
        this.pieces.push(Array.isArray(item) ? '[]\n' : '{}\n');
      }
    }
  }

  /** What stands in two places is written once, and has an alias in the other. */
  private visit(value: object, depth: number): void {
    if (depth > MAX_DEPTH || this.seen.has(value)) throw new Unusual();
    this.seen.add(value);
  }
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  // Dates, maps and whatever else a chart of somebody's own may hand out.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Unusual();
  for (const _ in value) return false;
  return true;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !(text.length <= 5 && WORDS.test(text));
}

function scalar(value: Json): string {
  switch (typeof value) {
    case 'string':
      return isPlain(value) || QUANTITY.test(value) ? value : line(value);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Unusual();
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value !== null) throw new Unusual();
      return 'null';
  }
}

function line(text: string): string {
  const known = lines.get(text);
  if (known !== undefined) return known;
  if (text !== '' && !ONE_LINE.test(text)) throw new Unusual();
  if (lines.size >= MOST_LINES) lines.clear();
  const written = Yaml.stringify(text).slice(0, -1);
  if (written.includes('\n')) throw new Unusual();
  lines.set(text, written);
  return written;
}
