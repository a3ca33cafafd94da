import type * as linker from './link';

/** The linker, loaded when there is something to link: a program that imports the library does not wait for all its rules. */
export function loadLinker(): typeof linker {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load a module later that does not wait
  return require('./link') as typeof linker;
}
