import { listed, quote } from '../report/message';
import type { Labels } from './selector';
import type { Workload } from './workload';

/** What the pods at hand carry under the selector's keys, or its values under other keys. */
export function knownLabels(pods: readonly Workload[], selector: Labels): string {
  const keys = Object.keys(selector);
  const values = Object.values(selector);
  const labels = pods.flatMap((workload) => Object.entries(workload.labels));
  const sameKey = labels.filter(([key]) => keys.includes(key));
  const found = sameKey.length > 0 ? sameKey : labels.filter(([, value]) => values.includes(value));
  if (found.length === 0) return `no pod carries a label ${listed(keys.sort().map(quote), 'or')}`;
  const shown = [...new Set(found.map(([key, value]) => `${key}=${value}`))].sort().map(quote);
  return `pods carry ${listed(shown.length <= 6 ? shown : [...shown.slice(0, 5), `${String(shown.length - 5)} others`])}`;
}
