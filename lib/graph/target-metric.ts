import { integer, type JsonObject, list, record, text } from './json';
import type { GraphObject } from './object';

/** A metric that an autoscaler reckons as a percentage of what the pods request. */
export interface TargetMetric {
  /** `cpu` or `memory`. */
  readonly resource: string;
  /** The one container that it looks at; absent: all of them. */
  readonly container?: string;
  /** Where that container is named. */
  readonly containerField?: string;
  /** Where it stands, such as `spec.metrics[0]`. */
  readonly field: string;
}

/**
 * The metrics of an autoscaler that are percentages of requests. One without any metric scales by CPU: so the API server defaults it.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export function targetMetrics(object: GraphObject): TargetMetric[] {
  const spec = record(object.manifest.spec);
  if (object.kind === 'ScaledObject') return list(spec.triggers).flatMap((trigger, index) => readTrigger(record(trigger), `spec.triggers[${String(index)}]`));
  const metrics = list(spec.metrics);
  if (object.apiVersion === 'autoscaling/v1') {
    if (integer(spec.targetCPUUtilizationPercentage) !== undefined) return [{ resource: 'cpu', field: 'spec.targetCPUUtilizationPercentage' }];
    // So the first version kept what the second has fields for.
    return object.annotations['autoscaling.alpha.kubernetes.io/metrics'] === undefined ? [{ resource: 'cpu', field: 'spec' }] : [];
  }
  if (metrics.length === 0) return [{ resource: 'cpu', field: 'spec' }];
  return metrics.flatMap((metric, index) => readMetric(record(metric), `spec.metrics[${String(index)}]`));
}

function readMetric(metric: JsonObject, field: string): TargetMetric[] {
  const [key, source] = metric.type === 'ContainerResource' ? ['containerResource', record(metric.containerResource)] : ['resource', record(metric.resource)];
  const resource = text(source.name);
  const isPercentage = integer(record(source.target).averageUtilization) !== undefined || integer(source.targetAverageUtilization) !== undefined;
  if (resource === undefined || !isPercentage || (metric.type !== 'Resource' && metric.type !== 'ContainerResource')) return [];
  const container = text(source.container);
  return [{ resource, field: `${field}.${key}`, ...(container === undefined ? {} : { container, containerField: `${field}.${key}.container` }) }];
}

function readTrigger(trigger: JsonObject, field: string): TargetMetric[] {
  const { type, containerName } = record(trigger.metadata);
  if ((trigger.type !== 'cpu' && trigger.type !== 'memory') || (trigger.metricType ?? type) !== 'Utilization') return [];
  const container = text(containerName);
  return [{ resource: trigger.type, field, ...(container === undefined ? {} : { container, containerField: `${field}.metadata.containerName` }) }];
}
