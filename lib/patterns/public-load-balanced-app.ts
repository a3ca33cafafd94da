import type { ApiObject } from 'cdk8s';
import { type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Canary, type CanaryProps } from './canary';
import { connect, type ConnectionOptions } from './connect';
import type { ConnectablePort, Connections, IConnectable } from './connectable';
import type { MetricsOptions } from './metrics';
import type { PortProps, SinglePortProps } from './ports';
import { type AdditionalServiceProps, addService, begin, makeServedApp, type ServedApp } from './served-app';
import type { LoadBalancerOptions } from './service-props';
import type { WorkloadProps } from './workload-props';

/** Describes an app that takes production traffic from outside. */
export interface PublicLoadBalancedAppProps extends WorkloadProps, SinglePortProps, LoadBalancerOptions, MetricsOptions {
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];
}

/**
 * An app that takes production traffic from outside through the cloud's load balancer: a highly available Deployment behind a
 * LoadBalancer Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 *
 * @example
 * new PublicLoadBalancedApp(chart, 'web', {
 *   image: 'ghcr.io/acme/web:2.0.1',
 *   port: 80,
 *   targetPort: 3000,
 *   health: HealthCheck.http('/healthz'),
 *   sourceRanges: ['203.0.113.0/24'],
 * });
 */
export class PublicLoadBalancedApp extends Construct implements IConnectable {
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
  constructor(scope: Construct, id: string, props: PublicLoadBalancedAppProps) {
    super(scope, id);
    const name = begin(this, props.name, PublicLoadBalancedApp);
    this.#app = makeServedApp(this, name, ServiceType.LOAD_BALANCER, props);
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
   * Adds a Service over the same pods, such as an internal one beside the public one.
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
