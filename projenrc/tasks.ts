import type { cdk } from 'projen';

const SILENT = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
const TSX = 'tsx --tsconfig tsconfig.dev.json';

/** By itself, as projen would lose the quotes around the names of rows. */
const BENCH = 'tsx bench/run.ts';

/** What each task runs, and what for; all of them are scripts of package.json. */
const TASKS: Readonly<Record<string, readonly [exec: string, description: string]>> = {
  'examples': [`${TSX} examples/run.ts`, 'Synthesizes every example and prints the links it proved'],
  'lint': ['eslint --max-warnings 0 .', 'ESLint over everything that we write'],
  'typecheck': ['tsc --noEmit -p tsconfig.dev.json', 'Types of library, tests, examples and scripts'],
  'goldens': ['jest --ci=false --updateSnapshot', 'Rewrites the snapshots; read the difference before you commit it'],
  'bench': [BENCH, 'Figures for the budgets, measured side by side'],
  'bench:catch': [`${TSX} test/faults/table.ts`, 'What the linker finds of the faults seeded into healthy apps, by rule'],
  'truth': ['tsx apiserver/truth.mjs', 'Holds the WebAssembly validator against the API server\'s own strategies, built natively; needs Go'],
  'api-docs': [`${TSX} scripts/api-docs.ts`, 'Writes API.md from what is built; --check says whether it is fresh'],
  'package:check': [`${TSX} scripts/package-check/run.ts`, 'Packs what is built, and tries it in fresh apps: types, runtimes, peers, bin, plugin, init'],
  'release:dry': [`${TSX} scripts/release/dry.ts`, 'Makes what a release publishes, as far as the machine can, and publishes nothing'],
};

/** A script with this has Ctrl-C reach it before it has cleaned up; projen between would end first. */
const E2E = `${TSX} e2e/run.ts`;

/** Adds our tasks; `test` tests and `build` compiles what is published, and neither rewrites project files. */
export function addTasks(project: cdk.JsiiProject): void {
  project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
  for (const [name, [exec, description]] of Object.entries(TASKS)) project.addTask(name, { exec, description, env: SILENT, receiveArgs: true });
  project.addTask('boutique', {
    cwd: 'examples/online-boutique',
    // npm keeps the copy of the library that it installed before, so it goes first.
    exec: 'rm -rf node_modules/cdk8s-service-patterns && npm install --no-audit --no-fund && npx cdk8s synth --check-upgrade=false && npm test && npm run typecheck',
    description: 'Installs the built library into the Online Boutique, as an app of its own, and has it synthesized and tested',
  });
  project.addTask('e2e', { exec: E2E, receiveArgs: true, description: 'Runs the examples in the cluster of your KUBECONFIG; needs kubectl' });
  // projen's own asks the registry for a release that need not be there.
  project.tasks.tryFind('compat')?.reset(`${TSX} scripts/compat.ts`, { receiveArgs: true });
  project.tasks.tryFind('compat')?.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

  project.package.setScript('build', 'npx projen compile');
  project.package.setScript('test', 'jest --ci');
  project.package.setScript('e2e', E2E);
  project.package.setScript('bench', BENCH);
}
