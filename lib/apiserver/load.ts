import type * as apiserver from './judge';

/** The API server's validation, loaded when it is asked for: it is large, and most of its work is remembered. */
export function loadApiServer(): typeof apiserver {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load a module later that does not wait
  return require('./judge') as typeof apiserver;
}
