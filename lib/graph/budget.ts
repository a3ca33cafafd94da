import { addTo } from './add-to';
import type { Graph } from './graph';
import { type Json, type JsonObject, record } from './json';
import { shareNamespace } from './namespaces';
import type { GraphObject } from './object';
import { carrying } from './peer-pods';
import { selectsPods } from './policy-index';
import { type LabelSelector, readLabelSelector } from './selector';
import { both, type Verdict } from './verdict';
import type { Workload } from './workload';

/** A PodDisruptionBudget: how many pods evictions may take away, or must leave. */
export interface Budget {
  readonly object: GraphObject;
  /** Absent: it selects nothing. One that asks for nothing selects every pod of its namespace. */
  readonly selector?: LabelSelector;
}

/** Pods that a budget selects, or may select. */
export interface Budgeted {
  readonly workload: Workload;
  readonly selects: Verdict;
}

const memo = new WeakMap<Graph, Budgets>();

/** Knows the budgets of a cluster, and the pods of each. */
export class Budgets {
  readonly all: readonly Budget[];
  private readonly pods = new Map<Budget, readonly Budgeted[]>();
  private readonly byWorkload = new Map<Workload, Budget[]>();

  private constructor(graph: Graph) {
    const workloadsOf = byNamespace(graph);
    this.all = graph.index.ofKind('PodDisruptionBudget.policy').map(readBudget);
    for (const budget of this.all) {
      const found = budget.selector ? budgeted(graph, workloadsOf, budget.object, budget.selector) : [];
      this.pods.set(budget, found);
      for (const { workload, selects } of found) {
        if (selects !== 'yes') continue;
        addTo(this.byWorkload, workload, budget);
      }
    }
  }

  /** Those of a graph, read once. */
  static in(graph: Graph): Budgets {
    const known = memo.get(graph) ?? new Budgets(graph);
    memo.set(graph, known);
    return known;
  }

  /** The workloads whose pods a budget selects, or may select. */
  podsOf(budget: Budget): readonly Budgeted[] {
    return this.pods.get(budget) ?? [];
  }

  /** The budgets that surely select a workload's pods. */
  of(workload: Workload): readonly Budget[] {
    return this.byWorkload.get(workload) ?? [];
  }
}

function readBudget(object: GraphObject): Budget {
  const selector = readLabelSelector(record(object.manifest.spec).selector);
  return { object, ...(selector ? { selector } : {}) };
}

function byNamespace({ workloads }: Graph): (namespace: string | undefined) => readonly Workload[] {
  const found = new Map<string | undefined, Workload[]>();
  for (const workload of workloads) {
    const { namespace } = workload.object;
    addTo(found, namespace, workload);
  }
  const inNamespace = (namespace: string | undefined): readonly Workload[] => found.get(namespace) ?? [];
  return (namespace) => (namespace === undefined ? workloads : [...inNamespace(namespace), ...inNamespace(undefined)]);
}

function budgeted(graph: Graph, workloadsOf: ReturnType<typeof byNamespace>, { namespace }: GraphObject, selector: LabelSelector): Budgeted[] {
  return (carrying(graph, selector) ?? workloadsOf(namespace)).flatMap((workload) => {
    const selects = both(shareNamespace(namespace, workload.object.namespace), () => selectsPods(selector, workload));
    return selects === 'no' ? [] : [{ workload, selects }];
  });
}

/**
 * How many of so many pods a budget wants to stay, as the disruption controller counts: percentages round up. Undefined where it says
 * neither how many must stay nor how many may be away.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
 */
export function wantedBy({ object }: Budget, pods: number): number | undefined {
  const { maxUnavailable, minAvailable } = record(object.manifest.spec);
  const away = resolve(maxUnavailable, pods);
  return away === undefined ? resolve(minAvailable, pods) : Math.max(0, pods - away);
}

/** How a budget counts: the field that it gives, and its value. */
export function limitOf({ object }: Budget): { readonly field: 'maxUnavailable' | 'minAvailable'; readonly value: number | string } | undefined {
  const spec: JsonObject = record(object.manifest.spec);
  for (const field of ['maxUnavailable', 'minAvailable'] as const) {
    const value = spec[field];
    if (typeof value === 'number' || typeof value === 'string') return { field, value };
  }
  return undefined;
}

function resolve(value: Json, pods: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((Number(percent) * pods) / 100);
}
