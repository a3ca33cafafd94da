/** Below this, wrapping makes a text no better to read. */
const NARROWEST = 20;

/**
 * Breaks a text between words so that it fits, the lines after the first set in by `indent` columns. A word that does not fit stays
 * whole: paths and addresses are there to be copied.
 */
export function wrap(text: string, width: number | undefined, indent = 0): string {
  if (width === undefined) return text.replaceAll('\n', `\n${' '.repeat(indent)}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded by those who print to a terminal, not by every import of the library
  const wrapAnsi = require('wrap-ansi') as (text: string, columns: number) => string;
  return wrapAnsi(text, Math.max(width - indent, NARROWEST)).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const stringWidth = require('string-width') as (text: string) => number;
  return stringWidth(text);
}

/** A text with spaces behind it, so that it takes that many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - columnsOf(text), 0));
}
