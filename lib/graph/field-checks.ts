import { minor as minorOf } from '../target/target-data';
import { FIELD_VERSION_TABLE } from './field-version-table';
import { type ApiRow, type FieldRow, type Unusable, whyNot } from './field-versions';

/** What to look at in objects of a type: only what cannot be used on one minor, and the ways there. */
export interface FieldCheck {
  readonly name: string;
  readonly row: FieldRow;
  // All of one shape: a walk reads them a thousand times for each app.
  readonly why: Unusable | undefined;
  readonly values: ReadonlyMap<string, Unusable> | undefined;
  readonly next: readonly FieldCheck[] | undefined;
  /** Whether the field is a map, whose values `next` is for. */
  readonly inMap: boolean;
}

/** What cannot be used of a kind: all of it, or some of its fields. */
export interface KindChecks {
  readonly api?: { readonly why: Unusable; readonly row: ApiRow };
  readonly fields?: readonly FieldCheck[];
}

/** What was made for one version: a walk then meets only what matters there. */
interface Made {
  readonly byKind: Map<string, Map<string, KindChecks>>;
  readonly byType: Map<string, readonly FieldCheck[]>;
}

const made = new Map<string, Made>();

/** What to look at in objects of a kind on a Kubernetes version: nothing where all of it can be used, or we do not know the kind. */
export function kindChecks(version: string, apiVersion: string, kind: string): KindChecks {
  let ofVersion = made.get(version);
  if (!ofVersion) made.set(version, (ofVersion = { byKind: new Map(), byType: new Map() }));
  let ofApi = ofVersion.byKind.get(apiVersion);
  if (!ofApi) ofVersion.byKind.set(apiVersion, (ofApi = new Map<string, KindChecks>()));
  let checks = ofApi.get(kind);
  if (!checks) ofApi.set(kind, (checks = makeKind(`${apiVersion} ${kind}`, minorOf(version), ofVersion.byType)));
  return checks;
}

function makeKind(key: string, minor: number, byType: Made['byType']): KindChecks {
  const { apis, roots } = FIELD_VERSION_TABLE;
  const row = Object.hasOwn(apis, key) ? apis[key] : undefined;
  const why = row && whyNot(row, minor);
  if (row && why) return { api: { why, row } };
  const type = Object.hasOwn(roots, key) ? roots[key] : undefined;
  const fields = type === undefined ? [] : makeType(type, minor, byType);
  return fields.length === 0 ? {} : { fields };
}

/** The checks of a type, and of all that it leads to; none where everything there can be used. */
function makeType(type: string, minor: number, byType: Made['byType']): readonly FieldCheck[] {
  const known = byType.get(type);
  if (known) return known;
  const checks: FieldCheck[] = [];
  // Types may lead back to themselves: then their list is there already, and not yet full.
  byType.set(type, checks);
  for (const [name, entry] of Object.entries(FIELD_VERSION_TABLE.types[type] ?? {})) {
    const row = typeof entry === 'string' ? { type: entry } : entry;
    const why = whyNot(row, minor);
    const values = why ? undefined : unusableValues(row, minor);
    const made = why || row.type === undefined ? undefined : makeType(row.type.replace('{}', ''), minor, byType);
    const next = made && (made.length > 0 || made === checks) ? made : undefined;
    if (why || values || next) checks.push({ name, row, why, values, next, inMap: row.type?.endsWith('{}') ?? false });
  }
  // What leads to nothing but itself leads nowhere.
  if (checks.every(({ why, values, next }) => !why && !values && next === checks)) checks.length = 0;
  return checks;
}

function unusableValues({ values = {} }: FieldRow, minor: number): ReadonlyMap<string, Unusable> | undefined {
  const found = Object.entries(values).flatMap(([value, row]) => {
    const why = whyNot(row, minor);
    return why ? [[value, why] as const] : [];
  });
  return found.length === 0 ? undefined : new Map(found);
}
