import type { Chart } from 'cdk8s';
import { ApiObject, JsonPatch } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { Egress, ExternalBackend, Worker } from '../../../lib';
import { image, manifestsOf } from '../harness';
import { backend, type Refusals } from './refusal';

/** A backend outside the cluster, which plain JavaScript may give any props. */
const external = (chart: Chart, props: object): ExternalBackend => new ExternalBackend(chart, 'ledger', { port: 5432, ...props });
const host =
  (name: unknown, props: object = {}): Refusals[string] =>
  (chart) =>
    external(chart, { host: name, ...props });
const at =
  (...addresses: unknown[]): Refusals[string] =>
  (chart) =>
    external(chart, { addresses });
const named = { host: 'ledger.example.com' };

/** A client of it that lets out only what it declares. */
const strict = (chart: Chart, props: object): Worker => new Worker(chart, 'mailer', { image, egress: Egress.DECLARED, connectsTo: [external(chart, props)] });

/** Backends outside the cluster. */
export const externalRefusals: Refusals = {
  'neither a DNS name nor addresses': (chart) => external(chart, {}),
  'a DNS name and addresses': host('ledger.example.com', { addresses: ['10.1.2.3'] }),
  'an address as DNS name': host('10.1.2.3'),
  'an IPv6 address as DNS name': host('2001:db8::7'),
  'a URL': host('postgres://ledger.example.com:5432/ledger'),
  'a DNS name with a port': host('ledger.example.com:5432'),
  'a DNS name in capitals': host('Ledger.Example.com'),
  'a DNS name with an underscore': host('ledger_db.example.com'),
  'an empty DNS name': host(''),
  'a DNS name that a later step fills in': host('${LEDGER_HOST}'),
  'the name of the Service itself': host('ledger.shop.svc.cluster.local'),
  'a DNS name without a domain': host('mainframe'),
  'localhost': host('localhost'),
  'a name below localhost': host('ledger.localhost'),
  'no port': (chart) => new ExternalBackend(chart, 'ledger', named),
  'a port that is mapped behind a DNS name': host('ledger.example.com', { targetPort: 15432 }),
  'a port in a list that is mapped behind a DNS name': host('ledger.example.com', {
    port: undefined,
    ports: [{ name: 'sql', port: 5432 }, { name: 'admin', port: 80, targetPort: 8080 }],
  }),
  'a port by name': (chart) => external(chart, { addresses: ['10.1.2.3'], targetPort: 'sql' }),
  'no address in a list of them': at(),
  'an address with a mask': at('10.1.2.3/32'),
  'an address with a port': at('10.1.2.3:5432'),
  'an IPv6 address in brackets with a port': at('[2001:db8::7]:5432'),
  'an address with leading zeros': at('10.01.02.03'),
  'an address with a zone': at('fe80::1%eth0'),
  'a DNS name among addresses': at('10.1.2.3', 'ledger.example.com'),
  'a loopback address': at('127.0.0.1'),
  'the loopback address of IPv6': at('::1'),
  'a link-local address, as metadata services have it': at('169.254.169.254'),
  'a link-local address of IPv6': at('fe80::7'),
  'a multicast address': at('224.0.0.251'),
  'no host\'s address': at('0.0.0.0'),
  'an IPv4 address written as IPv6': at('::ffff:10.1.2.3'),
  'one address twice': at('10.1.2.3', '10.1.2.4', '10.1.2.3'),
  'one IPv6 address in two ways': at('2001:db8::7', '2001:DB8:0:0::7'),
  'ranges for egress beside addresses': (chart) => external(chart, { addresses: ['10.1.2.3'], egressTo: ['10.1.2.0/24'] }),
  'no range for egress in a list of them': host('ledger.example.com', { egressTo: [] }),
  'an address without a mask for egress': host('ledger.example.com', { egressTo: ['203.0.113.0/24', '198.51.100.7'] }),
  'a DNS name for egress': host('ledger.example.com', { egressTo: ['ledger.example.com'] }),
  'a label that is none': host('ledger.example.com', { serviceLabels: { team: 'shop & co' } }),
  'an annotation that is no text': host('ledger.example.com', { serviceAnnotations: { port: 5432 } }),
  'a client that declares its egress, of a DNS name alone': (chart) => strict(chart, named),
  'one that connects by method': (chart) => { new Worker(chart, 'mailer', { image, egress: Egress.DECLARED }).connectTo(external(chart, named)); },
  'the name of a pattern': (chart) => [backend(chart, { name: 'ledger' }), external(chart, named)],
  'a port that it has not': (chart) => external(chart, { ...named, port: undefined, ports: [{ name: 'sql', port: 5432 }] }).port('sq'),
  'a patch of the endpoints alone that renames a port': (chart) => {
    const { endpointSlices } = external(chart, { addresses: ['10.1.2.3'], port: undefined, ports: [{ name: 'sql', port: 5432, protocol: Protocol.TCP }] });
    endpointSlices[0]!.addJsonPatch(JsonPatch.replace('/ports/0/name', 'postgres'));
    manifestsOf(chart);
  },
  'a patch to a DNS name that is none': (chart) => {
    ApiObject.of(external(chart, named).service).addJsonPatch(JsonPatch.replace('/spec/externalName', 'http://ledger.example.com'));
    manifestsOf(chart);
  },
};
