import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { REPLICAS } from './defaults';
import { type Autoscaling, checkReplicas, Scaling } from './scaling';
import type { WorkloadProps } from './workload-props';

/** How many pods a workload has, with everything decided. */
export interface Scale {
  /** The number to write; absent where cdk8s-plus's own, or an autoscaler's, is to hold. */
  readonly replicas?: number;
  /** How many there are at least: what budget and spread go by. */
  readonly least: number;
  readonly autoscaling?: Autoscaling;
}

/**
 * Decides how many pods there are from either prop.
 *
 * @throws LinkError where both are given, a number is none, or a singleton is to be several
 */
export function planScale(path: string, { replicas: given, scaling, singleton = false, rollout }: WorkloadProps): Scale {
  if (given !== undefined) checkReplicas(path, 'replicas', given);
  if (given !== undefined && scaling !== undefined) {
    throw propError({ path, field: 'scaling', problem: 'How many pods there are is said either by scaling or by replicas, not both ways', got: `replicas: ${quote(given)} and scaling`, fix: 'leave out replicas, or scaling' });
  }
  if (scaling !== undefined && !((scaling as unknown) instanceof Scaling)) {
    throw propError({ path, field: 'scaling', problem: 'scaling must be a Scaling', got: quote(scaling), fix: 'give scaling: Scaling.cpu({ min: 2, max: 10 }), or replicas for a fixed number' });
  }
  const replicas = given ?? scaling?._replicas;
  const autoscaling = scaling?._autoscaling;
  if (singleton) refuseSeveral(path, replicas, autoscaling, given === undefined ? 'scaling' : 'replicas', rollout !== undefined);
  if (autoscaling) return { least: autoscaling.min, autoscaling };
  if (singleton) return { replicas: replicas ?? 1, least: 1 };
  return { ...(replicas === undefined ? {} : { replicas }), least: replicas ?? REPLICAS };
}

function refuseSeveral(path: string, replicas: number | undefined, autoscaling: Autoscaling | undefined, prop: string, rollout: boolean): void {
  const [field, got] = autoscaling
    ? [prop, `scaling from ${String(autoscaling.min)} to ${String(autoscaling.max)} pods`]
    : (replicas ?? 1) > 1
      ? [prop, `${prop}: ${String(replicas)}`]
      : ['rollout', rollout ? 'a rollout' : undefined];
  if (got === undefined) return;
  throw propError({
    path,
    field,
    problem: 'A singleton runs one pod at a time, and stops it before the next one starts',
    got: `singleton: true with ${got}`,
    fix: `leave out ${field}, or singleton`,
  });
}
