// Synthesizes every example into dist/examples/<name>/, and prints what each wrote and which links it proved.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Chart } from 'cdk8s';
import { type ClusterTargetProps, LinkedApp } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

/** What the module of an example exports. */
export interface Example {
  readonly name: string;
  readonly chart: new (scope: Construct, id: string) => Chart;
  /** The cluster that it is for. @default - it may be any */
  readonly target?: ClusterTargetProps;
}

/** The apps among the examples beside this file, in order: `<name>.ts`, or `<name>/<name>.ts` for an app of its own. */
export function exampleFiles(): string[] {
  return fs
    .readdirSync(__dirname, { withFileTypes: true })
    .filter(({ name }) => name !== path.basename(__filename) && name !== 'dist' && name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? [`${entry.name}/${entry.name}.ts`] : entry.name.endsWith('.ts') ? [entry.name] : []))
    .filter((file) => fs.existsSync(path.join(__dirname, file)))
    .sort();
}

/** Loads an example: its chart is the one class that its module exports. */
export async function loadExample(file: string): Promise<Example> {
  const { target, ...exports } = (await import(`./${file}`)) as { target?: ClusterTargetProps };
  const charts = Object.values(exports).filter((value): value is Example['chart'] => typeof value === 'function');
  const [chart] = charts;
  if (!chart || charts.length > 1) throw new Error(`${file} must export one class, its chart; it exports ${String(charts.length)}`);
  return { name: path.basename(file, '.ts'), chart, ...(target ? { target } : {}) };
}

/** Synthesizes an example into a folder of its own. The app knows what it proved. */
export function synthesize({ name, chart: ExampleChart, target }: Example, outdir: string): LinkedApp {
  fs.rmSync(outdir, { recursive: true, force: true });
  const app = new LinkedApp({ ...target, outdir, printLinks: false });
  new ExampleChart(app, name);
  app.synth();
  return app;
}

/** Synthesizes examples and prints what came of each, the failed ones too; returns how many failed. */
export async function run(files: readonly string[], folder: string, print: (text: string) => void): Promise<number> {
  let failed = 0;
  for (const file of files) {
    const name = path.basename(file, '.ts');
    const outdir = path.join(folder, name);
    try {
      const { linkReport } = synthesize(await loadExample(file), outdir);
      const written = fs.readdirSync(outdir).map((manifests) => `wrote ${path.join(outdir, manifests)}`);
      const links = linkReport === '' ? ['no links: nothing in it is reached'] : linkReport.replace(/^/gm, 'link  ').split('\n');
      print(`${[name, ...written, ...links].join('\n  ')}\n`);
    } catch (error) {
      failed += 1;
      print(`${name}\n  failed\n\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
  }
  return failed;
}

if (require.main === module) {
  void run(exampleFiles(), path.join('dist', 'examples'), console.log).then((failed) => {
    process.exitCode = failed === 0 ? 0 : 1;
  });
}
