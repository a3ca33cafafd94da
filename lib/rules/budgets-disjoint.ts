import { Budgets } from '../graph/budget';
import type { GraphObject } from '../graph/object';
import { isSameObject, showObject } from '../graph/object';
import { showSelector } from '../graph/selector';
import { defineRule } from './rule';

/** A pod must be under one budget at most; the eviction of one that is under two is always refused. */
export const budgetsDisjoint = defineRule({
  name: 'budgets-disjoint',
  why: 'The API server refuses to evict a pod that two budgets select, with an internal error: a drain of its node never ends.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    overlap: {
      problem: 'Two PodDisruptionBudgets select the pods of {{pods}}, and so the API server refuses to evict them at all',
      got: '{{selector}}, and {{other}} selects {{otherSelector}}',
      fix: 'remove one of the two, or narrow its selector so that each pod is under one budget',
    },
  },
  check(graph, report) {
    const budgets = Budgets.in(graph);
    const told = new Set<string>();
    for (const workload of graph.workloads) {
      if (workload.replicas === 0) continue;
      const [first, ...others] = budgets.of(workload);
      for (const other of others) {
        const pair = [showIdentity(first?.object), showIdentity(other.object)].join('\n');
        // Of two manifests of one object only one is applied.
        if (!first?.selector || !other.selector || isSameObject(first.object, other.object) || told.has(pair)) continue;
        told.add(pair);
        report('overlap', { object: other.object, related: [first.object, workload.object] }, 'spec.selector', {
          pods: showObject(workload.object),
          selector: showSelector(other.selector),
          other: showObject(first.object),
          otherSelector: showSelector(first.selector),
        });
      }
    }
  },
});

function showIdentity(object: GraphObject | undefined): string {
  return object === undefined ? '' : `${object.provenance.path ?? ''} ${showObject(object)}`;
}
