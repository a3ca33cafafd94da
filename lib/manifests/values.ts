import type { Json } from '../graph/json';
import { compose, type Composed, type Maker } from './compose';

type Mapping = Record<string, Json>;

const VALUES: Maker<Json> = {
  scalar: (value) => value,
  list: () => [],
  mapping: () => ({}),
  push: (list, item) => {
    (list as Json[]).push(item);
  },
  put: (mapping, key, value) => {
    // A plain assignment would not store this key but change what the object inherits.
    if (key === '__proto__') Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true, writable: true });
    else (mapping as Mapping)[key] = value;
  },
  has: (mapping, key) => Object.hasOwn(mapping as Mapping, key),
  entries: (mapping) => Object.entries(mapping as Mapping),
  // Shared, not copied: the budget bounds what a reader may meet, and nobody edits a manifest.
  alias: (target) => target,
};

/** The values of the first document of a text. */
export function readValues(text: string): Composed<Json> {
  return compose(text, VALUES);
}
