import * as fc from 'fast-check';
import { type Connection, type ConnectionLink, DEFAULT_TARGET, formatConnections, link, type LinkObject } from '../../lib/linker';
import { readManifests } from '../rules/manifests';
import { deployment, service, workload } from '../rules/yaml';

const WEB = deployment('shop/web', '{ app: web }');
const ORDERS =
  deployment('shop/orders', '{ app: orders }', '[{ name: http, containerPort: 8080 }, { containerPort: 9090 }, { containerPort: 53, protocol: UDP }, { containerPort: 53 }]') +
  service(
    'shop/orders',
    `{ selector: { app: orders }, ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090 },
       { name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }, { name: admin, port: 99 }] }`,
  );

function objectsOf(yaml: string, cluster?: string): LinkObject[] {
  const target = { ...DEFAULT_TARGET, ...(cluster === undefined ? {} : { cluster }) };
  return readManifests(yaml).map((manifest) => ({ manifest: manifest as LinkObject['manifest'], target }));
}

/** A connection from pods to the orders, `namespace/kind/name`. */
function connection(client: string, port = 80, protocol = 'TCP', to = 'shop/orders'): Connection {
  const parse = (text: string): [string, string | undefined] => {
    const [name = '', namespace] = text.split('/').reverse();
    return [name, namespace];
  };
  const [[clientName, clientNamespace], [name, namespace]] = [parse(client), parse(to)];
  return {
    client: { kind: 'Deployment', ...(clientNamespace === undefined ? {} : { namespace: clientNamespace }), name: clientName },
    service: { kind: 'Service', ...(namespace === undefined ? {} : { namespace }), name },
    port,
    protocol,
  };
}

/** The connections that are proved, a line each. */
function proved(yaml: string, connections: readonly Connection[]): string[] {
  return lines(link({ objects: objectsOf(yaml), connections }, []).connections);
}

function lines(connections: readonly ConnectionLink[]): string[] {
  return connections.length === 0 ? [] : formatConnections(connections).split('\n');
}

describe('the connections of an app', () => {
  it('are told a line each: pods, Service, port and its name', () => {
    expect(proved(WEB + ORDERS, [connection('shop/web')])).toEqual(['shop/Deployment web → shop/orders:80/TCP http']);
  });

  it('leave out namespaces that nobody said, and port names that there are not', () => {
    const yaml = deployment('web', '{ app: web }') + deployment('db', '{ app: db }', '[{ containerPort: 5432 }]') + service('db', '{ selector: { app: db }, ports: [{ port: 5432 }] }');
    expect(proved(yaml, [connection('web', 5432, 'TCP', 'db')])).toEqual(['Deployment web → db:5432/TCP']);
  });

  it('say where they lead outside the cluster: a DNS name, or addresses, the first few of many', () => {
    const named = service('shop/ledger', '{ type: ExternalName, externalName: ledger.example.com., ports: [{ name: sql, port: 5432 }] }');
    const slice = (addresses: string): string =>
      `---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: ledger-1, namespace: shop, labels: { kubernetes.io/service-name: ledger } }\n` +
      `ports: [{ name: sql, port: 15432 }]\nendpoints: [{ addresses: [${addresses}] }]\n`;
    const selectorless = service('shop/ledger', '{ ports: [{ name: sql, port: 5432 }] }');
    const to = [connection('shop/web', 5432, 'TCP', 'shop/ledger')];
    expect(proved(WEB + named, to)).toEqual(['shop/Deployment web → shop/ledger:5432/TCP sql → ledger.example.com:5432']);
    expect(proved(WEB + selectorless + slice('10.1.2.3, "2001:db8::7"'), to)).toEqual([
      'shop/Deployment web → shop/ledger:5432/TCP sql → 10.1.2.3:15432, [2001:db8::7]:15432',
    ]);
    expect(proved(WEB + selectorless + slice('10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5'), to)).toEqual([
      'shop/Deployment web → shop/ledger:5432/TCP sql → 10.0.0.1:15432, 10.0.0.2:15432, 10.0.0.3:15432, 2 more',
    ]);
    expect(proved(WEB + selectorless, to)).toEqual([]);
    expect(proved(WEB + selectorless + slice('10.1.2.3').replace('sql', 'postgres'), to)).toEqual([]);
  });

  it('read Endpoints as they were before there were slices', () => {
    const endpoints = `---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: ledger, namespace: shop }\nsubsets: [{ addresses: [{ ip: 10.1.2.3 }], ports: [{ port: 15432 }] }]\n`;
    expect(proved(WEB + service('shop/ledger', '{ ports: [{ port: 5432 }] }') + endpoints, [connection('shop/web', 5432, 'TCP', 'shop/ledger')])).toEqual([
      'shop/Deployment web → shop/ledger:5432/TCP → 10.1.2.3:15432',
    ]);
  });

  it('are data: what is not known is left out', () => {
    const { connections } = link({ objects: objectsOf(WEB + ORDERS), connections: [connection('shop/web', 9090)] }, []);
    expect(connections).toEqual([
      { namespace: 'shop', workload: 'Deployment web', serviceNamespace: 'shop', service: 'orders', port: 9090, protocol: 'TCP', portName: 'metrics' },
    ]);
  });

  it('find their port by number and protocol', () => {
    expect(proved(WEB + ORDERS, [connection('shop/web', 53, 'UDP'), connection('shop/web', 53)])).toEqual([
      'shop/Deployment web → shop/orders:53/TCP dns-tcp',
      'shop/Deployment web → shop/orders:53/UDP dns',
    ]);
    expect(proved(WEB + ORDERS, [connection('shop/web', 80, 'UDP'), connection('shop/web', 81), connection('shop/web', 80, 'SCTP')])).toEqual([]);
  });

  it('are there once, however often they were declared', () => {
    expect(proved(WEB + ORDERS, [connection('shop/web'), connection('shop/web')])).toHaveLength(1);
  });

  it('leave out a client that is gone from the manifests, of another kind or of another namespace', () => {
    expect(proved(ORDERS, [connection('shop/web')])).toEqual([]);
    expect(proved(deployment('blog/web', '{ app: web }') + ORDERS, [connection('shop/web')])).toEqual([]);
    expect(proved(deployment('web', '{ app: web }') + ORDERS, [connection('shop/web')])).toEqual([]);
    expect(proved(workload('apps/v1 StatefulSet', 'shop/web', '{ app: web }') + ORDERS, [connection('shop/web')])).toEqual([]);
  });

  it('leave out what leads to no container: no Service, no pods, no port of theirs', () => {
    expect(proved(WEB, [connection('shop/web')])).toEqual([]);
    expect(proved(WEB + service('shop/orders', '{ selector: { app: orders }, ports: [{ port: 80 }] }'), [connection('shop/web')])).toEqual([]);
    expect(proved(WEB + ORDERS, [connection('shop/web', 99)])).toEqual([]);
  });

  it('are sorted by client and Service, whatever order the manifests and declarations came in', () => {
    const yaml = WEB + ORDERS + deployment('blog/web', '{ app: web }') + deployment('shop/admin', '{ app: admin }');
    const declared = [connection('shop/web', 9090), connection('shop/web'), connection('shop/admin'), connection('blog/web')];
    const expected = [
      'blog/Deployment web → shop/orders:80/TCP http',
      'shop/Deployment admin → shop/orders:80/TCP http',
      'shop/Deployment web → shop/orders:80/TCP http',
      'shop/Deployment web → shop/orders:9090/TCP metrics',
    ];
    const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...items], { minLength: items.length });
    fc.assert(
      fc.property(shuffled(objectsOf(yaml)), shuffled(declared), (objects, connections) => {
        expect(lines(link({ objects, connections }, []).connections)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('do not lead from one cluster into another', () => {
    const target = { ...DEFAULT_TARGET, cluster: 'production' };
    const connections = [{ ...connection('shop/web'), target }];
    expect(link({ objects: [...objectsOf(WEB, 'production'), ...objectsOf(ORDERS, 'development')], connections }, []).connections).toEqual([]);
    expect(link({ objects: objectsOf(WEB + ORDERS, 'development'), connections }, []).connections).toEqual([]);
    expect(link({ objects: objectsOf(WEB + ORDERS, 'production'), connections }, []).connections).toHaveLength(1);
  });

  it('are formatted to nothing where there are none', () => {
    expect(formatConnections([])).toBe('');
  });
});
