import { list, record } from './json';
import type { Service } from './service';

/** What clouds were told before the field was there; the API server still checks it as it does the field. */
export const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** Whom a Service's load balancer lets in. */
export interface SourceRanges {
  /** Where they stand. */
  readonly field: string;
  readonly ranges: readonly SourceRange[];
}

export interface SourceRange {
  readonly field: string;
  /** Without the spaces around it, which the API server permits. */
  readonly text: string;
}

/** The source ranges that a Service is given; one that has the field is not asked for the annotation. Undefined where nothing is said. */
export function sourceRangesOf({ object }: Service): SourceRanges | undefined {
  const given = record(object.manifest.spec).loadBalancerSourceRanges;
  const field = 'spec.loadBalancerSourceRanges';
  const annotation = object.annotations[SOURCE_RANGES_ANNOTATION];
  if (list(given).length > 0 || (Array.isArray(given) && annotation === undefined)) {
    const ranges = list(given).flatMap((entry, index) =>
      typeof entry === 'string' ? [{ field: `${field}[${String(index)}]`, text: entry.trim() }] : [],
    );
    return { field, ranges };
  }
  if (annotation === undefined) return undefined;
  const at = `metadata.annotations["${SOURCE_RANGES_ANNOTATION}"]`;
  const texts = annotation.trim() === '' ? [] : annotation.split(',');
  return { field: at, ranges: texts.map((entry) => ({ field: at, text: entry.trim() })) };
}
