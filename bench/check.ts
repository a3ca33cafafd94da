// The command line over a stream of foreign manifests: the whole process, without the API server layer.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { clocked, median, node, RUNS } from './processes';
import type { Figure } from './row';
import { stream } from './stream';

/** Every figure, in order. */
export function checkFigures(): Figure[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'service-patterns-stream-'));
  const rows = ([[1_000, '< 1200'], [10_000, '< 6000'], [30_000, '']] as const).map(([objects, budget]): Figure => {
    const file = path.join(folder, `${String(objects)}.yaml`);
    fs.writeFileSync(file, stream(objects));
    const run = (): number => clocked(() => node('bin/service-patterns', 'check', '--no-api-server', file));
    return { name: `check, ${String(objects)} objects`, value: Math.round(median(Array.from({ length: RUNS }, run))), unit: 'ms', budget };
  });
  fs.rmSync(folder, { recursive: true });
  return rows;
}
