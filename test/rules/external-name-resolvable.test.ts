import { externalNameResolvable } from '../../lib/rules/external-name-resolvable';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

/** A Service in namespace `shop` that stands for this name. */
function standingFor(externalName: string, at = 'shop/ledger'): string {
  return service(at, `{ type: ExternalName, externalName: ${externalName} }`);
}

const ORDERS = service('shop/orders', '{ selector: { app: orders }, ports: [{ port: 80 }] }');

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a name outside the cluster': standingFor('ledger.example.com'),
  'a name with a dot at its end': standingFor('ledger.example.com.'),
  'a single word, which the nodes\' DNS may know': standingFor('mainframe'),
  'a Service of another namespace': standingFor('ledger.finance.svc.cluster.local'),
  'a namesake in another namespace, by its short name': standingFor('ledger.finance.svc'),
  'a Service of this namespace': ORDERS + standingFor('orders.shop.svc.cluster.local'),
  'a Service that is not in the input, and nothing like those that are': ORDERS + standingFor('payments.shop.svc.cluster.local'),
  'a name that is like a Service of another namespace': ORDERS + standingFor('order.blog.svc.cluster.local'),
  'a Service whose namespace is not known': ORDERS + service('order', '{ ports: [{ port: 80 }] }') + standingFor('order.shop.svc'),
  'a name with digits, as clouds make them': standingFor('db-1.c9akciq32.eu-west-1.rds.amazonaws.com'),
  'a name of an address service': standingFor('10.0.0.1.nip.io'),
  'a Service that is of another type, and an externalName that counts for nothing':
    service('shop/ledger', '{ type: ClusterIP, externalName: "https://10.0.0.1", ports: [{ port: 80 }] }'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a name that a later step fills in': standingFor('"nas.${SECRET_DOMAIN}"'),
};

ruleTester(externalNameResolvable, {
  valid: [
    ...Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'an IPv4 address, ours or not',
      manifests: standingFor('203.0.113.7'),
      findings: [
        {
          message: 'address',
          severity: 'error',
          field: 'spec.externalName',
          object: { kind: 'Service', namespace: 'shop', name: 'ledger' },
          problem: 'externalName "203.0.113.7" is an IP address, which DNS reads as a name of digits',
          fix: 'take type and externalName away, and write an EndpointSlice for this Service with the address "203.0.113.7"',
        },
      ],
      fixed: service('shop/ledger', '{ ports: [{ port: 443 }] }'),
    },
    {
      name: 'an IPv6 address of a pattern',
      manifests: standingFor('"2001:db8::1"'),
      ours: true,
      findings: [{ message: 'address', severity: 'error', fix: /"2001:db8::1"$/ }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'addresses with a port as addresses',
      manifests: standingFor('"10.0.0.7:5432"') + standingFor('"http://[2001:db8::1]:80/"', 'shop/web'),
      findings: [
        { message: 'address', severity: 'error', got: '"10.0.0.7:5432"', fix: /"10\.0\.0\.7"$/ },
        { message: 'address', severity: 'error', fix: /"2001:db8::1"$/ },
      ],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'a URL',
      manifests: standingFor('https://ledger.example.com/api'),
      findings: [
        {
          message: 'urlParts',
          severity: 'error',
          problem: 'externalName "https://ledger.example.com/api" carries a scheme and a path, and DNS knows names alone',
          fix: 'set externalName to "ledger.example.com"; clients say the rest themselves',
        },
      ],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'a port',
      manifests: standingFor('"ledger.example.com:5432"'),
      ours: true,
      findings: [{ message: 'urlParts', severity: 'error', problem: /carries a port, and/, fix: /^set externalName to "ledger.example.com";/ }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'a user in a connection string',
      manifests: standingFor('postgres://app@ledger.example.com'),
      findings: [{ message: 'urlParts', severity: 'error', problem: /carries a scheme and a user, and/ }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'no name at all',
      manifests: service('shop/ledger', '{ type: ExternalName }'),
      findings: [{ message: 'missing', severity: 'error', field: 'spec.externalName' }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'an empty name of a pattern',
      manifests: standingFor('""'),
      ours: true,
      findings: [{ message: 'missing', severity: 'error' }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'capitals, which the API server refuses',
      manifests: standingFor('Ledger.Example.com'),
      findings: [{ message: 'notName', severity: 'error', fix: /^set externalName to "ledger\.example\.com": / }],
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'a wildcard, two dots, a colon and a dot alone of a pattern',
      manifests: ['"*.example.com"', 'ledger..example.com', '"ledger:x"', '"."'].map((name, at) => standingFor(name, `shop/l${String(at)}`)).join(''),
      ours: true,
      findings: [0, 1, 2, 3].map((at) => ({
        message: 'notName',
        severity: 'error',
        object: { name: `l${String(at)}` },
        fix: 'set externalName to a DNS name: lower-case letters, digits and hyphens between dots',
      })),
      fixed: standingFor('ledger.example.com'),
    },
    {
      name: 'its own name, whole or in short',
      manifests: ['web', 'web.shop', 'web.shop.svc', 'web.shop.svc.cluster.local.'].map((name) => standingFor(name, 'shop/web')).join(''),
      findings: [1, 2, 3, 4].map(() => ({ message: 'itself', severity: 'error' })),
      fixed: standingFor('web.blog.svc.cluster.local', 'shop/web'),
    },
    {
      name: 'its own name where the namespace of a pattern is not known',
      manifests: standingFor('web', 'web'),
      ours: true,
      findings: [{ message: 'itself', severity: 'error', problem: /^externalName "web" is the Service's own name/ }],
      fixed: standingFor('web.shop.svc', 'web'),
    },
    {
      name: 'a slip in the name of a Service',
      manifests: ORDERS + standingFor('ordres.shop.svc.cluster.local', 'blog/orders'),
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          problem: 'externalName "ordres.shop.svc.cluster.local" names a Service that namespace "shop" does not have',
          got: '"ordres"; namespace "shop" has "orders"',
          fix: 'set externalName to "orders.shop.svc.cluster.local"',
        },
      ],
      fixed: ORDERS + standingFor('orders.shop.svc.cluster.local', 'blog/orders'),
    },
    {
      name: 'a slip of a pattern in a short name',
      manifests: ORDERS + standingFor('order.shop.svc', 'blog/orders'),
      ours: true,
      findings: [{ message: 'nearMiss', severity: 'error', fix: 'set externalName to "orders.shop.svc"' }],
      fixed: ORDERS + standingFor('orders.shop.svc', 'blog/orders'),
    },
  ],
});
