import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import { AllowFrom, HealthCheck, InternalBackend, LinkedApp } from 'cdk8s-service-patterns';
import { ROOT } from './processes';

/** How many apps there are, and how many of them a chart holds. */
export interface Shape {
  readonly apps: number;
  readonly perChart: number;
}

/** Files that are kept in memory: what a disk takes to make one differs tenfold from one folder to the next, for us and for cdk8s. */
const MEMORY = '/dev/shm';

/** A folder of its own for what a run writes; it goes when the process ends. */
function outputFolder(): string {
  const outdir = fs.mkdtempSync(path.join(fs.existsSync(MEMORY) ? MEMORY : path.join(ROOT, 'dist'), 'service-patterns-bench-'));
  process.on('exit', () => {
    fs.rmSync(outdir, { recursive: true, force: true });
  });
  return outdir;
}

/** Apps that admit nobody but declared clients; each of them connects to two others, in circles. */
function fill<T extends App>(app: T, { apps, perChart }: Shape): T {
  const made: InternalBackend[] = [];
  let chart: Chart | undefined;
  for (let index = 0; index < apps; index += 1) {
    if (!chart || index % perChart === 0) chart = new Chart(app, `chart-${String(index)}`, { namespace: 'shop' });
    made.push(new InternalBackend(chart, `app-${String(index)}`, {
      image: `ghcr.io/acme/app-${String(index)}:1.0.0`,
      port: 80,
      targetPort: 8080,
      health: HealthCheck.http('/healthz'),
      allowFrom: AllowFrom.connected(),
    }));
  }
  for (const [index, client] of made.entries()) {
    for (const step of [1, 7]) {
      const server = made[(index + step) % made.length];
      if (server && server !== client) client.connectTo(server);
    }
  }
  return app;
}

/** The app that is linked. It writes its links to nowhere, for cdk8s prints nothing. */
export function linkedApp(shape: Shape): LinkedApp {
  return fill(new LinkedApp({ outdir: outputFolder(), printLinks: false }), shape);
}

/** The same in an `App` of cdk8s, to which the linker is attached. */
export function plainApp(shape: Shape): App {
  return fill(new App({ outdir: outputFolder() }), shape);
}

/** The same objects, which cdk8s writes as it would without us: the linker hangs on the root's validations and on charts, and goes. */
export function uncheckedApp(shape: Shape): App {
  const app = plainApp(shape);
  (app.node as unknown as { _validations: unknown[] })._validations = [];
  for (const chart of app.charts) Reflect.deleteProperty(chart, 'toJson');
  app.synth = App.prototype.synth.bind(app);
  return app;
}
