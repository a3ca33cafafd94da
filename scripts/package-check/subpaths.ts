import { own } from '../own';

/** Every subpath that has code, with a name that it exports. A new subpath is one line here. */
export const SUBPATHS: Readonly<Record<string, string>> = {
  '.': 'LinkedApp',
  './linker': 'link',
  './testing': 'matchers',
};

/** How a program names a subpath. */
export function specifier(subpath: string): string {
  return own.name + subpath.slice(1);
}
