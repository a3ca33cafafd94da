import { quote } from './message';
import { propError } from './prop-error';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Entries as plain JavaScript may hold them. */
type Entries = Readonly<Record<string, unknown>> | undefined;

/**
 * Checks labels: those of an object, or those by which others are selected.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function checkLabels(path: string, field: string, labels: Entries, selected?: 'pods'): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkKey(path, field, key);
    if (value === '' || (typeof value === 'string' && NAME.test(value))) continue;
    throw propError({
      path,
      field: `${field}[${quote(key)}]`,
      problem: 'A label\'s value must be at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
      got: quote(value),
      fix:
        typeof value === 'string'
          ? selected
            ? `write it as the ${selected} carry it: kubectl get ${selected} --show-labels lists them`
            : `${value.length > 63 ? 'shorten' : 'change'} it, or put it into an annotation, which may hold any text`
          : writeAsText(value),
    });
  }
}

/**
 * Checks annotations: their keys are those of labels, their values any text.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export function checkAnnotations(path: string, field: string, annotations: Entries): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    checkKey(path, field, key, key.toLowerCase()); // as the API server reads the keys of annotations, and of nothing else
    if (typeof value === 'string') continue;
    throw propError({
      path,
      field: `${field}[${quote(key)}]`,
      problem: 'An annotation\'s value must be text',
      got: quote(value),
      fix: writeAsText(value),
    });
  }
}

/** Checks a name that may stand behind a domain and a slash, such as the one it is to be like. */
export function checkQualifiedName(path: string, field: string, name: string, like: string): void {
  if (isQualified(name)) return;
  throw propError({
    path,
    field,
    problem: `${field.replace(/^.*\./, '')} must be a name, or a domain, a slash and a name`,
    got: quote(name),
    fix: `write it like ${quote(like)}: letters, digits, "-", "_" and ".", with a letter or digit at both ends`,
  });
}

/** What to do with a value that plain JavaScript let pass where text belongs. */
export function writeAsText(value: unknown): string {
  return value === undefined || value === null ? 'give a value, or leave it out' : `write it as text: ${quote(JSON.stringify(value))}`;
}

function checkKey(path: string, field: string, key: string, read = key): void {
  if (isQualified(read)) return;
  throw propError({
    path,
    field,
    problem: 'The key of a label or annotation must be a name, or a domain, a slash and a name',
    got: quote(key),
    fix: 'write it like "team" or "example.com/team", with a letter or digit at both ends, and the domain in lower case',
  });
}

function isQualified(text: string): boolean {
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  return NAME.test(name) && (prefix === undefined || (PREFIX.test(prefix) && prefix.length <= 253)) && rest.length === 0;
}
