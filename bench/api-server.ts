// Figures of the API server layer: size, start-up, throughput, memory, and what a second synth of an unchanged app costs.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { median, node, ROOT, RUNS } from './processes';

interface Measured {
  readonly objects: number;
  /** Milliseconds from nothing, with start-up. */
  readonly cold: number;
  /** Milliseconds for the same objects again. */
  readonly warm: number;
  /** Mebibytes that the process grew. */
  readonly memory: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: string;
}

function measure(objects: number): Measured {
  const runs = Array.from({ length: RUNS }, () => JSON.parse(node('--import', 'tsx', 'bench/api-server-case.ts', String(objects))) as Measured);
  const middle = (pick: (run: Measured) => number): number => median(runs.map(pick));
  return { objects: runs[0]!.objects, cold: middle(({ cold }) => cold), warm: middle(({ warm }) => warm), memory: middle(({ memory }) => memory) };
}

/** Milliseconds of `LinkedApp.synth()` over 1,000 apps, with a cache that is empty, and then as the run before left it. */
function synthColdAndWarm(): [number, number] {
  const runs = Array.from({ length: RUNS }, () => {
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'api-server-cache-'));
    const run = (): number => Number(node.with({ CDK8S_SERVICE_PATTERNS_CACHE: cache })('--import', 'tsx', 'bench/case.ts', 'linked, one chart', '1000'));
    const [cold, warm] = [run(), run()];
    fs.rmSync(cache, { recursive: true });
    return [cold, warm] as const;
  });
  return [median(runs.map(([cold]) => cold)), median(runs.map(([, warm]) => warm))];
}

/** Every figure, in order. */
export function apiServerFigures(): Figure[] {
  const size = fs.statSync(path.join(ROOT, 'apiserver', 'dist', 'apiserver.wasm.br')).size / 2 ** 20;
  const first = measure(1);
  const [cold, warm] = synthColdAndWarm();
  return [
    { name: 'size in the package', value: Number(size.toFixed(2)), unit: 'MiB', budget: '< 5' },
    { name: 'start-up to first object', value: Math.round(first.cold), unit: 'ms', budget: '< 300' },
    ...[100, 1000, 10000].map(measure).flatMap(({ objects, cold: fromNothing, warm: again, memory }): Figure[] => [
      { name: `${String(objects)} objects, cold`, value: Math.round((objects / fromNothing) * 1000), unit: 'objects/s', budget: '' },
      { name: `${String(objects)} objects, warm`, value: Math.round((objects / again) * 1000), unit: 'objects/s', budget: '> 1000' },
      { name: `${String(objects)} objects, memory`, value: Math.round(memory), unit: 'MiB', budget: '' },
    ]),
    { name: 'synth of 1000 apps, empty cache', value: Math.round(cold), unit: 'ms', budget: '' },
    { name: 'synth of 1000 apps, unchanged', value: Math.round(warm), unit: 'ms', budget: '' },
  ];
}
