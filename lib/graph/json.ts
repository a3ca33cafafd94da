/** JSON as it comes: anybody's YAML, so nothing about its shape is taken for granted. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

const NOTHING: JsonObject = Object.freeze({});
const NO_STRINGS: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

/** The object at hand, or an empty one. */
export function record(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : NOTHING;
}

/** The list at hand, or an empty one. */
export function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function text(value: Json): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function integer(value: Json): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** The string values of a map, such as labels. */
export function strings(value: Json): Readonly<Record<string, string>> {
  const map = record(value);
  if (map === NOTHING) return NO_STRINGS;
  // Without a prototype: a label may be called `constructor`, and no pod carries it unasked.
  const result = Object.create(null) as Record<string, string>;
  for (const key of Object.keys(map)) {
    const entry = map[key];
    if (typeof entry === 'string') result[key] = entry;
  }
  return result;
}
