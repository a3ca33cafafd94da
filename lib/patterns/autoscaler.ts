import { ApiObject } from 'cdk8s';
import { type Container, ContainerRestartPolicy, type Deployment, k8s, type StatefulSet } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { nearest } from '../graph/near';
import { SIDECARS_COUNT_SINCE } from '../graph/resource-request';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { targetDataOf } from '../target/cluster-target';
import { isAtLeast } from '../target/target-data';
import { SCALE_DOWN_PERCENT, SCALE_DOWN_PERIOD } from './defaults';
import { recommendedLabels } from './labels';
import type { Autoscaling } from './scaling';
import type { Utilization } from './scaling-metric';

/** Tells whoever reads the manifest why the workload has no replicas. */
const REPLICAS_ANNOTATION = 'cdk8s-service-patterns/replicas';

/** The controller leaves the number as it is where the metric is within so many per cent of its target. */
const TOLERANCE = 10;

/**
 * Lets an autoscaler decide how many pods a workload has; the workload says nothing about it any more.
 *
 * @throws LinkError where a container requests nothing that could be measured, or can never use as much as the target
 */
export function addAutoscaler(scope: Construct, name: string, app: string, workload: Deployment | StatefulSet, autoscaling: Autoscaling): ApiObject {
  for (const { _utilization: utilization } of autoscaling.metrics) if (utilization) checkMeasurable(scope, workload, utilization);
  workload.markHasAutoscaler();
  const { apiVersion, kind, name: target } = ApiObject.of(workload);
  const { min, max, metrics, scaleDownAfter } = autoscaling;
  // cdk8s-plus's own autoscaler asks for containers where it takes a metric, and always says how to scale up.
  return overlay(
    own(new k8s.KubeHorizontalPodAutoscalerV2(scope, 'Autoscaler', {
      metadata: { name, labels: recommendedLabels(app), annotations: { [REPLICAS_ANNOTATION]: replicasNote(kind, target) } },
      spec: { scaleTargetRef: { apiVersion, kind, name: target }, minReplicas: min, maxReplicas: max },
    })),
    ({ spec }) => {
      spec.metrics = metrics.map(({ _manifest }) => structuredClone(_manifest));
      spec.behavior = {
        scaleDown: {
          stabilizationWindowSeconds: scaleDownAfter,
          policies: [{ type: 'Percent', value: SCALE_DOWN_PERCENT, periodSeconds: SCALE_DOWN_PERIOD.toSeconds() }],
        },
      };
    },
  );
}

function replicasNote(kind: string, name: string): string {
  return `Left to this autoscaler. Where ${kind} ${name} was applied with replicas, take them out first by "kubectl apply edit-last-applied ${kind.toLowerCase()}/${name}", or it drops to 1 pod once.`;
}

/** A share of requests can be reckoned only where every measured container requests some, and must be within its reach. */
function checkMeasurable(scope: Construct, workload: Deployment | StatefulSet, { resource, target, container }: Utilization): void {
  const { path } = scope.node;
  const running = runningContainers(scope, workload);
  const measured = container === undefined ? running : running.filter(({ name }) => name === container);
  if (measured.length === 0) {
    const names = running.map(({ name }) => name);
    throw propError({ path, field: 'scaling', rule: 'autoscaler-target-requests', problem: `The autoscaler is to measure container ${quote(container)}, and the pods have none of that name`, got: `${quote(container)}; the containers are ${listed(names.map(quote))}`, fix: `name container ${quote(nearest(container ?? '', names))}` });
  }
  const amounts = measured.map((each) => ({ name: each.name, ...amountsOf(each, resource) }));
  const without = amounts.filter(({ request }) => request === undefined).map(({ name }) => quote(name));
  if (without.length > 0) {
    const fix = `give ${without.length === 1 ? 'it' : 'them'} a request, such as resources: ${resource === 'cpu' ? '{ cpu: { request: Cpu.millis(100) } }' : '{ memory: { request: Size.mebibytes(64) } }'}, or measure one container by ScalingMetric.${resource}(${String(target)}, { container })`;
    throw propError({ path, field: 'scaling', rule: 'autoscaler-target-requests', problem: `The autoscaler reckons ${resource} in per cent of what every container requests, and one that requests none keeps it from scaling`, got: `no ${resource} request on container ${listed(without)}`, fix });
  }
  const most = reachOf(amounts);
  if (most === undefined || most * 100 > target * (100 + TOLERANCE)) return;
  const within = Math.ceil((most * 100) / (100 + TOLERANCE)) - 1;
  throw propError({ path, field: 'scaling', problem: `The pods can never use so much ${resource} that the autoscaler adds one: it does so beyond ${String(TOLERANCE)} % above its target`, got: `target ${String(target)} %, and a limit at ${String(Math.floor(most))} % of the request`, fix: `lower the target to ${String(Math.max(1, within))} or less, or request less of what is the limit` });
}

/** The containers that run, and that the controller counts. */
function runningContainers(scope: Construct, workload: Deployment | StatefulSet): Container[] {
  const counts = isAtLeast(targetDataOf(scope), SIDECARS_COUNT_SINCE);
  const sidecars = workload.initContainers.filter((each) => counts && each._toKube().restartPolicy === ContainerRestartPolicy.ALWAYS);
  return [...workload.containers, ...sidecars];
}

interface Amounts {
  /** What is not requested but limited is requested too. */
  readonly request?: number;
  readonly limit?: number;
}

function amountsOf({ resources }: Container, resource: 'cpu' | 'memory'): Amounts {
  const { cpu, memory } = resources ?? {};
  const [request, limit] = resource === 'cpu' ? [millis(cpu?.request?.amount), millis(cpu?.limit?.amount)] : [memory?.request?.toKibibytes(), memory?.limit?.toKibibytes()];
  return { request: request ?? limit, limit };
}

function millis(amount: string | undefined): number | undefined {
  if (amount === undefined) return undefined;
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) : Number(amount) * 1000;
}

/** How much all of them can use, in per cent of what they request; undefined where there is no limit to it. */
function reachOf(amounts: readonly Amounts[]): number | undefined {
  const sum = (values: readonly (number | undefined)[]): number | undefined => values.reduce((total, value) => (total === undefined || value === undefined ? undefined : total + value), 0);
  const [requests, limits] = [sum(amounts.map(({ request }) => request)), sum(amounts.map(({ limit }) => limit))];
  return requests === undefined || limits === undefined || requests === 0 ? undefined : (limits * 100) / requests;
}
