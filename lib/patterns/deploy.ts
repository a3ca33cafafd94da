import type { ApiObject } from 'cdk8s';
import { Deployment, DeploymentStrategy } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { addAutoscaler } from './autoscaler';
import { addBudget } from './budget';
import { ROLLOUT } from './defaults';
import { planPods, podSettings, type PodTraits, type RunningPods, runPods } from './pods';
import type { PlannedPort } from './ports';
import { planScale } from './scale';
import type { WorkloadProps } from './workload-props';

/** The Deployment of a pattern, and the container that the pattern is about. */
export interface Deployed extends RunningPods {
  readonly deployment: Deployment;
  /** Absent where one pod is all there is. */
  readonly budget?: ApiObject;
  /** Absent where the number of pods is fixed. */
  readonly autoscaler?: ApiObject;
}

/** What differs where a Deployment is not its pattern's own, or not alone behind its Service. */
export type DeployOptions = Pick<PodTraits, 'app' | 'selector' | 'variables'>;

/** The label by which a Deployment tells the pods of its revisions apart. */
const REVISION_LABEL = 'pod-template-hash';

/** Makes the Deployment of a pattern, with its budget: everything that the defaults promise about pods. */
export function deploy(scope: Construct, name: string, props: WorkloadProps, planned: readonly PlannedPort[], options: DeployOptions = {}): Deployed {
  const singleton = props.singleton ?? false;
  // A singleton's successor waits until it is gone: to linger would only make the outage longer.
  const awaited = planned.length > 0 && !singleton;
  const pods = planPods(scope, name, props, planned, { ...options, awaited, spread: !singleton, revisionLabel: REVISION_LABEL });
  const scale = planScale(scope.node.path, props);
  const deployment = new Deployment(scope, 'Deployment', {
    ...podSettings(pods),
    replicas: scale.replicas,
    strategy: props.rollout ?? (singleton ? DeploymentStrategy.recreate() : ROLLOUT),
  });
  const running = runPods(scope, deployment, pods);
  return {
    deployment,
    ...running,
    ...(scale.least > 1 ? { budget: addBudget(scope, name, pods.app, pods.selector) } : {}),
    ...(scale.autoscaling ? { autoscaler: addAutoscaler(scope, name, pods.app, deployment, scale.autoscaling) } : {}),
  };
}
