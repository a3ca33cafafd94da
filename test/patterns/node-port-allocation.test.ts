import { App, Chart, Include, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ClusterTarget, DevNodePortApp, Environment, LinkedApp, PublicLoadBalancedApp, TrafficPolicy } from '../../lib';
import { image, type Manifest, manifestsOf, refusalOf, shop } from './harness';

const web = (chart: Chart, id = 'web', props: object = {}): DevNodePortApp =>
  new DevNodePortApp(chart, id, { image, port: 80, targetPort: 3000, ...props });

/** Node ports by Service and port name, in order of names. */
function nodePorts(manifests: readonly Manifest[]): Record<string, number> {
  const entries = manifests
    .filter(({ kind, spec }) => kind === 'Service' && spec.type === 'NodePort')
    .flatMap(({ metadata, spec }): [string, number][] =>
      spec.ports.map((port: Manifest) => [
        `${metadata.namespace as string}/${metadata.name as string}/${port.name as string}`,
        port.nodePort,
      ]),
    );
  return Object.fromEntries(entries.sort());
}

/** What is allocated to one app named "web" where nothing else is taken. */
const usual = ((): number => {
  const chart = shop();
  web(chart);
  return nodePorts(manifestsOf(chart))['shop/web/tcp']!;
})();

const expectElsewhere = (chart: Chart): void => {
  const nodePort = nodePorts(manifestsOf(chart))['shop/web/tcp'];
  expect(nodePort).not.toBe(usual);
  expect(nodePort).toBeGreaterThanOrEqual(30000);
  expect(nodePort).toBeLessThanOrEqual(30085);
};

test('a node port is the same on every machine and in every version, because people have bookmarked it', () => {
  const chart = shop();
  web(chart);
  web(chart, 'admin');
  web(chart, 'mixed', {
    port: undefined,
    targetPort: undefined,
    ports: [
      { name: 'http', port: 80 },
      { name: 'dns', port: 53, protocol: kplus.Protocol.UDP },
    ],
  });
  expect(nodePorts(manifestsOf(chart))).toEqual({
    'shop/admin/tcp': 30005,
    'shop/mixed/dns': 30049,
    'shop/mixed/http': 30082,
    'shop/web/tcp': 30050,
  });
});

test('it is the same however the app is synthesized, and each time', () => {
  const linked = shop();
  const app = new App();
  new ClusterTarget({ environment: Environment.DEVELOPMENT }).applyTo(app);
  const plain = new Chart(app, 'shop', { namespace: 'shop' });
  for (const chart of [linked, plain]) {
    web(chart);
    web(chart, 'admin');
  }
  const yaml = (chart: Chart): Manifest[] => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'node-ports-')), 'app.yaml');
    fs.writeFileSync(file, App.of(chart).synthYaml());
    return Yaml.load(file);
  };
  const all = [Testing.synth(linked), Testing.synth(plain), yaml(linked), yaml(plain), Testing.synth(linked), yaml(linked)].map(nodePorts);
  for (const one of all) expect(one).toEqual(all[0]);
});

test('it does not depend on the order in which apps are created', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `app-${String(index)}`);
  const allocated = [ids, [...ids].reverse(), [...ids.slice(13), ...ids.slice(0, 13)]].map((order) => {
    const chart = shop();
    for (const id of order) web(chart, id);
    return nodePorts(manifestsOf(chart));
  });
  expect(allocated[1]).toEqual(allocated[0]);
  expect(allocated[2]).toEqual(allocated[0]);
  expect(new Set(Object.values(allocated[0]!)).size).toBe(ids.length);
});

test('it lies in the static band, which the cluster leaves to explicit requests, until the band is full', () => {
  const chart = shop({ nodePortRange: '31000-31999' });
  for (let index = 0; index < 33; index += 1) web(chart, `app-${String(index)}`);
  const allocated = Object.values(nodePorts(manifestsOf(chart))).sort((a, b) => a - b);
  // A thousand ports leave 1000/32 = 31 to explicit requests; two apps must look beyond.
  expect(allocated).toEqual(Array.from({ length: 33 }, (_, index) => 31000 + index));
});

describe('it goes past what is taken', () => {
  test('by an app that asks for the number, wherever in the app it is', () => {
    const chart = shop();
    web(chart);
    web(new Chart(App.of(chart), 'other', { namespace: 'other' }), 'web', { nodePort: usual });
    expectElsewhere(chart);
  });

  test('by a Service that cdk8s-plus made, before or after', () => {
    const chart = shop();
    web(chart);
    new kplus.Service(chart, 'legacy', { type: kplus.ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: usual }] });
    expectElsewhere(chart);
  });

  test('by a Service that was read from YAML', () => {
    const chart = shop();
    web(chart);
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'node-ports-')), 'legacy.yaml');
    const spec = { type: 'NodePort', ports: [{ port: 80, nodePort: usual }] };
    fs.writeFileSync(file, Yaml.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'legacy' }, spec }));
    new Include(chart, 'legacy', { url: file });
    expectElsewhere(chart);
  });

  test('by the health check of a load balancer', () => {
    const chart = shop();
    web(chart);
    const props = { externalTrafficPolicy: TrafficPolicy.LOCAL, healthCheckNodePort: usual };
    new PublicLoadBalancedApp(chart, 'public', { image, port: 80, targetPort: 3000, ...props });
    expectElsewhere(chart);
  });

  test('but not by what another cluster holds', () => {
    const chart = shop();
    web(chart);
    const other = new Chart(App.of(chart), 'other', { namespace: 'other' });
    new ClusterTarget({ cluster: 'other' }).applyTo(other);
    web(other, 'web', { nodePort: usual });
    expect(nodePorts(manifestsOf(chart))).toEqual({ 'shop/web/tcp': usual });
  });

  test('and one cluster may hold a name twice, in two namespaces', () => {
    const chart = shop();
    web(chart);
    const other = new Chart(App.of(chart), 'other', { namespace: 'other' });
    web(other);
    const allocated = { ...nodePorts(manifestsOf(chart)), ...nodePorts(manifestsOf(other)) };
    expect(Object.keys(allocated)).toEqual(['shop/web/tcp', 'other/web/tcp']);
    expect(new Set(Object.values(allocated)).size).toBe(2);
  });
});

test('two clusters with the same names have the same node ports', () => {
  const app = new LinkedApp({ printLinks: false, environment: Environment.DEVELOPMENT });
  const [east, west] = ['east', 'west'].map((cluster) => {
    const chart = new Chart(app, cluster, { namespace: 'shop' });
    new ClusterTarget({ cluster }).applyTo(chart);
    web(chart);
    return chart;
  });
  expect(nodePorts(manifestsOf(east!))).toEqual({ 'shop/web/tcp': usual });
  expect(nodePorts(manifestsOf(west!))).toEqual({ 'shop/web/tcp': usual });
});

test('a number that is asked for is kept, beside ports that ask for none', () => {
  const chart = shop();
  new DevNodePortApp(chart, 'web', {
    image,
    ports: [
      { name: 'http', port: 80, nodePort: 32767 },
      { name: 'admin', port: 81 },
    ],
  });
  const allocated = nodePorts(manifestsOf(chart));
  expect(allocated['shop/web/http']).toBe(32767);
  expect(allocated['shop/web/admin']).toBeLessThanOrEqual(30085);
});

test('TCP and UDP of one Service may share a number, as DNS does', () => {
  const chart = shop();
  const ports = [
    { name: 'dns-udp', port: 53, protocol: kplus.Protocol.UDP, nodePort: 30053 },
    { name: 'dns-tcp', port: 53, nodePort: 30053 },
  ];
  new DevNodePortApp(chart, 'dns', { image, ports });
  expect(nodePorts(manifestsOf(chart))).toEqual({ 'shop/dns/dns-tcp': 30053, 'shop/dns/dns-udp': 30053 });
});

describe('in a range as small as 30000-30003', () => {
  const apps = (count: number): Chart => {
    const chart = shop({ nodePortRange: '30000-30003' });
    for (let index = 0; index < count; index += 1) web(chart, `app-${String(index)}`);
    return chart;
  };

  test('four apps take every port', () => {
    const chart = apps(3);
    web(chart, 'fixed', { nodePort: 30002 });
    expect(Object.values(nodePorts(manifestsOf(chart))).sort()).toEqual([30000, 30001, 30002, 30003]);
  });

  test('a fifth is told that none is left, and the others are not', () => {
    const chart = apps(5);
    const { message, findings, messages } = refusalOf(() => manifestsOf(chart));
    expect(findings).toMatchObject([{ field: 'nodePort', source: { file: 'test/patterns/node-port-allocation.test.ts' } }]);
    expect(messages).toEqual([]);
    expect(message.match(/Every node port of the cluster's range is taken/g)).toHaveLength(1);
    expect(message).toContain('shop/app-4/Service');
    expect(message).not.toContain('shop/app-3/Service');
  });
});

test('production is refused in the constructor, with the pattern to use instead', () => {
  const chart = shop({ environment: Environment.PRODUCTION });
  const [finding] = refusalOf(() => web(chart)).findings;
  expect(finding).toMatchObject({ rule: 'node-port-development-only', path: 'shop/web', field: 'environment' });
  expect(finding!.fix).toContain('PublicLoadBalancedApp');
});

test.each([Environment.DEVELOPMENT, Environment.STAGING, undefined])('a target whose environment is %s is not refused', (environment) => {
  const chart = new Chart(new LinkedApp({ printLinks: false, ...(environment ? { environment } : {}) }), 'shop', { namespace: 'shop' });
  web(chart);
  expect(nodePorts(manifestsOf(chart))).toEqual({ 'shop/web/tcp': usual });
});
