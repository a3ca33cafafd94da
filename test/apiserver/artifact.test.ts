import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { compileArtifact, readArtifact } from '../../lib/apiserver/artifact';
import { LinkError } from '../../lib/linker';

const REAL = path.resolve(__dirname, '../../apiserver/dist');
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'artifact-'));
  for (const file of ['artifact.json', 'apiserver.wasm.br']) fs.copyFileSync(path.join(REAL, file), path.join(folder, file));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

test('the artifact names its Kubernetes version and its hash', () => {
  expect(readArtifact()).toEqual({ kubernetesVersion: expect.stringMatching(/^v?1\.\d+\.\d+$/), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('the artifact was built from the sources beside it', () => {
  const { sourceHash } = JSON.parse(fs.readFileSync(path.join(REAL, 'artifact.json'), 'utf8')) as { sourceHash: string };
  const hash = execFileSync(process.execPath, [path.resolve(REAL, '../build.mjs'), '--hash'], { encoding: 'utf8' }).trim();
  expect(hash).toBe(sourceHash);
});

test('the artifact fits into the package', () => {
  expect(fs.statSync(path.join(REAL, 'apiserver.wasm.br')).size).toBeLessThan(5 * 1024 * 1024);
});

test.each<[string, () => void, () => unknown]>([
  ['is cut off', () => { fs.truncateSync(path.join(folder, 'apiserver.wasm.br'), 100_000); }, () => compileArtifact(folder)],
  ['is garbage', () => { fs.writeFileSync(path.join(folder, 'apiserver.wasm.br'), 'garbage'); }, () => compileArtifact(folder)],
  ['is not there', () => { fs.rmSync(path.join(folder, 'apiserver.wasm.br')); }, () => compileArtifact(folder)],
  ['has no description', () => { fs.rmSync(path.join(folder, 'artifact.json')); }, () => readArtifact(folder)],
  ['has a description of another kind', () => { fs.writeFileSync(path.join(folder, 'artifact.json'), '[]'); }, () => readArtifact(folder)],
  ['has a description that is no JSON', () => { fs.writeFileSync(path.join(folder, 'artifact.json'), '{'); }, () => readArtifact(folder)],
])('an artifact that %s is a clear error, with the way out', (_, damage, load) => {
  damage();
  expect(load).toThrow(LinkError);
  expect(load).toThrow(/could not be loaded[^]*fix {2}install the package again, or switch this layer off with apiServerValidation: false/);
});
