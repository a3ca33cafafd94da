import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { checkLabels } from '../report/label-checks';
import { SCALING_TARGET } from './defaults';

/** A resource that pods request and use. */
type ResourceName = 'cpu' | 'memory';

/** A metric that is a share of what containers request. */
export interface Utilization {
  readonly resource: ResourceName;
  /** In per cent of the request. */
  readonly target: number;
  /** The one container that is measured; absent: all of them. */
  readonly container?: string;
}

/** Which of a pod's containers a metric measures. */
export interface UtilizationMetricOptions {
  /**
   * Name of the one container to measure, such as the pattern's own: a sidecar that idles drags the average down.
   *
   * @default - all containers of the pod
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics
   */
  readonly container?: string;
}

/** Which series of a metric counts. */
export interface CustomMetricOptions {
  /**
   * Labels that pick the series out of all that bear the metric's name.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}

/**
 * Something that pods are scaled by. Where there are several, each says how many pods it takes, and the largest number wins.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis
 */
export class ScalingMetric {
  /**
   * CPU that the pods use, in per cent of what they request; over 100 is allowed, for requests are no limits.
   *
   * @throws LinkError where the target is no whole number from 1 on
   */
  public static cpu(target: number = SCALING_TARGET, options: UtilizationMetricOptions = {}): ScalingMetric {
    return utilization('cpu', target, options);
  }

  /**
   * Memory that the pods use, in per cent of what they request. Only for programs that give memory back when load falls.
   *
   * @throws LinkError where the target is no whole number from 1 on
   */
  public static memory(target: number = SCALING_TARGET, options: UtilizationMetricOptions = {}): ScalingMetric {
    return utilization('memory', target, options);
  }

  /**
   * A metric that each pod has, such as requests per second, averaged over the pods. The cluster needs an adapter that serves
   * `custom.metrics.k8s.io`.
   *
   * @param name the metric's name
   * @param average what each pod should have of it
   * @throws LinkError where the name is none, or the average is not above 0
   */
  public static pods(name: string, average: number, options: CustomMetricOptions = {}): ScalingMetric {
    checkMetric('pods', name, average, options);
    return new ScalingMetric({ type: 'Pods', pods: { metric: metricOf(name, options), target: { type: 'AverageValue', averageValue: quantity(average) } } });
  }

  /**
   * A metric of something outside the cluster, such as the length of a queue: the whole, divided by the number of pods. The
   * cluster needs an adapter that serves `external.metrics.k8s.io`.
   *
   * @param name the metric's name
   * @param perPod what each pod should have of it
   * @throws LinkError where the name is none, or the amount is not above 0
   */
  public static external(name: string, perPod: number, options: CustomMetricOptions = {}): ScalingMetric {
    checkMetric('external', name, perPod, options);
    return new ScalingMetric({ type: 'External', external: { metric: metricOf(name, options), target: { type: 'AverageValue', averageValue: quantity(perPod) } } });
  }

  private constructor(
    /** As it stands in the manifest. @internal */
    public readonly _manifest: object,
    /** @internal */
    public readonly _utilization?: Utilization,
  ) {}

  /** @internal */
  public static _utilization(given: Utilization): ScalingMetric {
    const { resource, target, container } = given;
    const source = { name: resource, target: { type: 'Utilization', averageUtilization: target } };
    const manifest = container === undefined ? { type: 'Resource', resource: source } : { type: 'ContainerResource', containerResource: { ...source, container } };
    return new ScalingMetric(manifest, given);
  }
}

function utilization(resource: ResourceName, target: number, { container }: UtilizationMetricOptions): ScalingMetric {
  checkTarget(`ScalingMetric.${resource}`, target);
  return ScalingMetric._utilization({ resource, target, ...(container === undefined ? {} : { container }) });
}

/** Checks a share of requests. */
export function checkTarget(field: string, target: number): void {
  if (Number.isInteger(target) && target >= 1) return;
  throw propError({
    path: '',
    field,
    problem: 'The target is a whole number of per cent of what the pods request, 1 or more',
    got: quote(target),
    fix: target > 0 && target < 1 ? `write it in per cent: ${String(Math.max(1, Math.round(target * 100)))}` : `give per cent, such as ${String(SCALING_TARGET)}`,
  });
}

function checkMetric(factory: string, name: string, amount: number, { labels }: CustomMetricOptions): void {
  const field = `ScalingMetric.${factory}`;
  // It becomes a part of the path by which the adapter is asked.
  if (typeof name !== 'string' || name === '' || name === '.' || name === '..' || /[/%\s]/.test(name)) {
    throw propError({ path: '', field: `${field}.name`, problem: 'The name of a metric holds no space, "/" or "%"', got: quote(name), fix: 'write it as the metrics adapter does, such as "http_requests_per_second"' });
  }
  checkLabels('', `${field}.labels`, labels);
  if (Number.isFinite(amount) && Math.round(amount * 1000) >= 1) return;
  throw propError({ path: '', field, problem: 'What each pod should have of a metric must be a number above 0', got: quote(amount), fix: 'give what one pod can bear, such as 100; fractions count to a thousandth' });
}

function metricOf(name: string, { labels }: CustomMetricOptions): object {
  return { name, ...(labels === undefined ? {} : { selector: { matchLabels: { ...labels } } }) };
}

/** A number as Kubernetes spells quantities: fractions in thousandths. */
function quantity(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : `${String(Math.round(amount * 1000))}m`;
}
