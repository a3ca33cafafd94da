import type { ApiObject } from 'cdk8s';
import type { Deployment } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Admission } from './admission';
import type { Client } from './client';
import { connect, connectAll, type ConnectionOptions } from './connect';
import type { IConnectable } from './connectable';
import { deploy } from './deploy';
import { begin } from './served-app';
import type { WorkloadProps } from './workload-props';

/** Describes a program that connects out and is never reached. */
export interface WorkerProps extends WorkloadProps {}

/**
 * A program that consumes queues or generates load: it connects out and is never reached, so it has a Deployment, no Service,
 * and a policy that admits nobody.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 *
 * @example
 * new Worker(chart, 'mailer', {
 *   image: 'ghcr.io/acme/mailer:3.1.0',
 *   args: ['--queue', 'mail'],
 * });
 */
export class Worker extends Construct {
  /** The workload; whatever cdk8s-plus can do to it, you still can. */
  public readonly deployment: Deployment;
  /** The network policy that admits nobody. */
  public readonly policy: ApiObject;
  /** The disruption budget, or undefined where one pod is all there is. */
  public readonly budget?: ApiObject;
  /** The autoscaler, or undefined where the number of pods is fixed. */
  public readonly autoscaler?: ApiObject;

  readonly #client: Client;

  /**
   * @throws LinkError where a prop is wrong on its face
   */
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const name = begin(this, props.name, Worker);
    const { deployment, variables, budget, autoscaler } = deploy(this, name, props, []);
    this.#client = { scope: this, name, workload: deployment, variables, admission: new Admission(this, name, props.egress) };
    this.deployment = deployment;
    this.policy = this.#client.admission.policy;
    this.budget = budget;
    this.autoscaler = autoscaler;
    connectAll(this.#client, props.connectsTo);
  }

  /**
   * Connects to a backend, under names of your own; it does what `connectsTo` does.
   *
   * @throws LinkError where the two are not in one app and cluster, or a variable is set already
   */
  public connectTo(backend: IConnectable, options: ConnectionOptions = {}): void {
    connect(this.#client, backend, options);
  }
}
