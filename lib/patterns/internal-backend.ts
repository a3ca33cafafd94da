import type { ApiObject } from 'cdk8s';
import { type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AllowFrom } from './allow-from';
import { Canary, type CanaryProps } from './canary';
import { connect, type ConnectionOptions } from './connect';
import type { ConnectablePort, Connections, IConnectable } from './connectable';
import { joinedAllowFrom } from './join';
import type { MetricsOptions } from './metrics';
import type { PortProps, SinglePortProps } from './ports';
import { type AdditionalServiceProps, addService, begin, makeServedApp, type ServedApp } from './served-app';
import type { BalancingOptions, ServiceOptions } from './service-props';
import type { WorkloadProps } from './workload-props';

/** Describes a backend that only the cluster may reach. */
export interface InternalBackendProps extends WorkloadProps, SinglePortProps, ServiceOptions, BalancingOptions, MetricsOptions {
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];

  /**
   * Who may connect.
   *
   * @default - AllowFrom.cluster(); with `alsoServes`, whom the pattern that it names admits, where that does not admit anybody
   */
  readonly allowFrom?: AllowFrom;

  /**
   * Another pattern whose Service these pods join, beside their own: a share of its traffic comes here, by the share of the pods. They
   * must listen on the ports that it leads to, and where its network policy lets out to what is declared only, so does theirs. For a version
   * with settings of its own; where it differs in little, `canary()` is shorter. It is in the Deployment's selector, which Kubernetes never
   * changes: to join, or to leave, delete the Deployment first, or give the pattern another name.
   *
   * @default - none
   */
  readonly alsoServes?: IConnectable;
}

/**
 * An API, cache or database that only the cluster may reach: a Deployment behind a ClusterIP Service, with a budget and a
 * network policy.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-clusterip
 *
 * @example
 * new InternalBackend(chart, 'orders', {
 *   image: 'ghcr.io/acme/orders:1.4.2',
 *   port: 80,
 *   targetPort: 8080,
 *   health: HealthCheck.http('/healthz'),
 * });
 */
export class InternalBackend extends Construct implements IConnectable {
  /** The workload; whatever cdk8s-plus can do to it, you still can. */
  public readonly deployment: Deployment;
  /** The Service, under the pattern's name. */
  public readonly service: Service;
  /** The Service that metrics are scraped from, or undefined where `metrics` does not ask for it. */
  public readonly metricsService?: Service;
  /** The network policy that admits traffic. */
  public readonly policy: ApiObject;
  /** The disruption budget, or undefined where one pod is all there is. */
  public readonly budget?: ApiObject;
  /** The autoscaler, or undefined where the number of pods is fixed. */
  public readonly autoscaler?: ApiObject;
  /** What clients connect to. */
  public readonly connections: Connections;

  readonly #app: ServedApp;

  /**
   * @throws LinkError where a prop is wrong on its face
   */
  constructor(scope: Construct, id: string, props: InternalBackendProps) {
    super(scope, id);
    const name = begin(this, props.name, InternalBackend);
    this.#app = makeServedApp(this, name, ServiceType.CLUSTER_IP, props, props.allowFrom ?? joinedAllowFrom(props.alsoServes) ?? AllowFrom.cluster());
    this.deployment = this.#app.deployment;
    this.service = this.#app.service;
    this.metricsService = this.#app.metrics?.service;
    this.policy = this.#app.admission.policy;
    this.budget = this.#app.budget;
    this.autoscaler = this.#app.autoscaler;
    this.connections = this.#app.connections;
  }

  /**
   * Connects to a backend, under names of your own; it does what `connectsTo` does.
   *
   * @throws LinkError where the two are not in one app and cluster, or a variable is set already
   */
  public connectTo(backend: IConnectable, options: ConnectionOptions = {}): void {
    connect(this.#app, backend, options);
  }

  /**
   * One of the ports, for clients that need no other: `connectsTo: [orders.port('grpc')]`.
   *
   * @param name the port's name
   * @throws LinkError where no port has that name
   */
  public port(name: string): ConnectablePort {
    return this.connections.port(name);
  }

  /**
   * Adds a Service over the same pods, such as a public one beside the internal one.
   *
   * @param name the Service's name, and its id below this construct
   * @throws LinkError where the name is taken, or a prop is wrong on its face
   */
  public addService(name: string, props: AdditionalServiceProps = {}): Service {
    return addService(this.#app, name, props);
  }

  /**
   * Adds a canary: another version behind the same Services, which gets a share of their traffic by its share of the pods. To take it
   * away changes nothing of the pattern itself.
   *
   * @param props how it differs from the pattern
   * @throws LinkError where the pattern is a singleton, the canary's name is taken, or a prop is wrong on its face
   */
  public canary(props: CanaryProps): Canary {
    return Canary._of(this.#app, props);
  }
}
