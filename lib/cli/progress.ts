import type { Io } from './io';

/** Milliseconds before anything is said: who waits no longer than that needs no comfort. */
const PATIENCE = 500;
/** Milliseconds between two lines. */
const BEAT = 100;

/** Tells a person at a terminal how far long work is. Says nothing to pipes and logs. */
export class Progress {
  private readonly began = Date.now();
  private last = 0;

  constructor(private readonly io: Io) {}

  /** So much of it is done. */
  show(done: number, total: number): void {
    const now = Date.now();
    if (!this.io.showsProgress || now - this.began < PATIENCE || now - this.last < BEAT) return;
    this.last = now;
    this.io.stderr(`\r\u001b[Kchecking ${String(done)} of ${String(total)} …`);
  }

  /** Takes the line away again. */
  clear(): void {
    if (this.last > 0) this.io.stderr('\r\u001b[K');
  }
}
