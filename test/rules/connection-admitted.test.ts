import type { Connection } from '../../lib/linker';
import { connectionAdmitted } from '../../lib/rules/connection-admitted';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object, service, workload } from './yaml';

const WEB = deployment('shop/web', '{ app: web }');
const PODS = deployment('shop/orders', '{ app: orders }', '[{ name: http, containerPort: 8080 }]');
const ORDERS = PODS + service('shop/orders', '{ selector: { app: orders }, ports: [{ name: http, port: 80, targetPort: 8080 }] }');
const SHOP = WEB + ORDERS;

const CONNECTION: Connection = {
  client: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  service: { kind: 'Service', namespace: 'shop', name: 'orders' },
  port: 80,
  protocol: 'TCP',
};

/** What is outside the cluster: at addresses, or at a DNS name. */
const LEDGER =
  service('shop/orders', '{ ports: [{ name: sql, port: 80 }] }') +
  `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: orders-ipv4, namespace: shop, labels: { kubernetes.io/service-name: orders } }
addressType: IPv4
ports: [{ name: sql, port: 5432 }]
endpoints: [{ addresses: [10.1.2.3] }, { addresses: [10.1.2.4] }]
`;
const named = (host: string): string => service('shop/orders', `{ type: ExternalName, externalName: ${host}, ports: [{ port: 80 }] }`);
const block = (cidr: string, port: number): string => `{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: ${String(port)} }] }`;

const OURS = { ours: true, connections: [CONNECTION] };

/** The policy of the backend. */
function ingress(rules: string): string {
  return networkPolicy('shop/orders', `{ podSelector: { matchLabels: { app: orders } }, policyTypes: [Ingress], ingress: [${rules}] }`);
}

/** The policy of the client. */
function egress(rules: string): string {
  return networkPolicy('shop/web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${rules}] }`);
}

/** A peer by its app label. */
function pods(app: string): string {
  return `{ podSelector: { matchLabels: { app: ${app} } } }`;
}

ruleTester(connectionAdmitted, {
  valid: [
    { ...OURS, name: 'a connection without any policy', manifests: SHOP },
    {
      ...OURS,
      name: 'a connection that the policies of both ends admit',
      manifests:
        SHOP + ingress(`{ from: [${pods('web')}], ports: [{ port: 8080 }] }`) + egress(`{ to: [${pods('orders')}], ports: [{ port: http }] }`),
    },
    { ...OURS, name: 'one that any of several policies admits', manifests: SHOP + ingress(`{ from: [${pods('web')}] }`) + networkPolicy('shop/deny', '{ podSelector: {} }') },
    { ...OURS, name: 'one that a policy admits by namespace', manifests: SHOP + ingress('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }') },
    { ...OURS, name: 'namespaces by labels that are not known', manifests: SHOP + ingress('{ from: [{ namespaceSelector: { matchLabels: { team: shop } } }] }') },
    { ...OURS, name: 'what is outside, without any policy', manifests: WEB + LEDGER },
    { ...OURS, name: 'addresses outside that a policy of the client lets it out to', manifests: WEB + LEDGER + egress(block('10.1.2.0/24', 5432)) },
    { ...OURS, name: 'addresses outside, one by one', manifests: WEB + LEDGER + egress(`${block('10.1.2.3/32', 5432)}, ${block('10.1.2.4/32', 5432)}`) },
    { ...OURS, name: 'a way out to anywhere at the port', manifests: WEB + LEDGER + egress('{ ports: [{ port: 5432 }] }') },
    { ...OURS, name: 'a range that cannot be read', refused: true, manifests: WEB + LEDGER + egress(block('"${OFFICE}"', 5432)) },
    { ...OURS, name: 'a DNS name, and a range that it may lead to', manifests: WEB + named('ledger.example.com') + egress(block('203.0.113.0/24', 80)) },
    { ...OURS, name: 'a DNS name of the cluster, which leads to pods', manifests: WEB + named('ledger.other.svc.cluster.local') + egress('{ to: [{ namespaceSelector: {} }] }') },
    { ...OURS, name: 'endpoints that a controller keeps', manifests: WEB + LEDGER.replace('{ kubernetes.io', '{ endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io, kubernetes.io') + egress('') },
    { ...OURS, name: 'addresses, which may be those of pods', manifests: SHOP + ingress('{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }') },
    {
      ...OURS,
      name: 'a client on its nodes\' network, which comes with a node\'s address',
      manifests:
        workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ hostNetwork: true, containers: [{ name: main }] }') +
        ORDERS +
        ingress(`{ from: [${pods('gateway')}] }`) +
        egress(''),
    },
    {
      ...OURS,
      name: 'a policy of a plugin, which may admit it',
      manifests: SHOP + ingress('') + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/orders', 'spec: { ingress: [{}] }'),
    },
    { ...OURS, name: 'a policy of a namespace that is not known', manifests: SHOP + networkPolicy('deny', '{ podSelector: {} }') },
    { ...OURS, ours: false, name: 'clients that others made', manifests: WEB },
    {
      ...OURS,
      name: 'a Service that leads nowhere, which other rules report',
      manifests: WEB + service('shop/orders', '{ selector: { app: orders }, ports: [{ port: 80 }] }') + ingress(''),
    },
    { ...OURS, name: 'refusals that no declared connection meets', connections: [], manifests: SHOP + ingress('') },
    {
      ...OURS,
      name: 'a connection over UDP beside one of its number over TCP',
      connections: [CONNECTION, { ...CONNECTION, protocol: 'UDP' }],
      manifests:
        WEB +
        deployment('shop/orders', '{ app: orders }', '[{ containerPort: 8080 }, { containerPort: 8080, protocol: UDP }]') +
        service('shop/orders', '{ selector: { app: orders }, ports: [{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 80, targetPort: 8080, protocol: UDP }] }') +
        ingress(`{ from: [${pods('web')}], ports: [{ port: 8080 }, { port: 8080, protocol: UDP }] }`),
    },
    {
      ...OURS,
      name: 'a connection from one namespace to another that admits it',
      connections: [{ ...CONNECTION, client: { ...CONNECTION.client, namespace: 'blog' } }],
      manifests:
        deployment('blog/web', '{ app: web }') +
        ORDERS +
        ingress('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blog } }, podSelector: { matchLabels: { app: web } } }] }'),
    },
  ],
  invalid: [
    {
      ...OURS,
      name: 'a client that was renamed',
      manifests: deployment('shop/website', '{ app: web }') + ORDERS,
      findings: [
        {
          message: 'noClient',
          severity: 'error',
          problem: 'Deployment shop/web connects to Service "shop/orders", but no manifest holds the client',
          got: 'Deployment shop/web is not among the manifests',
        },
      ],
      fixed: SHOP,
    },
    {
      ...OURS,
      name: 'a Service that was renamed',
      manifests: WEB + PODS + service('shop/orders-api', '{ selector: { app: orders }, ports: [{ port: 80, targetPort: 8080 }] }'),
      findings: [
        {
          message: 'noService',
          severity: 'error',
          object: { kind: 'Deployment', name: 'web' },
          problem: 'Deployment shop/web connects to Service "shop/orders", but no manifest holds it',
          got: '"shop/orders"; the nearest one in its namespace is "orders-api"',
        },
      ],
      fixed: SHOP,
    },
    {
      ...OURS,
      name: 'a Service that is not there, nor any other',
      manifests: WEB,
      findings: [{ message: 'noService', severity: 'error', got: '"shop/orders"; there is no Service in its namespace' }],
      fixed: SHOP,
    },
    {
      ...OURS,
      name: 'a Service without a namespace that was declared without one',
      connections: [{ ...CONNECTION, service: { kind: 'Service', name: 'orders' } }],
      manifests: SHOP,
      findings: [{ message: 'noService', severity: 'error', problem: /"orders"/ }],
      fixed: WEB + deployment('orders', '{ app: orders }', '[{ containerPort: 8080 }]') + service('orders', '{ selector: { app: orders }, ports: [{ port: 80, targetPort: 8080 }] }'),
    },
    {
      ...OURS,
      name: 'a port that the Service has no more',
      manifests: WEB + PODS + service('shop/orders', '{ selector: { app: orders }, ports: [{ name: a, port: 8080 }, { name: b, port: 9090 }] }'),
      findings: [
        {
          message: 'noPort',
          severity: 'error',
          problem: 'Deployment shop/web connects to port 80/TCP of Service "shop/orders", which has no such port',
          got: '80/TCP; the Service has 8080/TCP and 9090/TCP',
        },
      ],
      fixed: SHOP,
    },
    {
      ...OURS,
      name: 'a port of another protocol, and a Service without any',
      connections: [CONNECTION, { ...CONNECTION, service: { ...CONNECTION.service, name: 'none' } }],
      manifests:
        WEB +
        PODS +
        service('shop/orders', '{ selector: { app: orders }, ports: [{ port: 80, protocol: UDP }] }') +
        service('shop/none', '{ clusterIP: None, selector: { app: orders } }'),
      findings: [
        { message: 'noPort', severity: 'error', got: '80/TCP; the Service has none' },
        { message: 'noPort', severity: 'error', got: '80/TCP; the Service has 80/UDP' },
      ],
      fixed: SHOP + service('shop/none', '{ selector: { app: orders }, ports: [{ port: 80 }] }'),
    },
    {
      ...OURS,
      name: 'a policy of the backend that admits somebody else',
      manifests: SHOP + ingress(`{ from: [${pods('gateway')}], ports: [{ port: 8080 }] }`),
      findings: [
        {
          message: 'ingressRefused',
          severity: 'error',
          problem: 'Deployment shop/web connects to "shop/orders", but network policies of Deployment shop/orders do not admit it at port 8080/TCP',
          got: 'NetworkPolicy shop/orders',
        },
      ],
      fixed: SHOP + ingress(`{ from: [${pods('gateway')}, ${pods('web')}], ports: [{ port: 8080 }] }`),
    },
    {
      ...OURS,
      name: 'a policy of the backend that admits the client at the Service\'s port',
      manifests: SHOP + ingress(`{ from: [${pods('web')}], ports: [{ port: 80 }] }`),
      findings: [{ message: 'ingressRefused', severity: 'error' }],
      fixed: SHOP + ingress(`{ from: [${pods('web')}], ports: [{ port: 8080 }] }`),
    },
    {
      ...OURS,
      name: 'a policy that admits the client from its own namespace only',
      connections: [{ ...CONNECTION, client: { ...CONNECTION.client, namespace: 'blog' } }],
      manifests: deployment('blog/web', '{ app: web }') + ORDERS + ingress(`{ from: [${pods('web')}] }`),
      findings: [{ message: 'ingressRefused', severity: 'error' }],
      fixed: deployment('blog/web', '{ app: web }') + ORDERS + ingress('{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }] }'),
    },
    {
      ...OURS,
      name: 'a policy of the client that lets it out to others only',
      manifests: SHOP + egress(`{ to: [${pods('users')}] }`),
      findings: [
        {
          message: 'egressRefused',
          severity: 'error',
          problem: 'Deployment shop/web connects to "shop/orders", but its own network policies do not let it out to port 8080/TCP of Deployment shop/orders',
          got: 'NetworkPolicy shop/web',
        },
      ],
      fixed: SHOP + egress(`{ to: [${pods('users')}, ${pods('orders')}] }`),
    },
    {
      ...OURS,
      name: 'a default denial for both ends',
      manifests: SHOP + networkPolicy('shop/deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
      findings: [
        { message: 'egressRefused', severity: 'error', got: 'NetworkPolicy shop/deny' },
        { message: 'ingressRefused', severity: 'error', got: 'NetworkPolicy shop/deny' },
      ],
      fixed:
        SHOP +
        networkPolicy('shop/deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }') +
        ingress(`{ from: [${pods('web')}] }`) +
        egress(`{ to: [${pods('orders')}] }`),
    },
    {
      ...OURS,
      name: 'a canary behind the Service that a policy closes',
      manifests:
        SHOP +
        deployment('shop/orders-next', '{ app: orders, track: next }', '[{ containerPort: 8080 }]') +
        networkPolicy('shop/next', '{ podSelector: { matchLabels: { track: next } } }'),
      findings: [{ message: 'ingressRefused', severity: 'error', problem: /policies of Deployment shop\/orders-next/ }],
      fixed: SHOP + deployment('shop/orders-next', '{ app: orders, track: next }', '[{ containerPort: 8080 }]'),
    },
    {
      ...OURS,
      name: 'an address outside that the client is not let out to',
      manifests: WEB + LEDGER + egress(block('10.1.2.3/32', 5432)),
      findings: [
        {
          message: 'outsideRefused',
          severity: 'error',
          problem: 'Deployment shop/web connects to "shop/orders", but its own network policies do not let it out to "10.1.2.4", port 5432/TCP',
          got: 'NetworkPolicy shop/web',
        },
      ],
      fixed: WEB + LEDGER + egress(block('10.1.2.0/29', 5432)),
    },
    {
      ...OURS,
      name: 'addresses outside at the Service\'s port in place of their own',
      manifests: WEB + LEDGER + egress(block('10.1.2.0/24', 80)),
      findings: [{ message: 'outsideRefused', severity: 'error', problem: /"10.1.2.3" and "10.1.2.4", port 5432\/TCP$/ }],
      fixed: WEB + LEDGER + egress(block('10.1.2.0/24', 5432)),
    },
    {
      ...OURS,
      name: 'an address in a hole of a range',
      manifests: WEB + LEDGER + egress('{ to: [{ ipBlock: { cidr: 10.1.0.0/16, except: [10.1.2.4/32] } }] }'),
      findings: [{ message: 'outsideRefused', severity: 'error', problem: /"10.1.2.4"/ }],
      fixed: WEB + LEDGER + egress('{ to: [{ ipBlock: { cidr: 10.1.0.0/16, except: [10.1.3.0/24] } }] }'),
    },
    {
      ...OURS,
      name: 'a DNS name, and a policy that knows pods alone',
      manifests: WEB + named('ledger.example.com') + egress(`{ to: [${pods('orders')}] }, { ports: [{ port: 53, protocol: UDP }] }`),
      findings: [{ message: 'outsideRefused', severity: 'error', problem: /"ledger.example.com", port 80\/TCP$/ }],
      fixed: WEB + named('ledger.example.com') + egress('{ to: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 80 }] }'),
    },
  ],
});
