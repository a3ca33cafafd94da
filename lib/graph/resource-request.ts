import { isAtLeast } from '../target/target-data';
import type { Graph } from './graph';
import { list, record } from './json';
import { type GraphObject, mayShareNamespace } from './object';
import type { Container, Workload } from './workload';

/** The first version whose autoscaler counts what native sidecars request. */
export const SIDECARS_COUNT_SINCE = '1.34';

/** Whether a container requests a resource: what it limits and does not request, it requests as much of. */
export function isRequested({ manifest }: Container, resource: string): boolean {
  const { requests, limits } = record(manifest.resources);
  return [requests, limits].some((amounts) => Object.hasOwn(record(amounts), resource) && record(amounts)[resource] !== null);
}

/** The containers of a workload's pods that run and do not request a resource; only that one, where it is named. None where the pod requests it as a whole. */
export function lacking(workload: Workload, resource: string, container?: string): Container[] {
  const spec = workload.spec;
  const whole = record(spec.resources);
  if (container === undefined && [whole.requests, whole.limits].some((amounts) => Object.keys(record(amounts)).length > 0)) return [];
  const counts = isAtLeast(workload.object.target, SIDECARS_COUNT_SINCE);
  return workload.containers.filter(
    (candidate) =>
      (candidate.role === 'container' || (candidate.role === 'sidecar' && counts)) &&
      (container === undefined || candidate.name === container) &&
      // Istio writes out containers with this image, and what they request.
      candidate.manifest.image !== 'auto' &&
      !isRequested(candidate, resource),
  );
}

/** Knows which namespaces give a request to containers that have none. */
export class LimitRanges {
  private readonly supplied: readonly { readonly object: GraphObject; readonly resources: ReadonlySet<string> }[];

  constructor({ index }: Graph) {
    this.supplied = index.ofKind('LimitRange').map((object) => ({ object, resources: new Set(defaultsOf(object)) }));
  }

  /** Whether one of the input may give an object's containers a request for the resource. */
  supplies({ namespace }: GraphObject, resource: string): boolean {
    return this.supplied.some(({ object, resources }) => resources.has(resource) && mayShareNamespace(object.namespace, namespace));
  }
}

/** A maximum is a default too, where there is no other. */
function defaultsOf({ manifest }: GraphObject): string[] {
  return list(record(manifest.spec).limits).flatMap((item) => {
    const limit = record(item);
    if (limit.type !== 'Container') return [];
    return [limit.default, limit.defaultRequest, limit.max].flatMap((amounts) => Object.keys(record(amounts)));
  });
}
