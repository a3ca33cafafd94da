import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Measured } from './case';
import { compiled } from './compile';
import { nodeIn } from './processes';
import type { Row, Sample } from './row';

interface Case {
  readonly subject: string;
  readonly apps: number;
  readonly perChart: number;
}

/** The cache of the API server layer, which a first run fills; it goes when the benchmarks end. */
let cache: string | undefined;
const filled = new Set<string>();

function run({ subject, apps, perChart }: Case, folder?: string): Measured {
  if (cache === undefined) {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'api-server-cache-'));
    process.on('exit', () => {
      fs.rmSync(made, { recursive: true, force: true });
    });
    cache = made;
  }
  const env = { CDK8S_SERVICE_PATTERNS_CACHE: folder ?? cache };
  return JSON.parse(nodeIn({ env }, path.join(compiled(), 'case.js'), subject, String(apps), String(perChart))) as Measured;
}

/** One run with a warm cache: objects of every shape are the same, so the first run of so many apps fills it for all. */
function warm(subject: string, apps: number, perChart: number): Measured {
  if (!filled.has(String(apps))) run({ subject: 'linkedApp', apps, perChart: apps });
  filled.add(String(apps));
  return run({ subject, apps, perChart });
}

/** One run with nothing in the cache. */
function cold(apps: number): Measured {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-server-cache-'));
  const measured = run({ subject: 'linkedApp', apps, perChart: apps }, folder);
  fs.rmSync(folder, { recursive: true });
  return measured;
}

/** The time of a run, on the clock and of processors. */
const time = ({ wall, cpu }: Measured): Sample => ({ value: wall, cpu });
const peak = ({ peak: value }: Measured): Sample => ({ value });
const linking = ({ linking: value = Number.NaN }: Measured): Sample => ({ value });

const CDK8S = 'cdk8s, unchecked';
/** What cdk8s takes minutes or hours for, because it validates the whole app again before each chart. */
const HOURS = 'cdk8s would take hours: it validates all 10,000 apps before each chart';

function shapes(apps: number): Row[] {
  const runs = apps >= 10_000 ? 3 : undefined;
  const shape = (name: string, perChart: number, budget: string, than = CDK8S, most = runs): Row => ({
    name: `synth, ${String(apps)} apps, ${name}`,
    unit: 'ms',
    ours: () => time(warm('linkedApp', apps, perChart)),
    ...(than === CDK8S ? { other: () => time(warm('uncheckedApp', apps, perChart)) } : {}),
    than,
    budget,
    ...(most === undefined ? {} : { runs: most }),
  });
  return [
    shape('one chart', apps, apps === 1_000 ? '1.0' : ''),
    shape('ten apps a chart', 10, '', CDK8S, apps >= 10_000 ? 1 : undefined),
    apps >= 10_000 ? shape('an app a chart', 1, '', HOURS) : shape('an app a chart', 1, apps === 1_000 ? '0.25' : ''),
  ];
}

const memory = (apps: number, budget: string, runs?: number): Row => ({
  name: `peak memory, ${String(apps)} apps in one chart`,
  unit: 'MiB',
  ours: () => peak(warm('linkedApp', apps, apps)),
  other: () => peak(warm('uncheckedApp', apps, apps)),
  than: CDK8S,
  budget,
  ...(runs === undefined ? {} : { runs }),
});

/** What of a synth is linking; both figures are of one run, which a busy machine hardly disturbs. */
function share(name: string, apps: number, budget: string, part: (measured: Measured) => number): Row {
  let last: Measured | undefined;
  return {
    name,
    unit: 'ms',
    ours: () => ({ value: part((last = warm('linkedAppLinking', apps, apps))) }),
    other: () => ({ value: last?.wall ?? Number.NaN }),
    than: 'all of that synth',
    budget,
  };
}

/** Every row of synth, in order. */
export const synthRows: readonly Row[] = [
  ...[10, 100, 1_000, 10_000].flatMap(shapes),
  {
    name: 'synth, 2000 apps, an app a chart', unit: 'ms', than: CDK8S, budget: '0.05', runs: 3,
    ours: () => time(warm('linkedApp', 2_000, 1)), other: () => time(warm('uncheckedApp', 2_000, 1)),
  },
  {
    name: 'time per app, at 10000 apps', unit: 'ms', than: 'at 1000 apps', budget: '1.3', runs: 3,
    ours: () => ({ value: warm('linkedApp', 10_000, 10_000).wall / 10_000 }), other: () => ({ value: warm('linkedApp', 1_000, 1_000).wall / 1_000 }),
  },
  { name: 'synth, 1000 apps, empty cache', unit: 'ms', than: CDK8S, budget: '2.0', ours: () => time(cold(1_000)), other: () => time(warm('uncheckedApp', 1_000, 1_000)) },
  memory(1_000, '1.25'),
  memory(10_000, '1.25', 3),
  share('linking alone, 1000 apps', 1_000, '0.10', (measured) => linking(measured).value),
  share('linking alone, 10000 apps', 10_000, '', (measured) => linking(measured).value),
  share('API server layer, 1000 unchanged apps', 1_000, '', ({ judging = 0 }) => judging),
  {
    name: 'plain App, linking 1000 apps in 200 charts', unit: 'ms', than: 'in one chart', budget: '1.5',
    ours: () => linking(warm('plainAppLinking', 1_000, 5)), other: () => linking(warm('plainAppLinking', 1_000, 1_000)),
  },
  { name: 'plain App, synth, 1000 apps in one chart', unit: 'ms', than: CDK8S, budget: '', ours: () => time(warm('plainApp', 1_000, 1_000)), other: () => time(warm('uncheckedApp', 1_000, 1_000)) },
  { name: 'construction, 1000 apps', unit: 'ms', than: 'our synth', budget: '', ours: () => time(warm('construction', 1_000, 1_000)), other: () => time(warm('linkedApp', 1_000, 1_000)) },
];
