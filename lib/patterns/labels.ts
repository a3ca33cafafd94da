import { Pod } from 'cdk8s-plus-28';
import { SERVICE_LABEL, STABLE_TRACK, TRACK_LABEL } from '../graph/pattern-labels';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';

export { SERVICE_LABEL, TRACK_LABEL };

/** Tells the pods whose metrics are scraped from others behind the same Service. */
export const METRICS_LABEL = 'cdk8s-service-patterns/metrics';

/** What a Service, a policy or a budget of a pattern selects. */
export function serviceSelector(name: string): Record<string, string> {
  return { [SERVICE_LABEL]: name };
}

/** What the workload itself selects: its Service's pods, of its own track. */
export function workloadSelector(name: string, track: string = STABLE_TRACK): Record<string, string> {
  return { ...serviceSelector(name), [TRACK_LABEL]: track };
}

/**
 * Labels for people and dashboards.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function recommendedLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'cdk8s-service-patterns' };
}

/** Refuses labels that would change what is selected. */
export function refuseSelectorLabels(path: string, field: string, labels: Readonly<Record<string, string>> | undefined): void {
  for (const key of Object.keys(labels ?? {})) {
    if (![SERVICE_LABEL, TRACK_LABEL, METRICS_LABEL, Pod.ADDRESS_LABEL].includes(key)) continue;
    throw propError({
      path,
      field: `${field}[${quote(key)}]`,
      problem: `The label ${quote(key)} selects this pattern's pods and cannot be set`,
      got: quote(labels?.[key]),
      fix: 'use a label key of your own',
    });
  }
}
