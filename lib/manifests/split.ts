import { scanJson } from './json-text';

/** A part of a file that holds one document. */
export interface Chunk {
  readonly text: string;
  /** Where it begins in the file, in code units. */
  readonly start: number;
  /** What stands behind the `---` that begins it, where kubectl lets only a comment stand. */
  readonly behindSeparator?: string;
}

/**
 * Splits a text where kubectl does: at each line that begins with `---`, and between objects of JSON that follow one another.
 * Parts with nothing but comments are left out.
 */
export function splitDocuments(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let [start, behind] = [0, ''];
  for (let at = text.startsWith('---') ? 0 : nextSeparator(text, 0); at >= 0; at = nextSeparator(text, start)) {
    chunks.push({ text: text.slice(start, at), start, ...(behind === '' ? {} : { behindSeparator: behind }) });
    const lineFeed = text.indexOf('\n', at);
    const end = lineFeed < 0 ? text.length : lineFeed;
    behind = text.slice(at + 3, end).trim().replace(/^#.*/, '');
    // What stands there is part of the document, as YAML has it.
    start = behind === '' ? Math.min(end + 1, text.length) : firstInk(text, at + 3, end);
    if (behind !== '' && lineFeed < 0) break;
  }
  chunks.push({ text: text.slice(start), start, ...(behind === '' ? {} : { behindSeparator: behind }) });
  return chunks.filter((chunk) => !isEmpty(chunk.text)).flatMap(splitJson);
}

function nextSeparator(text: string, from: number): number {
  const at = text.indexOf('\n---', Math.max(from - 1, 0));
  return at < 0 ? at : at + 1;
}

/** Whether a text holds nothing but blank lines, comments and directives. */
function isEmpty(text: string): boolean {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end + 1;
    const at = firstInk(text, start, next);
    if (at < next && text[at] !== '#' && !(at === start && text[at] === '%')) return false;
    start = next;
  }
  return true;
}

function firstInk(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && ' \t\r\n\uFEFF'.includes(text.charAt(at))) at += 1;
  return at;
}

/** Whether a text is one of JSON, as kubectl guesses it. */
export function looksLikeJson(text: string): boolean {
  return text[firstInk(text, 0, text.length)] === '{';
}

/** `{…} {…}`, as `jq` and Go write a series of objects. */
function splitJson(chunk: Chunk): Chunk[] {
  if (!looksLikeJson(chunk.text)) return [chunk];
  const { ends } = scanJson(chunk.text);
  const rest = ends.at(-1);
  if (rest === undefined || ends.length < 2 || !isEmpty(chunk.text.slice(rest))) return [chunk];
  return ends.map((end, index) => {
    const from = ends[index - 1] ?? 0;
    const start = firstInk(chunk.text, from, end);
    return { text: chunk.text.slice(start, end), start: chunk.start + start };
  });
}
