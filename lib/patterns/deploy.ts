import type { ApiObject } from 'cdk8s';
import { Deployment, DeploymentStrategy } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { targetDataOf } from '../target/cluster-target';
import { addBudget } from './budget';
import { REPLICAS, ROLLOUT } from './defaults';
import { type PlannedPods, planPods, podSettings, type RunningPods, runPods } from './pods';
import type { PlannedPort } from './ports';
import { checkWorkload } from './workload-checks';
import type { WorkloadProps } from './workload-props';

/** The Deployment of a pattern, and the container that the pattern is about. */
export interface Deployed extends RunningPods {
  readonly deployment: Deployment;
  /** Absent where one pod is all there is. */
  readonly budget?: ApiObject;
}

/** The label by which a Deployment tells the pods of its revisions apart. */
const REVISION_LABEL = 'pod-template-hash';

/** Makes the Deployment of a pattern, with its budget: everything that the defaults promise about pods. */
export function deploy(scope: Construct, name: string, props: WorkloadProps, ports: readonly PlannedPort[]): Deployed {
  const singleton = props.singleton ?? false;
  checkWorkload(scope.node.path, name, props, targetDataOf(scope));
  // A singleton's successor waits until it is gone: to linger would only make the outage longer.
  const awaited = ports.length > 0 && !singleton;
  const pods: PlannedPods = planPods(scope, name, props, ports, { awaited, spread: !singleton, revisionLabel: REVISION_LABEL });
  const deployment = new Deployment(scope, 'Deployment', {
    ...podSettings(pods),
    replicas: props.replicas ?? (singleton ? 1 : undefined),
    strategy: props.rollout ?? (singleton ? DeploymentStrategy.recreate() : ROLLOUT),
  });
  const running = runPods(scope, deployment, pods);
  const several = !singleton && (props.replicas ?? REPLICAS) > 1;
  return { deployment, ...running, ...(several ? { budget: addBudget(scope, name) } : {}) };
}
