import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Language, Programs } from './language';
import { DIST, emptyFolder, run, step } from './step';

/** What a shop came to: its manifests by file name, and what was read back from its constructs. */
export interface Outcome {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly lines: string;
}

/** Reads manifests that were written, and keeps the lines beside them. */
export function outcomeOf(folder: string, lines: string): Outcome {
  fs.writeFileSync(`${folder}.txt`, lines);
  return { files: new Map(fs.readdirSync(folder).sort().map((file) => [file, fs.readFileSync(path.join(folder, file))])), lines };
}

/** Runs the shop of a language. */
export function runShop({ name }: Language, { shop }: Programs): Outcome {
  const folder = emptyFolder('out', name);
  const { status, stdout, stderr } = step(name, 'run the shop', () => run([...shop, folder]));
  if (status !== 0) throw new Error(`the shop ended with ${String(status)}\n${stdout}\n${stderr}`);
  return outcomeOf(folder, stdout);
}

/** Prints the digest of each file. */
export function printDigests({ name }: Language, { files }: Outcome): void {
  for (const [file, bytes] of files) console.log(`${name.padEnd(11)} sha256 ${createHash('sha256').update(bytes).digest('hex')}  ${file}`);
}

/** How an outcome differs from TypeScript's, by commands that show it; nothing where not one byte does. */
export function differences(expected: Outcome, { files, lines }: Outcome, where: string): string[] {
  const show = (name: string, end: string): string => `differs: diff ${['typescript', where].map((folder) => path.join(DIST, 'out', folder + end)).join(' ')} (${name})`;
  const names = new Set([...expected.files.keys(), ...files.keys()]);
  const different = [...names].filter((name) => !expected.files.get(name)?.equals(files.get(name) ?? Buffer.alloc(0)));
  return [...different.map((name) => show('a manifest', path.sep + name)), ...(lines === expected.lines ? [] : [show('what was read back', '.txt')])];
}

/** What a refused prop says, and what a link error says: path, what was got, and the fix. */
const REFUSED = [
  'error[props] A port must be a whole number from 1 to 65535',
  '  at   shop/refused  port',
  '  got  70000',
  '  fix  give the number of a port, such as 8080',
];
const LINKED = [
  'LinkError: 1 error, 1 warning; nothing was written',
  'warning[image-pinned] Container "orders" runs image "ghcr.io/acme/orders:latest", whose tag moves with each release',
  'error[service-target-port-open] Service port 80 sends traffic to "web", but no selected container names a port "web"',
  '  at   shop/orders/Service/Resource  spec.ports[0].targetPort',
  '  got  "web"; the selected pods (shop/orders/Deployment/Resource) name "tcp" (8080/TCP)',
  '  fix  set targetPort to "tcp", or name a container port "web"',
  '  see  docs/rules/service-target-port-open.md',
];

/** Runs the program with mistakes. What the user is not told of them; nothing where all is said. */
export function runBroken({ name, line }: Language, { broken }: Programs): string[] {
  const folder = emptyFolder('out', `${name}-broken`);
  const { status, stdout, stderr } = step(name, 'run the shop with mistakes', () => run([...broken, folder]));
  fs.writeFileSync(path.join(DIST, 'out', `${name}-broken.txt`), `${stdout}\n${stderr}`);
  const places = [...`${stdout}\n${stderr}`.matchAll(/--> (.*)/g)].map(([place]) => place);
  return [
    ...(status === 0 ? ['it ended as if nothing were wrong'] : []),
    ...REFUSED.filter((text) => !stdout.includes(text)).map((text) => `the refused prop lacks: ${text}`),
    ...LINKED.filter((text) => !stderr.includes(text)).map((text) => `the link error lacks: ${text}`),
    ...(line.test(stderr) ? [] : [`the author's line is not told: ${String(line)}`]),
    ...places.filter((place) => !line.test(place)).map((place) => `a place that the author did not write: ${place}`),
    ...fs.readdirSync(folder).map((file) => `${file} was written all the same`),
  ];
}
