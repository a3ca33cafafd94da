// Figures of the API server layer: size, start-up, throughput, memory, and what a second synth of an unchanged app costs.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { compiled } from './compile';
import { median, node, ROOT, RUNS } from './processes';
import type { Figure } from './row';

interface Measured {
  readonly objects: number;
  /** Milliseconds from nothing, with start-up. */
  readonly cold: number;
  /** Milliseconds for the same objects again. */
  readonly warm: number;
  /** Mebibytes that the process grew. */
  readonly memory: number;
}

function measure(objects: number): Measured {
  const runs = Array.from({ length: RUNS }, () => JSON.parse(node(path.join(compiled(), 'api-server-case.js'), String(objects))) as Measured);
  const middle = (pick: (run: Measured) => number): number => median(runs.map(pick));
  return { objects: runs[0]!.objects, cold: middle(({ cold }) => cold), warm: middle(({ warm }) => warm), memory: middle(({ memory }) => memory) };
}

/** Every figure, in order. */
export function apiServerFigures(): Figure[] {
  const size = fs.statSync(path.join(ROOT, 'apiserver', 'dist', 'apiserver.wasm.br')).size / 2 ** 20;
  const first = measure(1);
  return [
    { name: 'size in the package', value: Number(size.toFixed(2)), unit: 'MiB', budget: '< 5' },
    { name: 'start-up to first object', value: Math.round(first.cold), unit: 'ms', budget: '< 300' },
    ...[100, 1000, 10000].map(measure).flatMap(({ objects, cold: fromNothing, warm: again, memory }): Figure[] => [
      { name: `${String(objects)} objects, cold`, value: Math.round((objects / fromNothing) * 1000), unit: 'objects/s', budget: '' },
      { name: `${String(objects)} objects, warm`, value: Math.round((objects / again) * 1000), unit: 'objects/s', budget: '> 1000' },
      { name: `${String(objects)} objects, memory`, value: Math.round(memory), unit: 'MiB', budget: '' },
    ]),
  ];
}
