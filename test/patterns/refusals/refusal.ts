import type { Chart } from 'cdk8s';
import { InternalBackend } from '../../../lib';
import { image } from '../harness';

/** What somebody wrote that cannot be right, in words, and how they wrote it. */
export type Refusals = Readonly<Record<string, (chart: Chart) => unknown>>;

/** A backend that would be fine but for these props; plain JavaScript may give any. */
export function backend(chart: Chart, props: object, id = 'orders'): InternalBackend {
  return new InternalBackend(chart, id, { image, port: 8080, ...props });
}

/** The same without a port. */
export function portless(chart: Chart, props: object): InternalBackend {
  return new InternalBackend(chart, 'orders', { image, ...props });
}
