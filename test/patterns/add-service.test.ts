import { Chart, Testing } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import {
  type AdditionalServiceProps,
  AllowFrom,
  DevNodePortApp,
  InternalBackend,
  LinkedApp,
  PublicLoadBalancedApp,
  SessionAffinity,
} from '../../lib';
import { image, type Manifest, manifestOf, podOf, refusalOf, shop } from './harness';
import { served } from './prop-rows/subjects';

const tcp = (...ports: number[]): object[] => ports.map((port) => ({ port, protocol: 'TCP' }));
const cluster = [{ namespaceSelector: {} }];

function backend(props: object = {}): { chart: Chart; pattern: InternalBackend } {
  const chart = shop();
  return { chart, pattern: new InternalBackend(chart, 'orders', { image, port: 80, targetPort: 8080, ...props }) };
}

/** What a backend's policy admits once a Service has been added. */
function admittedAfter(service: AdditionalServiceProps, props: object = {}): Manifest {
  const { chart, pattern } = backend(props);
  pattern.addService('orders-too', service);
  return manifestOf(chart, 'NetworkPolicy').spec.ingress;
}

describe.each(served)('$name', (subject) => {
  test('carries a second Service over the same pods, on the same ports', () => {
    const chart = shop();
    const service = subject.make(chart, { port: 80, targetPort: 8080 }).addService!('orders-too');
    const [first, second] = [manifestOf(chart, 'Service', 'orders'), manifestOf(chart, 'Service', 'orders-too')];
    expect(service.name).toBe('orders-too');
    // What only a load balancer has stays with it.
    const { loadBalancerClass: _, allocateLoadBalancerNodePorts: __, ...spec } = first.spec;
    expect(second.metadata.annotations ?? {}).toEqual({});
    expect(second.spec).toEqual({
      ...spec,
      type: 'ClusterIP',
      ports: [{ name: 'tcp', port: 80, targetPort: 8080, protocol: 'TCP' }],
    });
    expect(second.metadata.labels).toEqual({
      'app.kubernetes.io/name': 'orders-too',
      'app.kubernetes.io/managed-by': 'cdk8s-service-patterns',
    });
  });
});

test('a load balancer beside an internal Service widens the policy to everybody, on its ports', () => {
  expect(admittedAfter({ type: ServiceType.LOAD_BALANCER })).toEqual([{ from: cluster, ports: tcp(8080) }, { ports: tcp(8080) }]);
  expect(admittedAfter({ type: ServiceType.LOAD_BALANCER, port: 443, targetPort: 8443 })).toEqual([
    { from: cluster, ports: tcp(8080) },
    { ports: tcp(8443) },
  ]);
});

test('a node port does the same', () => {
  expect(admittedAfter({ type: ServiceType.NODE_PORT })).toEqual([{ from: cluster, ports: tcp(8080) }, { ports: tcp(8080) }]);
});

test('a further internal Service admits nobody else to the pattern\'s own ports', () => {
  expect(admittedAfter({ sessionAffinity: SessionAffinity.CLIENT_IP })).toEqual([{ from: cluster, ports: tcp(8080) }]);
});

test('a further internal Service on other ports admits to them whom the pattern admits, and no others', () => {
  const peers = [{ podSelector: {} }];
  expect(admittedAfter({ port: 9090 })).toEqual([
    { from: cluster, ports: tcp(8080) },
    { from: cluster, ports: tcp(9090) },
  ]);
  expect(admittedAfter({ port: 9090 }, { allowFrom: AllowFrom.namespace() })).toEqual([
    { from: peers, ports: tcp(8080) },
    { from: peers, ports: tcp(9090) },
  ]);
});

test('a further internal Service on other ports of a public app admits the cluster to them', () => {
  const chart = shop();
  new PublicLoadBalancedApp(chart, 'web', { image, port: 80, targetPort: 8080 }).addService('web-metrics', { port: 9090 });
  expect(manifestOf(chart, 'NetworkPolicy').spec.ingress).toEqual([{ ports: tcp(8080) }, { from: cluster, ports: tcp(9090) }]);
});

test('other ports are declared on the container, each once, under a name that is still free', () => {
  const { chart, pattern } = backend();
  pattern.addService('orders-admin', { port: 9090 });
  pattern.addService('orders-both', {
    ports: [
      { name: 'web', port: 80, targetPort: 8080 },
      { name: 'dns', port: 53, targetPort: 9090, protocol: Protocol.UDP },
    ],
  });
  expect(podOf(chart).spec.containers[0].ports).toEqual([
    { name: 'tcp', containerPort: 8080, protocol: 'TCP' },
    { containerPort: 9090, protocol: 'TCP' },
    { name: 'dns', containerPort: 9090, protocol: 'UDP' },
  ]);
});

test('a further NodePort Service is allocated ports of its own, and never takes those of the pattern', () => {
  const chart = shop();
  const pattern = new DevNodePortApp(chart, 'web', { image, port: 80, targetPort: 8080, nodePort: 30080 });
  pattern.addService('web-too', { type: ServiceType.NODE_PORT });
  const [{ nodePort }] = manifestOf(chart, 'Service', 'web-too').spec.ports;
  expect(nodePort).not.toBe(30080);
  expect(nodePort).toBeGreaterThanOrEqual(30000);
  expect(nodePort).toBeLessThanOrEqual(30085);
});

test('the links of every Service are proved', () => {
  const app = new LinkedApp({ printLinks: false });
  const pattern = new InternalBackend(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', {
    image,
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  });
  pattern.addService('orders-admin', { port: 9090 });
  pattern.addService('orders-public', { type: ServiceType.LOAD_BALANCER });
  app.synthYaml();
  expect(app.linkReport.split('\n')).toEqual([
    'shop/orders:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080',
    'shop/orders-admin:9090/TCP tcp → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:9090',
    'shop/orders-public:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080',
  ]);
});

test('the name of another pattern is refused, and so is one\'s own', () => {
  const { chart, pattern } = backend();
  new InternalBackend(chart, 'web', { image, port: 80 });
  for (const name of ['web', 'orders']) {
    expect(refusalOf(() => pattern.addService(name)).findings).toEqual([
      expect.objectContaining({ rule: 'object-identity-unique', path: `shop/orders/${name}`, got: `"${name}" belongs to shop/${name}` }),
    ]);
  }
});

test('a pattern cannot take the name of a further Service either', () => {
  const { chart, pattern } = backend();
  pattern.addService('web');
  const [finding] = refusalOf(() => new InternalBackend(chart, 'web', { image, port: 80 })).findings;
  expect(finding).toMatchObject({ rule: 'object-identity-unique', path: 'shop/web', got: '"web" belongs to shop/orders/web' });
});

test('what was added after a synth is in the next one', () => {
  const { chart, pattern } = backend();
  const before = Testing.synth(chart).length;
  pattern.addService('orders-too');
  expect(Testing.synth(chart)).toHaveLength(before + 1);
});
