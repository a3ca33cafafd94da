import { type Budget, Budgets } from '../graph/budget';
import { isFragment } from '../graph/fragment';
import type { Graph } from '../graph/graph';
import { knownLabels } from '../graph/known-labels';
import { nearMiss } from '../graph/near-miss';
import { isOwned, mayShareNamespace, showObject } from '../graph/object';
import { mayBeOperated } from '../graph/operator';
import { gainedPairs } from '../graph/run-time-labels';
import { asLabels, isEmpty, type Labels, type LabelSelector, matchesLabels, showSelector } from '../graph/selector';
import type { Workload } from '../graph/workload';
import { quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** A budget must select at least one pod; otherwise it protects nothing. */
export const budgetSelectsPods = defineRule({
  name: 'budget-selects-pods',
  why: 'A budget whose selector matches no pod protects nothing: a drain may take every pod of the app at once, and nothing says so.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    noPods: {
      problem: 'PodDisruptionBudget selects {{selector}}, but no pod{{namespace}} is labelled that way: it protects nothing',
      got: '{{selector}}; {{known}}',
      fix: 'label the pods {{selector}}, or select labels that they carry',
    },
    nearMiss: {
      problem: 'PodDisruptionBudget selects {{selector}}, but no pod{{namespace}} is labelled that way: it protects nothing',
      got: '{{selector}}; the pods of {{nearest}} carry {{labels}}',
      fix: 'select {{labels}}, or label the pods {{selector}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    notOnPods: {
      problem: 'PodDisruptionBudget selects {{selector}}, but no pod{{namespace}} is labelled that way: {{workload}} is, and it is no pod',
      got: 'the labels stand on {{workload}} itself; its pods carry {{labels}}',
      fix: 'write {{selector}} under {{template}} of {{workload}} too, or select labels that the pods carry',
    },
    otherNamespace: {
      problem: 'PodDisruptionBudget selects pods in its own namespace {{own}} only, and the pods that carry {{selector}} are in {{other}}',
      got: 'namespace {{own}}; the pods of {{nearest}} are in namespace {{other}}',
      fix: 'put the budget into namespace {{other}}, or the pods into {{own}}',
    },
    noSelector: {
      problem: 'PodDisruptionBudget has no selector, and so selects no pod: it protects nothing',
      got: 'no spec.selector',
      fix: 'add spec.selector with labels that the pods carry, or {} for every pod of the namespace',
      // It may be a patch, for a tool to merge into the whole.
      grade: { ours: 'error', foreign: 'note' },
    },
    noPodsAtAll: {
      problem: 'PodDisruptionBudget selects {{selector}}; no manifest shows such pods, though somebody else may run them',
      fix: 'link the manifests of the pods labelled {{selector}} together with the budget, or remove the budget',
      // An operator's pods, or another chart's.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    const budgets = Budgets.in(graph);
    for (const budget of budgets.all) {
      const { object, selector } = budget;
      // The first version of the API read an empty selector as none, and field-in-target-version speaks of it.
      if (isOwned(object) || object.apiVersion !== 'policy/v1') continue;
      if (!selector) {
        report('noSelector', budget, 'spec', {});
        continue;
      }
      if (isEmpty(selector) || budgets.podsOf(budget).length > 0) continue;
      const labels = asLabels(selector);
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const shared = { selector: showSelector(selector), namespace };
      const field = 'spec.selector';
      const beside = graph.workloads.filter((workload) => mayShareNamespace(workload.object.namespace, object.namespace));
      const near = labels && nearMiss(graph, budget, labels);
      const elsewhere = labels && elsewhereOf(graph, budget, labels);
      const labelled = labels && beside.find((workload) => matchesLabels(labels, workload.object.labels));
      if (elsewhere) {
        const [own, other] = [quote(object.namespace), quote(elsewhere.object.namespace)];
        report('otherNamespace', { object, related: [elsewhere.object] }, field, { ...shared, own, other, nearest: showObject(elsewhere.object) });
      } else if (labelled) {
        const data = { workload: showObject(labelled.object), labels: showOwn(labelled.labels), template: templateOf(labelled) };
        report('notOnPods', { object, related: [labelled.object] }, field, { ...shared, ...data });
      } else if (near) {
        const data = { nearest: showObject(near.workload.object), labels: showLabels(near.labels) };
        report('nearMiss', { object, related: [near.workload.object] }, field, { ...shared, ...data });
      } else if (beside.every(isFragment) || mayBeOperated(graph, object, keysOf(selector))) {
        report('noPodsAtAll', budget, field, shared);
      } else {
        report('noPods', budget, field, { ...shared, known: knownLabels(beside, keysOf(selector)) });
      }
    }
  },
});

/** Pods in another namespace, unless they have a budget of that name there: then this one is for another copy of the app. */
function elsewhereOf(graph: Graph, { object }: Budget, labels: Labels): Workload | undefined {
  if (Object.keys(labels).length === 0 || gainedPairs(labels).length > 0) return undefined;
  const hasItsOwn = ({ object: pods }: Workload): boolean =>
    graph.index.named('PodDisruptionBudget.policy', pods.namespace, object.name).some((other) => other.namespace === pods.namespace);
  return graph.podsAnywhere(labels).find((workload) => !mayShareNamespace(workload.object.namespace, object.namespace) && !hasItsOwn(workload));
}

function templateOf({ field }: Workload): string {
  return field.replace(/spec$/, 'metadata.labels');
}

function showOwn(labels: Labels): string {
  return Object.keys(labels).length === 0 ? 'none' : showLabels(labels);
}

/** The keys that a selector asks for, with the values where it names them. */
function keysOf({ matchLabels, matchExpressions }: LabelSelector): Record<string, string> {
  return { ...Object.fromEntries(matchExpressions.map(({ key, values }) => [key, values[0] ?? ''])), ...matchLabels };
}
