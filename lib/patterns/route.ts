import { quote } from '../report/message';
import { checkAnnotations } from '../report/label-checks';
import { propError } from '../report/prop-error';
import { checkNamespace } from '../target/platform-client';
import { ROUTE_PATH } from './defaults';
import { checkGatewayName, checkGrpcServices, checkHost, checkHosts, checkObjectName, checkPath } from './route-checks';
import { type GatewayRouteOptions, type IngressRouteOptions, PathType, type RouteOptions } from './route-options';

/** What an author asked for, with the path as everybody reads it. */
export type AskedRoute =
  | { readonly kind: 'gateway'; readonly path: string; readonly pathType: PathType; readonly options: GatewayRouteOptions }
  | { readonly kind: 'ingress'; readonly path: string; readonly pathType: PathType; readonly options: IngressRouteOptions };

/**
 * The way by which requests from outside come to an app: hosts, a path, and the entrance that many apps share.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/gateway/
 *
 * @example
 * new PublicHttpApp(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 80,
 *   targetPort: 8080,
 *   route: Route.gateway({
 *     gateway: { name: 'public', namespace: 'infra', sectionName: 'https' },
 *     hostnames: ['shop.example.com'],
 *     path: '/api',
 *   }),
 * });
 */
export class Route {
  /**
   * By a Gateway: an HTTPRoute, or a GRPCRoute for a port that speaks gRPC.
   *
   * @throws LinkError where a host, a path or a name is none, or options do not go together
   */
  public static gateway(options: GatewayRouteOptions): Route {
    checkGateway(options);
    const { hostnames, grpcServices, stripPrefix, httpsRedirect, pathType = PathType.PREFIX } = options;
    const at = (field: string): string => `Route.gateway.${field}`;
    if (hostnames !== undefined) checkHosts(at('hostnames'), hostnames);
    if (grpcServices !== undefined) checkGrpcServices(at('grpcServices'), grpcServices);
    const path = checkShared('gateway', options);
    if (stripPrefix === true && (path === ROUTE_PATH || pathType !== PathType.PREFIX)) {
      refuse(
        at('stripPrefix'),
        'stripPrefix takes a prefix off the path, and there is none',
        `path ${quote(path)}, compared by PathType.${pathType === PathType.PREFIX ? 'PREFIX' : 'EXACT'}`,
        'leave stripPrefix out, or give path a prefix such as "/api"',
      );
    }
    if (httpsRedirect !== undefined) checkRedirect(options.gateway.sectionName, httpsRedirect.sectionName);
    return new Route({ kind: 'gateway', path, pathType, options });
  }

  /**
   * By an Ingress, for clusters without a Gateway.
   *
   * @throws LinkError where the host, the path or a name is none
   */
  public static ingress(options: IngressRouteOptions): Route {
    const { host, className, controllerNamespace, tlsSecret, pathType = PathType.PREFIX } = options;
    const at = (field: string): string => `Route.ingress.${field}`;
    if (host !== undefined) checkHost(at('host'), host);
    if (className !== undefined) checkObjectName(at('className'), 'an IngressClass', className, 'nginx');
    if (tlsSecret !== undefined) checkObjectName(at('tlsSecret'), 'a Secret', tlsSecret, 'shop-tls');
    if (controllerNamespace !== undefined) checkNamespace(at('controllerNamespace'), controllerNamespace);
    return new Route({ kind: 'ingress', path: checkShared('ingress', options), pathType, options });
  }

  private constructor(
    /** @internal */
    public readonly _asked: AskedRoute,
  ) {}
}

/** Of a prefix, a slash at the end says nothing; without it, two routes for one path are the same to everybody. */
function checkShared(factory: 'gateway' | 'ingress', { path = ROUTE_PATH, pathType, name, annotations }: RouteOptions): string {
  const at = (field: string): string => `Route.${factory}.${field}`;
  checkPath(at('path'), path);
  if (name !== undefined) checkObjectName(at('name'), 'a route', name, 'shop-api');
  checkAnnotations('', at('annotations'), annotations);
  return pathType === PathType.EXACT ? path : path.replace(/(?<=.)\/$/, '');
}

function checkGateway({ gateway }: GatewayRouteOptions): void {
  const { name, namespace, sectionName, proxyNamespace, managed } = gateway;
  checkGatewayName('Route.gateway.gateway.name', name);
  if (sectionName !== undefined) checkObjectName('Route.gateway.gateway.sectionName', 'a listener', sectionName, 'https');
  if (namespace !== undefined) checkNamespace('Route.gateway.gateway.namespace', namespace);
  if (proxyNamespace === undefined) return;
  checkNamespace('Route.gateway.gateway.proxyNamespace', proxyNamespace);
  if (managed !== true) return;
  refuse(
    'Route.gateway.gateway.managed',
    'The traffic of a managed Gateway comes from outside the cluster, and from no namespace',
    `managed: true with proxyNamespace ${quote(proxyNamespace)}`,
    'leave one of the two out',
  );
}

/** A route that also attaches to the listener for plain HTTP would be there twice: once to serve, and once to redirect. */
function checkRedirect(https: string | undefined, http: string): void {
  checkObjectName('Route.gateway.httpsRedirect.sectionName', 'a listener', http, 'http');
  if (https !== undefined && https !== http) return;
  refuse(
    'Route.gateway.httpsRedirect',
    'Of two listeners, one redirects and the other serves, so that the route must name the one for HTTPS',
    https === undefined ? 'a gateway without sectionName' : `listener ${quote(https)} for both`,
    'give the gateway the listener for HTTPS, such as sectionName: "https", and httpsRedirect the one for plain HTTP, such as sectionName: "http"',
  );
}

function refuse(field: string, problem: string, got: string, fix: string): never {
  throw propError({ path: '', field, problem, got, fix });
}
