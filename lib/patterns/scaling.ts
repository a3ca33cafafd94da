import type { Duration } from 'cdk8s';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { checkSeconds } from './checks';
import { REPLICAS, SCALE_DOWN_WINDOW, SCALING_TARGET } from './defaults';
import { checkTarget, ScalingMetric } from './scaling-metric';

/** Between how many pods an autoscaler decides, and how soon it takes some away. */
export interface ScalingOptions {
  /**
   * How many pods there are at least. With 1 there is no disruption budget, which could only hold up the drain of its node.
   *
   * @default 2
   */
  readonly min?: number;
  /** How many pods there are at most. */
  readonly max: number;
  /**
   * For how long fewer pods must have been enough before any is taken away, in whole seconds up to an hour.
   *
   * @default - 5 minutes
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#stabilization-window
   */
  readonly scaleDownAfter?: Duration;
}

/** How pods are scaled by what they use of what they request. */
export interface UtilizationScalingOptions extends ScalingOptions {
  /**
   * What they should use on average, in per cent of what they request; over 100 is allowed.
   *
   * @default 70
   */
  readonly target?: number;
}

/** How pods are scaled by metrics of your own. */
export interface MetricsScalingOptions extends ScalingOptions {
  /** What they are scaled by; of several, the one that takes the most pods decides. */
  readonly metrics: ScalingMetric[];
}

/** What an autoscaler is told. */
export interface Autoscaling {
  readonly min: number;
  readonly max: number;
  readonly scaleDownAfter: number;
  readonly metrics: readonly ScalingMetric[];
}

/** The longest that the API server takes. */
const HOUR = 3600;

/**
 * How many pods a pattern runs: a fixed number, or as many as an autoscaler finds to be needed.
 *
 * Where a Deployment that had `replicas` is autoscaled for the first time, take them out of what was last applied before you apply
 * (`kubectl apply edit-last-applied`): otherwise the API server sets them to 1, and all pods but one end at once.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 *
 * @example
 * new InternalBackend(chart, 'orders', {
 *   image: 'ghcr.io/acme/orders:1.4.2',
 *   port: 80,
 *   targetPort: 8080,
 *   scaling: Scaling.cpu({ min: 2, max: 10, target: 70 }),
 * });
 */
export class Scaling {
  /**
   * Always so many pods; the prop `replicas` says the same.
   *
   * @throws LinkError where it is no whole number, or less than 0
   */
  public static fixed(replicas: number): Scaling {
    checkReplicas('', 'Scaling.fixed', replicas);
    return new Scaling(replicas);
  }

  /**
   * As many pods as keep their CPU at a share of what they request.
   *
   * @throws LinkError where the bounds or the target are none
   */
  public static cpu(options: UtilizationScalingOptions): Scaling {
    return byUtilization('cpu', options);
  }

  /**
   * As many pods as keep their memory at a share of what they request. Only for programs that give memory back when load falls: others
   * are never scaled down again.
   *
   * @throws LinkError where the bounds or the target are none
   */
  public static memory(options: UtilizationScalingOptions): Scaling {
    return byUtilization('memory', options);
  }

  /**
   * As many pods as several metrics take, or metrics of your own.
   *
   * @throws LinkError where the bounds are none, or there is no metric
   */
  public static metrics(options: MetricsScalingOptions): Scaling {
    return autoscaled('Scaling.metrics', options, options.metrics);
  }

  /** @internal */
  public static _autoscaled(autoscaling: Autoscaling): Scaling {
    return new Scaling(undefined, autoscaling);
  }

  private constructor(
    /** @internal */
    public readonly _replicas?: number,
    /** @internal */
    public readonly _autoscaling?: Autoscaling,
  ) {}
}

function byUtilization(resource: 'cpu' | 'memory', { target = SCALING_TARGET, ...options }: UtilizationScalingOptions): Scaling {
  const field = `Scaling.${resource}`;
  checkTarget(`${field}.target`, target);
  return autoscaled(field, options, [ScalingMetric._utilization({ resource, target })]);
}

function autoscaled(field: string, options: ScalingOptions, metrics: readonly ScalingMetric[]): Scaling {
  const { min = REPLICAS, max, scaleDownAfter = SCALE_DOWN_WINDOW } = options;
  const refuse = (at: string, problem: string, got: string, fix: string): Error => propError({ path: '', field: `${field}.${at}`, problem, got, fix });
  if (min === 0) {
    throw refuse('min', 'An autoscaler leaves one pod at least: to scale to none it takes a feature gate that clusters have off', '0', 'give min: 1, or scale to none by KEDA');
  }
  if (!Number.isInteger(min) || min < 1) throw refuse('min', 'min must be a whole number of pods, 1 or more', quote(min), `give the fewest pods that can do, or leave min out for ${String(REPLICAS)}`);
  if (!Number.isInteger(max) || max < 1) throw refuse('max', 'max must be a whole number of pods, 1 or more', quote(max), 'give the most pods that there may be, such as max: 10');
  if (min > max) {
    const usual = options.min === undefined ? ' (the default)' : '';
    throw refuse('max', 'max must not be less than min', `min ${String(min)}${usual}, max ${String(max)}`, `give max: ${String(min)} or more, or a smaller min`);
  }
  const seconds = checkSeconds('', `${field}.scaleDownAfter`, scaleDownAfter, 0) ?? 0;
  if (seconds > HOUR) throw refuse('scaleDownAfter', 'scaleDownAfter may be an hour at most', `${String(seconds)} s`, 'give Duration.hours(1) or less');
  // Plain JavaScript may hand over anything.
  const given: unknown = metrics;
  if (!Array.isArray(given) || given.length === 0 || !given.every((metric) => metric instanceof ScalingMetric)) {
    throw refuse('metrics', 'An autoscaler needs a metric to scale by', Array.isArray(given) && given.length === 0 ? '[]' : quote(given), 'give one, such as ScalingMetric.cpu(70)');
  }
  return Scaling._autoscaled({ min, max, scaleDownAfter: seconds, metrics: [...metrics] });
}

/** Checks a fixed number of pods. */
export function checkReplicas(path: string, field: string, replicas: number, usual = REPLICAS): void {
  if (Number.isInteger(replicas) && replicas >= 0) return;
  throw propError({
    path,
    field,
    problem: 'replicas must be a whole number, 0 or more',
    got: quote(replicas),
    fix: `give the number of pods, or leave ${field === 'replicas' ? field : 'scaling'} out for ${String(usual)}`,
  });
}
