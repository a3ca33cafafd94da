// What runs in a worker thread of `crew.ts`: a validator of its own that answers a share of the lines.
import { type MessagePort, workerData } from 'node:worker_threads';
import { batchesOf, Validator } from './validator';
import type { Report, Work } from './crew';

/** Bytes after which a worker says that it is still there. */
const SHORT = 256 * 1024;

function work({ module, lines, progress }: Work, port: MessagePort): void {
  const counter = new Int32Array(progress);
  const tell = (report: Report): void => {
    port.postMessage(report);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  try {
    const validator = new Validator(() => module);
    for (const batch of batchesOf(lines, SHORT)) tell({ answers: validator.askLines(batch) });
  } catch {
    // The one who asked does it alone, and says what is wrong.
    tell({ failed: true });
  }
}

const { task, port } = workerData as { readonly task: Work; readonly port: MessagePort };
work(task, port);
