import { deployment, object, service } from './yaml';

// Short hands for Ingresses, routes and Gateways.

/** An Ingress whose spec is this. */
export function ingress(at: string, spec: string, rest = ''): string {
  return object('networking.k8s.io/v1 Ingress', at, `spec: ${spec}\n${rest}`);
}

/** An Ingress with one path, that leads to a backend such as `{ name: web, port: { number: 80 } }`. */
export function leadingTo(backend: string, at = 'shop/shop'): string {
  return ingress(at, `{ ingressClassName: nginx, rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: ${backend} } }] } }] }`);
}

/** The paths of one host, by backend. */
export function paths(...backends: readonly string[]): string {
  const all = backends.map((backend, index) => `{ path: /${String(index)}, pathType: Prefix, backend: { service: ${backend} } }`);
  return `{ rules: [{ host: shop.example.com, http: { paths: [${all.join(', ')}] } }] }`;
}

/** A route of the Gateway API; a spec without parentRefs attaches to Gateway infra/public. */
export function route(kind: string, at: string, rest: string, version = 'v1'): string {
  const parents = rest.includes('parentRefs') ? '' : 'parentRefs: [{ name: public, namespace: infra }], ';
  return object(`gateway.networking.k8s.io/${version} ${kind}`, at, `spec: { ${parents}${rest} }`);
}

/** An HTTPRoute with one rule of these backendRefs. */
export function routeTo(backendRefs: string, at = 'shop/web', kind = 'HTTPRoute'): string {
  return route(kind, at, `rules: [{ backendRefs: [${backendRefs}] }]`);
}

/** A Gateway with these listeners. */
export function gateway(listeners: string, at = 'infra/public'): string {
  return object('gateway.networking.k8s.io/v1 Gateway', at, `spec: { gatewayClassName: envoy, listeners: [${listeners}] }`);
}

/** A ReferenceGrant with one entry on each side. */
export function grant(at: string, from: string, to: string): string {
  return object('gateway.networking.k8s.io/v1beta1 ReferenceGrant', at, `spec: { from: [${from}], to: [${to}] }`);
}

/** A Deployment of that name, and the Service before it. */
export function app(at: string, ports = '[{ port: 80, targetPort: 8080 }]'): string {
  const name = at.slice(at.indexOf('/') + 1);
  return deployment(at, `{ app: ${name} }`, '[{ name: http, containerPort: 8080 }]') + service(at, `{ selector: { app: ${name} }, ports: ${ports} }`);
}
