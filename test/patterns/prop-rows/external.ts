import { Protocol } from 'cdk8s-plus-28';
import { type Row, rows } from './row';

const addresses = ['10.1.2.3'];
const annotation = 'example.com/owner';

export const externalRows: readonly Row[] = [
  ...rows(
    'Service',
    ['name', { name: 'books' }, '/metadata/name', 'books', 'other'],
    ['host', { host: 'books.example.com' }, '/spec/externalName', 'books.example.com', 'other.example.com'],
    ['host', { host: 'books.example.com.' }, '/spec/type', 'ExternalName', 'ClusterIP'],
    ['addresses', { addresses: ['10.1.2.3'] }, '/spec/ipFamilies', ['IPv4'], ['IPv6']],
    ['addresses', { addresses: ['10.1.2.3', '2001:db8::7'] }, '/spec/ipFamilyPolicy', 'PreferDualStack', 'RequireDualStack'],
    ['port', { port: 9090 }, '/spec/ports/0/port', 9090, 9091],
    ['targetPort', { addresses, port: 80, targetPort: 8080 }, '/spec/ports/0/targetPort', 8080, 8081],
    ['serviceLabels', { serviceLabels: { team: 'shop' } }, '/metadata/labels/team', 'shop', 'other'],
    ['serviceAnnotations', { serviceAnnotations: { [annotation]: 'shop' } }, `/metadata/annotations/${annotation.replace('/', '~1')}`, 'shop', 'other'],
  ),
  ...rows(
    'EndpointSlice',
    ['name', { name: 'books', addresses }, '/metadata/name', 'books-ipv4', 'other'],
    ['addresses', { addresses }, '/endpoints', [{ addresses: ['10.1.2.3'] }], [{ addresses: ['10.1.2.4'] }]],
    ['addresses', { addresses: ['2001:DB8:0::7'] }, '/endpoints/0/addresses/0', '2001:db8::7', '2001:db8::8'],
    ['port', { addresses, port: 9090 }, '/ports/0/port', 9090, 9091],
    ['targetPort', { addresses, port: 80, targetPort: 8080 }, '/ports/0/port', 8080, 8081],
  ),
  ...rows(
    'NetworkPolicy',
    ['egressTo', { client: true, egressTo: ['203.0.113.0/24', '2001:db8::/32'] }, '/spec/egress/0/to/0/ipBlock/cidr', '2001:db8::/32', '2001:db8::/48'],
    ['addresses', { client: true, addresses, port: 80, targetPort: 8080 }, '/spec/egress/0/to/0/ipBlock/cidr', '10.1.2.3/32', '10.1.2.0/24'],
    ['targetPort', { client: true, addresses, port: 80, targetPort: 8080 }, '/spec/egress/0/ports', [{ port: 8080, protocol: 'TCP' }], [{ port: 8080 }, { port: 8081 }]],
  ),
];

export const externalPortRows: readonly Row[] = [
  ...rows(
    'Service',
    ['name', { ports: [{ port: 9090, name: 'sql' }] }, '/spec/ports/0/name', 'sql', 'other'],
    ['port', { ports: [{ port: 9090 }] }, '/spec/ports/0/port', 9090, 9091],
    ['targetPort', { addresses, ports: [{ port: 80, targetPort: 9090 }] }, '/spec/ports/0/targetPort', 9090, 9091],
    ['protocol', { ports: [{ port: 53, protocol: Protocol.UDP }] }, '/spec/ports/0/protocol', 'UDP', 'SCTP'],
    ['appProtocol', { ports: [{ port: 9090, appProtocol: 'https' }] }, '/spec/ports/0/appProtocol', 'https', 'http'],
  ),
  ...rows(
    'EndpointSlice',
    ['appProtocol', { addresses, ports: [{ port: 9090, appProtocol: 'https' }] }, '/ports/0/appProtocol', 'https', 'http'],
  ),
];

/** What it writes without being asked: no controller is to take the endpoints for its own. */
export const overlaidExternalRows: readonly Row[] = rows('EndpointSlice', [
  undefined,
  { addresses },
  '/metadata/labels/endpointslice.kubernetes.io~1managed-by',
  'cdk8s-service-patterns',
  'somebody',
]);
