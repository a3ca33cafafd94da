import type { Graph } from './graph';
import { type JsonObject, list, record, text } from './json';
import type { GraphObject } from './object';

/** A VerticalPodAutoscaler that changes what pods request. */
export interface VerticalAutoscaler {
  readonly object: GraphObject;
  /** As it is written, or `Auto` where it is not. */
  readonly mode: string;
}

/** Knows whose requests change while they run. */
export class VerticalAutoscalers {
  private readonly byTarget = new Map<string, VerticalAutoscaler[]>();

  constructor({ index }: Graph) {
    for (const object of index.ofKind('VerticalPodAutoscaler.autoscaling.k8s.io')) {
      const spec = record(object.manifest.spec);
      const { kind, name } = record(spec.targetRef);
      const mode = text(record(spec.updatePolicy).updateMode) ?? 'Auto';
      if (mode === 'Off') continue;
      const key = [object.namespace ?? '', text(kind) ?? '', text(name) ?? ''].join('/');
      this.byTarget.set(key, [...(this.byTarget.get(key) ?? []), { object, mode }]);
    }
  }

  /** One that changes the request of a workload for a resource: of that container, or of any where none is named. */
  changing({ namespace, kind, name }: Pick<GraphObject, 'namespace' | 'kind' | 'name'>, resource: string, container?: string): VerticalAutoscaler | undefined {
    const found = this.byTarget.get([namespace ?? '', kind, name].join('/')) ?? [];
    return found.find(({ object }) => changes(list(record(record(object.manifest.spec).resourcePolicy).containerPolicies).map(record), resource, container));
  }
}

/** A policy for a container goes before that for all; where there is none, both resources are changed. */
function changes(policies: readonly JsonObject[], resource: string, container: string | undefined): boolean {
  const isChanged = ({ mode, controlledResources }: JsonObject): boolean =>
    mode !== 'Off' && (!Array.isArray(controlledResources) || list(controlledResources).includes(resource));
  const usual = policies.find(({ containerName }) => containerName === '*');
  const own = policies.find(({ containerName }) => container !== undefined && containerName === container);
  if (container !== undefined) return isChanged(own ?? usual ?? {});
  return isChanged(usual ?? {}) || policies.some((policy) => policy !== usual && isChanged(policy));
}
