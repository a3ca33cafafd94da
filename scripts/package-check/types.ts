import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../process';
import { SUBPATHS, specifier } from './subpaths';

/** How TypeScript may be told to find a module: options, and the kind of file that they are for. */
const RESOLUTIONS: Readonly<Record<string, { readonly ending: string; readonly options: Readonly<Record<string, unknown>> }>> = {
  node10: { ending: '.ts', options: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' } },
  'node16 from CommonJS': { ending: '.cts', options: { module: 'node16', moduleResolution: 'node16' } },
  'node16 from ESM': { ending: '.mts', options: { module: 'node16', moduleResolution: 'node16' } },
  bundler: { ending: '.ts', options: { module: 'esnext', moduleResolution: 'bundler' } },
};

export const resolutions = Object.keys(RESOLUTIONS);

/** Type-checks the app and an import of every subpath, declarations of dependencies included. */
export function checkTypes(folder: string, resolution: string, typescript: string): void {
  const { ending, options } = RESOLUTIONS[resolution] ?? { ending: '.ts', options: {} };
  const sources = path.join(folder, `types-${resolution.replace(/\W/g, '-')}`);
  fs.mkdirSync(sources, { recursive: true });
  fs.copyFileSync(path.join(folder, 'shop.ts'), path.join(sources, `shop${ending}`));
  const imports = Object.entries(SUBPATHS).map(([subpath, name], index) => `import { ${name} as name${String(index)} } from '${specifier(subpath)}';\n`);
  fs.writeFileSync(path.join(sources, `subpaths${ending}`), `${imports.join('')}export const all = [${imports.map((_, index) => `name${String(index)}`).join(', ')}];\n`);
  const { ignoreDeprecations, ...rest } = options;
  const deprecations = /^\D*5/.test(typescript) || ignoreDeprecations === undefined ? {} : { ignoreDeprecations };
  const compilerOptions = { target: 'es2022', lib: ['es2022'], types: ['node'], strict: true, noEmit: true, skipLibCheck: false, ...rest, ...deprecations };
  fs.writeFileSync(path.join(sources, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }));
  run(sources, ['node', path.join(folder, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
}
