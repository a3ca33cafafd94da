import { App, Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import {
  ClusterTarget, type GatewayRouteOptions, HealthCheck, IngressController, type IngressRouteOptions, PathType, Provider, PublicHttpApp, type PublicHttpAppProps, Route,
} from '../../../lib';
import { image } from '../harness';
import type { Refusals } from './refusal';

type Refusal = Refusals[string];

const gateway = { name: 'public', namespace: 'infra' };
const https = { ...gateway, sectionName: 'https' };
const grpc = { name: 'grpc', port: 9000 };
const http = { name: 'http', port: 80 };

const app = (chart: Chart, props: Partial<PublicHttpAppProps>, id = 'web'): PublicHttpApp => new PublicHttpApp(chart, id, { image, ...(props.ports ? {} : { port: 80 }), ...props });
/** A route of its own accord. */
const asked =
  (options: object): Refusal =>
  () =>
    Route.gateway({ gateway, ...options });
const attached =
  (reference: object): Refusal =>
  () =>
    Route.gateway({ gateway: { ...gateway, ...reference } });
const ingress =
  (options: object): Refusal =>
  () =>
    Route.ingress(options);
/** A route of an app, which has such ports. */
const routed =
  (options: Partial<GatewayRouteOptions>, props: Partial<PublicHttpAppProps> = {}): Refusal =>
  (chart) =>
    app(chart, { ...props, route: Route.gateway({ gateway, ...options }) });
const entered =
  (options: IngressRouteOptions, props: Partial<PublicHttpAppProps> = {}, provider?: Provider): Refusal =>
  (chart) => {
    if (provider) new ClusterTarget({ provider }).applyTo(chart);
    return app(chart, { ...props, route: Route.ingress(options) });
  };
/** Two apps, one of another namespace. */
const both =
  (first: Route, second: Route, ports: PublicHttpAppProps['ports'] = [http]): Refusal =>
  (chart) => {
    app(chart, { route: first });
    return app(new Chart(App.of(chart), 'other', { namespace: 'other' }), { route: second, ports }, 'api');
  };

/** Routes that are wrong on their face. */
export const routeRefusals: Refusals = {
  'a host with a capital': asked({ hostnames: ['Shop.example.com'] }),
  'a URL for a host': asked({ hostnames: ['https://shop.example.com/api'] }),
  'a host with a port': ingress({ host: 'shop.example.com:8443' }),
  'an address for a host': ingress({ host: '203.0.113.7' }),
  'a wildcard within a host': asked({ hostnames: ['shop.*.com'] }),
  'a wildcard that is part of a label': asked({ hostnames: ['*shop.example.com'] }),
  'a wildcard alone': ingress({ host: '*' }),
  'a label of 64 characters in a host': asked({ hostnames: [`${'a'.repeat(64)}.example.com`] }),
  'no host in a list of them': asked({ hostnames: [] }),
  'a host twice': asked({ hostnames: ['shop.example.com', 'shop.example.com'] }),
  'seventeen hosts': asked({ hostnames: Array.from({ length: 17 }, (_, index) => `shop-${String(index)}.example.com`) }),
  'a path without its slash': asked({ path: 'api' }),
  'an empty path': ingress({ path: '' }),
  'a URL for a path': asked({ path: 'https://shop.example.com/api' }),
  'a path with two slashes': ingress({ path: '/api//v1' }),
  'a path with a fragment': asked({ path: '/api#top' }),
  'a path with a query': asked({ path: '/api?version=1' }),
  'a path with an asterisk, as other APIs have it': ingress({ path: '/api/*' }),
  'a path with a space': asked({ path: '/my api' }),
  'a path with dots as a step': asked({ path: '/api/../admin' }),
  'a path with a slash in code': asked({ path: '/api%2Fadmin' }),
  'a path of 1025 characters': asked({ path: `/${'a'.repeat(1024)}` }),
  'stripPrefix without a prefix': asked({ stripPrefix: true }),
  'stripPrefix of an exact path': asked({ path: '/api', pathType: PathType.EXACT, stripPrefix: true }),
  'a Gateway with its namespace in its name': attached({ name: 'infra/public' }),
  'a Gateway\'s namespace with a dot': attached({ namespace: 'infra.example' }),
  'an empty listener': attached({ sectionName: '' }),
  'a managed Gateway with a namespace of pods': attached({ managed: true, proxyNamespace: 'envoy-gateway-system' }),
  'a namespace of proxies that is none': attached({ proxyNamespace: 'Envoy' }),
  'a redirect from a Gateway without a listener': asked({ httpsRedirect: { sectionName: 'http' } }),
  'a redirect from a listener to itself': asked({ gateway: https, httpsRedirect: { sectionName: 'https' } }),
  'a gRPC service as its path': asked({ grpcServices: ['/acme.shop.Orders/Place'] }),
  'a gRPC service twice': asked({ grpcServices: ['acme.Orders', 'acme.Orders'] }),
  'no gRPC service in a list of them': asked({ grpcServices: [] }),
  'a route\'s name with a space': asked({ name: 'shop api' }),
  'an annotation of a route that is a number': asked({ annotations: { weight: 1 } }),
  'a Secret with its namespace': ingress({ tlsSecret: 'shop/tls' }),
  'a class with a space': ingress({ className: 'nginx internal' }),
  'a controller\'s namespace that is none': ingress({ controllerNamespace: 'Ingress' }),
};

/** Routes that their app, or another one, does not let be. */
export const routedRefusals: Refusals = {
  'an app without a route': (chart) => app(chart, {}),
  'no route in a list of them': (chart) => app(chart, { routes: [] }),
  'a route both ways': (chart) => app(chart, { route: Route.gateway({ gateway }), routes: [Route.ingress({})] }),
  'the options of a route for a route': (chart) => app(chart, { route: { gateway } as unknown as Route }),
  'a route to a port that is not there': routed({ port: 'htp' }, { ports: [http, grpc] }),
  'a route to a port of UDP': routed({ port: 'dns' }, { ports: [http, { name: 'dns', port: 53, protocol: Protocol.UDP }] }),
  'a route of an app without a TCP port': routed({}, { ports: [{ name: 'dns', port: 53, protocol: Protocol.UDP }], health: HealthCheck.none('it has no way to tell') }),
  'a route to one of two ports that say nothing': routed({}, { ports: [{ name: 'web', port: 80 }, { name: 'metrics', port: 9090 }] }),
  'a route to a port that speaks TLS': routed({}, { ports: [{ name: 'https', port: 443, targetPort: 8443 }] }),
  'a path for a port of gRPC': routed({ path: '/orders' }, { ports: [grpc] }),
  'a redirect for a port of gRPC': routed({ gateway: https, httpsRedirect: { sectionName: 'http' } }, { ports: [grpc] }),
  'services of gRPC for a port of HTTP': routed({ grpcServices: ['acme.Orders'] }, { ports: [http] }),
  'a Secret for the AWS Load Balancer Controller': entered({ className: 'alb', tlsSecret: 'shop-tls' }),
  'a redirect of Traefik\'s': entered({ className: 'traefik', httpsRedirect: true }),
  'a redirect of a controller that nobody knows': entered({ className: 'kong', httpsRedirect: true }),
  'a redirect where nobody says whose': entered({ httpsRedirect: true }),
  'a redirect of GKE\'s internal load balancer': entered({ className: 'gce-internal', httpsRedirect: true }),
  'gRPC by ingress-nginx without TLS': entered({ className: 'nginx' }, { ports: [grpc] }),
  'gRPC by a controller that nobody knows': entered({ controller: IngressController.OTHER }, { ports: [grpc] }),
  'gRPC by GKE\'s own Ingress': entered({}, { ports: [grpc] }, Provider.gke()),
  'one path for two apps of a Gateway': both(Route.gateway({ gateway, hostnames: ['shop.example.com'], path: '/api' }), Route.gateway({ gateway, hostnames: ['www.example.com', 'shop.example.com'], path: '/api/' })),
  'one path at one listener and at all of them': both(Route.gateway({ gateway }), Route.gateway({ gateway: https })),
  'one path for two Ingresses of a class': both(Route.ingress({ host: 'shop.example.com', className: 'nginx' }), Route.ingress({ host: 'shop.example.com', className: 'nginx' })),
  'one path for two Ingresses that share a load balancer': both(
    Route.ingress({ className: 'alb', annotations: { 'alb.ingress.kubernetes.io/group.name': 'shop' } }),
    Route.ingress({ className: 'alb', annotations: { 'alb.ingress.kubernetes.io/group.name': 'shop' } }),
  ),
  'one gRPC service for two apps': (chart) => {
    const route = (): Route => Route.gateway({ gateway, hostnames: ['grpc.example.com'], grpcServices: ['acme.Orders'] });
    app(chart, { ports: [grpc], route: route() });
    return app(chart, { ports: [grpc], route: route() }, 'api');
  },
  'two routes of one app for one path': (chart) => app(chart, { routes: [Route.gateway({ gateway, path: '/a' }), Route.gateway({ gateway, path: '/a', stripPrefix: true })] }),
  'HTTP and gRPC for one host at one listener': both(Route.gateway({ gateway, hostnames: ['shop.example.com'] }), Route.gateway({ gateway: https, hostnames: ['*.example.com'] }), [grpc]),
};
