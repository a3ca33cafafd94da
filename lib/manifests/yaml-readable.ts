import type { Finding, SourceLocation } from '../report/finding';
import { fill, quote } from '../report/message';
import type { Rule } from '../rules/rule';

const messages = {
  document: {
    problem: 'The document cannot be read: {{reason}}',
    got: '{{line}}',
    fix: '{{fix}}',
  },
  duplicateKey: {
    problem: 'The key {{key}} is written twice in one mapping',
    got: '{{line}}, where the same mapping has the key already; kubectl keeps the last value without a word',
    fix: 'remove one of the two, or give it the name that was meant',
  },
  separator: {
    problem: 'kubectl refuses what stands behind the separator "---" of two documents',
    got: '{{text}}',
    fix: 'write it on a line of its own below the separator',
  },
  file: {
    problem: 'The file cannot be read: {{reason}}',
    fix: '{{fix}}',
  },
} as const;

/** What kubectl would refuse before it knows of any object. It is raised where files are read, not by the linker. */
export const yamlReadable: Rule = {
  name: 'yaml-readable',
  why: 'kubectl stops at a document that it cannot read, after it applied those before it; nothing in it is checked',
  grade: { ours: 'error', foreign: 'error' },
  messages,
  check: () => [],
};

/** The rules that reading raises, beside those that the linker runs. */
export const readerRules: readonly Rule[] = [yamlReadable];

function finding(message: keyof typeof messages, source: SourceLocation, data: Readonly<Record<string, string>>): Finding {
  const { name: rule } = yamlReadable;
  return { rule, message, severity: 'error', ...fill(messages[message], data), docs: `docs/rules/${rule}.md`, source };
}

/** Says that a document cannot be read, for a reason in one clause. */
export function documentUnreadable(source: SourceLocation, line: string, reason: string): Finding {
  return finding('document', source, { line: shown(line), reason, fix: fixFor(reason) });
}

/** Says that a mapping has a key twice. */
export function duplicateKey(source: SourceLocation, line: string, key: string): Finding {
  return finding('duplicateKey', source, { line: shown(line), key: quote(key) });
}

/** Says that something stands behind the separator of two documents. */
export function separatorFollowed(source: SourceLocation, text: string): Finding {
  return finding('separator', source, { text: shown(text) });
}

/** Says that a file cannot be read at all. */
export function fileUnreadable(file: string, reason: string, fix: string): Finding {
  return finding('file', { file, line: 1, column: 1, via: [] }, { reason, fix });
}

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/\btab/, 'indent with spaces: YAML permits no tabs there'],
  [/UTF-8|null byte|non-printable/, 'save the file as text in UTF-8, and encode binary data in base64 under binaryData or data'],
  [/levels deep/, 'write it with fewer levels: no object of Kubernetes has so many'],
  [/values$/, 'split the document into several'],
  [/far more than is written|contains itself/, 'write the values out in place of their aliases'],
  [/no anchor/, 'write the anchor before its alias, in the same document, or put quotes around a text that begins with "*"'],
  [/multiline key|expected ':'/, 'write a colon and a space behind the key, and put quotes around a text that goes on'],
  [/indent/, 'indent this line as the lines beside it'],
  [/flow collection|missed comma/, 'close the brackets, separate the entries with commas, or put quotes around a text that holds brackets'],
  [/quoted scalar|escape/, 'close the quotes, and write a backslash in double quotes twice'],
  [/stands as a key/, 'put quotes around what is meant as text, as null or anything in braces'],
  [/number that is|question mark|without quotes/, 'put quotes around what is meant as text'],
];

function fixFor(reason: string): string {
  return FIXES.find(([pattern]) => pattern.test(reason))?.[1] ?? 'correct the YAML here, or put quotes around what is meant as text';
}

const WIDTH = 80;

function shown(line: string): string {
  const text = line.trim();
  return text === '' ? 'an empty line' : quote(text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text);
}
