import { Autoscalers } from '../graph/autoscaler';
import { type Budget, type Budgeted, Budgets, limitOf, wantedBy } from '../graph/budget';
import type { Graph } from '../graph/graph';
import { isHelmHook } from '../graph/helm-hook';
import { isOwned, showObject } from '../graph/object';
import type { Workload } from '../graph/workload';
import { listed } from '../report/message';
import { defineRule } from './rule';

/** A budget must permit the eviction of one pod at least; otherwise a drain of its node never ends. */
export const budgetPermitsEviction = defineRule({
  name: 'budget-permits-eviction',
  why: 'A budget that never lets a pod go stops every drain of the pod\'s node: upgrades of the cluster wait for it, until somebody deletes the pod by hand.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    forbidden: {
      problem: 'PodDisruptionBudget permits no eviction, however many pods there are: a drain of their nodes never ends',
      got: '{{limit}}{{pods}}',
      fix: 'set maxUnavailable: 1 in place of it, so that drains take one pod at a time, or remove the budget',
    },
    allMustStay: {
      problem: 'PodDisruptionBudget permits no eviction: {{wanted}} must stay, of {{count}} in all, so a drain of their nodes never ends',
      got: '{{limit}}; 0 of {{count}} of {{pods}} may be away',
      fix: 'set maxUnavailable: 1 in place of it, so that drains take one pod at a time, or run more than {{wanted}}',
    },
    noneAtFloor: {
      problem: 'PodDisruptionBudget permits no eviction while {{autoscalers}} keeps to its least, {{count}}: {{wanted}} must stay',
      got: '{{limit}}; 0 of {{count}} of {{pods}} may be away',
      fix: 'set maxUnavailable: 1 in place of it, or let the autoscaler leave more than {{wanted}}',
      // Drains proceed while there is load enough for another pod.
      grade: { ours: 'warning', foreign: 'note' },
    },
    noScale: {
      problem: 'PodDisruptionBudget permits no eviction: its {{field}} is reckoned from replicas, and there are none for {{pods}}',
      got: '{{limit}}; the disruption controller counts the pods of what can be scaled alone',
      fix: 'let the selector leave out {{pods}}, or say minAvailable as a number of pods',
      // Drains pass over the pods of DaemonSets, and wait for those of Jobs to end.
      grade: { ours: 'warning', foreign: 'note' },
    },
    noLimit: {
      problem: 'PodDisruptionBudget says neither minAvailable nor maxUnavailable, and so permits no eviction at all',
      got: 'a selector alone',
      fix: 'set maxUnavailable: 1, so that drains take one pod at a time',
    },
  },
  check(graph, report) {
    for (const budget of Budgets.in(graph).all) {
      if (!budget.selector || isOwned(budget.object)) continue;
      const pods = Budgets.in(graph).podsOf(budget).filter(({ workload }) => !isHelmHook(workload));
      const limit = limitOf(budget);
      if (!limit) {
        report('noLimit', { object: budget.object }, 'spec', {});
        continue;
      }
      const related = pods.map(({ workload }) => workload.object);
      const shared = { limit: `${limit.field} ${String(limit.value)}`, field: `spec.${limit.field}` };
      const place = { object: budget.object, related };
      const scaleless = isReckoned(limit) ? scalelessAmong(pods) : [];
      if (isAbsolute(limit)) {
        report('forbidden', place, shared.field, { ...shared, pods: showCapacity(graph, pods) });
      } else if (scaleless.length > 0) {
        report('noScale', place, shared.field, { ...shared, field: limit.field, pods: showPods(scaleless) });
      } else {
        const tight = tightness(graph, budget, pods);
        if (tight) report(tight.message, place, shared.field, { ...shared, ...tight });
      }
    }
  },
});

type Limit = NonNullable<ReturnType<typeof limitOf>>;

/** Whether none may be away of any number of pods. */
function isAbsolute({ field, value }: Limit): boolean {
  if (field === 'maxUnavailable') return value === 0 || /^0+%$/.test(String(value));
  return /^\d+%$/.test(String(value)) && Number.parseInt(String(value), 10) >= 100;
}

/** Whether the controller must know how many pods there should be; a plain minAvailable it compares with those that there are. */
function isReckoned({ field, value }: Limit): boolean {
  return field === 'maxUnavailable' || typeof value === 'string';
}

/** What keeps the controller from reckoning: pods of what has no scale. It passes over Pods by themselves, and knows none if there are no others. */
function scalelessAmong(pods: readonly Budgeted[]): Workload[] {
  const sure = pods.filter(({ selects }) => selects === 'yes').map(({ workload }) => workload);
  if (sure.length === pods.length && sure.every(({ object }) => object.kind === 'Pod')) return sure;
  return sure.filter(({ object }) => object.group === 'batch' || (object.kind === 'DaemonSet' && object.group === 'apps'));
}

interface Tightness {
  readonly message: 'allMustStay' | 'noneAtFloor';
  readonly wanted: string;
  readonly count: string;
  readonly pods: string;
  readonly autoscalers: string;
}

/** Whether all pods must stay: of as many as there can be, or of the fewest that an autoscaler leaves. */
function tightness(graph: Graph, budget: Budget, pods: readonly Budgeted[]): Tightness | undefined {
  const autoscalers = Autoscalers.in(graph);
  const [most, least] = [total(pods, (workload) => autoscalers.mostOf(workload)), total(pods, (workload) => autoscalers.leastOf(workload))];
  if (least === undefined || pods.some(({ selects }) => selects !== 'yes')) return undefined;
  const isTight = (count: number | undefined): count is number => count !== undefined && count > 0 && (wantedBy(budget, count) ?? 0) >= count;
  const count = isTight(most) ? most : isTight(least) ? least : undefined;
  if (count === undefined) return undefined;
  return {
    message: count === most ? 'allMustStay' : 'noneAtFloor',
    wanted: showCount(wantedBy(budget, count) ?? 0),
    count: showCount(count),
    pods: showPods(pods.map(({ workload }) => workload)),
    autoscalers: listed(pods.flatMap(({ workload }) => autoscalers.of(workload.object)).map(({ object }) => showObject(object))),
  };
}

/** The sum over all pods; undefined where one of them is not known. */
function total(pods: readonly Budgeted[], countOf: (workload: Workload) => number | undefined): number | undefined {
  const counts = pods.map(({ workload }) => (workload.object.group === 'batch' || workload.object.kind === 'DaemonSet' ? undefined : countOf(workload)));
  return counts.includes(undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function showCount(count: number): string {
  return count === 1 ? '1 pod' : `${String(count)} pods`;
}

function showCapacity(graph: Graph, pods: readonly Budgeted[]): string {
  const count = total(pods, (workload) => Autoscalers.in(graph).leastOf(workload));
  if (count === undefined || count === 0) return '';
  return `; 0 of ${showCount(count)} of ${showPods(pods.map(({ workload }) => workload))} may be away`;
}

function showPods(workloads: readonly Workload[]): string {
  const names = workloads.map(({ object }) => showObject(object));
  return listed(names.length <= 3 ? names : [...names.slice(0, 2), `${String(names.length - 2)} others`]);
}
