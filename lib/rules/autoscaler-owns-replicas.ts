import { Autoscalers } from '../graph/autoscaler';
import type { Graph } from '../graph/graph';
import { list, record, text } from '../graph/json';
import { type GraphObject, isOwned, showObject } from '../graph/object';
import { defineRule } from './rule';

/** Whoever lets an autoscaler decide how many pods there are must not say so too. */
export const autoscalerOwnsReplicas = defineRule({
  name: 'autoscaler-owns-replicas',
  why: 'Each apply of a manifest with replicas sets the number back, in the middle of whatever load the autoscaler had scaled for.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    fixed: {
      problem: 'Each apply sets the replicas of {{workload}} back to {{replicas}}, whatever the autoscaler has scaled it to',
      got: 'replicas: {{replicas}}; {{autoscaler}} keeps from {{least}} to {{most}}',
      fix: 'leave replicas out; where it runs already, first take it out of the last applied configuration (kubectl apply edit-last-applied), or it drops to 1 once',
    },
  },
  check(graph, report) {
    const autoscalers = Autoscalers.in(graph);
    const isIgnored = ignoredBySync(graph);
    for (const { object, replicas } of graph.workloads) {
      const [autoscaler] = autoscalers.of(object).filter((other) => other.target.group === object.group);
      // None at all is how people switch an autoscaler off; one that keeps the very number takes nothing back.
      if (!autoscaler || replicas === undefined || replicas === 0 || isDumped(object) || isIgnored(object)) continue;
      if (autoscaler.least === replicas && autoscaler.most === replicas) continue;
      report('fixed', { object, related: [autoscaler.object] }, 'spec.replicas', {
        workload: showObject(object),
        replicas,
        autoscaler: showObject(autoscaler.object),
        least: autoscaler.least,
        most: autoscaler.most ?? 'any number',
      });
    }
  },
});

/** What a cluster gave out, where the number is the one that the autoscaler chose. */
function isDumped(object: GraphObject): boolean {
  const { uid, resourceVersion } = record(object.manifest.metadata);
  return isOwned(object) || text(uid) !== undefined || text(resourceVersion) !== undefined;
}

/** Whether an Argo CD Application of the input leaves replicas alone when it syncs. */
function ignoredBySync({ index }: Graph): (object: GraphObject) => boolean {
  const ignored = index.ofKind('Application.argoproj.io').flatMap(({ manifest }) => list(record(manifest.spec).ignoreDifferences).map(record));
  const entries = ignored.filter(({ jsonPointers, jqPathExpressions }) =>
    [...list(jsonPointers), ...list(jqPathExpressions)].some((path) => path === '/spec/replicas' || path === '.spec.replicas'),
  );
  return ({ kind, name }) => entries.some((entry) => entry.kind === kind && (entry.name === undefined || entry.name === name));
}
