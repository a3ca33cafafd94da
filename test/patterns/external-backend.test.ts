import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { Egress, ExternalBackend, type ExternalBackendProps, LinkedApp, PublicLoadBalancedApp, Worker } from '../../lib';
import { formatText, link } from '../../lib/linker';
import { toInput } from '../rules/manifests';
import { image, type Manifest, manifestOf, manifestsOf, podOf, refusalOf, shop } from './harness';

const named = { host: 'ledger.example.com', port: 5432 };
const at = (...addresses: string[]): ExternalBackendProps => ({ addresses, port: 80, targetPort: 8080 });
const external = (chart: Chart, props: ExternalBackendProps, id = 'ledger'): ExternalBackend => new ExternalBackend(chart, id, props);
const specOf = (chart: Chart): Manifest => manifestOf(chart, 'Service').spec;
const egressOf = (chart: Chart): Manifest => manifestOf(chart, 'NetworkPolicy').spec.egress;
const dns = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] };

/** A Worker that lets out what it declares, and connects to a backend. */
function strict(chart: Chart, ...connectsTo: ExternalBackend[]): Worker {
  return new Worker(chart, 'mailer', { image, egress: Egress.DECLARED, connectsTo });
}

test('a DNS name becomes an ExternalName Service, whose ports say what is there', () => {
  const chart = shop();
  const { endpointSlices } = external(chart, { ...named, ports: undefined });
  expect(endpointSlices).toEqual([]);
  expect(manifestsOf(chart)).toHaveLength(1);
  expect(specOf(chart)).toEqual({
    type: 'ExternalName',
    externalName: 'ledger.example.com',
    ports: [{ name: 'tcp', port: 5432, targetPort: 5432, protocol: 'TCP' }],
  });
});

test('addresses become a Service without a selector, and endpoints whose ports bear the Service\'s names', () => {
  const chart = shop();
  const ports = [{ name: 'sql', port: 80, targetPort: 5432 }, { name: 'stats', port: 81, protocol: Protocol.UDP }];
  external(chart, { addresses: ['10.1.2.4', '10.1.2.3'], ports });
  const slice = manifestOf(chart, 'EndpointSlice');
  expect(specOf(chart)).not.toHaveProperty('selector');
  expect(slice).toMatchObject({
    metadata: { name: 'ledger-ipv4', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'ledger' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.1.2.4'] }, { addresses: ['10.1.2.3'] }],
    ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }, { name: 'stats', port: 81, protocol: 'UDP' }],
  });
});

test.each<[string, string[], Manifest, string[]]>([
  ['IPv4', ['10.1.2.3'], { ipFamilies: ['IPv4'] }, ['ledger-ipv4 IPv4']],
  ['IPv6', ['2001:db8::7'], { ipFamilies: ['IPv6'] }, ['ledger-ipv6 IPv6']],
  ['both, whichever comes first', ['2001:db8::7', '10.1.2.3'], { ipFamilyPolicy: 'PreferDualStack' }, ['ledger-ipv4 IPv4', 'ledger-ipv6 IPv6']],
])('the Service is of the families that its endpoints are of: %s', (_, addresses, families, slices) => {
  const chart = shop();
  expect(external(chart, at(...addresses)).endpointSlices.map(({ name }) => name)).toEqual(slices.map((slice) => slice.split(' ')[0]));
  expect(specOf(chart)).toMatchObject(families);
  const written = manifestsOf(chart).filter(({ kind }) => kind === 'EndpointSlice');
  expect(written.map(({ metadata, addressType }) => `${metadata.name as string} ${addressType as string}`)).toEqual(slices);
});

test('clients are told the name in the cluster, and where it has a scheme, its URL', () => {
  const chart = shop();
  const ledger = external(chart, { ...named, port: undefined, ports: [{ name: 'postgresql', port: 5432 }] });
  const far = new Chart(App.of(chart), 'far', { namespace: 'far' });
  new Worker(far, 'mailer', { image, connectsTo: [ledger] });
  expect(podOf(far).spec.containers[0].env).toEqual([
    { name: 'LEDGER_ADDR', value: 'ledger.shop.svc:5432' },
    { name: 'LEDGER_HOST', value: 'ledger.shop.svc' },
    { name: 'LEDGER_PORT', value: '5432' },
    { name: 'LEDGER_URL', value: 'postgresql://ledger.shop.svc:5432' },
  ]);
});

test('a client that leaves its egress open gets no rule of it', () => {
  const chart = shop();
  new PublicLoadBalancedApp(chart, 'web', { image, port: 80, connectsTo: [external(chart, named)] });
  expect(manifestOf(chart, 'NetworkPolicy').spec).not.toHaveProperty('egress');
});

test('a client that declares its egress is let out to each address, at the port there, and to nothing else but DNS', () => {
  const chart = shop();
  strict(chart, external(chart, at('10.1.2.4', '2001:DB8::7', '10.1.2.3')));
  const to = ['10.1.2.3/32', '10.1.2.4/32', '2001:db8::7/128'].map((cidr) => ({ ipBlock: { cidr } }));
  expect(egressOf(chart)).toEqual([{ to, ports: [{ port: 8080, protocol: 'TCP' }] }, dns]);
});

test('behind a DNS name it is let out to where the backend says that the name leads', () => {
  const chart = shop();
  strict(chart, external(chart, { ...named, egressTo: ['203.0.113.0/24'] }));
  expect(egressOf(chart)).toEqual([{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 5432, protocol: 'TCP' }] }, dns]);
});

test('one port alone is let out to where one alone is connected to', () => {
  const chart = shop();
  const ports = [{ name: 'sql', port: 5432 }, { name: 'admin', port: 80 }];
  strict(chart).connectTo(external(chart, { addresses: ['10.1.2.3'], ports }).port('admin'));
  expect(egressOf(chart)[0].ports).toEqual([{ port: 80, protocol: 'TCP' }]);
});

test('the link report says where a connection leads', () => {
  const app = new LinkedApp({ printLinks: false });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  strict(chart, external(chart, { ...named, egressTo: ['203.0.113.0/24'] }), external(chart, at('10.1.2.3', '10.1.2.4'), 'mainframe'));
  app.synthYaml();
  expect(app.linkReport).toBe(
    [
      'shop/Deployment mailer → shop/ledger:5432/TCP tcp → ledger.example.com:5432',
      'shop/Deployment mailer → shop/mainframe:80/TCP tcp → 10.1.2.3:8080, 10.1.2.4:8080',
    ].join('\n'),
  );
});

test.each<[string, (made: { ledger: ExternalBackend; client: Worker }) => ApiObject, JsonPatch, string]>([
  ['an address that the client is no longer let out to', ({ client }) => client.policy, JsonPatch.remove('/spec/egress/0/to/1'), 'connection-admitted'],
  ['an address that only the endpoints know of', ({ ledger }) => ledger.endpointSlices[0]!, JsonPatch.add('/endpoints/-', { addresses: ['10.1.2.5'] }), 'connection-admitted'],
  ['another port of the endpoints', ({ ledger }) => ledger.endpointSlices[0]!, JsonPatch.replace('/ports/0/port', 8081), 'connection-admitted'],
  ['another port of the Service', ({ ledger }) => ApiObject.of(ledger.service), JsonPatch.replace('/spec/ports/0/port', 81), 'connection-admitted'],
  ['another name of the endpoints\' port', ({ ledger }) => ledger.endpointSlices[0]!, JsonPatch.replace('/ports/0/name', 'web'), 'endpoint-slice-ports-match'],
])('a patch to %s is an error', (_, choose, patch, rule) => {
  const chart = shop();
  const ledger = external(chart, at('10.1.2.3', '10.1.2.4'));
  choose({ ledger, client: strict(chart, ledger) }).addJsonPatch(patch);
  expect(refusalOf(() => manifestsOf(chart)).findings.map((finding) => finding.rule)).toContain(rule);
});

test('construct ids are what they always were', () => {
  const chart = shop();
  const paths = external(chart, at('10.1.2.3', '2001:db8::7')).node.findAll().map((construct) => construct.node.path);
  expect(paths).toEqual(['shop/ledger', 'shop/ledger/Service', 'shop/ledger/Service/Resource', 'shop/ledger/IPv4Endpoints', 'shop/ledger/IPv6Endpoints']);
});

test('a name of 63 characters, the longest that DNS has, fits', () => {
  const chart = shop();
  const name = `a${'b'.repeat(62)}`;
  external(chart, at('10.1.2.3'), name);
  expect(manifestsOf(chart).map(({ metadata }) => metadata.name)).toEqual([name, `${name}-ipv4`]);
});

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(fc.integer({ min: 1, max: 223 }).filter((first) => first !== 127 && first !== 169), octet, octet, octet).map((parts) => parts.join('.'));
const ipv6 = fc.tuple(fc.integer({ min: 0x2001, max: 0x3fff }), fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 7, maxLength: 7 })).map(([first, rest]) => [first, ...rest].map((part) => part.toString(16)).join(':'));
const port = fc.integer({ min: 1, max: 65535 });
const ports = (mapped: boolean): fc.Arbitrary<Manifest[]> =>
  fc.uniqueArray(
    fc.record(
      { name: fc.stringMatching(/^[a-z]{1,6}(-[a-z0-9]{1,6})?$/), port, protocol: fc.constantFrom(Protocol.TCP, Protocol.UDP, Protocol.SCTP), appProtocol: fc.constantFrom('https', 'kubernetes.io/h2c'), ...(mapped ? { targetPort: port } : {}) },
      { requiredKeys: ['name', 'port'] },
    ),
    { minLength: 1, maxLength: 4, comparator: (a: Manifest, b: Manifest) => a.name === b.name || (a.port === b.port && (a.protocol ?? 'TCP') === (b.protocol ?? 'TCP')) },
  );
const place = fc.oneof(
  fc.record({
    host: fc.tuple(label, label, fc.constantFrom('com', 'internal', 'svc.cluster.local', 'com.')).map((parts) => parts.join('.')),
    egressTo: fc.uniqueArray(ipv4.map((address) => `${address}/32`), { minLength: 1, maxLength: 3 }),
    ports: ports(false),
  }),
  fc.record({ addresses: fc.uniqueArray(fc.oneof(ipv4, ipv6), { minLength: 1, maxLength: 5 }), ports: ports(true) }),
);

test('whatever the props accept synthesizes, links and is accepted by the API server, for clients of either egress', () => {
  fc.assert(
    fc.property(place, fc.constantFrom(Egress.OPEN, Egress.DECLARED), fc.constantFrom('1.28', '1.34', '1.37'), (props, egress, kubernetesVersion) => {
      const chart = shop({ kubernetesVersion });
      const ledger = external(chart, props, 'ledger');
      new Worker(chart, 'mailer', { image, egress, drain: undefined, connectsTo: [ledger] });
      const manifests = manifestsOf(chart);
      const { findings } = link(toInput(manifests, { ours: true, apiServer: true, target: { kubernetesVersion } }));
      expect(formatText(findings)).toBe('');
    }),
    { numRuns: 150 },
  );
});

test('the order in which backends and clients are made changes no object', () => {
  const make = (ids: readonly string[]): Manifest => {
    const chart = shop();
    const made = Object.fromEntries(ids.map((id) => [id, external(chart, at(`10.0.0.${String(id.length)}`), id)]));
    const client = strict(chart);
    for (const id of ids) client.connectTo(made[id]!);
    return manifestsOf(chart).sort((a, b) => ((a.kind as string) + (a.metadata.name as string) < (b.kind as string) + (b.metadata.name as string) ? -1 : 1));
  };
  expect(make(['ledger', 'mainframe', 'fax'])).toEqual(make(['fax', 'mainframe', 'ledger']));
});
