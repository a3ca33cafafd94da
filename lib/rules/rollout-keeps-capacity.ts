import { Autoscalers } from '../graph/autoscaler';
import { isRecreated, stayingInRollout } from '../graph/capacity';
import { record } from '../graph/json';
import { showObject } from '../graph/object';
import { holdsOnePerNode } from '../graph/placement';
import { rollingUpdateOf } from '../graph/rolling-update';
import type { Service } from '../graph/service';
import type { Workload } from '../graph/workload';
import { defineRule } from './rule';

/** A rollout of what a Service sends traffic to must leave pods that serve. */
export const rolloutKeepsCapacity = defineRule({
  name: 'rollout-keeps-capacity',
  why: 'A rollout that may take all pods away at once is an outage at each release: until new pods are ready, the Service has no endpoints.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    noneStay: {
      problem: '0 of {{pods}} pods behind {{service}} are sure to serve during a rollout: it may take all of them away at once',
      got: '{{limit}} of {{pods}} pods of {{workload}}',
      fix: 'set maxUnavailable: 0 with maxSurge: 1, or maxUnavailable: 1',
    },
    allAway: {
      problem: 'None of the pods behind {{service}} is sure to serve during a rollout: it may take all of them away at once',
      got: '{{limit}} of the pods of {{workload}}, however many there are',
      fix: 'set maxUnavailable: 0 with maxSurge: 1, or maxUnavailable: 1',
    },
    recreated: {
      problem: '0 of {{pods}} pods behind {{service}} serve during a rollout: all of them end before a new one starts',
      got: 'strategy.type Recreate, and {{pods}} pods of {{workload}}',
      fix: 'set strategy: { type: RollingUpdate }, or replicas: 1 where two versions must never run at once',
      // Somebody wrote it down, and may mean it.
      grade: { ours: 'warning', foreign: 'warning' },
    },
    fewStay: {
      problem: 'No more than {{stay}} of {{pods}} pods behind {{service}} are sure to serve during a rollout: it may take more than half of them away at once',
      got: '{{limit}} of {{pods}} pods of {{workload}}',
      fix: 'set maxUnavailable: 25%, or 0 with maxSurge: 1',
      grade: { ours: 'warning', foreign: 'note' },
    },
    single: {
      problem: '0 of 1 pod behind {{service}} is sure to serve during a rollout: it may end before the new one is ready',
      got: '{{limit}} of the one pod of {{workload}}',
      fix: 'set maxUnavailable: 0 with maxSurge: 1, so that the new pod is ready before the old one ends',
      grade: { ours: 'warning', foreign: 'note' },
    },
  },
  check(graph, report) {
    const autoscalers = Autoscalers.in(graph);
    for (const [workload, service] of servedAlone(graph.services)) {
      const pods = autoscalers.leastOf(workload);
      if (pods === 0) continue;
      const place = { object: workload.object, related: [service.object, ...autoscalers.of(workload.object).map(({ object }) => object)] };
      const names = { service: showObject(service.object), workload: showObject(workload.object), limit: limitOf(workload) };
      const field = 'spec.strategy.rollingUpdate.maxUnavailable';
      if (pods === undefined) {
        if (isAllAway(workload)) report('allAway', place, field, names);
        continue;
      }
      const shared = { ...names, pods };
      const stay = stayingInRollout(workload, pods) ?? pods;
      if (isRecreated(workload)) {
        if (pods > 1) report('recreated', place, 'spec.strategy.type', shared);
      } else if (workload.object.kind === 'StatefulSet' || stay === pods) {
        continue;
      } else if (pods === 1) {
        if (isSurging(workload)) report('single', place, field, shared);
      } else if (stay === 0) {
        report('noneStay', place, field, shared);
      } else if (stay < pods / 2) {
        report('fewStay', place, field, { ...shared, stay });
      }
    }
  },
});

/** What a Service sends traffic to that sends it to nothing else: of other pods some stay, whatever becomes of these. */
function servedAlone(services: readonly Service[]): Map<Workload, Service> {
  const alone = new Map<Workload, Service>();
  const helped = new Set(services.filter(({ workloads }) => workloads.length > 1).flatMap(({ workloads }) => workloads));
  for (const service of services) {
    const [workload] = service.workloads;
    if (workload && service.type !== 'ExternalName' && !helped.has(workload) && !alone.has(workload)) alone.set(workload, service);
  }
  return alone;
}

/** Whether all may be away of any number of pods. */
function isAllAway(workload: Workload): boolean {
  return stayingInRollout(workload, 1000) === 0 && !isRecreated(workload);
}

/** Where there is no room for a new pod beside the old one, the old one must go first: that is meant. */
function isSurging(workload: Workload): boolean {
  return (rollingUpdateOf(workload, 1)?.maxSurge ?? 0) > 0 && !holdsOnePerNode(workload);
}

function limitOf({ object }: Workload): string {
  const { maxUnavailable } = record(record(record(object.manifest.spec).strategy).rollingUpdate);
  return `maxUnavailable ${typeof maxUnavailable === 'number' || typeof maxUnavailable === 'string' ? String(maxUnavailable) : '25%'}`;
}
