/** An object to be judged, with the cluster that it is for. */
export interface Question {
  /** Major and minor, such as `1.34`. */
  readonly version: string;
  /** The Pod Security level that its pods must keep to. @default - none */
  readonly level?: string;
  readonly object: unknown;
}

/** Stands between a request and its object, which is then read once; JSON has no such character. */
const SEPARATOR = '\u001e';

/** A question as a line. */
export function lineOf({ object, ...request }: Question): string {
  const { apiVersion, kind } = (typeof object === 'object' && object !== null ? object : {}) as { readonly apiVersion?: unknown; readonly kind?: unknown };
  const header = typeof apiVersion === 'string' && typeof kind === 'string' ? { apiVersion, kind } : {};
  return `${JSON.stringify({ ...request, ...header })}${SEPARATOR}${JSON.stringify(object)}`;
}
