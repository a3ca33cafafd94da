import type { Finding } from '../report/finding';
import type { GraphObject, Provenance } from './object';

/** What the author knows and accepts: findings of one rule, in one place, for a reason. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  /** Covers the construct at this path, and all below it; empty for the whole app. */
  readonly path: string;
  /** The last day that it holds: `2026-12-31`. @default - it holds for good */
  readonly expires?: string;
  /** Whether it may cover nothing: one that a pattern's own prop implies. @default false */
  readonly implied?: boolean;
  /** Whether it is of a rule of the author's own, which may be asked elsewhere. @default false */
  readonly custom?: boolean;
  readonly provenance?: Provenance;
}

/** Where somebody acknowledged something: beside the manifests, or in an annotation of the object that it covers. */
export type Acknowledged = (Acknowledgement & { readonly object?: undefined }) | (Omit<Acknowledgement, 'path'> & { readonly object: GraphObject; /** The annotation's key. */ readonly annotation: string });

/** What came of an acknowledgement. */
export interface UsedAcknowledgement {
  readonly acknowledged: Acknowledged;
  readonly state: 'used' | 'unused' | 'expired' | 'unknown-rule' | 'no-reason';
  /** The rule whose name is most like an unknown one. */
  readonly nearest?: string;
}

/** Begins the annotations that acknowledge a rule on one object: `acknowledge.cdk8s-service-patterns/image-pinned`, with the reason as value. */
const ACKNOWLEDGE_PREFIX = 'acknowledge.cdk8s-service-patterns/';

/** Holds several, one a line: `image-pinned: built on this machine`. */
const ACKNOWLEDGE = 'cdk8s-service-patterns/acknowledge';

/** The acknowledgements that objects carry as annotations. */
export function annotated(objects: readonly GraphObject[]): Acknowledged[] {
  return objects.flatMap((object) =>
    Object.entries(object.annotations).flatMap(([key, value]): Acknowledged[] => {
      if (key.startsWith(ACKNOWLEDGE_PREFIX)) return [{ rule: key.slice(ACKNOWLEDGE_PREFIX.length), reason: value, object, annotation: key }];
      return key === ACKNOWLEDGE ? linesOf(value).map((line) => ({ ...readLine(line), object, annotation: key })) : [];
    }),
  );
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

function readLine(line: string): { rule: string; reason: string } {
  const at = line.indexOf(':');
  return at < 0 ? { rule: line, reason: '' } : { rule: line.slice(0, at).trim(), reason: line.slice(at + 1).trim() };
}

/** Whether an acknowledgement covers a finding. */
export function covers(acknowledged: Acknowledged, finding: Finding): boolean {
  if (finding.rule !== acknowledged.rule) return false;
  if (!acknowledged.object) {
    const { path } = acknowledged;
    return path === '' || finding.path === path || finding.path?.startsWith(`${path}/`) === true;
  }
  const { apiVersion, kind, namespace, name } = acknowledged.object;
  const { object } = finding;
  return object?.name === name && object.kind === kind && object.apiVersion === apiVersion && object.namespace === namespace;
}
