// What an author says of a route.

/** How a path is compared. */
export enum PathType {
  /** The path and everything below it, by whole steps: `/api` is for `/api` and `/api/orders`, and not for `/apis`. */
  PREFIX = 'Prefix',
  /** The very path. */
  EXACT = 'Exact',
}

/** Who serves an Ingress. */
export enum IngressController {
  /** ingress-nginx, in whichever class. */
  INGRESS_NGINX = 'ingress-nginx',
  /** Traefik. */
  TRAEFIK = 'traefik',
  /** The AWS Load Balancer Controller, or EKS Auto Mode: Application Load Balancers that lead to the pods. */
  AWS_LOAD_BALANCER = 'aws-load-balancer',
  /** Google's own for GKE: Application Load Balancers that lead to the pods. */
  GKE = 'gke',
  /** Another, which is told by `annotations` of yours. */
  OTHER = 'other',
}

/**
 * A Gateway, and where its traffic comes from. Whoever keeps the Gateway decides by its listeners' `allowedRoutes` whether routes of the app's
 * namespace may attach; a ReferenceGrant is not needed, for the route leads to a Service of its own namespace.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/gateway/
 */
export interface GatewayReference {
  /** The Gateway's name. */
  readonly name: string;

  /**
   * The Gateway's namespace.
   *
   * @default - the app's own
   */
  readonly namespace?: string;

  /**
   * The one listener to attach to, such as `https`.
   *
   * @default - all listeners that take such a host
   */
  readonly sectionName?: string;

  /**
   * The namespace of the pods that bring the traffic, where that is not the Gateway's: Envoy Gateway runs them in `envoy-gateway-system`, others beside
   * their controller. It counts where `allowFrom` does not admit the whole cluster.
   *
   * @default - the Gateway's namespace
   */
  readonly proxyNamespace?: string;

  /**
   * Whether a load balancer of the cloud's brings the traffic, from outside the cluster: then the network policy admits anybody to the routed port.
   *
   * @default - true where the target's provider is GKE and there is no `proxyNamespace`, otherwise false
   */
  readonly managed?: boolean;
}

/** The listener that sends visitors on to HTTPS. */
export interface HttpsRedirectOptions {
  /** The Gateway's listener for plain HTTP, such as `http`. */
  readonly sectionName: string;
}

/** What routes of every kind have. */
export interface RouteOptions {
  /**
   * Path of the requests that come to this app.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How the path is compared.
   *
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;

  /**
   * Name of the port that requests go to.
   *
   * @default - the only TCP port, or the first whose name or `appProtocol` says HTTP, or else gRPC; ports that speak TLS must be named
   */
  readonly port?: string;

  /**
   * Annotations of the route, for its controller, external-dns or cert-manager. They go before those that are written for the controller.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Name of the route.
   *
   * @default - the app's name, with `-2` and so on for further routes of one kind
   */
  readonly name?: string;
}

/** Describes a route that attaches to a Gateway. */
export interface GatewayRouteOptions extends RouteOptions {
  /** The Gateway that traffic comes in by. */
  readonly gateway: GatewayReference;

  /**
   * Hosts, such as `shop.example.com` or `*.example.com`.
   *
   * @default - every host of the Gateway's listeners
   */
  readonly hostnames?: string[];

  /**
   * Whether the app is not told the path that leads to it: of `/api/orders` under `/api` it sees `/orders`.
   *
   * @default false
   */
  readonly stripPrefix?: boolean;

  /**
   * Services of a gRPC port, such as `acme.shop.Orders`, in place of `path`.
   *
   * @default - all of them
   */
  readonly grpcServices?: string[];

  /**
   * Sends visitors of plain HTTP on to HTTPS, by a second route. The Gateway's `sectionName` must name the listener for HTTPS.
   *
   * @default - none; what comes in by plain HTTP is served where the Gateway has a listener for it
   */
  readonly httpsRedirect?: HttpsRedirectOptions;
}

/** Describes an Ingress. */
export interface IngressRouteOptions extends RouteOptions {
  /**
   * The host, such as `shop.example.com` or `*.example.com`.
   *
   * @default - any host
   */
  readonly host?: string;

  /**
   * The class of the Ingress, which says who serves it.
   *
   * @default - the cluster's default class
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class
   */
  readonly className?: string;

  /**
   * Who serves the Ingress: it decides which annotations are written, and whom the network policy admits.
   *
   * @default - by the class: `nginx`, `traefik`, `alb`, `gce`, `gce-internal`; where the target's provider is GKE, its own without a class; otherwise IngressController.OTHER
   */
  readonly controller?: IngressController;

  /**
   * The namespace of the controller's pods. It counts where `allowFrom` does not admit the whole cluster.
   *
   * @default - `ingress-nginx` or `traefik` for those; not known for others, and the whole cluster is admitted to the routed port
   */
  readonly controllerNamespace?: string;

  /**
   * Name of the Secret with the certificate for HTTPS, which cert-manager may make.
   *
   * @default - no TLS but what the controller does by itself
   */
  readonly tlsSecret?: string;

  /**
   * Whether visitors of plain HTTP are sent on to HTTPS. It is said to ingress-nginx, the AWS Load Balancer Controller and GKE in their own ways, and
   * refused for controllers that have another way.
   *
   * @default - the controller's own: ingress-nginx does so where there is a `tlsSecret`
   */
  readonly httpsRedirect?: boolean;
}
