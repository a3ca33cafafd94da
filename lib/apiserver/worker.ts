// What runs in a worker thread of `crew.ts`: a validator of its own that answers the lines that come over a port.
import { workerData } from 'node:worker_threads';
import { compileArtifact } from './artifact';
import type { Report, Work } from './crew';
import { batchesOf, Validator } from './validator';
import type { Module } from './webassembly';

/** Bytes after which a worker says that it is still there. */
const SHORT = 256 * 1024;

const { port, progress, module: compiledElsewhere, others = [] } = workerData as Work;
const counter = new Int32Array(progress);

function tell(report: Report): void {
  port.postMessage(report);
  Atomics.add(counter, 0, 1);
  Atomics.notify(counter, 0);
}

/** Does something; where that fails, the one who asked does it alone, and says what is wrong. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    tell({ failed: true });
  }
}

function start(compiled: Module): void {
  const validator = new Validator(() => compiled);
  const waiting = [...others];
  port.on('message', (lines: readonly string[]) => {
    attempt(() => {
      for (const batch of batchesOf(lines, SHORT)) tell({ answers: validator.askLines(batch) });
    });
    // What the first lines need has been compiled by now, and will not be compiled by each of the others as well.
    for (const other of waiting.splice(0)) other.postMessage(compiled);
  });
}

if (compiledElsewhere) compiledElsewhere.once('message', start);
else attempt(() => { start(compileArtifact()); });
