import type { Graph } from './graph';
import { LabelMap } from './label-map';
import { looksLike } from './near';
import type { Labels } from './selector';
import { Slips } from './slips';
import type { Workload } from './workload';

const memo = new WeakMap<Graph, NearLabels>();

/** Finds workloads by labels that look like those that a selector asks for, without looking at all workloads. */
export class NearLabels {
  private readonly order: ReadonlyMap<Workload, number>;
  private readonly byPair = new LabelMap<Workload>();
  /** The keys under which a value stands. */
  private readonly keysOf = new Map<string, Set<string>>();
  private readonly slips = new Map<string, Slips>();

  private constructor({ workloads }: Graph) {
    this.order = new Map(workloads.map((workload, index) => [workload, index]));
    for (const workload of workloads) {
      for (const [key, value] of Object.entries(workload.labels)) {
        this.byPair.add(key, value, workload);
        this.keysOf.set(value, (this.keysOf.get(value) ?? new Set()).add(key));
      }
    }
  }

  /** Those of a graph, read once, when something selects nothing. */
  static in(graph: Graph): NearLabels {
    const known = memo.get(graph) ?? new NearLabels(graph);
    memo.set(graph, known);
    return known;
  }

  /** The workloads that may have been meant for all pairs, in the order of the graph: they have something like the rarest of them. */
  candidates(selector: Labels): readonly Workload[] {
    const found = Object.entries(selector).map(([key, value]) => this.withAny(this.like(key, value)));
    const [rarest] = found.sort((a, b) => a.size - b.size);
    return [...(rarest ?? [])].sort((a, b) => this.placeOf(a) - this.placeOf(b));
  }

  /** The pair itself, those of the same key with a value like it, and those of the same value under a key like it. */
  private like(key: string, value: string): [string, string][] {
    const values = this.slipsOf(key).like(value).map((other): [string, string] => [key, other]);
    const keys = [...(this.keysOf.get(value) ?? [])].filter((other) => looksLike(other, key)).map((other): [string, string] => [other, value]);
    return [[key, value], ...values, ...keys];
  }

  private withAny(pairs: readonly (readonly [string, string])[]): ReadonlySet<Workload> {
    return new Set(pairs.flatMap(([key, value]) => this.byPair.get(key, value)));
  }

  private slipsOf(key: string): Slips {
    const known = this.slips.get(key) ?? new Slips(this.byPair.valuesOf(key));
    this.slips.set(key, known);
    return known;
  }

  private placeOf(workload: Workload): number {
    return this.order.get(workload) ?? 0;
  }
}
