import { App, Chart, Duration } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import {
  AllowFrom, Balancing, ClusterTarget, InternalBackend, IpFamily, IpFamilyPolicy, type LoadBalancerSettings, LoadBalancerScheme, Provider, SessionAffinity, TrafficDistribution, TrafficPolicy,
} from '../../../lib';
import { type Row, rows } from './row';

const sticky = { sessionAffinity: SessionAffinity.CLIENT_IP };
const dual = { ipFamilies: [IpFamily.IPV6, IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK };
const local = { externalTrafficPolicy: TrafficPolicy.LOCAL };
const annotation = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

export const serviceRows: readonly Row[] = rows(
  'Service',
  ['sessionAffinity', sticky, '/spec/sessionAffinity', 'ClientIP', 'None'],
  [
    'sessionAffinityTimeout',
    { ...sticky, sessionAffinityTimeout: Duration.minutes(5) },
    '/spec/sessionAffinityConfig/clientIP/timeoutSeconds',
    300,
    301,
  ],
  ['internalTrafficPolicy', { internalTrafficPolicy: TrafficPolicy.LOCAL }, '/spec/internalTrafficPolicy', 'Local', 'Cluster'],
  [
    'trafficDistribution',
    { trafficDistribution: TrafficDistribution.PREFER_CLOSE },
    '/spec/trafficDistribution',
    'PreferClose',
    'PreferSameNode',
  ],
  [
    'trafficDistribution',
    { trafficDistribution: TrafficDistribution.PREFER_SAME_ZONE },
    '/spec/trafficDistribution',
    'PreferSameZone',
    'PreferClose',
  ],
  [
    'trafficDistribution',
    { trafficDistribution: TrafficDistribution.PREFER_SAME_NODE },
    '/spec/trafficDistribution',
    'PreferSameNode',
    'PreferClose',
  ],
  ['ipFamilies', dual, '/spec/ipFamilies', ['IPv6', 'IPv4'], ['IPv4', 'IPv6']],
  ['ipFamilyPolicy', { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }, '/spec/ipFamilyPolicy', 'RequireDualStack', 'SingleStack'],
  ['publishNotReadyAddresses', { publishNotReadyAddresses: true }, '/spec/publishNotReadyAddresses', true, false],
  ['serviceLabels', { serviceLabels: { team: 'shop' } }, '/metadata/labels/team', 'shop', 'other'],
  ['serviceLabels', { serviceLabels: { 'app.kubernetes.io/name': 'mine' } }, '/metadata/labels/app.kubernetes.io~1name', 'mine', 'other'],
  [
    'serviceAnnotations',
    { serviceAnnotations: { [annotation]: 'internal' } },
    `/metadata/annotations/${annotation.replace('/', '~1')}`,
    'internal',
    'internet-facing',
  ],
);

export const balancingRows: readonly Row[] = rows(
  'Service',
  ['balancing', { balancing: Balancing.CLIENT, type: ServiceType.CLUSTER_IP }, '/spec/clusterIP', 'None', '10.96.0.10'],
  ['balancing', { balancing: Balancing.CLUSTER }, '/spec/ports/0/name', 'tcp', 'web'],
);

export const externalServiceRows: readonly Row[] = rows('Service', [
  'externalTrafficPolicy',
  local,
  '/spec/externalTrafficPolicy',
  'Local',
  'Cluster',
]);

export const loadBalancerRows: readonly Row[] = rows(
  'Service',
  [
    'sourceRanges',
    { sourceRanges: ['203.0.113.0/24', '2001:db8::/32'] },
    '/spec/loadBalancerSourceRanges',
    ['203.0.113.0/24', '2001:db8::/32'],
    ['10.0.0.0/8'],
  ],
  [
    'loadBalancerClass',
    { loadBalancerClass: 'service.k8s.aws/nlb' },
    '/spec/loadBalancerClass',
    'service.k8s.aws/nlb',
    'example.com/other',
  ],
  ['allocateLoadBalancerNodePorts', { allocateLoadBalancerNodePorts: false }, '/spec/allocateLoadBalancerNodePorts', false, true],
  ['healthCheckNodePort', { ...local, healthCheckNodePort: 30100 }, '/spec/healthCheckNodePort', 30100, 30101],
);

/** Props for a target of this provider, which the chart is made to be for: it holds nothing yet. */
const on =
  (provider: Provider, props: object): Row['props'] =>
  (chart: Chart) => {
    new ClusterTarget({ provider }).applyTo(chart);
    return props;
  };
const asked = (provider: Provider, loadBalancer: LoadBalancerSettings, more: object = {}): Row['props'] => on(provider, { ...more, loadBalancer });
const annotated = (key: string): string => `/metadata/annotations/${key.replace('/', '~1')}`;
const aws = (name: string): string => annotated(`service.beta.kubernetes.io/aws-load-balancer-${name}`);
const ocean = (name: string): string => annotated(`service.beta.kubernetes.io/do-loadbalancer-${name}`);
const certificate = 'arn:aws:acm:eu-west-1:123456789012:certificate/shop';

export const loadBalancerSettingsRows: readonly Row[] = rows(
  'Service',
  ['addresses', asked(Provider.gke(), { addresses: ['shop', 'shop-v6'] }), annotated('networking.gke.io/load-balancer-ip-addresses'), 'shop,shop-v6', 'other'],
  ['subnets', asked(Provider.eks(), { subnets: ['subnet-a', 'subnet-b'] }), aws('subnets'), 'subnet-a,subnet-b', 'subnet-c'],
  ['healthCheckPath', asked(Provider.eks(), { healthCheckPath: '/up' }), aws('healthcheck-path'), '/up', '/healthz'],
  ['healthCheckPort', asked(Provider.digitalOcean(), { healthCheckPort: 9090 }, { ports: [{ port: 9090 }] }), ocean('healthcheck-port'), '9090', '9091'],
  ['crossZone', asked(Provider.eksLegacy(), { crossZone: true }), aws('cross-zone-load-balancing-enabled'), 'true', 'false'],
  ['idleTimeout', asked(Provider.aks(), { idleTimeout: Duration.minutes(10) }), annotated('service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout'), '10', '20'],
  ['tlsCertificates', asked(Provider.eks(), { tlsCertificates: [certificate] }), aws('ssl-cert'), certificate, `${certificate}-2`],
  ['tlsPorts', asked(Provider.eks(), { tlsCertificates: [certificate], tlsPorts: [9090] }, { ports: [{ port: 9090 }] }), aws('ssl-ports'), '9090', 'tcp'],
  ['proxyProtocol', asked(Provider.digitalOcean(), { proxyProtocol: true }), ocean('enable-proxy-protocol'), 'true', 'false'],
);

export const singlePortRows: readonly Row[] = rows(
  'Service',
  ['port', { port: 9090 }, '/spec/ports/0/port', 9090, 9091],
  ['targetPort', { port: 80, targetPort: 9090 }, '/spec/ports/0/targetPort', 9090, 'tcp'],
  ['targetPort', { port: 9090 }, '/spec/ports/0/targetPort', 9090, 'tcp'],
);

/** Two Service ports that lead to one number by different protocols, so that either may be patched to be the other. */
const mixed = (first: Protocol, second: Protocol): object => ({
  ports: [
    { name: 'first', port: 5060, targetPort: 5000, protocol: first },
    { name: 'second', port: 5061, targetPort: 5000, protocol: second },
  ],
});

export const portRows: readonly Row[] = rows(
  'Service',
  ['name', { ports: [{ port: 9090, name: 'web' }] }, '/spec/ports/0/name', 'web', 'other'],
  ['port', { ports: [{ port: 9090 }] }, '/spec/ports/0/port', 9090, 9091],
  ['targetPort', { ports: [{ port: 80, targetPort: 9090 }] }, '/spec/ports/0/targetPort', 9090, 'tcp'],
  ['protocol', mixed(Protocol.UDP, Protocol.TCP), '/spec/ports/0/protocol', 'UDP', 'TCP'],
  ['protocol', mixed(Protocol.TCP, Protocol.SCTP), '/spec/ports/1/protocol', 'SCTP', 'TCP'],
  ['appProtocol', { ports: [{ port: 9090, appProtocol: 'kubernetes.io/h2c' }] }, '/spec/ports/0/appProtocol', 'kubernetes.io/h2c', 'http'],
);

export const nodePortRows: readonly Row[] = rows('Service', [
  'nodePort',
  { ports: [{ port: 9090, nodePort: 30080 }] },
  '/spec/ports/0/nodePort',
  30080,
  30081,
]);

export const devNodePortRows: readonly Row[] = rows('Service', ['nodePort', { nodePort: 30080 }, '/spec/ports/0/nodePort', 30080, 30081]);

/** The named port of a sidecar, as container ports are named; for patterns, which have sidecars. */
const metrics = { name: 'metrics', image: 'exporter:1', ports: [{ number: 9102, name: 'metrics' }] };
export const namedTargetPortRows: readonly Row[] = rows('Service', [
  'targetPort',
  {
    ports: [
      { name: 'web', port: 8080 },
      { name: 'scrape', port: 80, targetPort: 'metrics' },
    ],
    sidecars: [metrics],
  },
  '/spec/ports/1/targetPort',
  'metrics',
  9102,
]);

const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];
export const allowFromRows: readonly Row[] = rows(
  'NetworkPolicy',
  ['allowFrom', { allowFrom: AllowFrom.namespace() }, '/spec/ingress/0/from', [{ podSelector: {} }], from],
  ['allowFrom', { allowFrom: AllowFrom.namespaces('monitoring') }, '/spec/ingress/0/from', from, [{ podSelector: {} }]],
  ['allowFrom', { allowFrom: AllowFrom.cidrs('10.0.0.0/8') }, '/spec/ingress/0/from/0/ipBlock/cidr', '10.0.0.0/8', '10.0.0.0/16'],
);

const stock = (chart: Chart): InternalBackend =>
  new InternalBackend(new Chart(App.of(chart), 'beside', { namespace: 'shop' }), 'stock', { image: 'stock:1', port: 80, targetPort: 8080 });
const joined = { 'cdk8s-service-patterns/service': 'stock', 'cdk8s-service-patterns/track': 'orders' };
export const alsoServesRows: readonly Row[] = rows(
  'Service',
  ['alsoServes', (chart: Chart) => ({ alsoServes: stock(chart) }), '/spec/selector', joined, { 'cdk8s-service-patterns/service': 'stock' }],
);

export const furtherServiceRows: readonly Row[] = [
  ...rows('Service', [
    'type',
    { type: ServiceType.NODE_PORT, externalTrafficPolicy: TrafficPolicy.LOCAL },
    '/spec/type',
    'NodePort',
    'LoadBalancer',
  ]),
  ...rows('Service', ['scheme', on(Provider.eks(), { scheme: LoadBalancerScheme.INTERNAL }), aws('scheme'), 'internal', 'internet-facing']),
  ...rows('NetworkPolicy', [
    'allowFrom',
    { type: ServiceType.CLUSTER_IP, allowFrom: AllowFrom.namespace() },
    '/spec/ingress/1/from',
    [{ podSelector: {} }],
    from,
  ]),
];
