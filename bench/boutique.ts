// `cdk8s synth` of the Online Boutique, as its author waits for it, against the same manifests written with cdk8s alone.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { clocked, nodeIn, ROOT } from './processes';
import type { Row } from './row';

const EXAMPLE = path.join(ROOT, 'examples', 'online-boutique');
const FOLDER = path.join(ROOT, 'dist', 'bench', 'boutique');
const CLI = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
const MANIFESTS = path.join('dist', 'online-boutique.k8s.yaml');

/** An app in a folder of its own, which finds the library where an installed one would be. */
function app(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(FOLDER, name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  fs.symlinkSync(ROOT, path.join(folder, 'node_modules', 'cdk8s-service-patterns'), 'dir');
  for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), content);
  return folder;
}

function synthesize(folder: string): void {
  nodeIn({ cwd: folder }, CLI, 'synth', '--check-upgrade=false');
}

/** The example as it stands. */
function example(name: string): string {
  const files = fs.readdirSync(EXAMPLE).filter((file) => /\.(ts|yaml)$/.test(file));
  return app(name, Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(EXAMPLE, file), 'utf8')])));
}

/** The example, but that the CLI does not link its YAML once more. */
function withoutValidation(): string {
  const folder = example('ours-alone');
  const config = path.join(folder, 'cdk8s.yaml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace(/^validations:[^]*/m, ''));
  return folder;
}

/** A program of cdk8s that writes the same manifests, object by object; it loads cdk8s-plus-28, as whoever writes with it does. */
function bare(manifests: string): string {
  const objects = (loadAll(manifests) as { readonly kind: string; readonly metadata: { readonly name: string } }[]).map(
    (object) => `new ApiObject(chart, ${JSON.stringify(`${object.kind}-${object.metadata.name}`)}, ${JSON.stringify(object, undefined, 2)});`,
  );
  const main = ["import { ApiObject, App, Chart } from 'cdk8s';", "import * as plus from 'cdk8s-plus-28';", '', 'const app = new App();', "const chart = new Chart(app, 'online-boutique');", 'void plus.Deployment;', ...objects, 'app.synth();', ''];
  const folder = app('bare', { 'main.ts': main.join('\n'), 'cdk8s.yaml': 'language: typescript\napp: npx tsx main.ts\n' });
  synthesize(folder);
  if (fs.readFileSync(path.join(folder, MANIFESTS), 'utf8') !== manifests) throw new Error('the two apps write different manifests');
  return folder;
}

/** The rows; their folders are made when the first of them runs. */
export function boutiqueRows(): Row[] {
  let folders: { readonly ours: string; readonly alone: string; readonly bare: string } | undefined;
  const ready = (): NonNullable<typeof folders> => {
    if (folders) return folders;
    const alone = withoutValidation();
    const ours = example('ours');
    for (const folder of [ours, alone]) synthesize(folder); // warms the cache, too
    return (folders = { ours, alone, bare: bare(fs.readFileSync(path.join(ours, MANIFESTS), 'utf8')) });
  };
  const row = (name: string, which: 'ours' | 'alone', budget: string): Row => ({
    name,
    unit: 'ms',
    ours: () => {
      const folder = ready()[which];
      return { value: clocked(() => { synthesize(folder); }) };
    },
    other: () => {
      const { bare: folder } = ready();
      return { value: clocked(() => { synthesize(folder); }) };
    },
    than: 'the same manifests, bare cdk8s',
    budget,
  });
  return [row('cdk8s synth, Online Boutique', 'alone', '1.1'), row('cdk8s synth, Online Boutique, with its validation plugin', 'ours', '')];
}
