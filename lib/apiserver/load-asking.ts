import type * as asking from './ask';

/** What asks the API server's validation, loaded when something has not passed before. */
export function loadAsking(): typeof asking {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load a module later that does not wait
  return require('./ask') as typeof asking;
}
