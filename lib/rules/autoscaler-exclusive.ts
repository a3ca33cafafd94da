import { type Autoscaler, Autoscalers, SCALE_TARGET } from '../graph/autoscaler';
import { type GraphObject, isOwned, isSameObject, showObject } from '../graph/object';
import { record, text } from '../graph/json';
import { targetMetrics } from '../graph/target-metric';
import { VerticalAutoscalers } from '../graph/vertical-autoscaler';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** One autoscaler alone may decide how many pods a workload has, and none may change the requests that it reckons with. */
export const autoscalerExclusive = defineRule({
  name: 'autoscaler-exclusive',
  why: 'Two HorizontalPodAutoscalers over the same pods stop each other: the controller finds their selector ambiguous and scales neither.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    both: {
      problem: 'Two autoscalers scale {{target}}, and so neither of them works',
      got: '{{first}} and {{second}}',
      fix: 'remove one of the two, and give the other the metrics of both',
    },
    withKeda: {
      problem: 'A HorizontalPodAutoscaler scales {{target}}, for which KEDA makes another: they stop each other',
      got: '{{first}} and {{second}}',
      fix: 'remove the HorizontalPodAutoscaler, and add a trigger of type cpu or memory to the ScaledObject in its place',
    },
    vertical: {
      problem: 'VerticalPodAutoscaler changes the {{metric}} requests of {{target}}, of which the autoscaler reckons its percentage: they chase each other',
      got: 'updateMode {{mode}}; {{other}} scales by {{metric}} utilization',
      fix: 'set updateMode: "Off", leave {{metric}} out of controlledResources, or scale by another metric',
      grade: { ours: 'warning', foreign: 'warning' },
    },
  },
  check(graph, report) {
    const autoscalers = Autoscalers.in(graph);
    for (const second of autoscalers.all) {
      const [first] = autoscalers.of(targetOf(second)).filter((other) => isRival(other, second));
      if (!first || first === second || isOwned(second.object) || isSameObject(first.object, second.object)) continue;
      if (isHandedOver(first.object, second.object) || isHandedOver(second.object, first.object)) continue;
      const keda = first.object.kind !== second.object.kind;
      const place = keda && first.object.kind === 'HorizontalPodAutoscaler' ? { object: first.object, related: [second.object] } : { object: second.object, related: [first.object] };
      report(keda ? 'withKeda' : 'both', place, SCALE_TARGET, {
        target: `${second.target.kind} ${quote(second.target.name)}`,
        first: showObject(first.object),
        second: showObject(second.object),
      });
    }
    const verticals = new VerticalAutoscalers(graph);
    for (const autoscaler of autoscalers.all) {
      if (isOwned(autoscaler.object)) continue;
      for (const metric of targetMetrics(autoscaler.object)) {
        const vertical = verticals.changing(targetOf(autoscaler), metric.resource, metric.container);
        if (!vertical) continue;
        report('vertical', { object: vertical.object, related: [autoscaler.object] }, 'spec.updatePolicy', {
          metric: metric.resource,
          target: `${autoscaler.target.kind} ${quote(autoscaler.target.name)}`,
          mode: quote(vertical.mode),
          other: showObject(autoscaler.object),
        });
        break;
      }
    }
  },
});

function targetOf({ object, target }: Autoscaler): Pick<GraphObject, 'namespace' | 'kind' | 'name'> {
  return { namespace: object.namespace, kind: target.kind, name: target.name };
}

/** Whether both truly mean one thing: kinds of one name in two groups differ. What a ScaledObject owns is its own. */
function isRival(a: Autoscaler, b: Autoscaler): boolean {
  return a.target.group === b.target.group && !isOwned(a.object) && !isPaused(a.object) && !isPaused(b.object);
}

function isPaused({ annotations }: GraphObject): boolean {
  return annotations['autoscaling.keda.sh/paused-replicas'] !== undefined || annotations['autoscaling.keda.sh/paused'] === 'true';
}

/** Whether a ScaledObject takes over an autoscaler that was there before it, by its name. */
function isHandedOver(scaled: GraphObject, horizontal: GraphObject): boolean {
  if (scaled.kind !== 'ScaledObject' || scaled.annotations['scaledobject.keda.sh/transfer-hpa-ownership'] !== 'true') return false;
  const { horizontalPodAutoscalerConfig } = record(record(scaled.manifest.spec).advanced);
  return (text(record(horizontalPodAutoscalerConfig).name) ?? `keda-hpa-${scaled.name}`) === horizontal.name;
}
