import { execFileSync } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.resolve(__dirname, '..');

/** What a process has loaded once it has imported the library and done something with it, as paths from here. */
function loadedBy(work: string): string[] {
  const script = `const library = require('./lib'); ${work}
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK8S_SERVICE_PATTERNS_CACHE: '' } });
  return (JSON.parse(output) as string[]).map((file) => path.relative(ROOT, file));
}

const LINKER = /^lib\/(rules|linker\/links?\.ts)/;
const API_SERVER = /^lib\/apiserver\/(?!cache-folder|load)/;
const OTHERS = /^lib\/(cli|manifests)\/|^node_modules\/(ajv|commander|jiti|js-yaml|marked|picomatch)\//;

test('an import loads neither the linker, the API server\'s validation, the command line, nor what reads YAML', () => {
  const loaded = loadedBy('');
  expect(loaded.length).toBeGreaterThan(100);
  expect(loaded.filter((file) => LINKER.test(file) || API_SERVER.test(file) || OTHERS.test(file))).toEqual([]);
}, 30_000);

test('a synth loads the linker, and not the command line; the API server\'s validation only where it is asked', () => {
  const loaded = loadedBy('new library.LinkedApp({ outdir: require("node:fs").mkdtempSync(require("node:os").tmpdir() + "/import-"), apiServerValidation: false }).synth();');
  expect(loaded.filter((file) => LINKER.test(file)).length).toBeGreaterThan(30);
  expect(loaded.filter((file) => API_SERVER.test(file) || OTHERS.test(file))).toEqual([]);
}, 30_000);
