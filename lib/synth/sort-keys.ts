import type { Json, JsonObject } from '../graph/json';

/** A copy with keys in the order that cdk8s gives them: identity first, then by name, all the way down. */
export function sorted({ apiVersion, kind, metadata, ...rest }: JsonObject): JsonObject {
  return { ...sortMap({ apiVersion, kind, metadata }), ...sortMap(rest) };
}

/** A copy of a value with all keys by name, and without those of what is undefined. */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  return typeof value === 'object' && value !== null ? sortMap(value as JsonObject) : value;
}

function sortMap(map: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of inOrder(Object.keys(map))) {
    if (map[key] !== undefined) result[key] = sortKeys(map[key]);
  }
  return result;
}

/** Sorted, which they mostly are: generated classes list fields by name. */
function inOrder(keys: string[]): string[] {
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort();
}
