import { addTo } from './add-to';
import type { Graph } from './graph';
import { integer, type JsonObject, record, text } from './json';
import type { GraphObject } from './object';
import type { Workload } from './workload';

/** What decides how many pods a workload has: a HorizontalPodAutoscaler, or KEDA's ScaledObject, which makes one. */
export interface Autoscaler {
  readonly object: GraphObject;
  readonly target: ScaleTarget;
  /** How many pods it leaves at least. */
  readonly least: number;
  /** How many it makes at most; absent where the manifest does not say. */
  readonly most?: number;
}

/** What an autoscaler scales, in its own namespace. The controller finds it by group and kind; the version does not matter. */
export interface ScaleTarget {
  /** The part of apiVersion before the slash; empty for the core group, and where there is no apiVersion. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** Where both kinds of autoscaler name their target. */
export const SCALE_TARGET = 'spec.scaleTargetRef';

export const HORIZONTAL = 'HorizontalPodAutoscaler.autoscaling';
export const SCALED_OBJECT = 'ScaledObject.keda.sh';

/** The kinds of Kubernetes' own that can be scaled, with their group. */
export const SCALABLE: Readonly<Record<string, string>> = { Deployment: 'apps', StatefulSet: 'apps', ReplicaSet: 'apps', ReplicationController: '' };

/** Whether something that runs pods has a number of replicas that may be changed; kinds of others have, as far as we know. */
export function canBeScaled({ kind, group }: Pick<GraphObject, 'kind' | 'group'>): boolean {
  return SCALABLE[kind] === group || group.includes('.');
}

const memo = new WeakMap<Graph, Autoscalers>();

/** Finds autoscalers, and what they scale, without looking at all objects. */
export class Autoscalers {
  readonly all: readonly Autoscaler[];
  private readonly byTarget = new Map<string, Autoscaler[]>();

  private constructor({ index }: Graph) {
    this.all = [...index.ofKind(HORIZONTAL), ...index.ofKind(SCALED_OBJECT)].flatMap((object) => readAutoscaler(object) ?? []);
    for (const autoscaler of this.all) {
      const { kind, name } = autoscaler.target;
      addTo(this.byTarget, keyOf(autoscaler.object.namespace, kind, name), autoscaler);
    }
  }

  /** Those of a graph, read once. */
  static in(graph: Graph): Autoscalers {
    const known = memo.get(graph) ?? new Autoscalers(graph);
    memo.set(graph, known);
    return known;
  }

  /** Those that surely are for an object. Who names a wrong group means it all the same. */
  of({ namespace, kind, name }: Pick<GraphObject, 'namespace' | 'kind' | 'name'>): readonly Autoscaler[] {
    return this.byTarget.get(keyOf(namespace, kind, name)) ?? [];
  }

  /** How many pods of a workload there are at least; undefined where nothing in the input says: somebody may have scaled it since. */
  leastOf({ object, rollout, replicas }: Workload): number | undefined {
    const floors = this.of(rollout ?? object).map(({ least }) => least);
    return floors.length === 0 ? replicas : Math.min(...floors);
  }

  /** How many there are at most; undefined where nothing says. */
  mostOf({ object, rollout, replicas }: Workload): number | undefined {
    const autoscalers = this.of(rollout ?? object);
    if (autoscalers.length === 0) return replicas;
    const ceilings = autoscalers.flatMap(({ most }) => most ?? []);
    return ceilings.length < autoscalers.length ? undefined : Math.max(...ceilings);
  }
}

function keyOf(namespace: string | undefined, kind: string, name: string): string {
  return [namespace ?? '', kind, name].join('/');
}

/** The autoscaler in an object; undefined where it is none, or names no target. */
export function readAutoscaler(object: GraphObject): Autoscaler | undefined {
  const spec = record(object.manifest.spec);
  const reference = record(spec.scaleTargetRef);
  if (object.kind === 'HorizontalPodAutoscaler' && object.group === 'autoscaling') {
    const target = readTarget(reference, '', undefined);
    return target && { object, target, least: integer(spec.minReplicas) ?? 1, most: integer(spec.maxReplicas) };
  }
  if (object.kind === 'ScaledObject' && object.group === 'keda.sh') {
    const target = readTarget(reference, 'apps/v1', 'Deployment');
    return target && { object, target, least: integer(spec.minReplicaCount) ?? 0, most: integer(spec.maxReplicaCount) ?? 100 };
  }
  return undefined;
}

function readTarget(reference: JsonObject, usualVersion: string, usualKind: string | undefined): ScaleTarget | undefined {
  const kind = text(reference.kind) ?? usualKind;
  const name = text(reference.name);
  if (kind === undefined || name === undefined) return undefined;
  const apiVersion = text(reference.apiVersion) ?? usualVersion;
  return { group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind, name };
}
