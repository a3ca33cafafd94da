import type { ValidCase } from './rule-tester';
import { deployment, networkPolicy, object, service, workload } from './yaml';

export const PORTS = '[{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]';
export const PODS = deployment('shop/web', '{ app: web }', PORTS);
export const WEB = PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
export const API = '{ podSelector: { matchLabels: { app: api } } }';

/** A policy for the web pods with these rules, or whatever the spec says. */
export function policy(rest: string, at = 'shop/web'): string {
  return networkPolicy(at, `{ podSelector: { matchLabels: { app: web } }, ${rest} }`);
}

/** The web pods behind a Service of a type that takes traffic from outside. */
export function exposed(type: string, rest = ''): string {
  return PODS + service('shop/web', `{ type: ${type}, selector: { app: web }, ports: [{ port: 80, targetPort: http }]${rest} }`);
}

export const BACKEND =
  deployment('shop/front', '{ app: front }') +
  deployment('shop/api', '{ app: api }', '[{ name: http, containerPort: 8080 }]') +
  service('shop/api', '{ selector: { app: api }, ports: [{ name: web, port: 80, targetPort: http }] }');

/** A policy by which the front may connect to these peers at these ports. */
export function out(ports: string, peers = API, at = 'shop/front'): string {
  return networkPolicy(at, `{ podSelector: { matchLabels: { app: front } }, policyTypes: [Egress], egress: [{ to: [${peers}], ports: ${ports} }] }`);
}

/** What is permitted. */
export const PERMITTED: readonly ValidCase[] = [
  { name: 'an egress rule with the number of the pods\' port', manifests: BACKEND + out('[{ port: 8080 }]'), ours: true },
  { name: 'an egress rule with the name of the pods\' port', manifests: BACKEND + out('[{ port: http }]'), ours: true },
  { name: 'an egress rule with both ports, for plugins that differ', manifests: BACKEND + out('[{ port: 80 }, { port: 8080 }]'), ours: true },
  { name: 'an egress rule for a number that is no Service\'s', manifests: BACKEND + out('[{ port: 9000 }]'), ours: true },
  { name: 'an egress rule beside another that admits the pods\' port', manifests: BACKEND + out('[{ port: 80 }]') + out('[{ port: 8080 }]', API, 'shop/more'), ours: true },
  { name: 'an egress rule for pods elsewhere, too', manifests: BACKEND + out('[{ port: 80 }]', `${API}, { ipBlock: { cidr: 10.0.0.0/8 } }`), ours: true },
  { name: 'an egress rule for pods that no manifest shows, too', manifests: BACKEND + out('[{ port: 80 }]', `${API}, { podSelector: { matchLabels: { app: cdn } } }`), ours: true },
  {
    name: 'an egress rule to pods that declare no ports, and may listen on any',
    manifests:
      deployment('shop/api', '{ app: api }') + service('shop/api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }') + out('[{ port: 80 }]'),
    ours: true,
  },
  {
    name: 'an egress rule to the proxy that a mesh adds',
    manifests: BACKEND + out('[{ port: http-envoy-prom }]'),
    ours: true,
  },
  {
    name: 'an egress rule beside policies of a plugin',
    manifests: BACKEND + out('[{ port: 80 }]') + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/web', 'spec: {}'),
    ours: true,
  },
  { name: 'a Service without any policy', manifests: WEB, ours: true },
  { name: 'the number of the pods\' port', manifests: WEB + policy('ingress: [{ ports: [{ port: 8080 }] }]'), ours: true },
  { name: 'the name of the pods\' port', manifests: WEB + policy('ingress: [{ ports: [{ port: http }] }]'), ours: true },
  { name: 'a range of ports around it', manifests: WEB + policy('ingress: [{ ports: [{ port: 8000, endPort: 8999 }] }]'), ours: true },
  { name: 'all ports of the protocol', manifests: WEB + policy('ingress: [{ ports: [{ protocol: TCP }] }]'), ours: true },
  { name: 'all ports, to some pods', manifests: WEB + policy(`ingress: [{ from: [${API}] }]`), ours: true },
  { name: 'everybody', manifests: WEB + policy('ingress: [{}]'), ours: true },
  { name: 'empty lists of peers and ports, which are all of them', manifests: exposed('LoadBalancer') + policy('ingress: [{ from: [], ports: [] }]'), ours: true },
  {
    name: 'what another policy admits, for policies add up',
    manifests: WEB + policy('ingress: []', 'shop/deny') + policy(`ingress: [{ from: [${API}], ports: [{ port: 8080 }] }]`),
    ours: true,
  },
  {
    name: 'a default denial of the whole namespace, beside a policy that admits',
    manifests: WEB + networkPolicy('shop/deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }') + policy('ingress: [{ ports: [{ port: http }] }]'),
    ours: true,
  },
  { name: 'a policy for outgoing traffic alone', manifests: WEB + policy('policyTypes: [Egress], egress: []'), ours: true },
  { name: 'a policy for other pods', manifests: WEB + networkPolicy('shop/db', '{ podSelector: { matchLabels: { app: db } } }'), ours: true },
  { name: 'a policy of another namespace', manifests: WEB + policy('ingress: []', 'blog/web'), ours: true },
  { name: 'a policy whose namespace is not known', manifests: WEB + policy('ingress: []', 'web'), ours: true },
  {
    name: 'pods whose namespace is not known',
    manifests: deployment('web', '{ app: web }', PORTS) + service('shop/web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: []'),
    ours: true,
  },
  {
    name: 'a Service whose namespace is not known, which may be another one\'s',
    manifests: PODS + service('web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: []'),
    ours: true,
  },
  {
    name: 'pods that an election may put under the policy, or not',
    manifests: WEB + networkPolicy('shop/standby', '{ podSelector: { matchLabels: { app: web, role: standby } } }'),
    ours: true,
  },
  {
    name: 'pods on their nodes\' network, for which no policy counts',
    manifests:
      workload('apps/v1 DaemonSet', 'shop/web', '{ app: web }', `{ hostNetwork: true, containers: [{ name: main, ports: ${PORTS} }] }`) +
      service('shop/web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') +
      policy('ingress: []'),
    ours: true,
  },
  {
    name: 'policies of a plugin beside those of Kubernetes, which may admit more',
    manifests: WEB + policy('ingress: []') + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/web', 'spec: { endpointSelector: {}, ingress: [{}] }'),
    ours: true,
  },
  {
    name: 'policies of Calico for the whole cluster, likewise',
    manifests: WEB + policy('ingress: []') + object('projectcalico.org/v3 GlobalNetworkPolicy', 'admit', 'spec: { ingress: [{ action: Allow }] }'),
    ours: true,
  },
  {
    name: 'a name that one of two workloads gives to another number',
    manifests:
      WEB + deployment('shop/web-next', '{ app: web }', '[{ name: http, containerPort: 3000 }]') + policy('ingress: [{ ports: [{ port: http }] }]'),
    ours: true,
  },
  {
    name: 'a port of UDP for a Service of UDP',
    manifests:
      deployment('shop/dns', '{ app: web }', '[{ containerPort: 53, protocol: UDP }]') +
      service('shop/dns', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }') +
      policy('ingress: [{ ports: [{ port: 53, protocol: UDP }] }]'),
    ours: true,
  },
  {
    name: 'a headless Service whose own port the policy admits',
    manifests:
      PODS +
      service('shop/web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 9090, targetPort: http }] }') +
      policy('ingress: [{ ports: [{ port: 9090 }] }]'),
    ours: true,
  },
  {
    name: 'a name that no container bears, which another rule reports',
    manifests: PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: web }] }') + policy('ingress: []'),
    ours: true,
  },
  { name: 'a load balancer whose pods admit everybody', manifests: exposed('LoadBalancer') + policy('ingress: [{ ports: [{ port: 8080 }] }]'), ours: true },
  {
    name: 'a load balancer whose pods admit some addresses',
    manifests: exposed('LoadBalancer') + policy(`ingress: [{ from: [${API}, { ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 8080 }] }]`),
    ours: true,
  },
  {
    name: 'node ports whose pods admit every address',
    manifests: exposed('NodePort') + policy('ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]'),
    ours: true,
  },
  {
    name: 'a load balancer by Tailscale, whose proxies are pods',
    manifests: exposed('LoadBalancer', ', loadBalancerClass: tailscale') + policy('ingress: [{ from: [{ namespaceSelector: {} }] }]'),
    ours: true,
  },
  {
    name: 'an internal Service whose pods admit pods alone',
    manifests: WEB + policy('ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]'),
    ours: true,
  },
];
