import { endpointSlicePortsMatch } from '../../lib/rules/endpoint-slice-ports-match';
import { ruleTester } from './rule-tester';
import { deployment, object, service } from './yaml';

const ENDPOINTS = 'addressType: IPv4\nendpoints: [{ addresses: [203.0.113.7] }]\n';

/** An EndpointSlice for a Service, with these ports. */
function slice(of: string | undefined, ports: string, at = 'shop/db-1'): string {
  const made = object('discovery.k8s.io/v1 EndpointSlice', at, `${ENDPOINTS}ports: ${ports}`);
  return of === undefined ? made : made.replace('metadata: {', `metadata: { labels: { kubernetes.io/service-name: ${of} },`);
}

function endpoints(ports: string, at = 'shop/db'): string {
  return object('v1 Endpoints', at, `subsets: [{ addresses: [{ ip: 203.0.113.7 }], ports: ${ports} }]`);
}

const DB = service('shop/db', '{ ports: [{ name: sql, port: 5432 }] }');
const TWO = service('shop/db', '{ ports: [{ name: sql, port: 5432 }, { name: http, port: 80 }] }');

/** What is permitted, ours or not. */
const HEALTHY: Readonly<Record<string, string>> = {
  'a slice port of the same name': DB + slice('db', '[{ name: sql, port: 5432 }]'),
  'another number': DB + slice('db', '[{ name: sql, port: 15432 }]'),
  'no name on either side': service('shop/db', '{ ports: [{ port: 5432 }] }') + slice('db', '[{ port: 5432 }]'),
  'an empty name, which is none': service('shop/db', '{ ports: [{ port: 5432 }] }') + slice('db', '[{ name: "", port: 5432 }]'),
  'a port for each of two slices': TWO + slice('db', '[{ name: sql, port: 1 }]') + slice('db', '[{ name: http, port: 2 }]', 'shop/db-2'),
  'more ports than the Service has': DB + slice('db', '[{ name: sql, port: 1 }, { name: http, port: 2 }]'),
  'a slice that lists no ports': DB + slice('db', 'null') + slice('db', '[]', 'shop/db-2'),
  'Endpoints of the Service\'s name': DB + endpoints('[{ name: sql, port: 5432 }]'),
  'Endpoints without subsets, which a program fills': DB + object('v1 Endpoints', 'shop/db'),
  'a slice whose namespace is not known': DB + slice('db', '[{ name: sql, port: 5432 }]', 'db-1'),
  'a headless Service, whose endpoints DNS answers with': service('shop/db', '{ clusterIP: None, ports: [{ name: sql, port: 5432 }] }') + slice('db', '[{ port: 5432 }]'),
  'a Service with a selector, whose slices a controller writes':
    deployment('shop/db', '{ app: db }') + service('shop/db', '{ selector: { app: db }, ports: [{ name: sql, port: 5432 }] }') + slice('db', '[{ port: 5432 }]'),
  'a slice that a controller keeps':
    DB + slice('db', '[{ port: 5432 }]').replace('labels: {', 'labels: { endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io,'),
  'a slice that something owns': DB + slice('db', '[{ port: 5432 }]').replace('metadata: {', 'metadata: { ownerReferences: [{ name: db }],'),
  'a slice for a Service that is not in the input, and nothing like those that are': DB + slice('web', '[{ port: 80 }]', 'shop/web-1'),
  'a Service of a like name that has endpoints': DB + slice('db', '[{ name: sql, port: 1 }]') + slice('bd', '[{ port: 1 }]', 'shop/bd-1'),
  'a slice without a label and nothing it could be for': DB + slice(undefined, '[{ port: 80 }]', 'shop/web-1'),
  'a Service of a like name in another namespace': service('blog/ledger', '{ ports: [{ port: 1 }] }') + slice('leger', '[{ port: 1 }]', 'shop/leger-1'),
  'Endpoints that programs elect their leader by': service('shop/web', '{ selector: { app: web } }') + object('v1 Endpoints', 'shop/webs'),
  'Endpoints of another name and of other ports than the only Service without any': DB + endpoints('[{ port: 3306 }]', 'shop/mysql'),
  'Endpoints of its port, but of another protocol': DB + endpoints('[{ port: 5432, protocol: UDP }]', 'shop/database'),
  'Endpoints that may be for either of two Services': DB + service('shop/ledger', '{ ports: [{ port: 5432 }] }') + endpoints('[{ port: 5432 }]', 'shop/database'),
  'Endpoints beside a Service of a namespace that is not known': service('db', '{ ports: [{ port: 5432 }] }') + endpoints('[{ port: 5432 }]', 'shop/database'),
  'Endpoints beside a Service with a selector':
    deployment('shop/db', '{ app: db }') + service('shop/db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') + endpoints('[{ port: 5432 }]', 'shop/database'),
  'Endpoints without addresses of a name that no Service has': DB + object('v1 Endpoints', 'shop/database', 'subsets: []'),
  'Endpoints in each namespace of a Service that one has with its own':
    DB + endpoints('[{ name: sql, port: 5432 }]') + endpoints('[{ name: sql, port: 5432 }]', 'blog/db'),
  'a Service without ports': service('shop/db', '{}') + slice('db', '[{ port: 5432 }]'),
};

const LEDGER = service('shop/ledger', '{ ports: [{ port: 443 }] }');

ruleTester(endpointSlicePortsMatch, {
  valid: Object.entries(HEALTHY).map(([name, manifests]) => ({ name, manifests, ours: true })),
  invalid: [
    {
      name: 'an endpoint port without the name, ours or not',
      manifests: DB + slice('db', '[{ port: 5432 }]'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          field: 'spec.ports[0].name',
          object: { kind: 'Service', namespace: 'shop', name: 'db' },
          problem: 'Service port 5432 has the name "sql", but no port of its endpoints does: nothing is forwarded',
          got: 'the name "sql"; in EndpointSlice shop/db-1: 5432/TCP without a name',
          fix: 'set name: "sql" on the endpoint port, or take the name off the Service port',
        },
      ],
      fixed: DB + slice('db', '[{ name: sql, port: 5432 }]'),
    },
    {
      name: 'an endpoint port with a name that the Service does not use, ours',
      manifests: service('shop/db', '{ ports: [{ port: 5432 }] }') + slice('db', '[{ name: sql, port: 5432 }]'),
      ours: true,
      findings: [
        {
          message: 'noName',
          severity: 'error',
          problem: /^Service port 5432 has no name, but/,
          fix: 'set name: "sql" on the Service port, or take the name off the endpoint port',
        },
      ],
      fixed: DB + slice('db', '[{ name: sql, port: 5432 }]'),
    },
    {
      name: 'the nearest name of Endpoints',
      manifests: TWO + endpoints('[{ name: sql, port: 5432 }, { name: https, port: 443 }, { name: x }]'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          field: 'spec.ports[1].name',
          got: 'the name "http"; in Endpoints shop/db: "https" (443/TCP), "sql" (5432/TCP) and "x" (any port/TCP)',
          fix: 'set name: "http" on the endpoint port, or name: "https" on the Service port',
        },
      ],
      fixed: TWO + endpoints('[{ name: sql, port: 5432 }, { name: http, port: 443 }]'),
    },
    {
      name: 'another protocol',
      manifests: DB + slice('db', '[{ name: sql, port: 5432, protocol: UDP }]'),
      findings: [
        {
          message: 'otherProtocol',
          severity: 'error',
          field: 'spec.ports[0].protocol',
          problem: 'Service port 5432 forwards TCP, but the port of its endpoints with the name "sql" is for UDP: nothing is forwarded',
          fix: 'set protocol: TCP on the endpoint port, or protocol: UDP on the Service port',
        },
      ],
      fixed: DB + slice('db', '[{ name: sql, port: 5432 }]'),
    },
    {
      name: 'another protocol where neither has a name, ours',
      manifests: service('shop/dns', '{ ports: [{ port: 53, protocol: UDP }] }') + slice('dns', '[{ port: 53 }]', 'shop/dns-1'),
      ours: true,
      findings: [{ message: 'otherProtocol', severity: 'error', problem: /with no name is for TCP/ }],
      fixed: service('shop/dns', '{ ports: [{ port: 53, protocol: UDP }] }') + slice('dns', '[{ port: 53, protocol: UDP }]', 'shop/dns-1'),
    },
    {
      name: 'a slip in the label of a slice',
      manifests: LEDGER + slice('legder', '[{ port: 443 }]', 'shop/ledger-1'),
      findings: [
        {
          message: 'nearService',
          severity: 'error',
          field: 'metadata.labels["kubernetes.io/service-name"]',
          object: { kind: 'EndpointSlice', name: 'ledger-1' },
          problem: 'EndpointSlice is for Service "legder", which is not there: nothing uses its endpoints',
          got: '"legder"; Service shop/ledger has no endpoints',
          fix: 'write "ledger" in place of "legder"',
        },
      ],
      fixed: LEDGER + slice('ledger', '[{ port: 443 }]', 'shop/ledger-1'),
    },
    {
      name: 'a slip in the name of Endpoints, ours',
      manifests: LEDGER + endpoints('[{ port: 443 }]', 'shop/ledgers'),
      ours: true,
      findings: [{ message: 'nearService', severity: 'error', field: 'metadata.name', problem: /^Endpoints/ }],
      fixed: LEDGER + endpoints('[{ port: 443 }]', 'shop/ledger'),
    },
    {
      name: 'a slice without a label beside the Service that it is named after',
      manifests: LEDGER + service('shop/ledger-old', '{ ports: [{ port: 443 }] }') + slice(undefined, '[{ port: 443 }]', 'shop/ledger-old-1'),
      findings: [
        {
          message: 'unbound',
          severity: 'error',
          field: 'metadata.labels["kubernetes.io/service-name"]',
          problem: 'EndpointSlice has no label "kubernetes.io/service-name": it belongs to no Service',
          got: 'no such label; Service shop/ledger-old has no endpoints',
          fix: 'label the EndpointSlice "kubernetes.io/service-name=ledger-old"',
        },
      ],
      fixed: LEDGER + service('shop/ledger-old', '{ ports: [{ port: 443 }] }') + slice('ledger-old', '[{ port: 443 }]', 'shop/ledger-old-1'),
    },
    {
      name: 'a slice without a label of the very name, or one like it, ours',
      manifests: LEDGER + slice(undefined, '[{ port: 443 }]', 'shop/ledger') + slice(undefined, '[{ port: 443 }]', 'shop/leger'),
      ours: true,
      findings: [
        { message: 'unbound', severity: 'error' },
        { message: 'unbound', severity: 'error' },
      ],
      fixed: LEDGER + slice('ledger', '[{ port: 443 }]', 'shop/ledger'),
    },
    {
      name: 'Endpoints of another name than the only Service without any',
      manifests: service('shop/db', '{ ports: [{ port: 5432 }] }') + endpoints('[{ port: 5432 }]', 'shop/database'),
      findings: [
        {
          message: 'onlyService',
          severity: 'warning',
          field: 'metadata.name',
          object: { kind: 'Endpoints', name: 'database' },
          problem: 'Endpoints is for Service "database", which is not there: nothing uses its endpoints',
          got: '"database"; Service shop/db alone has neither a selector nor endpoints',
          fix: 'write "db" in place of "database"',
        },
      ],
      fixed: service('shop/db', '{ ports: [{ port: 5432 }] }') + endpoints('[{ port: 5432 }]'),
    },
    {
      name: 'a slice for another name than the only Service without any, by the port\'s name, ours',
      manifests: DB + slice('database', '[{ name: sql, port: 15432 }]'),
      ours: true,
      findings: [{ message: 'onlyService', severity: 'error', field: 'metadata.labels["kubernetes.io/service-name"]', problem: /^EndpointSlice is for Service "database"/ }],
      fixed: DB + slice('db', '[{ name: sql, port: 15432 }]'),
    },
    {
      name: 'a slice for another name at the port to which the Service leads, the namespaces not said',
      manifests: service('db', '{ ports: [{ port: 80, targetPort: 8080 }, { name: ui, port: 81, targetPort: web }] }') + slice('database', '[{ name: x, port: 8080 }]', 'db-1'),
      findings: [{ message: 'onlyService', severity: 'warning', got: /; Service db alone/ }],
      fixed: DB + slice('db', '[{ name: sql, port: 5432 }]'),
    },
    {
      name: 'Endpoints in another namespace than their Service',
      manifests: DB + endpoints('[{ name: sql, port: 5432 }]', 'blog/db'),
      findings: [
        {
          message: 'otherNamespace',
          severity: 'warning',
          field: 'metadata.namespace',
          problem: 'Endpoints is for Service "db" of its own namespace "blog", and that Service is in "shop": nothing uses its endpoints',
          got: 'namespace "blog"; Service shop/db has no endpoints',
          fix: 'put the Endpoints into namespace "shop", or the Service into "blog"',
        },
      ],
      fixed: DB + endpoints('[{ name: sql, port: 5432 }]'),
    },
    {
      name: 'a slice of ours in another namespace than its Service',
      manifests: DB + slice('db', '[{ name: sql, port: 5432 }]', 'blog/db-1'),
      ours: true,
      findings: [{ message: 'otherNamespace', severity: 'error', fix: /^put the EndpointSlice into namespace "shop"/ }],
      fixed: DB + slice('db', '[{ name: sql, port: 5432 }]'),
    },
  ],
});
