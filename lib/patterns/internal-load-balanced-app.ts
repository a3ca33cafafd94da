import type { ApiObject } from 'cdk8s';
import { type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Canary, type CanaryProps } from './canary';
import { connect, type ConnectionOptions } from './connect';
import type { ConnectablePort, Connections, IConnectable } from './connectable';
import { LoadBalancerScheme } from './load-balancer-settings';
import type { MetricsOptions } from './metrics';
import type { PortProps, SinglePortProps } from './ports';
import { type AdditionalServiceProps, addService, begin, makeServedApp, type ServedApp } from './served-app';
import type { LoadBalancerOptions } from './service-props';
import type { WorkloadProps } from './workload-props';

/** Describes an app that the private network around the cluster reaches. */
export interface InternalLoadBalancedAppProps extends WorkloadProps, SinglePortProps, LoadBalancerOptions, MetricsOptions {
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];
}

/**
 * An app that the private network around the cluster reaches, such as virtual machines, other clusters or an office behind a VPN: a highly
 * available Deployment behind a LoadBalancer Service whose load balancer is internal, as the target's provider is told it. Inside the cluster
 * alone, `InternalBackend` serves.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
 *
 * @example
 * const chart = new Chart(app, 'tools', { namespace: 'tools' });
 * new ClusterTarget({ provider: Provider.gke() }).applyTo(chart);
 *
 * new InternalLoadBalancedApp(chart, 'ledger', {
 *   image: 'ghcr.io/acme/ledger:2.0.1',
 *   port: 443,
 *   targetPort: 8443,
 *   sourceRanges: ['10.0.0.0/8'],
 * });
 */
export class InternalLoadBalancedApp extends Construct implements IConnectable {
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
   * @throws LinkError where the target names no provider, or one that makes no internal load balancers, or a prop is wrong on its face
   */
  constructor(scope: Construct, id: string, props: InternalLoadBalancedAppProps) {
    super(scope, id);
    const name = begin(this, props.name, InternalLoadBalancedApp);
    this.#app = makeServedApp(this, name, ServiceType.LOAD_BALANCER, { ...props, scheme: LoadBalancerScheme.INTERNAL });
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
   * Adds a Service over the same pods, such as one for the cluster alone. A further load balancer is internal too, unless its `scheme` says otherwise.
   *
   * @param name the Service's name, and its id below this construct
   * @throws LinkError where the name is taken, or a prop is wrong on its face
   */
  public addService(name: string, props: AdditionalServiceProps = {}): Service {
    const balanced = props.type === ServiceType.LOAD_BALANCER;
    return addService(this.#app, name, balanced ? { ...props, scheme: props.scheme ?? LoadBalancerScheme.INTERNAL } : props);
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
