import { gatewayExists } from '../../lib/rules/gateway-exists';
import { app, gateway, route } from './route-yaml';
import { ruleTester } from './rule-tester';
import { object, service } from './yaml';

const ALL = 'allowedRoutes: { namespaces: { from: All } }';
const HTTP = `{ name: http, port: 80, protocol: HTTP, ${ALL} }`;
const HTTPS = `{ name: https, port: 443, protocol: HTTPS, hostname: "*.example.com", ${ALL} }`;
const PUBLIC = gateway(`${HTTP}, ${HTTPS}`);
const RULES = 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]';
const OWNERS = [true, false];
const ERROR = 'error' as const;

/** An HTTPRoute with this parent and these hosts. */
function attached(parent: string, hosts = '[shop.example.com]', at = 'shop/web', kind = 'HTTPRoute'): string {
  return route(kind, at, `parentRefs: [${parent}], ${hosts === '' ? '' : `hostnames: ${hosts}, `}${RULES}`);
}

function listener(rest: string): string {
  return gateway(`{ name: http, port: 80, protocol: HTTP, ${rest} }`);
}

const SELECTING = listener('allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { exposed: "yes" } } } }');

function namespace(name: string, labels: string): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }\n`;
}

ruleTester(gatewayExists, {
  valid: [
    { name: 'a listener of another namespace\'s Gateway, by name and port', manifests: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https, port: 443 }'), ours: true },
    { name: 'a Gateway with all of its listeners', manifests: PUBLIC + attached('{ name: public, namespace: infra }', ''), ours: true },
    { name: 'a Gateway that no manifest shows', manifests: attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a Gateway that is unlike those of the input', manifests: PUBLIC + attached('{ name: internal, namespace: infra }'), ours: true },
    { name: 'a Gateway whose name is meant to differ', manifests: gateway(HTTP, 'infra/internal-gateway') + attached('{ name: external-gateway, namespace: infra }'), ours: true },
    { name: 'a Gateway of that name for each of two copies', manifests: gateway(HTTP, 'staging/public') + attached('{ name: public }', '', 'staging/web') + attached('{ name: public }', '', 'production/web'), ours: true },
    { name: 'a Gateway of that name elsewhere that takes its own namespace\'s routes alone', manifests: gateway('{ name: http, port: 80, protocol: HTTP }') + attached('{ name: public }'), ours: true },
    { name: 'a Gateway of that name in another namespace than the one that is named', manifests: PUBLIC + attached('{ name: public, namespace: edge }'), ours: true },
    { name: 'a Gateway that is declared to live outside, a letter off', manifests: gateway(HTTP, 'infra/publics') + attached('{ name: public, namespace: infra }'), externals: [{ kind: 'Gateway', name: 'public' }], ours: true },
    { name: 'a Gateway of its own namespace, which listeners take by default', manifests: gateway('{ name: http, port: 80, protocol: HTTP }', 'shop/public') + attached('{ name: public }'), ours: true },
    { name: 'namespaces that are not said', manifests: gateway('{ name: http, port: 80, protocol: HTTP }', 'public') + attached('{ name: public }', '', 'web'), ours: true },
    { name: 'a Gateway whose namespace is not said', manifests: gateway('{ name: http, port: 80, protocol: HTTP }', 'public') + attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a namespace that the listener selects by label', manifests: SELECTING + namespace('shop', '{ exposed: "yes" }') + attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a namespace whose labels are not known', manifests: SELECTING + attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a namespace that the listener selects by name', manifests: listener('allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: shop } } } }') + attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a host under a wildcard, however deep', manifests: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }', '[a.b.example.com]'), ours: true },
    { name: 'a wildcard over the listener\'s host', manifests: listener(`hostname: shop.example.com, ${ALL}`) + attached('{ name: public, namespace: infra }', '["*.example.com"]'), ours: true },
    { name: 'a wildcard within a wildcard, and the other way round', manifests: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }', '["*.shop.example.com"]') + attached('{ name: public, namespace: infra, sectionName: https }', '["*.com"]', 'shop/wide'), ours: true },
    { name: 'one host of several', manifests: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }', '[shop.example.org, SHOP.example.com]'), ours: true },
    { name: 'kinds that the listener lists', manifests: gateway(`{ name: tls, port: 443, protocol: TLS, allowedRoutes: { kinds: [{ kind: TLSRoute }, { group: gateway.networking.k8s.io, kind: TCPRoute }], namespaces: { from: All } } }`) + attached('{ name: public, namespace: infra }', '', 'shop/db', 'TCPRoute'), ours: true },
    { name: 'gRPC at a listener for HTTP', manifests: PUBLIC + attached('{ name: public, namespace: infra }', '', 'shop/web', 'GRPCRoute'), ours: true },
    { name: 'a protocol of an implementation\'s own', manifests: gateway(`{ name: mesh, port: 15008, protocol: example.com/HBONE, ${ALL} }`) + attached('{ name: public, namespace: infra }'), ours: true },
    { name: 'a set of listeners as the parent', manifests: PUBLIC + attached('{ group: gateway.networking.x-k8s.io, kind: XListenerSet, name: publik, sectionName: gone }'), ours: true },
    { name: 'a Gateway without listeners', manifests: object('gateway.networking.k8s.io/v1 Gateway', 'infra/public', 'spec: { gatewayClassName: envoy }') + attached('{ name: public, namespace: infra, sectionName: http }'), ours: true },
    { name: 'a Service of a mesh, with its port', manifests: app('shop/web') + attached('{ group: "", kind: Service, name: web, port: 80 }', ''), ours: true },
    { name: 'a Service of a mesh that no manifest shows', manifests: app('shop/web') + attached('{ group: "", kind: Service, name: checkout }', ''), ours: true },
    { name: 'a Service of a mesh that is declared to live outside', manifests: app('shop/storefront') + attached('{ group: "", kind: Service, name: storefronts }', ''), externals: [{ kind: 'Service', name: 'storefronts' }], ours: true },
    { name: 'a Service of a mesh without ports', manifests: service('shop/web', '{ clusterIP: None, selector: { app: web } }') + attached('{ group: "", kind: Service, name: web, port: 80 }', ''), ours: true },
    { name: 'a route without parents', manifests: PUBLIC + object('gateway.networking.k8s.io/v1 HTTPRoute', 'shop/web', 'spec: { parentRefs: [null] }'), ours: true },
  ],
  invalid: [
    ...OWNERS.map((ours) => ({
      name: `a name a letter off, ${ours ? 'ours' : 'foreign'}`,
      manifests: PUBLIC + attached('{ name: publlic, namespace: infra }'),
      ours,
      findings: [
        {
          message: 'nearName',
          severity: ERROR,
          field: 'spec.parentRefs[0].name',
          object: { kind: 'HTTPRoute', name: 'web' },
          problem: 'HTTPRoute attaches to Gateway "publlic", but no Gateway in namespace "infra" is called that',
          got: '"publlic"; Gateway infra/public has a name like it',
          fix: 'write "public" in place of "publlic"',
        },
      ],
      fixed: PUBLIC + attached('{ name: public, namespace: infra }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a namespace that was forgotten, ${ours ? 'ours' : 'foreign'}`,
      manifests: PUBLIC + attached('{ name: public }'),
      ours,
      findings: [
        {
          message: 'otherNamespace',
          severity: ERROR,
          field: 'spec.parentRefs[0]',
          problem: 'HTTPRoute attaches to Gateway "public" of namespace "shop", and that Gateway is in "infra"',
          fix: 'set namespace: "infra" on the parentRef',
        },
      ],
      fixed: PUBLIC + attached('{ name: public, namespace: infra }'),
    })),
    {
      name: 'a namespace a letter off',
      manifests: PUBLIC + attached('{ name: public, namespace: infar }'),
      findings: [{ message: 'otherNamespace', severity: ERROR, field: 'spec.parentRefs[0].namespace', got: 'namespace "infar"; Gateway infra/public takes routes of this namespace' }],
      fixed: PUBLIC + attached('{ name: public, namespace: infra }'),
    },
    ...OWNERS.map((ours) => ({
      name: `a listener that the Gateway does not have, ${ours ? 'ours' : 'foreign'}`,
      manifests: gateway(HTTP) + attached('{ name: public, namespace: infra, sectionName: https }'),
      ours,
      findings: [
        {
          message: 'noSection',
          severity: ERROR,
          field: 'spec.parentRefs[0].sectionName',
          problem: 'HTTPRoute attaches to listener "https" of Gateway "public", which has no listener of that name',
          got: '"https"; the listeners of Gateway infra/public are "http" (80/HTTP)',
          fix: 'write "http" in place of "https", or leave sectionName out and attach to all',
        },
      ],
      fixed: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a port that no listener has, ${ours ? 'ours' : 'foreign'}`,
      manifests: PUBLIC + attached('{ name: public, namespace: infra, port: 8443 }'),
      ours,
      findings: [{ message: 'noPort', severity: ERROR, field: 'spec.parentRefs[0].port', got: '8443; Gateway infra/public has "http" (80/HTTP) and "https" (443/HTTPS)' }],
      fixed: PUBLIC + attached('{ name: public, namespace: infra, port: 443 }'),
    })),
    ...OWNERS.map((ours) => ({
      name: `a kind that the protocol is not for, ${ours ? 'ours' : 'foreign'}`,
      manifests: PUBLIC + attached('{ name: public, namespace: infra }', '', 'shop/db', 'TCPRoute'),
      ours,
      findings: [
        {
          message: 'kindRefused',
          severity: ERROR,
          problem: 'TCPRoute attaches to Gateway "public", none of whose listeners takes routes of that kind',
          got: '"http" (80/HTTP) and "https" (443/HTTPS) of Gateway infra/public',
        },
      ],
      fixed: gateway(`${HTTP}, { name: db, port: 5432, protocol: TCP, ${ALL} }`) + attached('{ name: public, namespace: infra }', '', 'shop/db', 'TCPRoute'),
    })),
    {
      name: 'a kind that the listener does not list',
      manifests: listener('allowedRoutes: { kinds: [{ kind: HTTPRoute }], namespaces: { from: All } }') + attached('{ name: public, namespace: infra }', '', 'shop/web', 'GRPCRoute'),
      findings: [{ message: 'kindRefused', severity: ERROR, fix: /let allowedRoutes\.kinds list GRPCRoute$/ }],
      fixed: listener('allowedRoutes: { kinds: [{ kind: HTTPRoute }, { kind: GRPCRoute }], namespaces: { from: All } }') + attached('{ name: public, namespace: infra }', '', 'shop/web', 'GRPCRoute'),
    },
    ...OWNERS.map((ours) => ({
      name: `a namespace that listeners do not take by default, ${ours ? 'ours' : 'foreign'}`,
      manifests: gateway('{ name: http, port: 80, protocol: HTTP }, { name: more, port: 81, protocol: HTTP }') + attached('{ name: public, namespace: infra }'),
      ours,
      findings: [
        {
          message: 'namespaceRefused',
          severity: ERROR,
          problem: 'HTTPRoute of namespace "shop" attaches to Gateway "public", none of whose listeners takes routes of that namespace',
          got: '"http" (80/HTTP) and "more" (81/HTTP) of Gateway infra/public take those of namespace "infra" alone',
          fix: 'let allowedRoutes.namespaces of the listener admit namespace "shop", as from: All does',
        },
      ],
      fixed: PUBLIC + attached('{ name: public, namespace: infra }'),
    })),
    {
      name: 'a namespace without the label that the listener asks for',
      manifests: SELECTING + namespace('shop', '{ exposed: "no" }') + attached('{ name: public, namespace: infra }'),
      findings: [{ message: 'namespaceRefused', severity: ERROR, got: '"http" (80/HTTP) of Gateway infra/public selects other namespaces' }],
      fixed: SELECTING + namespace('shop', '{ exposed: "yes" }') + attached('{ name: public, namespace: infra }'),
    },
    ...OWNERS.map((ours) => ({
      name: `a host that is not the listener's, ${ours ? 'ours' : 'foreign'}`,
      manifests: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }', '[example.com, shop.example.org]'),
      ours,
      findings: [
        {
          message: 'hostRefused',
          severity: ERROR,
          problem: 'HTTPRoute is for "example.com" or "shop.example.org", and no listener of Gateway "public" that it attaches to takes such a host',
          got: '"example.com" or "shop.example.org"; "https" (443/HTTPS) takes "*.example.com" of Gateway infra/public',
        },
      ],
      fixed: PUBLIC + attached('{ name: public, namespace: infra, sectionName: https }', '[shop.example.com]'),
    })),
    {
      name: 'one of two parents',
      manifests: PUBLIC + attached('{ name: public, namespace: infra }, { name: public, namespace: infra, sectionName: gone }', ''),
      findings: [{ message: 'noSection', severity: ERROR, field: 'spec.parentRefs[1].sectionName' }],
      fixed: PUBLIC + attached('{ name: public, namespace: infra }', ''),
    },
    {
      name: 'a Service of a mesh, a letter off',
      manifests: app('shop/storefront') + attached('{ group: "", kind: Service, name: storefornt }', ''),
      findings: [{ message: 'nearName', severity: ERROR, problem: 'HTTPRoute attaches to Service "storefornt", but no Service in namespace "shop" is called that' }],
      fixed: app('shop/storefront') + attached('{ group: "", kind: Service, name: storefront }', ''),
    },
    {
      name: 'a port that a Service of a mesh does not have',
      manifests: app('shop/web') + attached('{ group: "", kind: Service, name: web, port: 8080 }', ''),
      findings: [{ message: 'noPort', severity: ERROR, problem: 'HTTPRoute attaches to port 8080 of Service "web", which has no such port', got: '8080; Service shop/web has 80/TCP' }],
      fixed: app('shop/web') + attached('{ group: "", kind: Service, name: web, port: 80 }', ''),
    },
  ],
});
