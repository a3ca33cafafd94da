// Holds the WebAssembly against the API server's own registry strategies, built natively
// from truth/, over the corpus of test/apiserver/ and every target: `npm run truth`. Needs Go.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import { shim, validate, wasiImports } from './shim.mjs';

// The tests are CommonJS, which tsx gives their own folder only when they are required.
const { readCorpus } = createRequire(import.meta.url)('../test/apiserver/corpus.ts');
const room = dirname(fileURLToPath(import.meta.url));
const OLDEST = 28;

function newestMinor() {
  const versions = ['go.mod', 'truth/go.mod'].map((file) => /^\s*k8s\.io\/kubernetes v(1\.(\d+)\.\d+)$/m.exec(readFileSync(join(room, file), 'utf8')));
  if (versions[0][1] !== versions[1][1]) throw new Error(`truth/go.mod is of Kubernetes ${versions[1][1]}, go.mod of ${versions[0][1]}`);
  return Number(versions[0][2]);
}

function askServer(lines) {
  const output = execFileSync('go', ['run', '.'], { cwd: join(room, 'truth'), input: lines, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: 2 ** 28 });
  return parsed(output).map(({ decoding, validation, unserved }) => ({
    unserved,
    stopped: texts(decoding).find((text) => text.startsWith('FieldTypeInvalid')),
    errors: [...new Set([...texts(decoding), ...texts(validation)])].sort(),
  }));
}

function askArtifact(lines) {
  const module = new WebAssembly.Module(brotliDecompressSync(readFileSync(join(room, 'dist/apiserver.wasm.br'))));
  const instance = new WebAssembly.Instance(module, wasiImports(module, shim(() => instance.exports.memory)));
  instance.exports._initialize();
  return parsed(validate(instance, lines)).map(({ status, errors }) => ({ status, errors: [...new Set(texts(errors))].sort() }));
}

const parsed = (output) => output.trim().split('\n').map((line) => JSON.parse(line));
const texts = (problems) => (problems ?? []).map(({ type, field }) => `${type} ${field}`);
const without = (some, others) => some.filter((text) => !others.includes(text));

/** What we say and the server does not, and the reverse; neither where we agree. */
function difference(specimen, ours, theirs) {
  // No server can say more than that there is no such kind; which half of the name is wrong is ours to find.
  if (theirs.unserved) return ours.status === 'unknown' || /^FieldValueNotSupported (apiVersion|kind)$/.test(ours.errors) ? none : { more: ours.errors, less: ['no such kind'] };
  // Its decoder stops where the first value does not fit the type, and leaves out indexes and keys, or the place at all.
  if (theirs.stopped) return ours.errors.some((text) => isSameOrInside(text, theirs.stopped)) && ours.errors.every((text) => text.startsWith('FieldTypeInvalid')) ? none : { more: ours.errors, less: theirs.errors };
  const declared = specimen.server ?? specimen.errors;
  // Where the server's own index is left to chance, the corpus says [*].
  const said = declared.some((text) => text.includes('[*]')) ? theirs.errors.map((text) => text.replace(/\[\d+\]/g, '[*]')) : theirs.errors;
  const expected = [...without(said, without(declared, specimen.errors)), ...without(specimen.errors, declared)];
  return { more: without(ours.errors, expected), less: without(expected, ours.errors) };
}

const none = { more: [], less: [] };
const isSameOrInside = (text, stopped) => text.replace(/\[[^\]]*\]/g, '').startsWith(stopped.trimEnd());

function main() {
  const newest = newestMinor();
  const targets = Array.from({ length: newest - OLDEST + 1 }, (_, index) => `1.${OLDEST + index}`);
  const corpus = readCorpus();
  const asked = targets.flatMap((version) => corpus.map((specimen) => ({ specimen, version })));
  const lines = asked.map(({ specimen, version }) => `{"version":"${version}","object":${specimen.json}}\n`).join('');
  const [theirs, ours] = [askServer(lines), askArtifact(lines)];
  if (theirs.length !== asked.length || ours.length !== asked.length) throw new Error(`${asked.length} questions, ${theirs.length} and ${ours.length} answers`);
  const differences = asked.map((entry, index) => ({ ...entry, ...difference(entry.specimen, ours[index], theirs[index]) })).filter(({ more, less }) => more.length + less.length > 0);
  for (const [specimen, its] of grouped(differences)) {
    console.log(`${specimen.name}, at ${its.map(({ version }) => version).join(', ')}\n  ours alone:   ${its.at(-1).more.join(', ') || '-'}\n  theirs alone: ${its.at(-1).less.join(', ') || '-'}`);
  }
  const own = asked.flatMap(({ specimen, version }, index) => (version === specimen.version ? [{ specimen, answer: ours[index] }] : []));
  const misremembered = own.filter(({ specimen, answer }) => specimen.errors.join() !== answer.errors.join());
  for (const { specimen, answer } of misremembered) console.log(`${specimen.name}: the corpus records ${specimen.errors.join(', ') || 'nothing'}, and it is ${answer.errors.join(', ') || 'nothing'}`);
  for (const { name, why } of corpus.filter(({ server }) => server)) console.log(`not to the letter: ${name}: ${why}`);
  const refused = own.filter(({ answer }) => answer.status === 'invalid').length;
  console.log(`${corpus.length} objects, ${refused} refused, at ${targets.length} targets: ${differences.length} differences`);
  if (differences.length + misremembered.length > 0) process.exitCode = 1;
}

function grouped(differences) {
  const groups = new Map();
  for (const entry of differences) groups.set(entry.specimen, [...(groups.get(entry.specimen) ?? []), entry]);
  return groups;
}

main();
