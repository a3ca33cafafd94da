import { App, Chart, JsonPatch, ApiObject } from 'cdk8s';
import { EnvValue, Protocol } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AllowFrom, type ConnectionOptions, type Connections, HealthCheck, type IConnectable, InternalBackend, Worker,
} from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, podOf, shop } from './harness';
import { patterns, served } from './prop-rows/subjects';

type Ports = { readonly ports: object[]; readonly health?: HealthCheck };
type Variables = Readonly<Record<string, string>>;

const quiet = HealthCheck.none('nothing can be asked');
const one = (port: object): Ports => ({ ports: [port], health: quiet });
const both = { ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }] };

/** A further chart of the same app; without a namespace, nobody has said where it goes. */
function chartIn(chart: Chart, id: string, namespace?: string): Chart {
  return new Chart(App.of(chart), id, { ...(namespace === undefined ? {} : { namespace }) });
}

function backend(chart: Construct, props: object = { port: 80 }, id = 'orders'): InternalBackend {
  return new InternalBackend(chart, id, { image, ...props });
}

/** What a container is told; every name once. */
function toldTo({ env = [] }: Manifest): Variables {
  const names = env.map(({ name }: Manifest) => name as string);
  expect(new Set(names).size).toBe(names.length);
  return Object.fromEntries(env.map(({ name, value }: Manifest) => [name, value]));
}

/** What a Worker is told that connects to a backend with these props. */
function told(props: object, options?: ConnectionOptions, choose: (orders: InternalBackend) => IConnectable = (orders) => orders): Variables {
  const chart = shop();
  new Worker(chart, 'mailer', { image }).connectTo(choose(backend(chart, props)), options);
  return toldTo(podOf(chart, 'mailer').spec.containers[0]);
}

describe.each(patterns)('a $name', (client) => {
  test.each(served)('that connects to a $name is told of it and let in', (server) => {
    const chart = shop();
    const target = server.make(chart, { name: 'stock', port: 80, targetPort: 8080 });
    const far = chartIn(chart, 'far', 'far');
    client.make(far, { name: 'web', port: 3000, connectsTo: [target] });
    expect(toldTo(podOf(far).spec.containers[0])).toEqual({
      STOCK_ADDR: 'stock.shop.svc:80',
      STOCK_HOST: 'stock.shop.svc',
      STOCK_PORT: '80',
    });
    expect(manifestOf(chart, 'NetworkPolicy').spec.ingress).toHaveLength(1);
  });

  test('connects by method as it does by prop', () => {
    const [byProp, byMethod] = [shop(), shop()];
    client.make(byProp, { name: 'web', connectsTo: [backend(byProp, { port: 80 }, 'stock')] });
    const made = client.make(byMethod, { name: 'web' });
    made.connectTo!(backend(byMethod, { port: 80 }, 'stock'));
    expect(podOf(byMethod, 'web')).toEqual(podOf(byProp, 'web'));
    expect(toldTo(podOf(byMethod, 'web').spec.containers[0])).toHaveProperty('STOCK_HOST', 'stock');
  });
});

test.each<[string, string | undefined, string | undefined, string]>([
  ['the same namespace', 'shop', 'shop', 'orders'],
  ['another namespace', 'web', 'shop', 'orders.shop.svc'],
  ['a namespace that nobody has said, from one that nobody has said either', undefined, undefined, 'orders'],
  ['a namespace, from one that nobody has said', undefined, 'shop', 'orders.shop.svc'],
])('the host of a backend in %s', (_, own, other, host) => {
  const chart = shop();
  const [front, back] = [chartIn(chart, 'front', own), chartIn(chart, 'back', other)];
  new Worker(front, 'mailer', { image, connectsTo: [backend(back)] });
  expect(toldTo(podOf(front).spec.containers[0])).toEqual({ ORDERS_HOST: host, ORDERS_PORT: '80', ORDERS_ADDR: `${host}:80` });
});

describe('the variables', () => {
  test('of one port bear the backend\'s name, whatever the port is called', () => {
    expect(told({ name: 'orders-db', ports: [{ name: 'postgresql', port: 5432 }] })).toEqual({
      ORDERS_DB_HOST: 'orders-db',
      ORDERS_DB_PORT: '5432',
      ORDERS_DB_ADDR: 'orders-db:5432',
      ORDERS_DB_URL: 'postgresql://orders-db:5432',
    });
  });

  const grpc = { ORDERS_GRPC_HOST: 'orders', ORDERS_GRPC_PORT: '9000', ORDERS_GRPC_ADDR: 'orders:9000' };
  const http = { ORDERS_HTTP_HOST: 'orders', ORDERS_HTTP_PORT: '80', ORDERS_HTTP_ADDR: 'orders:80', ORDERS_HTTP_URL: 'http://orders:80' };

  test('of several ports bear the name of each', () => {
    expect(told(both)).toEqual({ ...grpc, ...http });
  });

  test('of a chosen port are those that it has among all of them', () => {
    expect(told(both, {}, (orders) => orders.port('grpc'))).toEqual(grpc);
  });

  test('of two chosen ports are those of both', () => {
    const chart = shop();
    const orders = backend(chart, both);
    new Worker(chart, 'mailer', { image, connectsTo: [orders.port('http'), orders.port('grpc')] });
    expect(toldTo(podOf(chart, 'mailer').spec.containers[0])).toEqual({ ...grpc, ...http });
  });

  test('begin with a prefix, and with the port\'s name where several were not chosen from', () => {
    expect(Object.keys(told({ port: 80 }, { prefix: 'API' })).sort()).toEqual(['API_ADDR', 'API_HOST', 'API_PORT']);
    expect(Object.keys(told(both, { prefix: 'API' }, (orders) => orders.port('grpc'))).sort()).toEqual(['API_ADDR', 'API_HOST', 'API_PORT']);
    expect(Object.keys(told(both, { prefix: 'API' })).sort()).toEqual([
      'API_GRPC_ADDR', 'API_GRPC_HOST', 'API_GRPC_PORT', 'API_HTTP_ADDR', 'API_HTTP_HOST', 'API_HTTP_PORT', 'API_HTTP_URL',
    ]);
  });

  test('may have names of one\'s own, and keep the others', () => {
    const own = { host: 'DB', port: 'DB_NO', address: 'DB_AT', url: 'DB_URI' };
    expect(told({ ports: [{ name: 'redis', port: 6379 }] }, { variables: own })).toEqual({
      DB: 'orders', DB_NO: '6379', DB_AT: 'orders:6379', DB_URI: 'redis://orders:6379',
    });
    expect(told({ port: 80 }, { prefix: 'API', variables: { host: 'BACKEND' } })).toEqual({ BACKEND: 'orders', API_PORT: '80', API_ADDR: 'orders:80' });
    expect(told(both, { variables: { address: 'CATALOG' } }, (orders) => orders.port('grpc'))).toHaveProperty('CATALOG', 'orders:9000');
  });

  test('of names that nobody gave after all are the usual ones', () => {
    expect(told(both, { variables: { host: undefined } })).toEqual({ ...grpc, ...http });
  });
});

describe('the URL', () => {
  test.each<[string, object, string | undefined]>([
    ['of a port named http', { name: 'http', port: 80 }, 'http://orders:80'],
    ['of a port whose name begins with http, as meshes read it', { name: 'http-web', port: 80 }, 'http://orders:80'],
    ['of a port named https', { name: 'https', port: 443 }, 'https://orders:443'],
    ['of a port named tcp-redis', { name: 'tcp-redis', port: 6379 }, 'redis://orders:6379'],
    ['of a port named mongo', { name: 'mongo', port: 27017 }, 'mongodb://orders:27017'],
    ['of an appProtocol, whatever the name', { name: 'web', port: 80, appProtocol: 'http' }, 'http://orders:80'],
    ['of an appProtocol of Kubernetes\' own', { name: 'web', port: 80, appProtocol: 'kubernetes.io/h2c' }, 'http://orders:80'],
    ['of WebSockets over TLS', { name: 'web', port: 443, appProtocol: 'kubernetes.io/wss' }, 'wss://orders:443'],
    ['is not guessed where the appProtocol says gRPC, though the name says http', { name: 'http', port: 80, appProtocol: 'grpc' }, undefined],
    ['is not there for gRPC, whose clients take an address', { name: 'grpc', port: 80 }, undefined],
    ['is not there for a port that tells nothing', { port: 80 }, undefined],
    ['is not there for TLS around a protocol whose scheme would promise none', { name: 'tls-redis', port: 6379 }, undefined],
    ['is not there for UDP, whatever the name', { name: 'http', port: 80, protocol: Protocol.UDP }, undefined],
    ['is not there for SCTP', { name: 'http', port: 80, protocol: Protocol.SCTP }, undefined],
  ])('%s', (_, port, url) => {
    expect(told(one(port)).ORDERS_URL).toBe(url);
  });

  test('follows from a health check by HTTP, and by HTTPS', () => {
    expect(told({ port: 80, health: HealthCheck.http('/healthz') }).ORDERS_URL).toBe('http://orders:80');
    expect(told({ port: 443, health: HealthCheck.http('/healthz', { tls: true }) }).ORDERS_URL).toBe('https://orders:443');
  });
});

describe('who is told', () => {
  /** A Worker with every kind of container, one of them added after the connection was made. */
  function everybody(): Manifest {
    const chart = shop();
    const worker = new Worker(chart, 'mailer', {
      image,
      env: { DSN: 'host=$(ORDERS_HOST)', SECRET: EnvValue.fromValue('x') },
      sidecars: [{ name: 'metrics', image, envVariables: { LEVEL: EnvValue.fromValue('info') } }],
      initContainers: [{ name: 'migrate', image }],
      connectsTo: [backend(chart)],
    });
    worker.deployment.addContainer({ name: 'late', image });
    worker.deployment.addInitContainer({ name: 'late-init', image });
    return podOf(chart, 'mailer').spec;
  }

  test('is every container: sidecars, init containers, and those that were added later', () => {
    const { containers, initContainers } = everybody();
    const all: Manifest[] = [...containers, ...initContainers];
    expect(all.map(({ name }) => name)).toEqual(['mailer', 'metrics', 'late', 'migrate', 'late-init']);
    for (const container of all) expect(toldTo(container)).toMatchObject({ ORDERS_HOST: 'orders', ORDERS_PORT: '80', ORDERS_ADDR: 'orders:80' });
  });

  test('is told before the container\'s own variables, so that those may refer to it', () => {
    expect(everybody().containers[0].env).toEqual([
      { name: 'ORDERS_ADDR', value: 'orders:80' },
      { name: 'ORDERS_HOST', value: 'orders' },
      { name: 'ORDERS_PORT', value: '80' },
      { name: 'DSN', value: 'host=$(ORDERS_HOST)' },
      { name: 'SECRET', value: 'x' },
    ]);
  });

  test('is never the backend', () => {
    const chart = shop();
    new Worker(chart, 'mailer', { image, connectsTo: [backend(chart)] });
    expect(podOf(chart, 'orders').spec.containers[0].env).toBeUndefined();
  });

  test('may patch what it is told', () => {
    const chart = shop();
    const worker = new Worker(chart, 'mailer', { image, connectsTo: [backend(chart)] });
    ApiObject.of(worker.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/env/1/value', 'proxy'));
    expect(toldTo(podOf(chart, 'mailer').spec.containers[0]).ORDERS_HOST).toBe('proxy');
  });
});

describe('what may be connected to', () => {
  test('is a port, which knows its name, its number and its protocol', () => {
    const port = backend(shop(), { ports: [...both.ports, { name: 'dns', port: 53, protocol: Protocol.UDP }] }).port('dns');
    expect([port.name, port.port, port.protocol]).toEqual(['dns', 53, 'UDP']);
    expect(port.connections.port('dns').port).toBe(53);
  });

  test('is anything of one\'s own that offers a pattern\'s connections', () => {
    class Shop extends Construct implements IConnectable {
      readonly connections: Connections = backend(this, both).connections;
    }
    const chart = shop();
    new Worker(chart, 'mailer', { image, connectsTo: [new Shop(chart, 'feature')] });
    expect(toldTo(podOf(chart, 'mailer').spec.containers[0])).toHaveProperty('ORDERS_GRPC_HOST', 'orders');
  });

  test('is oneself', () => {
    const chart = shop();
    const orders = backend(chart, { port: 80, allowFrom: AllowFrom.connected() });
    orders.connectTo(orders);
    expect(toldTo(podOf(chart).spec.containers[0])).toHaveProperty('ORDERS_ADDR', 'orders:80');
    expect(manifestOf(chart, 'NetworkPolicy').spec.ingress[0].from).toEqual([{ podSelector: { matchLabels: { 'cdk8s-service-patterns/service': 'orders' } } }]);
  });

  test('is whoever connects back', () => {
    const chart = shop();
    const [a, b] = ['a', 'b'].map((id) => backend(chart, { port: 80, allowFrom: AllowFrom.connected() }, id)) as [InternalBackend, InternalBackend];
    a.connectTo(b);
    b.connectTo(a);
    expect(toldTo(podOf(chart, 'a').spec.containers[0])).toHaveProperty('B_HOST', 'b');
    expect(toldTo(podOf(chart, 'b').spec.containers[0])).toHaveProperty('A_HOST', 'a');
  });
});

test('the same connection twice is one connection', () => {
  const write = (times: number): Manifest[] => {
    const chart = shop();
    const orders = backend(chart, { ...both, allowFrom: AllowFrom.connected() });
    const worker = new Worker(chart, 'mailer', { image, connectsTo: [orders] });
    for (let time = 1; time < times; time += 1) worker.connectTo(orders);
    return manifestsOf(chart);
  };
  expect(write(3)).toEqual(write(1));
});
