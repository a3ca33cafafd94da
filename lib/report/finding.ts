/** How much a finding weighs: an error stops synth, a warning is printed, a note is printed on request. */
export type Severity = 'error' | 'warning' | 'note';

/** Where in the author's own code something was written. */
export interface SourceLocation {
  /** Relative to the working directory where the file lies below it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Other frames of the author's (`file:line:column`): wrappers that were called, and what called them. */
  readonly via: readonly string[];
}

/** The Kubernetes object that a finding speaks of. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent where the manifest names none. */
  readonly namespace?: string;
  readonly name: string;
}

/** Another object that has a part in a finding. */
export interface RelatedPlace {
  readonly object: ObjectReference;
  /** Path of the construct that rendered it. */
  readonly path?: string;
  readonly source?: SourceLocation;
}

/** One violation of one rule at one place: data, from which every writer makes its own form. */
export interface Finding {
  /** The rule's name; `props` where a prop was refused by a constructor. */
  readonly rule: string;
  /** Which of the rule's messages this is. */
  readonly message: string;
  readonly severity: Severity;
  /** What does not hold, in one clause. */
  readonly problem: string;
  /** The value found, and the nearest candidates. */
  readonly got?: string;
  /** The change to make. */
  readonly fix: string;
  /** The rule's page, relative to the package. */
  readonly docs?: string;
  readonly object?: ObjectReference;
  /** Path of the construct that rendered the object. */
  readonly path?: string;
  /** The field within the object or the props, such as `spec.ports[0].targetPort`. */
  readonly field?: string;
  readonly source?: SourceLocation;
  /** Other objects that have a part in it, such as the pods that a Service selects. */
  readonly related?: readonly RelatedPlace[];
}

const SEVERITY_ORDER: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Orders findings by place, then rule: the same input gives the same list, in whatever order objects came. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.source?.file ?? '', b.source?.file ?? '') ||
    (a.source?.line ?? 0) - (b.source?.line ?? 0) ||
    (a.source?.column ?? 0) - (b.source?.column ?? 0) ||
    compare(a.path ?? '', b.path ?? '') ||
    compare(objectKey(a.object), objectKey(b.object)) ||
    compare(a.field ?? '', b.field ?? '') ||
    SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message) ||
    compare(a.problem, b.problem) ||
    compare(a.got ?? '', b.got ?? '')
  );
}

function objectKey(object: ObjectReference | undefined): string {
  return object ? [object.apiVersion, object.kind, object.namespace ?? '', object.name].join('/') : '';
}

/** By code unit: `localeCompare` would order differently from machine to machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
