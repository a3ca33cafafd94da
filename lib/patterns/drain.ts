import type { Duration } from 'cdk8s';
import { propError } from '../report/prop-error';
import { isAtLeast, type TargetData } from '../target/target-data';
import { checkSeconds } from './checks';
import { DRAIN, DRAIN_SINCE, GRACE_PERIOD } from './defaults';
import type { PodProps } from './workload-props';

/** How a pod stops. */
export interface Drain {
  /** Seconds of `preStop.sleep`; absent where there is none. */
  readonly sleep?: number;
  readonly gracePeriod: Duration;
}

/**
 * Decides how pods stop. Those are awaited that others send traffic to while a successor takes over.
 *
 * @throws LinkError where the drain does not fit into the grace period, the target has no `preStop.sleep`, or a time is no
 * whole number of seconds
 */
export function planDrain(path: string, props: PodProps, target: TargetData, awaited: boolean, usual: Duration): Drain {
  const gracePeriod = props.terminationGracePeriod ?? usual;
  const supported = isAtLeast(target, DRAIN_SINCE);
  checkSeconds(path, 'terminationGracePeriod', gracePeriod, 0);
  const asked = checkSeconds(path, 'drain', props.drain, 0);
  const sleep = asked ?? (awaited && supported ? DRAIN.toSeconds() : 0);
  if (sleep === 0) return { gracePeriod };
  if (!supported) {
    throw propError({
      path,
      field: 'drain',
      problem: `drain needs preStop.sleep, which Kubernetes has from ${DRAIN_SINCE} on`,
      got: `${String(sleep)} s on a target with Kubernetes ${target.kubernetesVersion}`,
      fix: 'leave drain out, and let the program itself keep serving for a while after SIGTERM',
    });
  }
  const grace = gracePeriod.toSeconds();
  if (sleep >= grace) {
    const enough = sleep + GRACE_PERIOD.toSeconds() - DRAIN.toSeconds();
    throw propError({
      path,
      field: 'drain',
      problem: 'drain must be shorter than the termination grace period: the pod is killed when that ends',
      got: `drain of ${String(sleep)} s${asked === undefined ? ' (the default)' : ''}, grace period of ${String(grace)} s`,
      fix: `set terminationGracePeriod: Duration.seconds(${String(enough)}), or a shorter drain`,
    });
  }
  return { sleep, gracePeriod };
}
