// Builds dist/apiserver.wasm.br, artifact.json and LICENSES.txt, byte-identical from any
// directory. Needs Go and a network or module cache.
//
//   node build.mjs          --plain leaves out pre-initialization
//   node build.mjs --hash   prints the hash of the sources, and builds nothing

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import { preinitialize } from './preinitialize.mjs';
import { shim, validate, wasiImports } from './shim.mjs';

const room = dirname(fileURLToPath(import.meta.url));

/**
 * Generated code of the API types that only protobuf and `kubectl explain` call: half of the compile time.
 * That of rbac stays, since the conversion of rules sorts them by their String(). And helpers for certificate
 * requests, which bring crypto/x509 to a package that is wanted for two constants.
 */
const UNUSED = [
  /vendor\/k8s\.io\/api\/(?!rbac\/).*\/(generated\.pb|types_swagger_doc_generated)\.go$/,
  /vendor\/k8s\.io\/kubernetes\/pkg\/apis\/certificates\/helpers\.go$/,
];

/** Where the same few strings are matched again and again: there `memo` takes the place of regexp. */
const MEMOIZED = /vendor\/k8s\.io\/apimachinery\/pkg\/(util\/validation\/validation|api\/validate\/content\/\w+)\.go$/;

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** What the artifact is made of: Go sources, go.mod, go.sum, the stubs and the warm-up, by path relative to here. */
function sources() {
  const top = [...readdirSync(room), 'memo/memo.go'].filter((name) => /\.go$|^go\.(mod|sum)$/.test(name) && !name.endsWith('_test.go'));
  const stubs = filesUnder(join(room, 'stubs')).map((file) => relative(room, file).split(sep).join('/'));
  return [...top, ...stubs, 'testdata/valid.jsonl'].sort();
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const name of sources()) {
    const content = readFileSync(join(room, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Modules in the module cache are read-only, and stubbing whole modules would
 * mean copying the parts that are needed; so the modules are vendored into a
 * scratch copy, where a stub takes the place of one package.
 */
function prepare(scratch) {
  for (const name of sources().filter((file) => !/^(stubs|testdata)\//.test(file))) {
    cpSync(join(room, name), join(scratch, name));
  }
  go(scratch, ['mod', 'vendor']);
  for (const file of filesUnder(join(scratch, 'vendor')).filter((path) => UNUSED.some((pattern) => pattern.test(path.split(sep).join('/'))))) rmSync(file);
  memoize(scratch);
  const stubs = sources().filter((file) => /^stubs\/.*\.go$/.test(file));
  const folders = new Set(stubs.map((file) => dirname(file).slice('stubs/'.length)));
  for (const folder of folders) {
    const replaced = join(scratch, 'vendor', folder);
    if (!existsSync(replaced)) throw new Error(`nothing imports ${folder} any more: delete its stub`);
    for (const entry of readdirSync(replaced, { withFileTypes: true })) if (entry.isFile()) rmSync(join(replaced, entry.name));
    cpSync(join(room, 'stubs', folder), replaced, { recursive: true });
  }
}

function memoize(scratch) {
  const files = filesUnder(join(scratch, 'vendor')).filter((path) => MEMOIZED.test(path.split(sep).join('/')));
  const using = files.map((file) => ({ file, text: readFileSync(file, 'utf8') })).filter(({ text }) => text.includes('\t"regexp"\n'));
  if (using.length === 0) throw new Error('no file of MEMOIZED imports regexp any more');
  for (const { file, text } of using) writeFileSync(file, text.replace('\t"regexp"\n', '\tregexp "cdk8s-service-patterns/apiserver/memo"\n'));
}

function go(folder, args) {
  return execFileSync('go', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm', GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
  });
}

async function compile(scratch) {
  const output = join(scratch, 'apiserver.wasm');
  // No version control stamp and no build id: both would differ between checkouts.
  go(scratch, ['build', '-mod=vendor', '-buildmode=c-shared', '-trimpath', '-buildvcs=false', '-ldflags=-s -w -buildid=', '-o', output, '.']);
  return readFileSync(output);
}

/** One object of each kind, so that what is made on first use is made before it ships. */
const WARM_UP = join(room, 'testdata/valid.jsonl');

/** Time stands still and nothing is random, or no two builds would be the same. */
function frozenShim(memory) {
  return shim(memory, { clock: () => 1, random: (bytes) => bytes.fill(42) });
}

async function initialized(wasm) {
  const module = await WebAssembly.compile(wasm);
  return preinitialize(wasm, (memory) => wasiImports(module, frozenShim(memory)), (instance) => {
    instance.exports._initialize();
    validate(instance, readFileSync(WARM_UP));
    instance.exports.settle();
  });
}

/** The licence texts of the modules of which something is linked, and of Go itself. */
function licences(scratch) {
  const packages = go(scratch, ['list', '-mod=vendor', '-deps', '-f', '{{if not .Standard}}{{.ImportPath}}{{end}}', '.'])
    .split('\n').filter((path) => path && !existsSync(join(room, 'stubs', path)));
  const vendored = filesUnder(join(scratch, 'vendor'))
    .filter((file) => /[/\\](LICENSE|NOTICE|COPYING)[^/\\]*$/.test(file) && !file.endsWith('.docs'))
    .map((file) => ({ file, module: relative(join(scratch, 'vendor'), dirname(file)).split(sep).join('/') }))
    .filter(({ module }) => packages.some((path) => path === module || path.startsWith(`${module}/`)));
  const ofGo = { file: join(go(scratch, ['env', 'GOROOT']).trim(), 'LICENSE'), module: 'Go standard library and runtime' };
  return [ofGo, ...vendored.sort((a, b) => (a.file < b.file ? -1 : 1))]
    .filter(({ file }) => existsSync(file))
    .map(({ file, module }) => `==== ${module}\n\n${readFileSync(file, 'utf8').trim()}\n`).join('\n');
}

function kubernetesVersion() {
  return /^\s*k8s\.io\/kubernetes v([\d.]+)/m.exec(readFileSync(join(room, 'go.mod'), 'utf8'))[1];
}

async function main() {
  if (process.argv.includes('--hash')) return console.log(sourceHash());
  const scratch = mkdtempSync(join(tmpdir(), 'apiserver-'));
  try {
    prepare(scratch);
    const compiled = await compile(scratch);
    const wasm = process.argv.includes('--plain') ? compiled : await initialized(compiled);
    const compressed = brotliCompressSync(wasm, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length },
    });
    const artifact = {
      kubernetesVersion: kubernetesVersion(),
      goVersion: go(scratch, ['env', 'GOVERSION']).trim().replace(/^go/, ''),
      sourceHash: sourceHash(),
      sha256: createHash('sha256').update(wasm).digest('hex'),
      size: wasm.length,
      compressedSize: compressed.length,
    };
    const dist = join(room, 'dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(join(dist, 'apiserver.wasm.br'), compressed);
    writeFileSync(join(dist, 'artifact.json'), `${JSON.stringify(artifact, null, 2)}\n`);
    writeFileSync(join(dist, 'LICENSES.txt'), licences(scratch));
    console.log(artifact);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
