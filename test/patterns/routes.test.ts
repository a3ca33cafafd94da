import { App, Chart } from 'cdk8s';
import { AllowFrom, ClusterTarget, InternalBackend, IngressController, PathType, Provider, PublicHttpApp, type PublicHttpAppProps, Route, Worker } from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, shop, valueAt } from './harness';

const gateway = { name: 'public', namespace: 'infra' };
const https = { ...gateway, sectionName: 'https' };
const hostnames = ['shop.example.com'];
const named = (namespace: string): object => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } });
const tcp = (port: number): object => ({ port, protocol: 'TCP' });
const connected = { allowFrom: AllowFrom.connected() };
const nginx = (name: string): string => `/metadata/annotations/nginx.ingress.kubernetes.io~1${name}`;
const alb = (name: string): string => `/metadata/annotations/alb.ingress.kubernetes.io~1${name}`;

/** A chart with an app, for a provider where one is given. */
function web(props: Partial<PublicHttpAppProps>, provider?: Provider): Chart {
  const chart = shop(provider ? { provider } : {});
  new PublicHttpApp(chart, 'web', { image, ...(props.ports ? {} : { port: 80, targetPort: 8080 }), ...props });
  return chart;
}

type Field = [what: string, route: Route, at: string, holds: unknown];

describe('a route of a Gateway', () => {
  const to = (options: object): Route => Route.gateway({ gateway, hostnames, ...options });
  const fields: Field[] = [
    ['attaches to the Gateway', to({}), '/spec/parentRefs', [gateway]],
    ['attaches to one of its listeners', to({ gateway: https }), '/spec/parentRefs', [https]],
    ['attaches to one of its own namespace', to({ gateway: { name: 'own' } }), '/spec/parentRefs', [{ name: 'own' }]],
    ['is for its hosts', to({}), '/spec/hostnames', hostnames],
    ['is for every host of the listeners', Route.gateway({ gateway }), '/spec/hostnames', undefined],
    ['is for all paths', to({}), '/spec/rules/0/matches', [{ path: { type: 'PathPrefix', value: '/' } }]],
    ['is for a path and what is below', to({ path: '/api/' }), '/spec/rules/0/matches', [{ path: { type: 'PathPrefix', value: '/api' } }]],
    ['is for one very path', to({ path: '/api/', pathType: PathType.EXACT }), '/spec/rules/0/matches', [{ path: { type: 'Exact', value: '/api/' } }]],
    ['leads to the Service', to({}), '/spec/rules/0/backendRefs', [{ name: 'web', port: 80 }]],
    ['tells the app its path', to({ path: '/api' }), '/spec/rules/0/filters', undefined],
    [
      'takes the prefix off',
      to({ path: '/api', stripPrefix: true }),
      '/spec/rules/0/filters',
      [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
    ],
    ['has annotations', to({ annotations: { 'example.com/owner': 'shop' } }), '/metadata/annotations', { 'example.com/owner': 'shop' }],
    ['has the name of its app', to({}), '/metadata/name', 'web'],
    ['has a name of its own', to({ name: 'shop.example.com' }), '/metadata/name', 'shop.example.com'],
  ];

  test.each(fields)('%s', (_, route, at, holds) => {
    expect(valueAt(manifestOf(web({ route }), 'HTTPRoute'), at)).toEqual(holds);
  });

  test('has a second one beside it that redirects, at the listener for plain HTTP, and serves nothing', () => {
    const chart = web({ route: to({ gateway: https, path: '/api', httpsRedirect: { sectionName: 'http' } }) });
    expect(manifestOf(chart, 'HTTPRoute', 'web-https-redirect').spec).toEqual({
      parentRefs: [{ ...gateway, sectionName: 'http' }],
      hostnames,
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
      ],
    });
    expect(manifestOf(chart, 'HTTPRoute', 'web').spec.parentRefs).toEqual([https]);
  });

  test('is a GRPCRoute to a port that speaks gRPC, for its services', () => {
    const ports = [{ name: 'http', port: 80 }, { name: 'grpc', port: 9000 }];
    const chart = web({ ports, route: to({ port: 'grpc', grpcServices: ['acme.shop.Orders'] }) });
    expect(manifestOf(chart, 'GRPCRoute').spec.rules).toEqual([
      { matches: [{ method: { service: 'acme.shop.Orders' } }], backendRefs: [{ name: 'web', port: 9000 }] },
    ]);
  });

  test.each([
    ['the one that says HTTP', [{ name: 'metrics', port: 9090 }, { name: 'http-web', port: 80 }], 80],
    ['the one whose appProtocol says HTTP', [{ name: 'metrics', port: 9090 }, { name: 'web', port: 80, appProtocol: 'http' }], 80],
    ['HTTP rather than TLS or gRPC', [{ name: 'https', port: 443 }, { name: 'grpc', port: 9000 }, { name: 'http', port: 80 }], 80],
    ['gRPC where nothing says HTTP', [{ name: 'admin', port: 9090 }, { name: 'grpc', port: 9000 }], 9000],
    ['gRPC for browsers, which is HTTP', [{ name: 'grpc-web', port: 8080 }, { name: 'grpc', port: 9000 }], 8080],
    ['the only one, whatever it is called', [{ name: 'web', port: 8000 }], 8000],
  ])('leads to %s, of several ports', (_, ports, port) => {
    const [route] = manifestsOf(web({ ports, route: to({}) })).filter(({ kind }) => /Route$/.test(kind));
    expect(route.spec.rules[0].backendRefs).toEqual([{ name: 'web', port }]);
  });

  test('leads to a port that speaks TLS where it is named, and leaves it to a BackendTLSPolicy to say so', () => {
    const chart = web({ ports: [{ name: 'https', port: 443, targetPort: 8443 }], route: to({ port: 'https' }) });
    expect(manifestOf(chart, 'HTTPRoute').spec.rules[0].backendRefs).toEqual([{ name: 'web', port: 443 }]);
  });
});

describe('an Ingress', () => {
  const to = (options: object): Route => Route.ingress({ host: 'shop.example.com', ...options });
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const fields: Field[] = [
    ['leads a host and path to the Service', to({ path: '/api' }), '/spec/rules', [{ host: 'shop.example.com', http: { paths: [{ path: '/api', pathType: 'Prefix', backend }] } }]],
    ['is for one very path', to({ path: '/api', pathType: PathType.EXACT }), '/spec/rules/0/http/paths/0/pathType', 'Exact'],
    ['is for any host', Route.ingress({}), '/spec/rules/0', { http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    ['has a class', to({ className: 'nginx' }), '/spec/ingressClassName', 'nginx'],
    ['is of the cluster\'s default class', to({}), '/spec/ingressClassName', undefined],
    ['has a certificate', to({ tlsSecret: 'shop-tls' }), '/spec/tls', [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]],
    ['has a certificate for any host', Route.ingress({ tlsSecret: 'shop-tls' }), '/spec/tls', [{ secretName: 'shop-tls' }]],
    ['says nothing of a redirect', to({ className: 'nginx' }), '/metadata/annotations', undefined],
    ['redirects by ingress-nginx', to({ className: 'nginx', tlsSecret: 'tls', httpsRedirect: true }), nginx('ssl-redirect'), 'true'],
    ['redirects by ingress-nginx where TLS ends elsewhere', to({ className: 'nginx', httpsRedirect: true }), nginx('force-ssl-redirect'), 'true'],
    ['serves plain HTTP by ingress-nginx', to({ className: 'nginx', tlsSecret: 'tls', httpsRedirect: false }), nginx('ssl-redirect'), 'false'],
    ['redirects by ingress-nginx in a class of another name', to({ className: 'public', controller: IngressController.INGRESS_NGINX, httpsRedirect: true }), nginx('force-ssl-redirect'), 'true'],
    ['is reached from the internet on AWS', to({ className: 'alb' }), alb('scheme'), 'internet-facing'],
    ['leads to pods on AWS, for there are no node ports', to({ className: 'alb' }), alb('target-type'), 'ip'],
    ['redirects on AWS', to({ className: 'alb', httpsRedirect: true }), alb('ssl-redirect'), '443'],
    ['listens for both on AWS', to({ className: 'alb', httpsRedirect: true }), alb('listen-ports'), '[{"HTTP":80},{"HTTPS":443}]'],
    ['lets the author\'s annotations win', to({ className: 'alb', annotations: { 'alb.ingress.kubernetes.io/scheme': 'internal' } }), alb('scheme'), 'internal'],
    ['names GKE\'s class as GKE reads it', to({ className: 'gce-internal' }), '/metadata/annotations/kubernetes.io~1ingress.class', 'gce-internal'],
    ['has no other class on GKE', to({ className: 'gce' }), '/spec/ingressClassName', undefined],
  ];

  test.each(fields)('%s', (_, route, at, holds) => {
    expect(valueAt(manifestOf(web({ route }), 'Ingress'), at)).toEqual(holds);
  });

  test('redirects on GKE by a FrontendConfig', () => {
    const chart = web({ route: to({ tlsSecret: 'shop-tls', httpsRedirect: true }) }, Provider.gke());
    expect(manifestOf(chart, 'FrontendConfig')).toMatchObject({
      apiVersion: 'networking.gke.io/v1beta1',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { redirectToHttps: { enabled: true } },
    });
    expect(manifestOf(chart, 'Ingress').metadata.annotations).toEqual({ 'networking.gke.io/v1beta1.FrontendConfig': 'web' });
  });

  test('has GKE lead to pods, for there are no node ports', () => {
    const chart = web({ route: to({ className: 'gce' }), serviceAnnotations: { 'example.com/owner': 'shop' } });
    expect(manifestOf(chart, 'Service').metadata.annotations).toEqual({ 'cloud.google.com/neg': '{"ingress":true}', 'example.com/owner': 'shop' });
  });

  const secure = [{ name: 'https', port: 443, targetPort: 8443 }];
  const grpc = [{ name: 'grpc', port: 9000 }];
  test.each([
    ['nginx', secure, 'Ingress', nginx('backend-protocol'), 'HTTPS'],
    ['nginx', grpc, 'Ingress', nginx('backend-protocol'), 'GRPC'],
    ['alb', secure, 'Ingress', alb('backend-protocol'), 'HTTPS'],
    ['alb', grpc, 'Ingress', alb('backend-protocol-version'), 'GRPC'],
    ['traefik', secure, 'Service', '/metadata/annotations/traefik.ingress.kubernetes.io~1service.serversscheme', 'https'],
    ['traefik', grpc, 'Service', '/metadata/annotations/traefik.ingress.kubernetes.io~1service.serversscheme', 'h2c'],
    ['gce', secure, 'Service', '/metadata/annotations/cloud.google.com~1app-protocols', '{"https":"HTTPS"}'],
  ])('tells the controller of class %s what its pods speak: %j', (className, ports, kind, at, holds) => {
    const tls = className === 'alb' ? {} : { tlsSecret: 'tls' };
    const route = to({ className, ...tls, ...(ports === secure ? { port: 'https' } : {}) });
    expect(valueAt(manifestOf(web({ ports, route }), kind), at)).toBe(holds);
  });
});

describe('whoever brings the traffic is admitted at the port of the pods', () => {
  const byGateway = (more: object = {}): Route => Route.gateway({ gateway: { ...gateway, ...more }, hostnames });
  const admitted = (props: Partial<PublicHttpAppProps>, provider?: Provider): Manifest => manifestOf(web({ ...connected, ...props }, provider), 'NetworkPolicy').spec.ingress;
  const from = (...peers: object[]): object[] => [{ from: peers, ports: [tcp(8080)] }];
  const anybody = [{ ports: [tcp(8080)] }];

  test.each([
    ['the namespace of the Gateway', byGateway(), from(named('infra'))],
    ['the namespace of its proxies, where that is another', byGateway({ proxyNamespace: 'envoy-gateway-system' }), from(named('envoy-gateway-system'))],
    ['the own namespace for a Gateway of the same', Route.gateway({ gateway: { name: 'own' } }), from({ podSelector: {} })],
    ['anybody for a managed Gateway', byGateway({ managed: true }), anybody],
    ['the namespace of ingress-nginx', Route.ingress({ className: 'nginx' }), from(named('ingress-nginx'))],
    ['the namespace of Traefik', Route.ingress({ className: 'traefik' }), from(named('traefik'))],
    ['the namespace of a controller', Route.ingress({ className: 'traefik', controllerNamespace: 'kube-system' }), from(named('kube-system'))],
    ['the cluster for a controller that nobody knows', Route.ingress({}), from({ namespaceSelector: {} })],
    ['anybody for a load balancer of AWS', Route.ingress({ className: 'alb' }), anybody],
  ])('%s', (_, route, rules) => {
    expect(admitted({ route })).toEqual(rules);
  });

  test('anybody on GKE, whose Gateways are load balancers, unless the Gateway\'s pods are in the cluster', () => {
    expect(admitted({ route: byGateway() }, Provider.gke())).toEqual(anybody);
    expect(admitted({ route: byGateway({ proxyNamespace: 'infra' }) }, Provider.gke())).toEqual(from(named('infra')));
    expect(admitted({ route: Route.ingress({}) }, Provider.gke())).toEqual(anybody);
  });

  test('the whole cluster, where nobody narrows it: then no pods of a gateway are forgotten', () => {
    expect(admitted({ route: byGateway(), allowFrom: AllowFrom.cluster() })).toEqual(from({ namespaceSelector: {} }));
  });

  test('once, where `allowFrom` names the namespace already', () => {
    expect(admitted({ route: byGateway(), allowFrom: AllowFrom.namespaces('infra', 'monitoring') })).toEqual(from(named('infra'), named('monitoring')));
  });

  test('both of two entrances, while apps move', () => {
    expect(admitted({ routes: [byGateway(), Route.ingress({ className: 'nginx' })] })).toEqual(from(named('infra'), named('ingress-nginx')));
  });

  test('and not at other ports', () => {
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'metrics', port: 9090 }];
    expect(admitted({ ports, route: byGateway(), allowFrom: AllowFrom.namespaces('monitoring') })).toEqual([
      { from: [named('monitoring')], ports: [tcp(8080), tcp(9090)] },
      ...from(named('infra')),
    ]);
  });
});

describe('a PublicHttpApp', () => {
  test('has each of several routes under a stable name, the first of a kind under its own', () => {
    const chart = shop();
    const routes = [
      Route.gateway({ gateway, hostnames }),
      Route.gateway({ gateway, hostnames: ['shop.example.org'] }),
      Route.ingress({ host: 'shop.example.com' }),
      Route.gateway({ gateway, hostnames: ['shop.example.net'], name: 'net' }),
    ];
    const { routes: objects, redirects } = new PublicHttpApp(chart, 'web', { image, port: 80, routes });
    expect(objects.map(({ kind, name, node }) => [kind, name, node.id])).toEqual([
      ['HTTPRoute', 'web', 'HTTPRoute'],
      ['HTTPRoute', 'web-2', 'HTTPRoute2'],
      ['Ingress', 'web', 'Ingress'],
      ['HTTPRoute', 'net', 'HTTPRoute3'],
    ]);
    expect(redirects).toEqual([]);
  });

  test('is connected to, connects, and has further Services, as a backend does', () => {
    const chart = shop();
    const orders = new InternalBackend(chart, 'orders', { image, port: 80, targetPort: 8080 });
    const app = new PublicHttpApp(chart, 'web', { image, port: 80, route: Route.gateway({ gateway, hostnames }), connectsTo: [orders], ...connected });
    new Worker(chart, 'prober', { image, connectsTo: [app.port('tcp')] });
    app.addService('web-admin', { port: 9090, allowFrom: AllowFrom.namespace() });
    const env = manifestOf(chart, 'Deployment', 'prober').spec.template.spec.containers[0].env;
    expect(env).toContainEqual({ name: 'WEB_ADDR', value: 'web:80' });
    expect(manifestOf(chart, 'NetworkPolicy', 'web').spec.ingress).toContainEqual({
      from: [{ podSelector: { matchLabels: { 'cdk8s-service-patterns/service': 'prober' } } }],
      ports: [tcp(80)],
    });
  });

  test('does not change what is given to it, so that apps may share a Gateway, hosts and a policy', () => {
    const chart = shop();
    const route = Route.gateway({ gateway, hostnames });
    const other = new Chart(App.of(chart), 'other', { namespace: 'shop' });
    new ClusterTarget({ cluster: 'other' }).applyTo(other);
    for (const scope of [chart, other]) new PublicHttpApp(scope, 'web', { image, port: 80, route });
    expect(manifestOf(chart, 'HTTPRoute')).toEqual(manifestOf(other, 'HTTPRoute'));
    expect(hostnames).toEqual(['shop.example.com']);
  });
});
