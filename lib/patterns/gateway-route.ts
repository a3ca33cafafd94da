import { GATEWAY_API } from '../graph/route';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { REDIRECT_STATUS, ROUTE_PATH } from './defaults';
import { namespaceOf, namespacePeer, type PolicyPeer } from './peers';
import type { PlannedRoute, RouteContext, RouteObject } from './planned-route';
import type { AskedRoute } from './route';
import type { RouteClaim } from './route-claims';
import { type GatewayReference, PathType } from './route-options';
import { portOfRoute, spokenAt } from './route-port';

const API_VERSION = `${GATEWAY_API}/v1`;

type Asked = Extract<AskedRoute, { kind: 'gateway' }>;

/** Decides the objects of a route that attaches to a Gateway: no more than an HTTPRoute or a GRPCRoute, and one that redirects. */
export function planGatewayRoute(context: RouteContext, asked: Asked): PlannedRoute {
  const { path, field, service, provider } = context;
  const { gateway, hostnames, grpcServices, httpsRedirect, annotations } = asked.options;
  const port = portOfRoute(path, field, context.ports, asked.options.port);
  const kind = spokenAt(port) === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
  refuseOfOtherKind(context, asked, kind, port.name);
  const { id, name } = context.nameRoute(kind, asked.options.name);
  const shared = { apiVersion: API_VERSION, annotations: annotations ?? {}, hostnames: hostnames && [...hostnames] };
  const backendRefs = [{ name: service, port: port.port }];
  const rule = kind === 'GRPCRoute' ? grpcRule(grpcServices) : httpRule(asked);
  const objects = [routeObject({ ...shared, id, kind, name, gateway, rule: { ...rule, backendRefs } })];
  const claims = claimsOf(context, asked, kind, gateway);
  if (httpsRedirect) {
    const listener = { ...gateway, sectionName: httpsRedirect.sectionName };
    const redirect = { ...httpMatch(asked), filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: REDIRECT_STATUS } }] };
    objects.push(routeObject({ ...shared, id: `${id}Redirect`, kind: 'HTTPRoute', name: `${name}-https-redirect`, gateway: listener, rule: redirect }));
    claims.push(...claimsOf(context, asked, 'HTTPRoute', listener));
  }
  const managed = gateway.managed ?? (provider === 'gke' && gateway.proxyNamespace === undefined);
  return { port, objects, claims, serviceAnnotations: {}, ...(managed ? {} : { entrance: entranceOf(gateway) }) };
}

/** What one kind of route has and the other has not. */
function refuseOfOtherKind({ path, field }: RouteContext, { options }: Asked, kind: RouteObject['kind'], port: string): void {
  const { path: asked, pathType, stripPrefix, httpsRedirect, grpcServices } = options;
  const given = kind === 'GRPCRoute' ? { path: asked, pathType, stripPrefix, httpsRedirect } : { grpcServices };
  const [option, value] = Object.entries(given).find(([, entry]) => entry !== undefined && entry !== false) ?? [];
  if (option === undefined) return;
  const grpc = kind === 'GRPCRoute';
  throw propError({
    path,
    field: `${field}.${option}`,
    problem: grpc ? `A route of gRPC is told apart by its services, and has no ${option}` : 'grpcServices are for a port that speaks gRPC',
    got: `${option} ${quote(value)} for port ${quote(port)}, which ${grpc ? 'speaks gRPC' : 'says nothing of gRPC'} by its name or appProtocol`,
    fix: grpc
      ? option === 'httpsRedirect' ? 'leave httpsRedirect out, for clients of gRPC follow no redirects' : 'give grpcServices in its place, such as grpcServices: ["acme.shop.Orders"]'
      : 'give path in its place, or name the port "grpc"',
  });
}

function httpMatch({ path, pathType }: Asked): object {
  return { matches: [{ path: { type: pathType === PathType.EXACT ? 'Exact' : 'PathPrefix', value: path } }] };
}

function httpRule(asked: Asked): object {
  const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: ROUTE_PATH } } };
  return { ...httpMatch(asked), ...(asked.options.stripPrefix === true ? { filters: [rewrite] } : {}) };
}

function grpcRule(services: readonly string[] | undefined): object {
  return services ? { matches: services.map((service) => ({ method: { service } })) } : {};
}

interface RouteParts extends Pick<RouteObject, 'apiVersion' | 'annotations' | 'id' | 'kind' | 'name'> {
  readonly gateway: GatewayReference;
  readonly hostnames: readonly string[] | undefined;
  readonly rule: object;
}

function routeObject({ gateway: { name, namespace, sectionName }, hostnames, rule, ...object }: RouteParts): RouteObject {
  const parent = { name, ...(namespace === undefined ? {} : { namespace }), ...(sectionName === undefined ? {} : { sectionName }) };
  return { ...object, spec: { parentRefs: [parent], ...(hostnames ? { hostnames } : {}), rules: [rule] } };
}

function claimsOf({ scope, path, field }: RouteContext, asked: Asked, kind: 'HTTPRoute' | 'GRPCRoute', gateway: GatewayReference): RouteClaim[] {
  const { hostnames = [undefined], grpcServices = [''] } = asked.options;
  const { name, namespace = namespaceOf(scope) ?? '', sectionName } = gateway;
  const requests = kind === 'GRPCRoute' ? grpcServices.map((value) => ({ type: 'gRPC', value })) : [{ type: asked.pathType, value: asked.path }];
  return hostnames.flatMap((host) =>
    requests.map((request) => ({
      ...request,
      path,
      field,
      kind,
      entrance: `Gateway ${namespace}/${name}`,
      ...(sectionName === undefined ? {} : { section: sectionName }),
      ...(host === undefined ? {} : { host }),
    })),
  );
}

/** Where the pods of a Gateway are that its cluster runs: not always beside it, so that whoever narrows admission says so. */
function entranceOf({ namespace, proxyNamespace }: GatewayReference): PolicyPeer {
  const from = proxyNamespace ?? namespace;
  return from === undefined ? { podSelector: {} } : namespacePeer(from);
}
