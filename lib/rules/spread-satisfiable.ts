import { Autoscalers } from '../graph/autoscaler';
import { isFragment } from '../graph/fragment';
import type { Graph } from '../graph/graph';
import { integer, type JsonObject, list, record, text } from '../graph/json';
import { isOwned, showObject } from '../graph/object';
import { domainsOf, separationsOf } from '../graph/placement';
import { selectsPods } from '../graph/policy-index';
import { rollingUpdateOf } from '../graph/rolling-update';
import { readLabelSelector, showSelector } from '../graph/selector';
import type { Workload } from '../graph/workload';
import { quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** Pods must find places that are as far from each other as they ask for; otherwise some stay Pending. */
export const spreadSatisfiable = defineRule({
  name: 'spread-satisfiable',
  why: 'Pods that keep away from each other need as many nodes or zones as there are pods, and a rollout needs one more; those without a place stay Pending.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    tooFew: {
      problem: '{{pods}} must each have a {{topology}} of its own, and may go to {{domains}} alone: the others stay Pending',
      got: '{{pods}} of {{workload}}; required podAntiAffinity to their own labels, and {{domains}} to go to',
      fix: 'prefer the anti-affinity (preferredDuringSchedulingIgnoredDuringExecution), let the pods go to more than that, or run no more than {{most}}',
    },
    minDomains: {
      problem: '{{pods}} pods must be spread over {{minDomains}} domains of {{topology}}, and may go to {{domains}} alone: all but {{most}} stay Pending',
      got: 'minDomains {{minDomains}}, maxSkew {{maxSkew}}; {{workload}} is bound to {{domains}}',
      fix: 'lower minDomains to {{domains}}, or let the pods go to more domains',
    },
    noRoomToSurge: {
      problem: 'A rollout starts one pod more before it ends any, and each must have a {{topology}} of its own, of {{domains}} in all: it never ends',
      got: '{{pods}} of {{workload}}; maxUnavailable comes to 0, and required podAntiAffinity to their own labels',
      fix: 'set maxUnavailable: 1 with maxSurge: 0, or prefer the anti-affinity (preferredDuringSchedulingIgnoredDuringExecution)',
    },
    oneMore: {
      problem: 'A rollout of {{pods}} needs {{needed}}: each pod must have one of its own, and none goes before a new one is ready',
      got: '{{pods}} of {{workload}}; maxUnavailable comes to 0, and required podAntiAffinity to their own labels',
      fix: 'set maxUnavailable: 1 with maxSurge: 0, prefer the anti-affinity (preferredDuringSchedulingIgnoredDuringExecution), or see to it that there are {{needed}}',
      // How many there are, the cluster knows.
      grade: { ours: 'warning', foreign: 'note' },
    },
    missesOwn: {
      problem: 'Topology spread does not count the pods of {{workload}}, which it is for, and so spreads nothing',
      got: '{{selector}}; the pods carry {{labels}}',
      fix: 'let the labelSelector select labels of these pods',
    },
  },
  check(graph, report) {
    for (const workload of graph.workloads) {
      if (isOwned(workload.object) || isFragment(workload)) continue;
      for (const [index, item] of list(workload.spec.topologySpreadConstraints).entries()) {
        const found = judgeSpread(graph, workload, record(item));
        const field = `${workload.field}.topologySpreadConstraints[${String(index)}]`;
        if (found?.message === 'missesOwn') report('missesOwn', { object: workload.object }, `${field}.labelSelector`, found.data);
        if (found?.message === 'minDomains') report('minDomains', { object: workload.object }, `${field}.minDomains`, found.data);
      }
      for (const { topologyKey, field, perRevision } of separationsOf(workload)) {
        const crowded = judgeSeparation(graph, workload, topologyKey, perRevision);
        if (crowded) report(crowded.message, { object: workload.object, related: crowded.related }, field, crowded.data);
      }
    }
  },
});

function judgeSeparation(graph: Graph, workload: Workload, topologyKey: string, perRevision: boolean) {
  const autoscalers = Autoscalers.in(graph);
  const pods = autoscalers.leastOf(workload);
  if (pods === undefined || pods === 0) return undefined;
  const domains = domainsOf(workload, topologyKey);
  const rolling = rollingUpdateOf(workload, pods);
  const surges = rolling !== undefined && rolling.maxUnavailable === 0 && rolling.maxSurge > 0 && !perRevision;
  const message = domains !== undefined && pods > domains ? 'tooFew' : !surges ? undefined : domains !== undefined && pods + 1 > domains ? 'noRoomToSurge' : domains === undefined && pods > 1 ? 'oneMore' : undefined;
  if (message === undefined) return undefined;
  return {
    message,
    related: autoscalers.of(workload.object).map(({ object }) => object),
    data: {
      pods: `${String(pods)} ${pods === 1 ? 'pod' : 'pods'}`,
      workload: showObject(workload.object),
      topology: topologyOf(topologyKey),
      domains: showDomains(domains ?? 0, topologyKey),
      needed: showDomains(pods + 1, topologyKey),
      most: domains ?? 0,
    },
  } as const;
}

/** What people call a domain of the common topologies. */
function topologyOf(key: string): string {
  if (key === 'kubernetes.io/hostname') return 'node';
  return /(^|[./-])(zone|region)$/.exec(key)?.[2] ?? `domain (${key})`;
}

function showDomains(count: number, key: string): string {
  return `${String(count)} ${count === 1 ? topologyOf(key) : topologyOf(key).replace(/^\w+/, '$&s')}`;
}

function judgeSpread(graph: Graph, workload: Workload, constraint: JsonObject) {
  const selector = readLabelSelector(constraint.labelSelector);
  const topologyKey = text(constraint.topologyKey) ?? '';
  const shared = { workload: showObject(workload.object) };
  if (!selector || selectsPods(selector, workload) === 'no') {
    return { message: 'missesOwn', data: { ...shared, selector: selector ? `labelSelector ${showSelector(selector)}` : 'no labelSelector', labels: showLabels(workload.labels) } } as const;
  }
  const [pods, domains] = [Autoscalers.in(graph).leastOf(workload), domainsOf(workload, topologyKey)];
  const [minDomains, maxSkew] = [integer(constraint.minDomains), integer(constraint.maxSkew) ?? 1];
  if (pods === undefined || domains === undefined || minDomains === undefined || constraint.whenUnsatisfiable !== 'DoNotSchedule') return undefined;
  if (domains >= minDomains || pods <= domains * maxSkew) return undefined;
  return { message: 'minDomains', data: { ...shared, pods, domains, minDomains, maxSkew, topology: quote(topologyKey), most: domains * maxSkew } } as const;
}
