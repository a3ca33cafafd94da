import { App, Chart } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import {
  AllowFrom, ClusterTarget, DevNodePortApp, Egress, HealthCheck, InternalBackend, type PlatformClient, PublicLoadBalancedApp, Worker,
} from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, shop } from './harness';
import { patterns } from './prop-rows/subjects';

const tcp = (...ports: (number | string)[]): object[] => ports.map((port) => ({ port, protocol: 'TCP' }));
const named = (namespace: string): object => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } });
const pods = (name: string): object => ({ podSelector: { matchLabels: { 'cdk8s-service-patterns/service': name } } });
const cluster = { namespaceSelector: {} };
const connected = { allowFrom: AllowFrom.connected() };
const dns = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] };

/** A further chart of the same app; without a namespace, nobody has said where it goes. */
function chartIn(chart: Chart, id: string, namespace = ''): Chart {
  return new Chart(App.of(chart), id, { ...(namespace === '' ? {} : { namespace }) });
}

function backend(chart: Chart, props: object = {}): InternalBackend {
  return new InternalBackend(chart, 'orders', { image, ...('ports' in props ? {} : { port: 80, targetPort: 8080 }), ...props });
}

function worker(chart: Chart, props: object, id = 'mailer'): Worker {
  return new Worker(chart, id, { image, ...props });
}

const ingressOf = (chart: Chart, name = 'orders'): Manifest => manifestOf(chart, 'NetworkPolicy', name).spec.ingress;

/** What a backend's policy admits once a Worker connects to it. */
function admittedWith(props: object, { from = 'shop', to = 'shop' } = {}): Manifest {
  const chart = shop();
  const [front, back] = [chartIn(chart, 'front', from), chartIn(chart, 'back', to)];
  worker(front, { connectsTo: [backend(back, props)] });
  return ingressOf(back);
}

describe('a connected client', () => {
  test('is admitted at the ports of the pods, not of the Service', () => {
    expect(admittedWith(connected)).toEqual([{ from: [pods('mailer')], ports: tcp(8080) }]);
  });

  test('is admitted with its namespace where that is another', () => {
    expect(admittedWith(connected, { from: 'jobs' })).toEqual([{ from: [{ ...named('jobs'), ...pods('mailer') }], ports: tcp(8080) }]);
  });

  test('is admitted from any namespace where nobody has said which it has', () => {
    expect(admittedWith(connected, { from: '' })).toEqual([{ from: [{ ...cluster, ...pods('mailer') }], ports: tcp(8080) }]);
  });

  test('is admitted as one of the same namespace where nobody has said either', () => {
    expect(admittedWith(connected, { from: '', to: '' })).toEqual([{ from: [pods('mailer')], ports: tcp(8080) }]);
  });

  test('is admitted at every port by its protocol', () => {
    const ports = [
      { name: 'dns', port: 53, targetPort: 5353, protocol: Protocol.UDP },
      { name: 'dns-tcp', port: 53, targetPort: 5353 },
      { name: 'sigtran', port: 2905, protocol: Protocol.SCTP },
    ];
    expect(admittedWith({ ...connected, ports })[0].ports).toEqual([
      { port: 5353, protocol: 'UDP' },
      { port: 5353, protocol: 'TCP' },
      { port: 2905, protocol: 'SCTP' },
    ]);
  });

  test('is admitted at the port of its choice alone', () => {
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }];
    const chart = shop();
    const orders = backend(chart, { ...connected, ports });
    worker(chart, { connectsTo: [orders.port('grpc')] });
    worker(chart, { connectsTo: [orders.port('http')] }, 'web');
    expect(ingressOf(chart)).toEqual([
      { from: [pods('web')], ports: tcp(8080) },
      { from: [pods('mailer')], ports: tcp(9000) },
    ]);
  });

  test('is admitted at a sidecar\'s port by its name', () => {
    const sidecars = [{ name: 'proxy', image, ports: [{ number: 15001, name: 'proxied' }] }];
    const health = HealthCheck.exec(['/bin/healthy']);
    expect(admittedWith({ ...connected, targetPort: 'proxied', sidecars, health })).toEqual([{ from: [pods('mailer')], ports: tcp('proxied') }]);
  });

  test('shares a rule with others of the same ports', () => {
    const chart = shop();
    const orders = backend(chart, connected);
    for (const id of ['web', 'mailer', 'admin']) worker(chart, { connectsTo: [orders] }, id);
    expect(ingressOf(chart)).toEqual([{ from: [pods('admin'), pods('mailer'), pods('web')], ports: tcp(8080) }]);
  });
});

/** Whom `allowFrom` says, and whether a client of namespace "jobs" or "shop" needs a rule of its own besides. */
describe.each<[string, AllowFrom | undefined, object[], { jobs: boolean; shop: boolean }]>([
  ['nothing', undefined, [cluster], { jobs: false, shop: false }],
  ['the cluster', AllowFrom.cluster(), [cluster], { jobs: false, shop: false }],
  ['its namespace', AllowFrom.namespace(), [{ podSelector: {} }], { jobs: true, shop: false }],
  ['namespace jobs', AllowFrom.namespaces('jobs'), [named('jobs')], { jobs: false, shop: true }],
  ['pods by their labels', AllowFrom.pods({ tier: 'edge' }), [{ podSelector: { matchLabels: { tier: 'edge' } } }], { jobs: true, shop: true }],
  [
    'pods by their labels in namespace jobs',
    AllowFrom.pods({ tier: 'edge' }, { namespace: 'jobs' }),
    [{ ...named('jobs'), podSelector: { matchLabels: { tier: 'edge' } } }],
    { jobs: true, shop: true },
  ],
  [
    'addresses',
    AllowFrom.cidrs('10.0.0.0/8', '2001:db8::/32'),
    [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '2001:db8::/32' } }],
    { jobs: true, shop: true },
  ],
  [
    'any of several',
    AllowFrom.anyOf(AllowFrom.namespace(), AllowFrom.cidrs('10.0.0.0/8'), AllowFrom.connected()),
    [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }],
    { jobs: true, shop: false },
  ],
  ['the same namespace by its name', AllowFrom.namespaces('shop'), [named('shop')], { jobs: true, shop: false }],
])('a backend that admits %s', (_, allowFrom, from, needs) => {
  const first = { from, ports: tcp(8080) };

  test('writes so', () => {
    const chart = shop();
    backend(chart, { allowFrom });
    expect(ingressOf(chart)).toEqual([first]);
  });

  test.each(['jobs', 'shop'] as const)('admits a client from namespace %s, by a rule of its own where it needs one', (namespace) => {
    const peer = namespace === 'shop' ? pods('mailer') : { ...named('jobs'), ...pods('mailer') };
    expect(admittedWith({ allowFrom }, { from: namespace })).toEqual([first, ...(needs[namespace] ? [{ from: [peer], ports: tcp(8080) }] : [])]);
  });
});

describe('a Service of a wider type', () => {
  test('opens the ports to everybody, so that clients need no rule', () => {
    const chart = shop();
    const orders = backend(chart, connected);
    worker(chart, { connectsTo: [orders] });
    orders.addService('orders-public', { type: ServiceType.LOAD_BALANCER });
    expect(ingressOf(chart)).toEqual([{ ports: tcp(8080) }]);
  });

  test('on other ports leaves clients the rule that they need', () => {
    const chart = shop();
    const orders = backend(chart, connected);
    worker(chart, { connectsTo: [orders] });
    orders.addService('orders-public', { type: ServiceType.LOAD_BALANCER, port: 443, targetPort: 8443 });
    expect(ingressOf(chart)).toEqual([{ ports: tcp(8443) }, { from: [pods('mailer')], ports: tcp(8080) }]);
  });

  test.each([DevNodePortApp, PublicLoadBalancedApp])('of its own leaves clients of a %p without a rule', (Pattern) => {
    const chart = shop();
    worker(chart, { connectsTo: [new Pattern(chart, 'web', { image, port: 80 })] });
    expect(ingressOf(chart, 'web')).toEqual([{ ports: tcp(80) }]);
  });
});

describe('a further Service inside the cluster', () => {
  test('admits to its own ports whom it names, and nobody else to those of the pattern', () => {
    const chart = shop();
    const orders = backend(chart, connected);
    worker(chart, { connectsTo: [orders] });
    orders.addService('orders-metrics', { port: 9090, allowFrom: AllowFrom.namespaces('monitoring') });
    expect(ingressOf(chart)).toEqual([{ from: [named('monitoring')], ports: tcp(9090) }, { from: [pods('mailer')], ports: tcp(8080) }]);
  });

  test('admits whom it names beside those whom the pattern admits, where it has the same ports', () => {
    const chart = shop();
    backend(chart, { allowFrom: AllowFrom.namespace() }).addService('orders-too', { allowFrom: AllowFrom.namespaces('jobs') });
    expect(ingressOf(chart)).toEqual([{ from: [{ podSelector: {} }], ports: tcp(8080) }, { from: [named('jobs')], ports: tcp(8080) }]);
  });
});

describe('egress', () => {
  const specOf = (chart: Chart, name = 'mailer'): Manifest => manifestOf(chart, 'NetworkPolicy', name).spec;

  test.each(patterns)('of a $name is open by default, connected or not', (subject) => {
    const chart = shop();
    subject.make(chart, { name: 'web', connectsTo: [new InternalBackend(chart, 'stock', { image, port: 80 })] });
    expect(specOf(chart, 'web').policyTypes).toEqual(['Ingress']);
    expect(specOf(chart, 'web')).not.toHaveProperty('egress');
  });

  test.each(patterns)('of a $name that is declared leads to DNS where nothing is connected', (subject) => {
    const chart = shop();
    subject.make(chart, { egress: Egress.DECLARED });
    const { policyTypes, egress } = specOf(chart, 'orders');
    // Pods of several that are one, such as a database's, may always reach each other.
    const others = egress.filter(({ to }: Manifest) => JSON.stringify(to) !== JSON.stringify([pods('orders')]));
    expect([policyTypes, others]).toEqual([['Ingress', 'Egress'], [dns]]);
  });

  test('that is declared leads to the pods of each backend at their own ports, and to DNS', () => {
    const chart = shop();
    const far = chartIn(chart, 'far', 'far');
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'stats', port: 8125, protocol: Protocol.UDP }];
    worker(chart, { egress: Egress.DECLARED, connectsTo: [backend(chart), new InternalBackend(far, 'stock', { image, ports })] });
    expect(specOf(chart).egress).toEqual([
      { to: [{ ...named('far'), ...pods('stock') }], ports: [...tcp(8080), { port: 8125, protocol: 'UDP' }] },
      { to: [pods('orders')], ports: tcp(8080) },
      dns,
    ]);
  });

  test('that is declared leads to a public app as to any other', () => {
    const chart = shop();
    worker(chart, { egress: Egress.DECLARED, connectsTo: [new PublicLoadBalancedApp(chart, 'web', { image, port: 80 })] });
    expect(specOf(chart).egress).toEqual([{ to: [pods('web')], ports: tcp(80) }, dns]);
  });

  test('that is declared leads to another namespace from one that nobody has said', () => {
    const chart = shop();
    const nowhere = chartIn(chart, 'nowhere');
    worker(nowhere, { egress: Egress.DECLARED, connectsTo: [backend(chart)] });
    expect(specOf(nowhere).egress[0].to).toEqual([{ ...named('shop'), ...pods('orders') }]);
  });

  test('of a backend says nothing of who may come', () => {
    const chart = shop();
    backend(chart, { egress: Egress.DECLARED });
    expect(ingressOf(chart)).toEqual([{ from: [cluster], ports: tcp(8080) }]);
  });
});

describe('clients of the platform', () => {
  const prometheus: PlatformClient = { namespace: 'monitoring', podLabels: { app: 'prometheus' }, extraPorts: [9090] };
  const scraper = { ...named('monitoring'), podSelector: { matchLabels: { app: 'prometheus' } } };
  const gateway: PlatformClient = { namespace: 'gateway' };

  test('are admitted to the declared ports and to the extra ones, whatever allowFrom says', () => {
    const chart = shop({ platformClients: [prometheus, gateway] });
    backend(chart, { allowFrom: AllowFrom.namespace() });
    expect(ingressOf(chart)).toEqual([
      { from: [{ podSelector: {} }], ports: tcp(8080) },
      { from: [scraper], ports: tcp(8080, 9090) },
      { from: [named('gateway')], ports: tcp(8080) },
    ]);
  });

  test('are admitted where nobody else is', () => {
    const chart = shop({ platformClients: [gateway] });
    backend(chart, connected);
    expect(ingressOf(chart)).toEqual([{ from: [named('gateway')], ports: tcp(8080) }]);
  });

  test.each<[string, (chart: Chart) => unknown, object[]]>([
    ['a backend for the cluster', (chart) => backend(chart), [{ from: [cluster], ports: tcp(8080) }]],
    ['a public app', (chart) => new PublicLoadBalancedApp(chart, 'orders', { image, port: 8080 }), [{ ports: tcp(8080) }]],
    ['a Worker', (chart) => worker(chart, {}, 'orders'), []],
  ])('are admitted to the extra ports alone of %s', (_, make, first) => {
    const chart = shop({ platformClients: [prometheus, gateway] });
    make(chart);
    expect(ingressOf(chart)).toEqual([...first, { from: [scraper], ports: tcp(9090) }]);
  });

  test('keep their way to the narrow ports of a backend that has opened others', () => {
    const chart = shop({ platformClients: [gateway] });
    backend(chart, { allowFrom: AllowFrom.namespace() }).addService('orders-public', { type: ServiceType.LOAD_BALANCER, port: 443 });
    expect(ingressOf(chart)).toContainEqual({ from: [named('gateway')], ports: tcp(8080) });
  });

  test('reach the ports of a further Service', () => {
    const chart = shop({ platformClients: [gateway] });
    backend(chart, connected).addService('orders-admin', { port: 9000 });
    expect(ingressOf(chart)).toEqual([{ from: [named('gateway')], ports: tcp(8080, 9000) }]);
  });

  test('are those of the nearest target that names some', () => {
    const chart = shop({ platformClients: [gateway] });
    const [same, other, none] = ['same', 'other', 'none'].map((id) => chartIn(chart, id, id)) as [Chart, Chart, Chart];
    new ClusterTarget({ kubernetesVersion: '1.33' }).applyTo(same);
    new ClusterTarget({ platformClients: [{ namespace: 'mesh' }] }).applyTo(other);
    new ClusterTarget({ platformClients: [] }).applyTo(none);
    for (const one of [same, other, none]) backend(one, { allowFrom: AllowFrom.namespace() });
    const froms = [same, other, none].map((one) => ingressOf(one).slice(1).flatMap((rule: Manifest) => rule.from));
    expect(froms).toEqual([[named('gateway')], [named('mesh')], []]);
    expect(ClusterTarget.of(same).platformClients).toEqual([gateway]);
  });

  test('listed in another order change nothing', () => {
    const write = (platformClients: PlatformClient[]): Manifest[] => {
      const chart = shop({ platformClients });
      backend(chart, connected);
      return manifestsOf(chart);
    };
    expect(write([gateway, prometheus])).toEqual(write([prometheus, gateway]));
  });
});
