import '../../lib/testing/jest';
import { deployment, networkPolicy, object, service, workload } from '../rules/yaml';
import { failureOf, Shop } from './shop';

const WEB = deployment('shop/web', '{ app: web }', '[{ name: http, containerPort: 8080 }]');
const of = (type: string, more = ''): string => service('shop/web', `{ type: ${type}, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080${more} }] }`);
const CLOSED = networkPolicy('shop/web', '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: client } } }], ports: [{ port: 8080 }] }] }') + deployment('shop/client', '{ app: client }');
const INGRESS = object('networking.k8s.io/v1 Ingress', 'shop/web', 'spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }] } }] }');
const ROUTE = object('gateway.networking.k8s.io/v1 HTTPRoute', 'shop/web', 'spec: { parentRefs: [{ name: public, namespace: infra }], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }');

test('patterns are exposed as they say', () => {
  const shop = new Shop();
  expect(shop).toExpose('web:80');
  expect(shop).toExpose('site');
  for (const name of ['orders', 'orders:grpc', 'db', 'mailer', 'Deployment db']) expect(shop).not.toExpose(name);
});

test.each([
  ['a load balancer', of('LoadBalancer')],
  ['a node port', of('NodePort', ', nodePort: 30080')],
  ['an external address', of('ClusterIP').replace('ports:', 'externalIPs: [192.0.2.1], ports:')],
  ['an Ingress', of('ClusterIP') + INGRESS],
  ['an HTTPRoute', of('ClusterIP') + ROUTE],
])('%s exposes a Service, and the pods behind it, unless policies refuse', (_, yaml) => {
  expect(WEB + yaml).toExpose('web:80');
  expect(WEB + yaml).toExpose('Deployment web');
  expect(WEB + yaml + CLOSED).not.toExpose('web:http');
  expect(WEB + yaml + CLOSED).not.toExpose('Deployment web');
});

test('a ClusterIP that no route leads to is not exposed, and the failure says what would', () => {
  expect(WEB + of('ClusterIP')).not.toExpose('web');
  expect(failureOf(() => { expect(WEB + of('ClusterIP')).toExpose('web:80'); })).toBe(`"web:80" is not reachable from outside the cluster
  no   shop/web:80/TCP http → shop/Deployment web → container main:8080
       Service shop/web is of type ClusterIP, and no Ingress or route leads to its port 80/TCP http
  fix  use PublicLoadBalancedApp, PublicHttpApp or DevNodePortApp, or let a Service of a wider type or a route lead there`);
});

test('.not fails by the way that is open', () => {
  expect(failureOf(() => { expect(WEB + of('NodePort', ', nodePort: 30080')).not.toExpose('web:80'); })).toBe(`"web:80" is reachable from outside the cluster
  yes  node port 30080 → shop/web:80/TCP http → shop/Deployment web → container main:8080
       into shop/Deployment web: no network policy selects these pods for ingress`);
});

test('of a workload, one Service of several is enough, and of a Service only its own way in counts', () => {
  const two = WEB + of('ClusterIP') + of('NodePort', ', nodePort: 30080').replace('name: web', 'name: web-public');
  expect(two).toExpose('Deployment web');
  expect(two).toExpose('web-public');
  expect(two).not.toExpose('Service web');
});

test('pods on a port of their node are exposed without any Service', () => {
  const pod = (more: string): string => workload('apps/v1 DaemonSet', 'shop/agent', '{ app: agent }', `{ ${more} }`);
  expect(pod('containers: [{ name: agent, image: agent:1.0, ports: [{ containerPort: 9100, hostPort: 9100 }] }]')).toExpose('agent:9100');
  expect(pod('hostNetwork: true, containers: [{ name: agent, image: agent:1.0, ports: [{ containerPort: 9100 }] }]')).toExpose('agent');
  expect(pod('containers: [{ name: agent, image: agent:1.0, ports: [{ containerPort: 9100 }] }]')).not.toExpose('agent');
});

test('whoever may be a controller of routes counts as admitted: what must stay closed is not proved by labels that nobody has seen', () => {
  const policy = networkPolicy('shop/web', '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8080 }] }] }');
  expect(WEB + of('ClusterIP') + INGRESS + policy).toExpose('web:80');
  expect(() => { expect(WEB + of('ClusterIP') + INGRESS + policy).not.toExpose('web:80'); }).toThrow();
});

test('addresses of which nobody knows whether they are outside pass neither way', () => {
  const policy = networkPolicy('shop/web', '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }] }');
  const yaml = WEB + of('LoadBalancer') + policy;
  expect(failureOf(() => { expect(yaml).toExpose('web:80'); })).toBe(failureOf(() => { expect(yaml).not.toExpose('web:80'); }));
  expect(failureOf(() => { expect(yaml).toExpose('web:80'); })).toMatch(/^Manifests do not say whether "web:80" is reachable/);
});

test('ports that differ pass neither way', () => {
  const two = WEB + of('ClusterIP').replace('}] }', '}, { name: admin, port: 81, targetPort: http }] }') + INGRESS;
  expect(two).toExpose('web:80');
  expect(two).not.toExpose('web:admin');
  expect(failureOf(() => { expect(two).not.toExpose('web'); })).toContain('Not all of "web" is reachable from outside the cluster, and not nothing of it');
});
