/** When something came into Kubernetes, could be used by default, and ended; all are minors of 1. */
export interface VersionRow {
  /** In the schema from here on. @default - from the table's oldest minor, or before */
  readonly in?: number;
  /** Usable by default from here on. @default - as soon as it is in the schema */
  readonly on?: number;
  /** Not usable by default from here on, or never if that is where it came in. @default - it stays */
  readonly off?: number;
  /** No longer in the schema from here on. @default - it stays */
  readonly gone?: number;
  /** The feature gates that decide. */
  readonly gate?: string;
}

/** A kind that is not served by default on every minor. */
export interface ApiRow extends VersionRow {
  /** The version that replaces it, such as `policy/v1`. */
  readonly next?: string;
}

/** A field that came later, has values that did, or leads to a type with such fields. */
export interface FieldRow extends VersionRow {
  readonly values?: Readonly<Record<string, VersionRow>>;
  /** The value that says what holds anyway: while the gate is off, the field may be there with it. */
  readonly same?: string | boolean;
  /** The type of the field, or of its items; `{}` at its end says that they are the values of a map. */
  readonly type?: string;
}

/** What of the schemas depends on the minor. A field that only leads on is the name of its type. */
export interface FieldVersions {
  readonly oldest: number;
  readonly newest: number;
  /** By API version and kind. */
  readonly apis: Readonly<Record<string, ApiRow>>;
  /** Types by API version and kind. */
  readonly roots: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, FieldRow | string>>>>;
}

/** Why something cannot be used: it is not there yet, needs what is off by default, or is there no more. */
export type Unusable = 'early' | 'off' | 'gone';

/** Whether something of the table can be used by default on a minor. */
export function whyNot({ in: from = 0, on = 0, off = Infinity, gone = Infinity }: VersionRow, minor: number): Unusable | undefined {
  if (minor >= gone) return 'gone';
  if (minor < from) return 'early';
  return minor < on || minor >= off ? 'off' : undefined;
}

/** The first minor after one on which something of the table can be used by default; undefined where there is none. */
export function firstUsable(row: VersionRow, after: number): number | undefined {
  const first = Math.max(row.in ?? 0, row.on ?? 0);
  return first > after && whyNot(row, first) === undefined ? first : undefined;
}
