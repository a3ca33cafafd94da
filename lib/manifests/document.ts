import { type Json } from '../graph/json';
import type { Provenance } from '../graph/object';
import type { Finding, SourceLocation } from '../report/finding';
import type { Duplicate } from './compose';
import { readJson } from './json-text';
import { type LineIndex } from './line-index';
import { type Place, placeOf, readPlaces } from './places';
import { type Chunk, looksLikeJson } from './split';
import { Unreadable } from './unreadable';
import { readValues } from './values';
import { documentUnreadable, duplicateKey, separatorFollowed } from './yaml-readable';

/** A document of a file, with its value or the reason why it has none. */
export interface Document {
  readonly text: string;
  /** Absent where it cannot be read, or holds nothing. */
  readonly value?: Json;
  /** Why it cannot be read. */
  readonly unreadable?: Finding;
  /** What kubectl would refuse, or lose, in an object; no matter in other YAML. */
  readonly flaws: readonly Finding[];
  /** Scalars without quotes that hold two braces. */
  readonly braced: readonly string[];
  readonly provenance: Provenance;
}

/** The file that a document stands in. */
export interface DocumentFile {
  readonly name: string;
  readonly lines: LineIndex;
  /** Whether some bytes of it are no UTF-8. */
  readonly damaged: boolean;
}

/** Reads one document; never throws, whatever it holds. */
export function readDocument(chunk: Chunk, file: DocumentFile): Document {
  const places = new DocumentPlaces(chunk, file);
  const read = attempt(chunk.text, file.damaged);
  if (read instanceof Unreadable) {
    return { text: chunk.text, unreadable: documentUnreadable(places.at(read.offset), places.lineAt(read.offset), read.reason), flaws: [], braced: [], provenance: places };
  }
  const flaws = read.duplicates.map(({ key, offset }) => duplicateKey(places.at(offset), places.lineAt(offset), key));
  if (chunk.behindSeparator !== undefined) flaws.push(separatorFollowed(places.at(0), chunk.behindSeparator));
  return { text: chunk.text, value: read.root, flaws, braced: read.braced, provenance: places };
}

interface Read {
  readonly root?: Json;
  readonly duplicates: readonly Duplicate[];
  readonly braced: readonly string[];
}

function attempt(text: string, damaged: boolean): Read | Unreadable {
  try {
    const badByte = damaged ? text.indexOf('\uFFFD') : -1;
    if (badByte >= 0) return new Unreadable('it holds bytes that are no UTF-8', badByte);
    const json = looksLikeJson(text) ? readJson(text) : undefined;
    if (json !== undefined) return { root: json, duplicates: [], braced: [] };
    return isTooDense(text) ? new Unreadable(`it holds more than ${String(MAX_VALUES)} values`, 0) : readValues(text);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    if (error instanceof RangeError) return new Unreadable('it is nested too many levels deep', 0); // the stack is used up
    throw error;
  }
}

/** So many fit into memory while they are read; a list of all objects of a large cluster holds fewer. */
const MAX_VALUES = 5_000_000;

/** Whether a long text is all punctuation: each value takes far more memory than it takes text. */
function isTooDense(text: string): boolean {
  if (text.length < MAX_VALUES) return false;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 58 || code === 91 || code === 123 || (code === 45 && text.charCodeAt(at + 1) === 32)) values += 1;
  }
  return values > MAX_VALUES;
}

/** Where things stand in a document: read once more, and only when somebody asks, for most objects have nothing to be found. */
class DocumentPlaces implements Provenance {
  private root: Place | undefined | null = null;
  private first?: SourceLocation;

  constructor(private readonly chunk: Chunk, private readonly file: DocumentFile) {}

  /** Where the document's first node begins; `via` names the template that Helm rendered it from. */
  get source(): SourceLocation {
    this.first ??= this.at(firstNode(this.chunk.text));
    return this.first;
  }

  readonly locate = (field: string): SourceLocation => {
    if (this.root === null) this.root = this.read();
    return this.root ? this.at(placeOf(this.root, field)) : this.source;
  };

  at(offset: number): SourceLocation {
    const { line, column } = this.file.lines.at(this.chunk.start + offset);
    const template = helmSource(this.chunk.text);
    return { file: this.file.name, line, column, via: template === undefined ? [] : [template] };
  }

  lineAt(offset: number): string {
    return this.file.lines.lineAt(this.chunk.start + offset);
  }

  private read(): Place | undefined {
    try {
      return readPlaces(this.chunk.text);
    } catch {
      return undefined; // JSON that YAML does not permit, such as with control characters: the document's beginning must do
    }
  }
}

/** Behind blank lines and comments. */
function firstNode(text: string): number {
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? start + 200 : end);
    const ink = /^[\s\uFEFF]*/.exec(line)?.[0].length ?? 0;
    if (end < 0 || (ink < line.length && line[ink] !== '#')) return start + ink;
    start = end + 1;
  }
}

/** The template that Helm names in a comment before each object that it renders. */
function helmSource(text: string): string | undefined {
  return /^\s*# Source: ([^\r\n]{1,300})/.exec(text.slice(0, 1000))?.[1]?.trim();
}
