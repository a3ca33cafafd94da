import { type JsonObject, record } from './json';
import type { Workload } from './workload';

/** The spec of a workload's pods. */
export function podSpec({ object, field }: Workload): JsonObject {
  return field.split('.').reduce((parent, key) => record(parent[key]), object.manifest);
}
