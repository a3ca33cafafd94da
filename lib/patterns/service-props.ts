import type { Duration } from 'cdk8s';
import type { LoadBalancerSettings } from './load-balancer-settings';

/** Which connections of one client stay with one pod. */
export enum SessionAffinity {
  NONE = 'None',
  CLIENT_IP = 'ClientIP',
}

/** Which endpoints traffic may go to. */
export enum TrafficPolicy {
  /** Any endpoint of the cluster. */
  CLUSTER = 'Cluster',
  /** Only endpoints on the node where the traffic is; it is dropped where there are none. */
  LOCAL = 'Local',
}

/** Which endpoints are preferred. */
export enum TrafficDistribution {
  /** The client's zone, where it has endpoints. */
  PREFER_CLOSE = 'PreferClose',
  /** The client's zone, where it has endpoints; the newer name of `PREFER_CLOSE`. */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** The client's node, then its zone. */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/** A family of IP addresses. */
export enum IpFamily {
  IPV4 = 'IPv4',
  IPV6 = 'IPv6',
}

/** How many IP families a Service has. */
export enum IpFamilyPolicy {
  SINGLE_STACK = 'SingleStack',
  PREFER_DUAL_STACK = 'PreferDualStack',
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** Who spreads connections over the pods. */
export enum Balancing {
  /** The cluster: each new connection to the Service's address goes to one pod, and stays there. */
  CLUSTER = 'cluster',
  /**
   * The clients: the Service has no address, and its name resolves to those of all ready pods. For gRPC and HTTP/2, whose clients
   * keep one connection for all requests, where they resolve names again and take turns.
   */
  CLIENT = 'client',
}

/** Describes who balances, on Services inside the cluster. */
export interface BalancingOptions {
  /**
   * Who spreads connections over the pods. `CLIENT` makes the Service headless, and needs each `targetPort` to be its `port`.
   *
   * @default Balancing.CLUSTER
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   */
  readonly balancing?: Balancing;
}

/** Describes how a Service balances traffic, whatever its type. */
export interface ServiceOptions {
  /**
   * Whether one client's connections stay with one pod.
   *
   * @default - SessionAffinity.NONE
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
   */
  readonly sessionAffinity?: SessionAffinity;

  /**
   * How long a client stays with its pod, in whole seconds up to a day. Goes with `SessionAffinity.CLIENT_IP`.
   *
   * @default - 3 hours
   */
  readonly sessionAffinityTimeout?: Duration;

  /**
   * Where traffic from inside the cluster may go.
   *
   * @default - TrafficPolicy.CLUSTER
   * @see https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/
   */
  readonly internalTrafficPolicy?: TrafficPolicy;

  /**
   * Which endpoints are preferred.
   *
   * @default - none is
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution
   */
  readonly trafficDistribution?: TrafficDistribution;

  /**
   * IP families, the first one first.
   *
   * @default - the cluster's own
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many IP families the Service has.
   *
   * @default - IpFamilyPolicy.SINGLE_STACK
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * Whether pods are reachable before they are ready.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Labels of the Service.
   *
   * @default - the recommended `app.kubernetes.io/*` labels
   */
  readonly serviceLabels?: { readonly [key: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };
}

/** Describes how a Service takes in traffic from outside. */
export interface ExternalServiceOptions extends ServiceOptions {
  /**
   * Where traffic from outside may go. `LOCAL` keeps the client's address, and needs pods on the nodes that receive it.
   *
   * @default - TrafficPolicy.CLUSTER
   * @see https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/
   */
  readonly externalTrafficPolicy?: TrafficPolicy;
}

/** Describes a load balancer. */
export interface LoadBalancerOptions extends ExternalServiceOptions {
  /**
   * IP ranges in CIDR notation that may connect, such as `203.0.113.0/24`. Not every load balancer honours them.
   *
   * @default - anyone
   * @see https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/
   */
  readonly sourceRanges?: string[];

  /**
   * Which controller makes the load balancer.
   *
   * @default - that of the target's provider, or else the cluster's own
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
   */
  readonly loadBalancerClass?: string;

  /**
   * Whether the Service also opens a port on every node, which most load balancers send to. Where yours sends to pods directly,
   * `false` closes a way past its source ranges.
   *
   * @default - false where the target's provider sends to pods directly, or else the cluster's own: true
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * Node port where the load balancer asks whether a node has pods. Goes with `TrafficPolicy.LOCAL`.
   *
   * @default - the cluster allocates one where it is needed
   */
  readonly healthCheckNodePort?: number;

  /**
   * What the load balancer is to be like, said as the target's `provider` documents it.
   *
   * @default - the provider's own
   */
  readonly loadBalancer?: LoadBalancerSettings;
}
