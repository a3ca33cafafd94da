import { type Json, record } from './json';
import type { Workload } from './workload';

/** How many pods a rollout adds to those asked for, and how many it may take away, each at a time. */
export interface RollingUpdate {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/**
 * The rolling update of a Deployment, or of a kind that spells it as Deployments do, for a number of replicas; undefined where it
 * does not roll, or where its numbers depend on replicas that nobody knows.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 */
export function rollingUpdateOf({ object, rollout }: Workload, replicas: number | undefined): RollingUpdate | undefined {
  // An Argo Rollout that refers to it has a strategy of its own.
  if (rollout) return undefined;
  const strategy = record(record(object.manifest.spec).strategy);
  const isDeployment = object.kind === 'Deployment' && object.group === 'apps';
  if (!isDeployment && (!object.group.includes('.') || typeof strategy.rollingUpdate !== 'object')) return undefined;
  if ((strategy.type ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
  const given = record(strategy.rollingUpdate);
  const maxSurge = resolve(given.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = resolve(given.maxUnavailable ?? '25%', replicas, Math.floor);
  if (maxSurge === undefined || maxUnavailable === undefined) return undefined;
  // The Deployment controller lets a rollout move in any case.
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

/** Of any replicas at all, a share above zero rounds up to one at least. */
function resolve(value: Json, replicas: number | undefined, round: (share: number) => number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return undefined;
  if (replicas !== undefined) return round((Number(percent) * replicas) / 100);
  if (Number(percent) === 0) return 0;
  return round === Math.ceil ? 1 : undefined;
}
