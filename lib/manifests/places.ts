import { compose, type Maker } from './compose';

/** Where a node stands, with those in it. */
export interface Place {
  /** In code units from the beginning of the document. */
  start: number;
  readonly entries?: Map<string, Place>;
  readonly items?: Place[];
}

const PLACES: Maker<Place> = {
  scalar: (_, start) => ({ start }),
  list: (start) => ({ start, items: [] }),
  mapping: (start) => ({ start, entries: new Map() }),
  push: (list, item) => {
    if (item.start < 0) item.start = list.start; // nothing is written there
    list.items?.push(item);
  },
  put: (mapping, key, value, keyStart) => {
    if (value.start < 0) value.start = keyStart;
    mapping.entries?.set(key, value);
  },
  has: (mapping, key) => mapping.entries?.has(key) ?? false,
  entries: (mapping) => mapping.entries ?? [],
  // What stands in an alias is written where its anchor is.
  alias: (target, start) => ({ ...target, start }),
};

/** The places of everything in the first document of a text. */
export function readPlaces(text: string): Place | undefined {
  return compose(text, PLACES).root;
}

/**
 * The place of a field such as `spec.ports[0].targetPort` or `metadata.annotations["example.com/a"]`: where its value begins;
 * for a field that is not there, where the nearest node begins that would hold it.
 */
export function placeOf(root: Place, field: string): number {
  let place = root;
  let rest = field;
  while (rest !== '') {
    const step = stepInto(place, rest);
    if (!step) break;
    place = step.place;
    rest = rest.slice(step.length);
  }
  return place.start;
}

interface Step {
  readonly place: Place;
  /** How much of the path it takes. */
  readonly length: number;
}

function stepInto({ entries, items }: Place, path: string): Step | undefined {
  const index = /^\[(\d+)\]/.exec(path);
  const item = index && items?.[Number(index[1])];
  if (item) return { place: item, length: index[0].length };
  return entries && (bracketed(entries, path) ?? dotted(entries, path));
}

/** `["a key"]`, or `[key]` as the API server writes it. */
function bracketed(entries: ReadonlyMap<string, Place>, path: string): Step | undefined {
  if (!path.startsWith('[')) return undefined;
  const [quoted] = /^\["(?:[^"\\]|\\.)*"\]/.exec(path) ?? [];
  if (quoted !== undefined) return stepTo(entries, unquoted(quoted.slice(1, -1)), quoted.length);
  const end = path.indexOf(']');
  return end < 0 ? undefined : stepTo(entries, path.slice(1, end), end + 1);
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Keys may hold dots themselves, so the longest one that is there is meant. */
function dotted(entries: ReadonlyMap<string, Place>, path: string): Step | undefined {
  const from = path.startsWith('.') ? 1 : 0;
  let found: Step | undefined;
  for (const { index } of path.slice(from).matchAll(/[.[]|$/g)) {
    const end = from + index;
    found = stepTo(entries, path.slice(from, end), end) ?? found;
  }
  return found;
}

function stepTo(entries: ReadonlyMap<string, Place>, key: string | undefined, length: number): Step | undefined {
  const place = key === undefined ? undefined : entries.get(key);
  return place && { place, length };
}
