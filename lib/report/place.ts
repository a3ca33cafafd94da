import type { Finding, ObjectReference, SourceLocation } from './finding';
import { harmless } from './harmless';

/** How reports name an object: `Service shop/api`. */
export function showReference({ kind, namespace, name }: ObjectReference): string {
  return harmless(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);
}

/** How reports name what a finding or a related object stands at: by the construct's path, or by kind and name. */
export function showPlace({ path, object }: Pick<Finding, 'path' | 'object'>): string | undefined {
  if (path !== undefined) return harmless(path);
  return object && showReference(object);
}

/** `examples/shop.ts:14:1` */
export function showSource({ file, line, column }: SourceLocation): string {
  return `${harmless(file)}:${String(line)}:${String(column)}`;
}
