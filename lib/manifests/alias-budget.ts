/** Below this many nodes, nearly all of them may come from aliases; above the other, a tenth. */
const SMALL = 400_000;
const LARGE = 4_000_000;

/**
 * Counts what aliases stand for, as kubectl's parser does, so that a few lines do not become millions of nodes ("billion
 * laughs"). Documents that are written by people never come near it.
 */
export class AliasBudget {
  /** Nodes, with those that aliases stand for. */
  decoded = 0;
  private aliased = 0;

  count(): void {
    this.decoded += 1;
  }

  /** Counts an alias of that many nodes; says whether it is still within measure. */
  spend(size: number): boolean {
    this.decoded += size + 1;
    this.aliased += size;
    return this.aliased <= 100 || this.decoded <= 1000 || this.aliased / this.decoded <= allowedRatio(this.decoded);
  }
}

function allowedRatio(decoded: number): number {
  const excess = Math.min(Math.max((decoded - SMALL) / (LARGE - SMALL), 0), 1);
  return 0.99 - 0.89 * excess;
}
