import { routeBackendExists } from '../../lib/rules/route-backend-exists';
import { app, grant, route, routeTo } from './route-yaml';
import { ruleTester } from './rule-tester';
import { object, service } from './yaml';

const WEB = app('shop/web');
const IMAGES = app('media/images');
const FROM_SHOP = '{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }';
const TO_IMAGES = '{ name: images, namespace: media, port: 80 }';
const ANY_SERVICE = '{ group: "", kind: Service }';
const OWNERS = [true, false];
const ERROR = 'error' as const;

ruleTester(routeBackendExists, {
  valid: [
    { name: 'a port of a Service beside it', manifests: WEB + routeTo('{ name: web, port: 80 }'), ours: true },
    { name: 'weights, of which one is zero', manifests: WEB + app('shop/next') + routeTo('{ name: web, port: 80, weight: 100 }, { name: next, port: 80, weight: 0 }'), ours: true },
    { name: 'the core group and the kind written out', manifests: WEB + routeTo('{ group: "", kind: Service, name: web, port: 80 }'), ours: true },
    { name: 'an imported Service of another cluster', manifests: WEB + routeTo('{ group: multicluster.x-k8s.io, kind: ServiceImport, name: gone, port: 80 }'), ours: true },
    { name: 'a backend of an implementation\'s own kind, without a port', manifests: WEB + routeTo('{ group: gateway.envoyproxy.io, kind: Backend, name: gone }'), ours: true },
    { name: 'a rule that only redirects', manifests: route('HTTPRoute', 'shop/web', 'rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]'), ours: true },
    { name: 'a mirror', manifests: WEB + app('shop/shadow') + route('HTTPRoute', 'shop/web', 'rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: shadow, port: 80 } } }], backendRefs: [{ name: web, port: 80 }] }]'), ours: true },
    { name: 'the namespace written out, which is its own', manifests: WEB + routeTo('{ name: web, namespace: shop, port: 80 }'), ours: true },
    { name: 'a grant for one Service', manifests: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, '{ group: "", kind: Service, name: images }'), ours: true },
    { name: 'a grant for all Services', manifests: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, ANY_SERVICE), ours: true },
    { name: 'a grant with the name that people give the core group', manifests: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, '{ group: core, kind: Service }'), ours: true },
    { name: 'a grant whose namespace is not said, and may be any', manifests: IMAGES + routeTo(TO_IMAGES) + grant('shop', FROM_SHOP, ANY_SERVICE), ours: true },
    { name: 'a route whose namespace is not said, and may be any', manifests: IMAGES + routeTo(TO_IMAGES, 'web'), ours: true },
    { name: 'a grant that is declared to live outside', manifests: IMAGES + routeTo(TO_IMAGES), externals: [{ kind: 'ReferenceGrant', namespace: 'media', name: 'shop' }], ours: true },
    { name: 'a Service that is declared to live outside', manifests: WEB + routeTo('{ name: web, port: 80 }, { name: canary, port: 80 }'), externals: [{ kind: 'Service', name: 'canary' }], ours: true },
    {
      name: 'a route of clients in a mesh, which needs no grant',
      manifests: IMAGES + route('HTTPRoute', 'shop/images', `parentRefs: [{ group: "", kind: Service, name: images, namespace: media }], rules: [{ backendRefs: [${TO_IMAGES}] }]`),
      ours: true,
    },
    { name: 'an ExternalName', manifests: service('shop/web', '{ type: ExternalName, externalName: shop.example.org }') + routeTo('{ name: web, port: 443 }'), ours: true },
    { name: 'gRPC over TCP', manifests: WEB + routeTo('{ name: web, port: 80 }', 'shop/web', 'GRPCRoute'), ours: true },
    { name: 'TLS over TCP, in an alpha version', manifests: WEB + route('TLSRoute', 'shop/web', 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]', 'v1alpha2'), ours: true },
    { name: 'UDP', manifests: app('shop/dns', '[{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }]') + routeTo('{ name: dns, port: 53 }', 'shop/dns', 'UDPRoute') + routeTo('{ name: dns, port: 53 }', 'shop/dns', 'TCPRoute'), ours: true },
    { name: 'a route of another group', manifests: WEB + object('route.openshift.io/v1 HTTPRoute', 'shop/web', 'spec: { rules: [{ backendRefs: [{ name: gone, port: 80 }] }] }'), ours: true },
    { name: 'a route without a spec', manifests: WEB + object('gateway.networking.k8s.io/v1 HTTPRoute', 'shop/web'), ours: true },
  ],
  invalid: [
    ...OWNERS.map((ours) => ({
      name: `a name a letter off, ${ours ? 'ours' : 'foreign'}`,
      manifests: app('shop/storefront') + routeTo('{ name: storefornt, port: 80 }'),
      ours,
      findings: [
        {
          message: 'nearName',
          severity: ERROR,
          field: 'spec.rules[0].backendRefs[0].name',
          object: { kind: 'HTTPRoute', name: 'web' },
          problem: 'HTTPRoute sends traffic to Service "storefornt", but no Service in namespace "shop" is called that',
        },
      ],
      fixed: app('shop/storefront') + routeTo('{ name: storefront, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a namespace that was forgotten, ${ours ? 'ours' : 'foreign'}`,
      manifests: IMAGES + routeTo('{ name: images, port: 80 }'),
      ours,
      findings: [
        {
          message: 'otherNamespace',
          severity: ERROR,
          problem: 'HTTPRoute sends traffic to Service "images" of namespace "shop", and that Service is in "media"',
          fix: 'set namespace: "media" on the backendRef, with a ReferenceGrant there',
        },
      ],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, ANY_SERVICE),
    })),
    ...OWNERS.map((ours) => ({
      name: `the one Service of the namespace with a word too many, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: web-service, port: 80 }'),
      ours,
      findings: [{ message: 'onlyService', severity: ERROR }],
      fixed: WEB + routeTo('{ name: web, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `one of two weights whose Service is missing, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: web, port: 80, weight: 90 }, { name: canary, port: 80, weight: 10 }'),
      ours,
      findings: [{ message: 'missing', severity: ERROR, field: 'spec.rules[0].backendRefs[1].name' }],
      fixed: WEB + app('shop/canary') + routeTo('{ name: web, port: 80, weight: 90 }, { name: canary, port: 80, weight: 10 }'),
    })),
    {
      name: 'a mirror that leads nowhere, of a rule and of a backend',
      manifests:
        WEB +
        route('HTTPRoute', 'shop/web', 'rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: shadow, port: 80 } } }], backendRefs: [{ name: web, port: 80, filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web } } }] }] }]'),
      findings: [
        { message: 'portLeftOut', severity: ERROR, field: 'spec.rules[0].backendRefs[0].filters[0].requestMirror.backendRef.port' },
        { message: 'missing', severity: ERROR, field: 'spec.rules[0].filters[0].requestMirror.backendRef.name' },
      ],
      fixed:
        WEB +
        app('shop/shadow') +
        route('HTTPRoute', 'shop/web', 'rules: [{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: shadow, port: 80 } } }], backendRefs: [{ name: web, port: 80, filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: web, port: 80 } } }] }] }]'),
    },
    ...OWNERS.map((ours) => ({
      name: `a Service of a namespace of which others are in the input, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: checkout, port: 80 }'),
      ours,
      findings: [{ message: 'absent', severity: ours ? ERROR : ('warning' as const) }],
      fixed: app('shop/checkout') + routeTo('{ name: checkout, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a Service that an operator may make, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + object('serving.knative.dev/v1 Service', 'shop/hello') + routeTo('{ name: web, port: 80 }, { name: hello, port: 80 }'),
      ours,
      findings: [{ message: 'operated', severity: ours ? ERROR : ('note' as const) }],
      fixed: WEB + app('shop/hello') + routeTo('{ name: web, port: 80 }, { name: hello, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a route of a namespace of which nothing is known, ${ours ? 'ours' : 'foreign'}`,
      manifests: routeTo('{ name: web, port: 80 }'),
      ours,
      findings: [{ message: 'unknown', severity: ours ? ERROR : ('note' as const) }],
      fixed: WEB + routeTo('{ name: web, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a port that the Service does not have, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: web, port: 8000 }'),
      ours,
      findings: [
        {
          message: 'noPort',
          severity: ERROR,
          field: 'spec.rules[0].backendRefs[0].port',
          got: '8000; Service shop/web opens 80/TCP',
          fix: 'set port: 80, which is the Service\'s',
        },
      ],
      fixed: WEB + routeTo('{ name: web, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `the port of the pods, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: web, port: 8080 }'),
      ours,
      findings: [{ message: 'targetPort', severity: ERROR, fix: 'set port: 80, which is the Service\'s' }],
      fixed: WEB + routeTo('{ name: web, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `UDP to a port for TCP, ${ours ? 'ours' : 'foreign'}`,
      manifests: app('shop/dns', '[{ name: tcp, port: 53 }]') + routeTo('{ name: dns, port: 53 }', 'shop/dns', 'UDPRoute'),
      ours,
      findings: [{ message: 'protocol', severity: ERROR, problem: 'UDPRoute sends UDP traffic to port 53 of Service "dns", which is for another protocol' }],
      fixed: app('shop/dns', '[{ name: udp, port: 53, protocol: UDP }]') + routeTo('{ name: dns, port: 53 }', 'shop/dns', 'UDPRoute'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a port that is left out, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + routeTo('{ name: web }'),
      ours,
      findings: [{ message: 'portLeftOut', severity: ERROR, field: 'spec.rules[0].backendRefs[0].port', fix: 'set port to a port of Service "web"' }],
      fixed: WEB + routeTo('{ name: web, port: 80 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a Service of another namespace without a grant, ${ours ? 'ours' : 'foreign'}`,
      manifests: IMAGES + routeTo(TO_IMAGES),
      ours,
      findings: [
        {
          message: 'noGrant',
          severity: ERROR,
          field: 'spec.rules[0].backendRefs[0].namespace',
          problem: 'HTTPRoute of namespace "shop" sends traffic to Service "images" of namespace "media", which no ReferenceGrant there permits',
          got: 'no ReferenceGrant in namespace "media"',
          fix: 'add a ReferenceGrant to namespace "media": from HTTPRoute of namespace "shop", to Service "images"',
        },
      ],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, ANY_SERVICE),
    })),
    {
      name: 'a grant in the namespace of the route',
      manifests: IMAGES + routeTo(TO_IMAGES) + grant('shop/images', FROM_SHOP, ANY_SERVICE),
      findings: [{ message: 'noGrant', severity: ERROR, got: 'ReferenceGrant shop/images is from HTTPRoute of namespace "shop" to any Service' }],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/images', FROM_SHOP, ANY_SERVICE),
    },
    {
      name: 'a grant for routes of another kind',
      manifests: IMAGES + routeTo(TO_IMAGES, 'shop/web', 'GRPCRoute') + grant('media/images', FROM_SHOP, ANY_SERVICE),
      findings: [{ message: 'noGrant', severity: ERROR, got: /is from HTTPRoute of namespace "shop" to any Service$/ }],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/images', FROM_SHOP, ANY_SERVICE),
    },
    {
      name: 'a grant for another Service, and one for another namespace',
      manifests: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, '{ group: "", kind: Service, name: videos }') + grant('media/blog', FROM_SHOP.replace('shop', 'blog'), ANY_SERVICE),
      findings: [{ message: 'noGrant', severity: ERROR, got: /Service "videos"$/ }],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/shop', FROM_SHOP, '{ group: "", kind: Service, name: images }'),
    },
    {
      name: 'a grant without entries',
      manifests: IMAGES + routeTo(TO_IMAGES) + object('gateway.networking.k8s.io/v1beta1 ReferenceGrant', 'media/images', 'spec: { to: [{ kind: Service, name: images }] }'),
      findings: [{ message: 'noGrant', severity: ERROR, got: 'ReferenceGrant media/images is from nobody to Service "images"' }],
      fixed: IMAGES + routeTo(TO_IMAGES) + grant('media/images', FROM_SHOP, ANY_SERVICE),
    },
    ...OWNERS.map((ours) => ({
      name: `a Service elsewhere that is declared, and no grant, ${ours ? 'ours' : 'foreign'}`,
      manifests: routeTo(TO_IMAGES),
      externals: [{ kind: 'Service', namespace: 'media', name: 'images' }],
      ours,
      findings: [{ message: 'grantUnknown', severity: ours ? ERROR : ('note' as const) }],
      fixed: routeTo(TO_IMAGES) + grant('media/images', FROM_SHOP, ANY_SERVICE),
    })),
  ],
});
