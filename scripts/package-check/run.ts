import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { install, PEERS } from './consumer';
import { checkBuild } from './contents';
import { checkNewApp } from './new-app';
import { own, ROOT } from '../own';
import { pathWith, run } from '../process';
import { checkRuntime } from './runtime';
import { Suite } from './suite';
import { pack } from '../tarball';
import { checkTypes, resolutions } from './types';

/** TypeScripts that apps have: ours, and one from before it. */
const TYPESCRIPTS = { newest: own.devDependencies.typescript ?? '*', oldest: '~5.4.0' };

/** Packs what is built, and tries it as users would. Arguments are parts of the names of checks: only those are run. */
function main(only: readonly string[]): number {
  const suite = new Suite(only);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-check-'));
  try {
    const tarball = pack(path.join(folder, 'tarball'));
    console.log(`${path.basename(tarball.file)}: ${String(tarball.files.length)} files, ${megabytes(tarball.size)}, ${megabytes(tarball.unpackedSize)} unpacked`);
    suite.check('build', () => checkBuild(tarball));
    suite.check('publint', () => { run(ROOT, ['npx', 'publint', 'run', tarball.file, '--strict']); return undefined; });
    // `.jsii` is data of jsii's, exported so that other languages find it; no program imports it.
    suite.check('are the types wrong', () => { run(ROOT, ['npx', 'attw', tarball.file, '--no-emoji', '--exclude-entrypoints', './.jsii']); return undefined; });
    for (const age of ['oldest', 'newest'] as const) checkPeers(suite, age, path.join(folder, age), tarball.file);
    for (const age of ['oldest', 'newest'] as const) checkNode(suite, age, path.join(folder, 'newest'), path.join(folder, `${age}-node`));
    checkNewApp(suite, path.join(folder, 'new'), tarball.file);
    return suite.finish();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function checkPeers(suite: Suite, age: 'oldest' | 'newest', folder: string, tarball: string): void {
  const typescript = TYPESCRIPTS[age];
  if (!suite.check(`${age} peers: npm install`, () => install(folder, tarball, { peers: PEERS[age], typescript }))) return;
  for (const resolution of resolutions) {
    suite.check(`${age} peers: types, TypeScript ${typescript}, ${resolution}`, () => { checkTypes(folder, resolution, typescript); return undefined; });
  }
  checkRuntime(suite, `${age} peers, Node ${process.versions.node}`, folder, {});
}

/** The newest Node, and the oldest that package.json admits; npm has them as packages. */
const NODES = { newest: 'latest', oldest: own.engines.node.replace(/^>= */, '') };

function checkNode(suite: Suite, age: 'oldest' | 'newest', app: string, folder: string): void {
  const bin = path.join(folder, 'node_modules', '.bin');
  let version = '';
  const installed = suite.check(`${age} Node: npm install`, () => {
    fs.mkdirSync(folder, { recursive: true });
    run(folder, ['npm', 'install', '--no-audit', '--no-fund', '--prefix', folder, `node@${NODES[age]}`]);
    version = run(folder, [path.join(bin, 'node'), '--version']).trim();
    return version;
  });
  if (!installed || !fs.existsSync(app)) return;
  checkRuntime(suite, `newest peers, Node ${version.slice(1)}`, app, { PATH: pathWith(bin) });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

process.exitCode = main(process.argv.slice(2));
