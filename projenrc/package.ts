import type { cdk } from 'projen';

/** The version in hand: what the next release will be, and CHANGELOG.md tells of. */
const VERSION = '0.1.0';

/** Subpaths with code, and their modules: the linker is plain TypeScript (errors and generics are not jsii-legal), and so are test helpers. */
const SUBPATHS: Readonly<Record<string, string>> = {
  linker: 'linker/index',
  testing: 'testing/index',
  'testing/jest': 'testing/jest',
  'testing/jest-globals': 'testing/jest-globals',
  'testing/vitest': 'testing/vitest',
};

/** Vitest can't be required, so what extends it is an ES module, with types beside it for CommonJS. */
const VITEST = 'testing/vitest';

/** What the repository has and the package does not need. `docs/rules` is read by `explain`, `templates` by `init`. */
const LEFT_OUT = [
  '/examples/', '/bench/', '/e2e/', '/.ci/', '/scripts/', '/projenrc/',
  '/API.md', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/SECURITY.md',
  '/*.config.mjs', '/tsconfig.dev.json', '/.compatignore',
];

/** Says in package.json what projen has no option for, and what npm packs. */
export function describePackage(project: cdk.JsiiProject): void {
  const { package: manifest } = project;
  manifest.addVersion(VERSION);
  manifest.addBin({ 'service-patterns': 'bin/service-patterns' });
  manifest.addPackageResolutions('unrs-resolver@1.12.2');
  manifest.addField('type', 'commonjs');
  manifest.addField('repository', { type: 'git', url: 'git+https://github.com/cdk8s-service-patterns/cdk8s-service-patterns.git' });
  // A statement of which workflow made the package: npm makes it in CI alone, so no release comes from anybody's own machine.
  manifest.addField('publishConfig', { access: 'public', provenance: true });
  manifest.addField('exports', {
    '.': entry('index'),
    ...Object.fromEntries(Object.entries(SUBPATHS).map(([name, module]) => [`./${name}`, module === VITEST ? { import: entry(module, 'm'), require: entry(module) } : entry(module)])),
    './schemas/*': './schemas/*',
    './package.json': './package.json',
    './.jsii': './.jsii',
  });
  manifest.addField('typesVersions', { '*': Object.fromEntries(Object.entries(SUBPATHS).map(([name, module]) => [name, [`build/${module}.d.ts`]])) });

  project.gitattributes.addAttributes('/API.md', 'linguist-generated');
  for (const pattern of LEFT_OUT) project.addPackageIgnore(pattern);
  project.tsconfig?.addInclude('lib/**/*.mts');
  // Beside the code, not in it: Node reads maps that are within at every start, and that is a third of the time that loading takes.
  project.tryFindObjectFile('tsconfig.json')?.addOverride('compilerOptions.inlineSourceMap', false);
  project.tryFindObjectFile('tsconfig.json')?.addOverride('compilerOptions.sourceMap', true);
  project.npmignore?.addPatterns('!/build/**/*.mjs', '!/build/**/*.d.mts');
  // The validator is part of the package, its source is not; `dist` alone would leave both out.
  project.npmignore?.addPatterns('/apiserver/*', '!/apiserver/dist/');
  project.npmignore?.include('/apiserver/dist/');
}

function entry(module: string, kind: '' | 'm' = ''): { readonly types: string; readonly default: string } {
  return { types: `./build/${module}.d.${kind}ts`, default: `./build/${module}.${kind}js` };
}
