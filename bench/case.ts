// One measurement in a process of its own: `case.js SUBJECT APPS PER_CHART` prints it as JSON.
import * as path from 'node:path';
import type { App } from 'cdk8s';
import { linkedApp, plainApp, type Shape, uncheckedApp } from './apps';
import { ROOT } from './processes';
import { profiled } from './profile';

/** What one run gives. */
export interface Measured {
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** Milliseconds that processors were busy for it, which says more on a busy machine. */
  readonly cpu: number;
  /** Mebibytes that the process had at most. */
  readonly peak: number;
  /** Milliseconds of `wall` in the linker, and in the API server layer below it. */
  readonly linking?: number;
  readonly judging?: number;
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Adds up the time that calls of a module's function take. */
function timing(module: string, name: string): { total: number } {
  const spent = { total: 0 };
  const exported = require(path.join(ROOT, 'build', module)) as Record<string, (...args: unknown[]) => unknown>;
  const original = exported[name]!;
  exported[name] = (...args) => {
    const start = now();
    try {
      return original(...args);
    } finally {
      spent.total += now() - start;
    }
  };
  return spent;
}

function measured(work: () => unknown): Measured {
  const file = process.env.BENCH_PROFILE;
  const [start, before] = [now(), process.cpuUsage()];
  if (file === undefined) work();
  else profiled(file, work);
  const [wall, { user, system }] = [now() - start, process.cpuUsage(before)];
  return { wall, cpu: (user + system) / 1000, peak: process.resourceUsage().maxRSS / 1024 };
}

/** One synth, with what of it is linking. */
function withLinking(app: App): Measured {
  const [linking, judging] = [timing('linker/link', 'link'), timing('apiserver/judge', 'judge')];
  const run = measured(() => {
    app.synth();
  });
  return { ...run, linking: linking.total - judging.total, judging: judging.total };
}

const subjects: Record<string, (shape: Shape) => Measured> = {
  construction: (shape) => measured(() => linkedApp(shape)),
  ...Object.fromEntries([linkedApp, plainApp, uncheckedApp].map((build) => [build.name, (shape: Shape) => {
    const app = build(shape);
    return measured(() => {
      app.synth();
    });
  }])),
  linkedAppLinking: (shape) => withLinking(linkedApp(shape)),
  plainAppLinking: (shape) => withLinking(plainApp(shape)),
};

const [, , subject = '', apps = '0', perChart = apps] = process.argv;
console.log(JSON.stringify(subjects[subject]!({ apps: Number(apps), perChart: Number(perChart) })));
