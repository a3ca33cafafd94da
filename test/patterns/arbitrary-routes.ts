import { Protocol } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { AllowFrom, type GatewayRouteOptions, type IngressRouteOptions, type PortProps, PathType, Provider, Route } from '../../lib';

/** An app that somebody might put behind an entrance. */
export interface RoutedPlan {
  readonly id: string;
  readonly ports: PortProps[];
  readonly allowFrom: AllowFrom | undefined;
  readonly routes: readonly RoutePlan[];
}

/** A route as it is asked for: to which factory, and with what. */
export type RoutePlan =
  | { readonly kind: 'gateway'; readonly options: GatewayRouteOptions }
  | { readonly kind: 'ingress'; readonly options: IngressRouteOptions };

const step = fc.stringMatching(/^[a-zA-Z0-9~_-]{1,6}(\.[a-z]{1,4})?$|^%[0-9A-E][0-9A-E]$/);
const path = fc.oneof(fc.constant('/'), fc.tuple(fc.array(step, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/')).map(([steps, end]) => `/${steps.join('/')}${end}`));
const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const host = fc.tuple(fc.constantFrom('', '*.'), label, fc.constantFrom('example.com', 'example.org')).map(([wildcard, first, domain]) => `${wildcard}${first}.${domain}`);
const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const annotations = perhaps(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\.example\.com\/[a-z]{1,8}$/), fc.string({ maxLength: 10 }), { maxKeys: 2 }));

/** What is left out is not there, as in what people write. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

const gateway = fc
  .record({
    name: fc.constantFrom('public', 'private'),
    namespace: perhaps(fc.constantFrom('infra', 'shop', 'edge')),
    sectionName: perhaps(fc.constant('https')),
    proxyNamespace: perhaps(fc.constantFrom('envoy-gateway-system', 'infra')),
    managed: perhaps(fc.boolean()),
  })
  .map(({ proxyNamespace, ...reference }) => given(reference.managed === true ? reference : { ...reference, proxyNamespace }));

const gatewayRoute = fc
  .record({
    gateway,
    hostnames: perhaps(fc.uniqueArray(host, { minLength: 1, maxLength: 3 })),
    path: perhaps(path),
    pathType: perhaps(fc.constantFrom(PathType.PREFIX, PathType.EXACT)),
    strip: fc.boolean(),
    redirect: fc.boolean(),
    annotations,
  })
  .map(({ strip, redirect, ...options }): RoutePlan => {
    const strippable = strip && options.pathType !== PathType.EXACT && options.path !== undefined && options.path !== '/';
    const redirects = redirect && options.gateway.sectionName !== undefined;
    return { kind: 'gateway', options: given({ ...options, ...(strippable ? { stripPrefix: true } : {}), ...(redirects ? { httpsRedirect: { sectionName: 'http' } } : {}) }) };
  });

const ingressRoute = fc
  .record({
    host: perhaps(host),
    path: perhaps(path),
    pathType: perhaps(fc.constantFrom(PathType.PREFIX, PathType.EXACT)),
    className: perhaps(fc.constantFrom('nginx', 'traefik', 'alb', 'gce', 'gce-internal', 'kong')),
    controllerNamespace: perhaps(label),
    tlsSecret: perhaps(label),
    httpsRedirect: perhaps(fc.boolean()),
    annotations,
  })
  .map(({ tlsSecret, httpsRedirect, ...options }): RoutePlan => {
    const tls = options.className === 'alb' ? undefined : tlsSecret;
    const redirect = ['nginx', 'alb', 'gce'].includes(options.className ?? '') || httpsRedirect === false ? httpsRedirect : undefined;
    return { kind: 'ingress', options: given({ ...options, tlsSecret: tls, httpsRedirect: redirect }) };
  });

const port = fc.integer({ min: 1, max: 65535 });
const ports = fc
  .record({ http: port, target: perhaps(port), grpc: perhaps(port), udp: perhaps(port), appProtocol: perhaps(fc.constantFrom('http', 'kubernetes.io/h2c')) })
  .filter(({ http, target, grpc }) => http !== grpc && (target ?? http) !== grpc)
  .map(({ http, target, grpc, udp, appProtocol }): PortProps[] => [
    ...(udp === undefined ? [] : [{ name: 'quic', port: udp, protocol: Protocol.UDP }]),
    given({ name: 'http', port: http, targetPort: target, appProtocol }),
    ...(grpc === undefined ? [] : [{ name: 'grpc', port: grpc }]),
  ]);

const plan: fc.Arbitrary<RoutedPlan> = fc
  .record({
    id: fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/),
    ports,
    allowFrom: fc.constantFrom(undefined, AllowFrom.namespace(), AllowFrom.namespaces('infra', 'monitoring')),
    routes: fc.array(fc.oneof(gatewayRoute, ingressRoute), { minLength: 1, maxLength: 3 }),
    grpcServices: perhaps(fc.constant<string[]>(['acme.shop.Orders'])),
  })
  .map(({ grpcServices, routes, ...app }) => {
    const grpc = app.ports.some(({ name }) => name === 'grpc');
    // A gRPC port has a host of its own.
    const options = given({ gateway: { name: 'rpc', namespace: 'infra' }, hostnames: [`${app.id}.rpc.example.net`], port: 'grpc', grpcServices });
    return { ...app, routes: [...routes, ...(grpc ? [{ kind: 'gateway' as const, options }] : [])] };
  });

/** One to three apps of one namespace; some may claim the same host and path. */
export const arbitraryRouted = fc.uniqueArray(plan, { minLength: 1, maxLength: 3, selector: ({ id }) => id });

/** The clouds that entrances depend on, and none. */
export const arbitraryProvider = fc.constantFrom(undefined, Provider.gke(), Provider.eks());

/** Makes the route of a plan. */
export function makeRoute({ kind, options }: RoutePlan): Route {
  return kind === 'gateway' ? Route.gateway(options) : Route.ingress(options);
}
