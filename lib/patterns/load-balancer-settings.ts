import type { Duration } from 'cdk8s';

/** Where a load balancer is reached. */
export enum LoadBalancerScheme {
  /** From the internet. */
  INTERNET_FACING = 'internet-facing',
  /** From the cluster's private network alone. */
  INTERNAL = 'internal',
}

/**
 * What a load balancer is to be like, in words of its own for each provider: they become the annotations that the target's provider
 * documents. What a provider cannot do is refused.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 */
export interface LoadBalancerSettings {
  /**
   * Addresses that stay the same: IP addresses, or what the provider calls them by, such as `eipalloc-0a1b2c3d` for EKS or the name of a
   * reserved address for GKE. One for each subnet where the provider has one address in each.
   *
   * @default - the provider chooses them
   */
  readonly addresses?: string[];

  /**
   * Subnets that the load balancer stands in, by the IDs or names that the provider knows them by.
   *
   * @default - the provider chooses them
   */
  readonly subnets?: string[];

  /**
   * Path that the load balancer asks the app for over HTTP, to learn whether to send it traffic.
   *
   * @default - the provider's own check
   */
  readonly healthCheckPath?: string;

  /**
   * Which of the Service's ports the load balancer asks.
   *
   * @default - the port that the traffic is for
   */
  readonly healthCheckPort?: number;

  /**
   * Whether traffic that arrives in one zone may go to pods of another.
   *
   * @default - the provider's own
   */
  readonly crossZone?: boolean;

  /**
   * How long a connection may be silent before it is closed, in whole seconds; some providers count minutes.
   *
   * @default - the provider's own
   */
  readonly idleTimeout?: Duration;

  /**
   * Certificates with which the load balancer ends TLS, by the ARNs, IDs or names that the provider knows them by, the default one first.
   *
   * @default - none, and what arrives is passed on as it is
   */
  readonly tlsCertificates?: string[];

  /**
   * Ports of the Service where the load balancer ends TLS. Goes with `tlsCertificates`.
   *
   * @default - 443, or all its TCP ports where that is none of them
   */
  readonly tlsPorts?: number[];

  /**
   * Whether the load balancer says before each connection who the client is. The app must expect it.
   *
   * @default - the provider's own: false
   */
  readonly proxyProtocol?: boolean;
}
