/**
 * What a terminal, a log or a reader may take for more than text: controls (ESC begins a command, a carriage return overwrites), what cannot
 * be seen or turns the order of letters, line separators, and what is no character at all.
 */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value from a manifest, on one line, with what is dangerous to print written as in JSON: `\u001b`. */
export function harmless(text: string): string {
  return text.replace(DANGEROUS, (character) => SHORT[character] ?? escaped(character));
}

/** JSON of which no terminal takes a part for a command; what is parsed from it is the same. */
export function harmlessJson(value: unknown): string {
  // The line feeds are ours: JSON escapes those of values, as it does all below U+0020.
  return `${JSON.stringify(value, undefined, 2).replace(DANGEROUS, (character) => (character === '\n' ? character : escaped(character)))}\n`;
}

/** One escape for each UTF-16 unit, as JSON has it. */
function escaped(character: string): string {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
