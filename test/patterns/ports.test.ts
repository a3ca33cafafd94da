import { Protocol } from 'cdk8s-plus-28';
import { HealthCheck, InternalBackend } from '../../lib';
import { image, type Manifest, manifestOf, podOf, shop } from './harness';

interface Written {
  readonly service: Manifest[];
  readonly container: Manifest[];
  readonly policy: Manifest[];
}

/** Ports as a backend writes them: in its Service, its container and its policy. */
function written(props: object): Written {
  const chart = shop();
  new InternalBackend(chart, 'orders', { image, ...props });
  return {
    service: manifestOf(chart, 'Service').spec.ports,
    container: podOf(chart).spec.containers[0].ports ?? [],
    policy: manifestOf(chart, 'NetworkPolicy').spec.ingress[0].ports,
  };
}

const http = HealthCheck.http('/healthz');
const quiet = HealthCheck.none('nothing can be asked');
const udp = { port: 53, protocol: Protocol.UDP };

/** Meshes, gateways and monitors read the protocol from the name, so it says what is known, and nothing that is not. */
test.each<[string, object, string[]]>([
  ['nothing but TCP', { port: 80 }, ['tcp']],
  ['HTTP, because the check asks it by HTTP', { port: 80, health: http }, ['http']],
  [
    'HTTP, where the check names the port that it is',
    { port: 80, targetPort: 8080, health: HealthCheck.http('/healthz', { port: 8080 }) },
    ['http'],
  ],
  ['HTTPS, because the check asks it by HTTPS', { port: 443, health: HealthCheck.http('/healthz', { tls: true }) }, ['https']],
  [
    'nothing, where the check asks another port',
    { port: 80, targetPort: 8080, health: HealthCheck.http('/healthz', { port: 9000 }) },
    ['tcp'],
  ],
  ['gRPC, because the check asks it by gRPC', { port: 80, health: HealthCheck.grpc() }, ['grpc']],
  ['nothing, where a command checks', { port: 80, health: HealthCheck.exec(['/bin/true']) }, ['tcp']],
  ['HTTP in a list of one', { ports: [{ port: 80 }], health: http }, ['http']],
  ['UDP', { ports: [udp], health: quiet }, ['udp']],
  ['UDP, whatever the check speaks', { ports: [udp], health: HealthCheck.http('/healthz', { port: 53 }) }, ['udp']],
  ['SCTP', { ports: [{ port: 53, protocol: Protocol.SCTP }], health: quiet }, ['sctp']],
  [
    'what the author says',
    {
      ports: [
        { name: 'web', port: 80 },
        { name: 'admin', port: 81 },
      ],
      health: http,
    },
    ['web', 'admin'],
  ],
])('the name of a port tells of %s', (_, props, names) => {
  const { service } = written(props);
  expect(service.map(({ name }) => name)).toEqual(names);
});

test('one port is the same everywhere, unless the container listens on another', () => {
  expect(written({ port: 8080 })).toEqual({
    service: [{ name: 'tcp', port: 8080, targetPort: 8080, protocol: 'TCP' }],
    container: [{ name: 'tcp', containerPort: 8080, protocol: 'TCP' }],
    policy: [{ port: 8080, protocol: 'TCP' }],
  });
  expect(written({ port: 80, targetPort: 8080 })).toEqual({
    service: [{ name: 'tcp', port: 80, targetPort: 8080, protocol: 'TCP' }],
    container: [{ name: 'tcp', containerPort: 8080, protocol: 'TCP' }],
    policy: [{ port: 8080, protocol: 'TCP' }],
  });
});

test('several ports keep their order, names and protocols, and each is declared and admitted', () => {
  const ports = [
    { name: 'dns', port: 53, targetPort: 5353, protocol: Protocol.UDP },
    { name: 'dns-tcp', port: 53, targetPort: 5353 },
    { name: 'sigtran', port: 2905, protocol: Protocol.SCTP, appProtocol: 'm3ua' },
  ];
  expect(written({ ports })).toEqual({
    service: [
      { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, targetPort: 5353, protocol: 'TCP' },
      { name: 'sigtran', port: 2905, targetPort: 2905, protocol: 'SCTP', appProtocol: 'm3ua' },
    ],
    container: [
      { name: 'dns', containerPort: 5353, protocol: 'UDP' },
      { name: 'dns-tcp', containerPort: 5353, protocol: 'TCP' },
      { name: 'sigtran', containerPort: 2905, protocol: 'SCTP' },
    ],
    policy: [
      { port: 5353, protocol: 'UDP' },
      { port: 5353, protocol: 'TCP' },
      { port: 2905, protocol: 'SCTP' },
    ],
  });
});

test('a named targetPort is the sidecar\'s business: the Service and the policy name it, the container declares nothing', () => {
  const sidecars = [{ name: 'exporter', image, ports: [{ name: 'metrics', number: 9102 }] }];
  expect(written({ port: 9090, targetPort: 'metrics', sidecars, health: quiet })).toEqual({
    service: [{ name: 'tcp', port: 9090, targetPort: 'metrics', protocol: 'TCP' }],
    container: [],
    policy: [{ port: 'metrics', protocol: 'TCP' }],
  });
});
