import type { Json, JsonObject } from './json';
import type { LinkObject } from './object';

/** One JSON Patch operation that the author put on an object. */
export interface PatchOperation {
  readonly op: string;
  /** JSON pointer. */
  readonly path: string;
  readonly value?: Json;
}

/** The operations on one object, in order, and the object as it was rendered. */
export interface Patch {
  readonly input: LinkObject;
  readonly operations: readonly PatchOperation[];
}

/** The value at a JSON pointer, with whether anything is there. */
export function valueAt(manifest: JsonObject, pointer: string): { readonly found: boolean; readonly value?: Json } {
  let value: Json = manifest;
  for (const token of tokens(pointer)) {
    if (typeof value !== 'object' || value === null) return { found: false };
    const parent: Readonly<Record<string, Json>> = value as Readonly<Record<string, Json>>;
    if (!Object.hasOwn(parent, token)) return { found: false };
    value = parent[token];
  }
  return { found: true, value };
}

/** The steps of a JSON pointer. */
export function tokens(pointer: string): string[] {
  return pointer.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A JSON pointer as findings name fields: `/spec/ports/0/port` is `spec.ports[0].port`. */
export function fieldOf(pointer: string): string {
  return tokens(pointer).reduce((field, token) => {
    if (/^(\d+|-)$/.test(token)) return `${field}[${token}]`;
    const step = /^[\w-]+$/.test(token) ? token : `["${token}"]`;
    return field === '' || step.startsWith('[') ? `${field}${step}` : `${field}.${step}`;
  }, '');
}
