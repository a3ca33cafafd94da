import { Autoscalers, canBeScaled } from '../graph/autoscaler';
import { isFragment } from '../graph/fragment';
import { isInjected } from '../graph/injected';
import { Meshes } from '../graph/mesh';
import { looksLike } from '../graph/near';
import { isOwned, showObject } from '../graph/object';
import { isRequested, LimitRanges, lacking } from '../graph/resource-request';
import { type TargetMetric, targetMetrics } from '../graph/target-metric';
import { VerticalAutoscalers } from '../graph/vertical-autoscaler';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Pods must request what an autoscaler measures them by: its percentage is one of their requests. */
export const autoscalerTargetRequests = defineRule({
  name: 'autoscaler-target-requests',
  why: 'Utilization is a percentage of what pods request. Where one container requests nothing, the autoscaler cannot reckon it, and scales nothing.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    missing: {
      problem: 'Autoscaler reckons {{metric}} utilization of {{workload}}, where {{containers}} no {{metric}}: it cannot scale',
      got: '{{field}}; {{requests}}',
      fix: 'set resources.requests.{{metric}} on {{which}}{{instead}}',
    },
    noContainer: {
      problem: 'Autoscaler measures container {{container}}, but {{workload}} has none of that name: it gets no metric',
      got: '{{container}}; the containers are {{known}}',
      fix: 'name container {{nearest}}',
    },
  },
  check(graph, report) {
    const autoscalers = Autoscalers.in(graph);
    if (autoscalers.all.length === 0) return;
    const suppliers = { limits: new LimitRanges(graph), verticals: new VerticalAutoscalers(graph), meshes: new Meshes(graph.objects) };
    for (const workload of graph.workloads) {
      if (!canBeScaled(workload.object) || isFragment(workload)) continue;
      for (const { object, target } of autoscalers.of(workload.object)) {
        if (target.group !== workload.object.group || isOwned(object)) continue;
        for (const metric of targetMetrics(object)) {
          const place = { object, related: [workload.object] };
          const found = judge(suppliers, workload, metric);
          if (found?.message === 'missing') report('missing', place, metric.field, { ...found.data, workload: showObject(workload.object) });
          if (found?.message === 'noContainer') report('noContainer', place, metric.containerField, { ...found.data, workload: showObject(workload.object) });
        }
      }
    }
  },
});

interface Suppliers {
  readonly limits: LimitRanges;
  readonly verticals: VerticalAutoscalers;
  readonly meshes: Meshes;
}

type Judged =
  | { readonly message: 'missing'; readonly data: Readonly<Record<'metric' | 'containers' | 'field' | 'requests' | 'which' | 'instead', string>> }
  | { readonly message: 'noContainer'; readonly data: Readonly<Record<'container' | 'known' | 'nearest', string>> };

function judge({ limits, verticals, meshes }: Suppliers, workload: Workload, metric: TargetMetric): Judged | undefined {
  const { resource, container } = metric;
  const running = workload.containers.filter(({ role }) => role !== 'init');
  if (container !== undefined && !running.some(({ name }) => name === container)) {
    // A webhook may add it: those of meshes do.
    if (meshes.includes(workload) || isInjected(workload) || running.some(({ name }) => name === '')) return undefined;
    const known = running.map(({ name }) => name);
    const nearest = known.find((name) => looksLike(name, container)) ?? (known.length === 1 ? known[0] : undefined);
    if (nearest === undefined) return undefined;
    return { message: 'noContainer', data: { container: quote(container), known: listed(known.map(quote)), nearest: quote(nearest) } };
  }
  if (limits.supplies(workload.object, resource) || verticals.changing(workload.object, resource, container)) return undefined;
  const without = lacking(workload, resource, container);
  if (without.length === 0) return undefined;
  const names = listed(without.map(({ name }) => quote(name)));
  const others = running.filter((other) => isRequested(other, resource)).map(({ name }) => quote(name));
  return {
    message: 'missing',
    data: {
      metric: resource,
      containers: `${without.length === 1 ? 'container' : 'containers'} ${names} ${without.length === 1 ? 'requests' : 'request'}`,
      field: container === undefined ? `${resource} utilization of all containers` : `${resource} utilization of container ${quote(container)}`,
      requests: others.length === 0 ? `no container requests ${resource}` : `only ${listed(others)} ${others.length === 1 ? 'requests' : 'request'} it`,
      which: names,
      instead: container === undefined && others.length > 0 ? `, or measure ${listed(others, 'or')} alone by type: ContainerResource` : '',
    },
  };
}
