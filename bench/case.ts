// One measurement in a process of its own: `case.ts NAME APPS` prints milliseconds.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Chart } from 'cdk8s';
import type * as patterns from '../lib';
import type * as linker from '../lib/linker';
import type * as declarations from '../lib/synth/declarations';

// What is published is what is measured.
const { AllowFrom, HealthCheck, InternalBackend, LinkedApp } = require('../build') as typeof patterns;
const { link } = require('../build/linker') as typeof linker;
const { declarationsOf } = require('../build/synth/declarations') as typeof declarations;

const [, , name = '', count = '0'] = process.argv;
const apps = Number(count);
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-bench-'));

/** Apps in charts; where they are connected, each admits connected clients alone, and connects to two others, in circles. */
function build(app: App, perChart: number, connected = false): App {
  const made: patterns.InternalBackend[] = [];
  let chart = new Chart(app, 'chart-0', { namespace: 'shop' });
  for (let index = 0; index < apps; index += 1) {
    if (index > 0 && index % perChart === 0) chart = new Chart(app, `chart-${String(index)}`, { namespace: 'shop' });
    made.push(new InternalBackend(chart, `app-${String(index)}`, {
      image: `ghcr.io/acme/app-${String(index)}:1.0.0`,
      port: 80,
      targetPort: 8080,
      health: HealthCheck.http('/healthz'),
      ...(connected ? { allowFrom: AllowFrom.connected() } : {}),
    }));
  }
  if (connected) {
    for (const [index, client] of made.entries()) for (const step of [1, 7]) client.connectTo(made[(index + step) % apps]!);
  }
  return app;
}

/** The same objects in cdk8s's own app, without any check: the linker hangs on the root's validations. */
function unchecked(perChart: number): App {
  const app = build(new App({ outdir }), perChart);
  (app.node as unknown as { _validations: unknown[] })._validations = [];
  return app;
}

function timed(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const cases: Record<string, () => number> = {
  'linked, one chart': () => { const app = build(new LinkedApp({ outdir, printLinks: false }), apps); return timed(() => { app.synth(); }); },
  'cdk8s, one chart': () => { const app = unchecked(apps); return timed(() => { App.prototype.synth.call(app); }); },
  'linked, an app a chart': () => { const app = build(new LinkedApp({ outdir, printLinks: false }), 1); return timed(() => { app.synth(); }); },
  'cdk8s, an app a chart': () => { const app = unchecked(1); return timed(() => { App.prototype.synth.call(app); }); },
  'plain app, one chart': () => { const app = build(new App({ outdir }), apps); return timed(() => { app.synth(); }); },
  'link alone': () => {
    const app = build(new LinkedApp({ outdir }), apps);
    const objects = app.charts.flatMap((chart) => chart.toJson() as linker.JsonObject[]).map((manifest) => ({ manifest, ours: true }));
    return timed(() => link({ objects }));
  },
  'linked, connected': () => { const app = build(new LinkedApp({ outdir, printLinks: false }), apps, true); return timed(() => { app.synth(); }); },
  'link alone, connected': () => {
    const app = build(new LinkedApp({ outdir }), apps, true);
    const objects = app.charts.flatMap((chart) => chart.toJson() as linker.JsonObject[]).map((manifest) => ({ manifest, ours: true }));
    return timed(() => link({ objects, ...declarationsOf(app) }));
  },
  'construction': () => timed(() => build(new LinkedApp({ outdir }), apps)),
};

console.log(cases[name]!());
