import type { Manifest } from '../harness';

/** One prop, the place in the final JSON where it arrives, and what a user's own patch may put there instead. */
export interface Row {
  /** The prop's name as its interface declares it; absent for what patterns set by themselves. */
  readonly prop?: string;
  /** Props to give beside the few that every pattern needs; a function of the chart where they need something of it. */
  readonly props: Manifest;
  /** The kind of the object that it arrives in; `Deployment` stands for whatever runs the pods. */
  readonly kind: 'Service' | 'Deployment' | 'NetworkPolicy' | 'HTTPRoute' | 'Ingress' | 'EndpointSlice' | 'HorizontalPodAutoscaler';
  /** Name of the object, where it is not the pattern's. */
  readonly name?: string;
  /** JSON pointer. */
  readonly at: string;
  readonly holds: Manifest;
  readonly patched: Manifest;
}

/** Where the pod's spec and the pattern's own container stand. */
export const POD = '/spec/template/spec';
export const MAIN = `${POD}/containers/0`;

/** Several rows of one kind of object: prop, props, pointer, what it holds, what a patch may put there. */
export function rows(kind: Row['kind'], ...entries: readonly [string | undefined, Row['props'], string, Manifest, Manifest][]): Row[] {
  return entries.map(([prop, props, at, holds, patched]) => ({ ...(prop === undefined ? {} : { prop }), props, kind, at, holds, patched }));
}
