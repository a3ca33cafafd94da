import * as fs from 'node:fs';
import * as path from 'node:path';
import { own, ROOT } from '../own';
import { pack } from '../tarball';
import { notesOf } from './changelog';
import { packLanguage } from './languages';

const DIST = path.join(ROOT, 'dist');
const USAGE = 'npm run release:dry -- [--tag vX.Y.Z] [--all] [LANGUAGE…]';

/**
 * Makes what a release publishes, and publishes nothing: `dist/js`, one folder for each language that the machine can make, and
 * `dist/release-notes.md`. --tag holds the version and the changelog against a tag; --all lets nothing be skipped.
 */
function main(args: readonly string[]): number {
  const tag = args.includes('--tag') ? args[args.indexOf('--tag') + 1] ?? '' : undefined;
  const named = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--tag');
  const targets = Object.keys(own.jsii.targets);
  const unknown = named.find((name) => name !== 'js' && !targets.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no language of the package; one of js, ${targets.join(', ')}\n${USAGE}`);
  const asked = (name: string): boolean => named.length === 0 || named.includes(name);

  const notes = notesOf(own.version);
  if (tag !== undefined) assertTag(tag, notes.date);
  assertBuilt();
  fs.mkdirSync(DIST, { recursive: true });
  fs.writeFileSync(path.join(DIST, 'release-notes.md'), `${notes.text}\n`);
  if (asked('js')) made('js', () => { pack(path.join(DIST, 'js')); return undefined; });
  const skipped = targets.filter((target) => asked(target) && !made(target, () => packLanguage(target)));
  return skipped.length > 0 && args.includes('--all') ? 1 : 0;
}

/** Makes one package, and says what came of it. Gives whether it was made. */
function made(target: string, make: () => string | undefined): boolean {
  const folder = path.join(DIST, target);
  fs.rmSync(folder, { recursive: true, force: true });
  const began = Date.now();
  const reason = make();
  if (reason !== undefined) {
    console.log(`${target}: skipped, because ${reason}`);
    return false;
  }
  console.log(`${target}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  for (const file of packagesIn(folder)) console.log(`  ${path.relative(ROOT, file)}  ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
  return true;
}

/** The files that are published; of Go, the module's own. */
function packagesIn(folder: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file));
  return files.filter((file) => /\.(tgz|whl|tar\.gz|jar|pom)$|\/go\.mod$/.test(file)).sort();
}

function assertBuilt(): void {
  const assembly = path.join(ROOT, '.jsii');
  const built = fs.existsSync(assembly) ? (JSON.parse(fs.readFileSync(assembly, 'utf8')) as { version: string }).version : 'nothing';
  if (built !== own.version) throw new Error(`package.json is of version ${own.version}, but what is built is ${built}; run: npm run build`);
}

function assertTag(tag: string, date: string): void {
  if (tag !== `v${own.version}`) throw new Error(`The tag is "${tag}", but package.json is of version ${own.version}; tag v${own.version}, or change the version in projenrc/package.ts`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`CHANGELOG.md calls ${own.version} "${date}"; write the day of the release, such as 2027-01-31`);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
