import type { FieldCheck } from './field-checks';
import type { Unusable, VersionRow } from './field-versions';
import { type Json, type JsonObject, list, record } from './json';

/** A field of an object, or its value, that cannot be used on the object's target. */
export interface UnusableField {
  readonly why: Unusable;
  readonly row: VersionRow;
  /** Where it stands, such as `spec.trafficDistribution`. */
  readonly field: string;
  /** What stands there. */
  readonly value: Json;
  /** Whether the field itself is usable, and just not with this value. */
  readonly byValue: boolean;
}

/** Calls back for each field of a manifest that cannot be used, as the checks of its kind say. */
export function forEachUnusableField(manifest: JsonObject, checks: readonly FieldCheck[], call: (found: UnusableField) => void): void {
  walk(manifest, checks, [], call);
}

/** Makes nothing on its way: `path` is only read where something is found. */
function walk(value: JsonObject, checks: readonly FieldCheck[], path: (string | number)[], call: (found: UnusableField) => void): void {
  for (const check of checks) {
    const found = value[check.name];
    if (found === undefined || found === null) continue;
    path.push(check.name);
    if (check.why) reportField(check, check.why, found, path, call);
    else {
      if (check.values) reportValues(check, check.values, found, path, call);
      if (check.next) walkInto(found, check, check.next, path, call);
    }
    path.pop();
  }
}

function walkInto(value: Json, { inMap }: FieldCheck, checks: readonly FieldCheck[], path: (string | number)[], call: (found: UnusableField) => void): void {
  if (!inMap && !Array.isArray(value)) {
    walk(record(value), checks, path, call);
    return;
  }
  const items = record(value);
  for (const key of inMap ? Object.keys(items) : list(value).keys()) {
    path.push(key);
    walk(record(typeof key === 'number' ? list(value)[key] : items[key]), checks, path, call);
    path.pop();
  }
}

function reportField({ row }: FieldCheck, why: Unusable, value: Json, path: (string | number)[], call: (found: UnusableField) => void): void {
  // What is off is left out when it arrives, which changes nothing where it says nothing.
  if (why === 'off' && (value === row.same || (Array.isArray(value) && value.length === 0))) return;
  call({ why, row, field: showPath(path), value, byValue: false });
}

function reportValues({ row }: FieldCheck, values: ReadonlyMap<string, Unusable>, found: Json, path: readonly (string | number)[], call: (found: UnusableField) => void): void {
  for (const value of Array.isArray(found) ? list(found) : [found]) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const why = values.get(String(value));
    const its = row.values?.[String(value)];
    if (why && its) call({ why, row: its, field: showPath(path), value, byValue: true });
  }
}

function showPath(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${String(part)}]` : index === 0 ? part : `.${part}`)).join('');
}
