import type { Graph } from './graph';
import { type Json, list, record, text } from './json';
import type { GraphObject } from './object';
import { type Backend, GATEWAY_API } from './route';

/** Who may refer to objects of the grant's own namespace. */
export interface GrantedFrom {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** What may be referred to. */
export interface GrantedTo {
  readonly group: string;
  readonly kind: string;
  /** Absent: any of the kind. */
  readonly name?: string;
}

/** Permits references across namespaces. */
export interface ReferenceGrant {
  readonly object: GraphObject;
  readonly from: readonly GrantedFrom[];
  readonly to: readonly GrantedTo[];
}

/** The grants of the input. */
export function referenceGrantsOf({ index }: Graph): ReferenceGrant[] {
  return index.ofKind(`ReferenceGrant.${GATEWAY_API}`).map((object) => {
    const spec = record(object.manifest.spec);
    return {
      object,
      from: list(spec.from).map((entry) => ({ ...readKind(entry), namespace: text(record(entry).namespace) ?? '' })),
      to: list(spec.to).map((entry) => ({ ...readKind(entry), name: text(record(entry).name) })),
    };
  });
}

function readKind(value: Json): { group: string; kind: string } {
  const { group, kind } = record(value);
  const named = text(group) ?? '';
  // Some implementations take the name that people give the core group.
  return { group: named === 'core' ? '' : named, kind: text(kind) ?? '' };
}

/** Whether a grant, were it in the backend's namespace, permits a route to refer to it. */
export function grants({ from, to }: ReferenceGrant, { route: { object }, group, kind, name }: Backend): boolean {
  return (
    from.some((entry) => entry.group === object.group && entry.kind === object.kind && entry.namespace === object.namespace) &&
    to.some((entry) => entry.group === group && entry.kind === kind && (entry.name ?? name) === name)
  );
}

/** Whether somebody meant a grant for such a reference: it speaks of the Service, or of the route's namespace. */
export function isMeantFor({ from, to }: ReferenceGrant, { route: { object }, name }: Backend): boolean {
  return from.some(({ namespace }) => namespace === object.namespace) || to.some((entry) => entry.name === name);
}

/** A grant's contents as messages show them: `HTTPRoute of namespace "shop" to Service "images"`. */
export function showGrant({ from, to }: ReferenceGrant): string {
  const left = from.map(({ kind, namespace }) => `${kind} of namespace ${JSON.stringify(namespace)}`).join(', ') || 'nobody';
  const right = to.map(({ kind, name }) => (name === undefined ? `any ${kind}` : `${kind} ${JSON.stringify(name)}`)).join(', ') || 'nothing';
  return `${left} to ${right}`;
}
