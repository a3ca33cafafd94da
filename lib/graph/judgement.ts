import type { GraphObject } from './object';

/** What the API server, or its admission by Pod Security, says against an object. */
export interface Judgement {
  readonly object: GraphObject;
  /** What validation refuses, in the server's own words. */
  readonly errors: readonly { readonly type: string; readonly field: string; readonly value?: string; readonly detail: string }[];
  /** What the Pod Security level of the object refuses. */
  readonly violations: readonly { readonly check: string; readonly reason: string; readonly detail: string; readonly field: string }[];
}
