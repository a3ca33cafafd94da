import * as path from 'node:path';
import type { Language } from './language';
import { ROOT } from './step';

const program = (name: string) => [path.join(ROOT, 'node_modules', '.bin', 'tsx'), path.join(ROOT, 'languages', `${name}.ts`)] as const;

/** Runs what is published: by its own name, the package resolves to what is built. */
export const typescript: Language = {
  name: 'typescript',
  line: /--> languages\/broken\.ts:\d+:\d+/,
  missing: () => undefined,
  build: () => ({ shop: program('shop'), broken: program('broken') }),
};
