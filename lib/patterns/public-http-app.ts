import type { ApiObject } from 'cdk8s';
import { type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClusterTarget } from '../target/cluster-target';
import { AllowFrom } from './allow-from';
import { Canary, type CanaryProps } from './canary';
import { connect, type ConnectionOptions } from './connect';
import type { ConnectablePort, Connections, IConnectable } from './connectable';
import type { MetricsOptions } from './metrics';
import { addRoutes, admitEntrances, planRoutes } from './plan-routes';
import { planPorts, type PortProps, type SinglePortProps } from './ports';
import type { Route } from './route';
import { type AdditionalServiceProps, addService, begin, makeServedApp, type ServedApp } from './served-app';
import type { BalancingOptions, ServiceOptions } from './service-props';
import type { WorkloadProps } from './workload-props';

/** Describes an app that is reached by HTTP from outside, by host and path. */
export interface PublicHttpAppProps extends WorkloadProps, SinglePortProps, ServiceOptions, BalancingOptions, MetricsOptions {
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];

  /**
   * How requests from outside come to it.
   *
   * @default - `routes` lists them
   */
  readonly route?: Route;

  /**
   * Several routes, in place of `route`: further hosts and paths, or another entrance while apps move to it.
   *
   * @default - the one of `route`
   */
  readonly routes?: Route[];

  /**
   * Who inside the cluster may connect. Whoever brings the traffic of the routes is admitted besides, at the ports that they lead to.
   *
   * @default AllowFrom.cluster()
   */
  readonly allowFrom?: AllowFrom;
}

/**
 * An app that is reached by HTTP from outside, by host and path, with many others behind one entrance: a Deployment behind a ClusterIP Service,
 * and a route of the Gateway API or an Ingress that leads there.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/gateway/
 *
 * @example
 * new PublicHttpApp(chart, 'web', {
 *   image: 'ghcr.io/acme/web:2.0.1',
 *   port: 80,
 *   targetPort: 3000,
 *   health: HealthCheck.http('/healthz'),
 *   route: Route.gateway({
 *     gateway: { name: 'public', namespace: 'infra', sectionName: 'https' },
 *     hostnames: ['shop.example.com'],
 *     httpsRedirect: { sectionName: 'http' },
 *   }),
 * });
 */
export class PublicHttpApp extends Construct implements IConnectable {
  /** The workload; whatever cdk8s-plus can do to it, you still can. */
  public readonly deployment: Deployment;
  /** The Service, under the pattern's name. */
  public readonly service: Service;
  /** The Service that metrics are scraped from, or undefined where `metrics` does not ask for it. */
  public readonly metricsService?: Service;
  /** The HTTPRoute, GRPCRoute or Ingress of each route, in their order. */
  public readonly routes: ApiObject[];
  /** What redirects to HTTPS where that is an object of its own: an HTTPRoute, or a FrontendConfig of GKE's. */
  public readonly redirects: ApiObject[];
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
   * @throws LinkError where a prop is wrong on its face, or another app of the same App has a route's host and path
   */
  constructor(scope: Construct, id: string, props: PublicHttpAppProps) {
    super(scope, id);
    const name = begin(this, props.name, PublicHttpApp);
    const { path } = this.node;
    const { provider } = ClusterTarget.of(this);
    const ports = planPorts(path, props);
    const routes = planRoutes({ scope: this, path, service: name, ports, ...(provider ? { provider: provider._name } : {}) }, props);
    const annotations = Object.assign({}, ...routes.map((route) => route.serviceAnnotations)) as Record<string, string>;
    const allowFrom = props.allowFrom ?? AllowFrom.cluster();
    const serviceProps = { ...props, serviceAnnotations: { ...annotations, ...props.serviceAnnotations } };
    this.#app = makeServedApp(this, name, ServiceType.CLUSTER_IP, serviceProps, allowFrom);
    admitEntrances(this.#app.admission, routes, allowFrom);
    const made = addRoutes(this, name, routes);
    this.routes = made.flatMap((objects) => objects.slice(0, 1));
    this.redirects = made.flatMap((objects) => objects.slice(1));
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
   * Adds a Service over the same pods, such as one that clients in the cluster balance over by themselves.
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
