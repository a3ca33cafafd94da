import { Chart, Testing } from 'cdk8s';
import { ClusterTarget, ExternalBackend, InternalBackend, LinkedApp } from '../../lib';
import '../../lib/testing/jest';
import { deployment, networkPolicy, object, service, workload } from '../rules/yaml';
import { failureOf, Shop } from './shop';

const POD = '{ hostNetwork: true, containers: [{ name: main, image: main:1.0, ports: [{ containerPort: 80 }] }] }';
const CLIENT = deployment('shop/client', '{ app: client }');
const SERVER = deployment('shop/server', '{ app: server }', '[{ name: http, containerPort: 8080 }]');
const SERVICE = service('shop/server', '{ selector: { app: server }, ports: [{ name: web, port: 80, targetPort: http }] }');
const admitting = (from: string, port = '{ port: http }'): string => networkPolicy('shop/server', `{ podSelector: { matchLabels: { app: server } }, ingress: [{ from: [${from}], ports: [${port}] }] }`);
const fails = (...assertions: (() => unknown)[]): string[] => assertions.map(failureOf);

describe('toRoute', () => {
  test('follows a Service by number, by name and by protocol, from a Service or a workload', () => {
    const shop = new Shop();
    expect(shop).toRoute('web:80', 'orders:http');
    expect(shop).toRoute('shop/web', 'shop/orders:80/TCP');
    expect(shop).toRoute('Deployment web', 'Service orders:80');
    expect(shop.node.root).toRoute('mailer', 'orders:grpc');
    expect(Testing.synth(shop)).toRoute('orders', 'db:5432');
    expect(CLIENT + SERVER + SERVICE).toRoute('client', 'server:web');
  });

  test('fails by the way that traffic takes, who refuses it, and the change to make', () => {
    expect(failureOf(() => { expect(new Shop()).toRoute('mailer', 'db:5432'); })).toBe(`Traffic from "mailer" does not get through to "db:5432"
  no   shop/Deployment mailer → shop/db:5432/TCP tcp → shop/Deployment db → container db:5432
       out of shop/Deployment mailer: refused, for shop/mailer/Policy does not admit it
       into shop/Deployment db: refused, for shop/db/Policy does not admit it
  fix  let shop/Deployment mailer out to shop/Deployment db at port 5432/TCP: by connectTo() on a pattern, or in its policy
  fix  admit shop/Deployment mailer at port 5432/TCP of shop/Deployment db: by connectTo() or allowFrom on a pattern, or in its policy`);
  });

  test('.not passes where policies surely refuse, and fails by the way that is open', () => {
    expect(new Shop()).not.toRoute('web', 'orders:grpc');
    expect(failureOf(() => { expect(new Shop()).not.toRoute('web', 'orders:http'); })).toBe(`Traffic from "web" gets through to "orders:http"
  yes  shop/Deployment web → shop/orders:80/TCP http → shop/Deployment orders → container orders:8080
       out of shop/Deployment web: no network policy selects these pods for egress
       into shop/Deployment orders: admitted by shop/orders/Policy`);
  });

  test('counts the ports of pods, as policies do, and not those of the Service', () => {
    const shop = (port: string): string => CLIENT + SERVER + SERVICE + admitting('{ podSelector: { matchLabels: { app: client } } }', `{ port: ${port} }`);
    expect(shop('8080')).toRoute('client', 'server:80');
    expect(shop('80')).not.toRoute('client', 'server:80');
  });

  test('is no way where the target port is a name that no container bears', () => {
    expect(CLIENT + SERVER + SERVICE.replace('http', 'htpp')).not.toRoute('client', 'server:80');
    expect(failureOf(() => { expect(CLIENT + SERVER + SERVICE.replace('http', 'htpp')).toRoute('client', 'server:80'); })).toContain('no container names a port "htpp"');
  });

  test('is not known where no container declares the number: both fail', () => {
    const yaml = CLIENT + SERVER + SERVICE.replace('targetPort: http', 'targetPort: 9090');
    const told = fails(() => { expect(yaml).toRoute('client', 'server:80'); }, () => { expect(yaml).not.toRoute('client', 'server:80'); });
    expect(told[0]).toBe(told[1]);
    expect(told[0]).toMatch(/^Manifests do not say[^]*no container declares port 9090/);
    // Whether anybody listens is not what a policy decides.
    expect(yaml).toReach('client', 'server:80');
  });

  test('leads out of the cluster where the Service does', () => {
    const chart = new Chart(new LinkedApp(), 'shop', { namespace: 'shop' });
    const ledger = new ExternalBackend(chart, 'ledger', { addresses: ['10.1.2.3'], port: 5432 });
    new InternalBackend(chart, 'orders', { image: 'ghcr.io/acme/orders:1.4.2', port: 80, targetPort: 8080, connectsTo: [ledger] });
    expect(chart).toRoute('orders', 'ledger:5432');
  });

  test('asks for a port of a Service', () => {
    expect(failureOf(() => { expect(new Shop()).not.toRoute('web', 'mailer'); })).toContain('ask toReach() for a port of pods');
  });
});

describe('toReach', () => {
  test('asks policies alone, of a Service’s port or of the pods’', () => {
    const shop = new Shop();
    expect(shop).not.toReach('web', 'db:5432');
    expect(shop).toReach('web', 'Deployment orders:8080');
    expect(shop).toReach('web', 'orders:8080');
    expect(shop).not.toReach('web', 'Deployment orders:9000');
  });

  test('without a port asks of each: what differs from port to port fails either way', () => {
    const shop = new Shop();
    expect(shop).not.toReach('mailer', 'db');
    const told = fails(() => { expect(shop).toReach('web', 'orders'); }, () => { expect(shop).not.toReach('web', 'orders'); });
    expect(told[0]).toBe(told[1]);
    expect(told[0]).toMatch(/gets through to "orders" on some ways, and not surely on others\n {2}yes {2}[^]*\n {2}no {3}/);
  });

  test.each([
    ['a namespace whose labels nobody shows', CLIENT.replace('shop/client', 'other/client') + SERVER + SERVICE + admitting('{ namespaceSelector: { matchLabels: { team: front } } }')],
    ['an address block', CLIENT + SERVER + SERVICE + admitting('{ ipBlock: { cidr: 10.0.0.0/8 } }')],
    ['pods on their node’s network', workload('apps/v1 DaemonSet', 'shop/client', '{ app: client }', POD) + SERVER + SERVICE + admitting('{ podSelector: { matchLabels: { app: other } } }')],
    ['a policy of a network plugin', CLIENT + SERVER + SERVICE + admitting('{ podSelector: { matchLabels: { app: other } } }') + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/more')],
  ])('passes neither way where %s decides', (_, yaml) => {
    const told = fails(() => { expect(yaml).toReach('client', 'server:80'); }, () => { expect(yaml).not.toReach('client', 'server:80'); });
    expect(told[0]).toBe(told[1]);
    expect(told[0]).toMatch(/^Manifests do not say whether traffic from "client" gets through to "server:80"\n {2}\? {4}/);
  });

  test('passes neither way where a Service selects no pods, so that nothing is proved by a slip', () => {
    const yaml = CLIENT + SERVER + SERVICE + service('shop/db', '{ selector: { app: db }, ports: [{ port: 5432 }] }') + networkPolicy('shop/db', '{ podSelector: {} }');
    expect(fails(() => { expect(yaml).toReach('client', 'db:5432'); }, () => { expect(yaml).not.toReach('client', 'db:5432'); })).toEqual([
      expect.stringContaining('Service shop/db selects no pods among the manifests'), expect.stringContaining('selects no pods'),
    ]);
    expect(failureOf(() => { expect(yaml).not.toReach('db', 'server:80'); })).toContain('No pods among the manifests are those of "db"');
  });

  test('takes all pods behind a Service: a canary counts as well', () => {
    const canary = deployment('shop/server-canary', '{ app: server, track: canary }', '[{ name: http, containerPort: 8080 }]');
    const closed = networkPolicy('shop/canary', '{ podSelector: { matchLabels: { track: canary } } }');
    expect(CLIENT + SERVER + canary + SERVICE).toReach('client', 'server:80');
    expect(failureOf(() => { expect(CLIENT + SERVER + canary + closed + SERVICE).toReach('client', 'server:80'); })).toContain('on some ways');
  });
});

describe('a name', () => {
  const shop = new Shop();
  test.each([
    ['wbe', 'orders:80', 'No Service or workload is named "wbe"', 'did you mean "web"?'],
    ['web', 'odrers:80', 'No Service or workload is named "odrers:80"', 'did you mean "orders"?'],
    ['web', 'stage/orders:80', 'No Service or workload is named "stage/orders:80"', 'Service shop/orders'],
    ['web', 'orders:htpp', '"orders:htpp" names a port that is not there', 'did you mean "http"?'],
    ['web', 'orders:80/UDP', '"orders:80/UDP" names a port that is not there', '80/TCP http'],
    ['web', 'orders 80', '"orders 80" is no name of a Service or workload', 'write it like "web", "web:80"'],
  ])('that is not there fails either way: from %s to %s', (from, to, problem, fix) => {
    for (const told of fails(() => { expect(shop).toReach(from, to); }, () => { expect(shop).not.toReach(from, to); })) {
      expect(told.startsWith(problem)).toBe(true);
      expect(told).toContain(fix);
    }
  });

  test('that two namespaces bear asks for one', () => {
    const app = Testing.app();
    new Shop(app, 'one', 'one');
    new Shop(app, 'two', 'two');
    expect(app).toRoute('two/web', 'two/orders:80');
    expect(app).not.toRoute('one/web', 'two/orders:80');
    expect(failureOf(() => { expect(app).not.toReach('web', 'two/orders:80'); })).toMatch(/"web" may be any of 2\n {2}got {2}Service one\/web.*\n {7}Service two\/web[^]*write the namespace before it/);
  });

  test('of a chart is one of its cluster', () => {
    const app = new LinkedApp();
    const [development, production] = ['development', 'production'].map((cluster) => {
      const chart = new Chart(app, cluster);
      new ClusterTarget({ cluster }).applyTo(chart);
      return new Shop(chart as never, 'shop', 'shop');
    });
    expect(development).toRoute('web', 'orders:80');
    expect(production).not.toReach('web', 'db:5432');
    expect(failureOf(() => { expect(app).toRoute('web', 'orders:80'); })).toContain('give expect() the chart that is for the cluster you mean');
  });

  test('of two kinds in one namespace asks for the kind', () => {
    const yaml = deployment('shop/jobs', '{ app: jobs }') + workload('batch/v1 Job', 'shop/jobs', '{ app: job }') + SERVER + SERVICE;
    expect(yaml).toRoute('Job jobs', 'server:80');
    expect(failureOf(() => { expect(yaml).toRoute('jobs', 'server:80'); })).toContain('or the kind, as in "Deployment web"');
  });
});
