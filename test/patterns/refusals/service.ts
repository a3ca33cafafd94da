import { Duration } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import { AllowFrom, Balancing, HealthCheck, IpFamily, IpFamilyPolicy, PublicLoadBalancedApp, SessionAffinity, TrafficPolicy } from '../../../lib';
import { image } from '../harness';
import { backend, type Refusals } from './refusal';

const sources =
  (...sourceRanges: string[]): Refusals[string] =>
  (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, sourceRanges });
const proxy = { name: 'proxy', image, ports: [{ number: 15001, name: 'proxied' }] };
const sticky = { sessionAffinity: SessionAffinity.CLIENT_IP };
const further =
  (props: object): Refusals[string] =>
  (chart) =>
    backend(chart, {}).addService('orders-too', props);

/** Fields of Services. */
export const serviceRefusals: Refusals = {
  'a further Service from outside that narrows who may come': further({ type: ServiceType.LOAD_BALANCER, allowFrom: AllowFrom.namespace() }),
  'a source range without its mask': sources('203.0.113.0/24', '198.51.100.7'),
  'an IPv6 source range without its mask': sources('2001:db8::1'),
  'a source range with a mask that is too long': sources('203.0.113.0/33'),
  'a source range with two masks': sources('203.0.113.0/24/24'),
  'a source range with a zone': sources('fe80::1%eth0/64'),
  'a source range that is a host name': sources('office.example.com'),
  'a source range with a space before it': sources(' 203.0.113.0/24'),
  'no source range in a list of them': sources(),
  'a session timeout without affinity': (chart) => backend(chart, { sessionAffinityTimeout: Duration.hours(1) }),
  'a session timeout with affinity to nothing': (chart) =>
    backend(chart, { sessionAffinity: SessionAffinity.NONE, sessionAffinityTimeout: Duration.hours(1) }),
  'a session timeout of two days': (chart) => backend(chart, { ...sticky, sessionAffinityTimeout: Duration.days(2) }),
  'a session timeout of 0 seconds': (chart) => backend(chart, { ...sticky, sessionAffinityTimeout: Duration.seconds(0) }),
  'a session timeout of 1.5 seconds': (chart) => backend(chart, { ...sticky, sessionAffinityTimeout: Duration.millis(1500) }),
  'a health check node port without LOCAL': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, healthCheckNodePort: 30100 }),
  'a health check node port with CLUSTER': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, externalTrafficPolicy: TrafficPolicy.CLUSTER, healthCheckNodePort: 30100 }),
  'two IP families of one stack': (chart) => backend(chart, { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] }),
  'two IP families of a single stack': (chart) =>
    backend(chart, { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK }),
  'one IP family twice': (chart) =>
    backend(chart, { ipFamilies: [IpFamily.IPV4, IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }),
  'a load balancer class with a space': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, loadBalancerClass: 'internal vip' }),
  'source ranges of a further ClusterIP Service': further({ sourceRanges: ['10.0.0.0/8'] }),
  'the class of a further NodePort Service': further({ type: ServiceType.NODE_PORT, loadBalancerClass: 'example.com/vip' }),
  'the node ports of a further ClusterIP Service, allowed or not': further({ allocateLoadBalancerNodePorts: false }),
  'the external traffic policy of a further ClusterIP Service': further({ externalTrafficPolicy: TrafficPolicy.LOCAL }),
  'the health check node port of a further NodePort Service': further({
    type: ServiceType.NODE_PORT,
    externalTrafficPolicy: TrafficPolicy.LOCAL,
    healthCheckNodePort: 30100,
  }),
  'clients that balance over a further LoadBalancer Service': further({ type: ServiceType.LOAD_BALANCER, balancing: Balancing.CLIENT }),
  'clients that balance over a port that is not the container\'s': (chart) => backend(chart, { port: 80, targetPort: 8080, balancing: Balancing.CLIENT }),
  'clients that balance over the named port of a sidecar': (chart) =>
    backend(chart, { targetPort: 'proxied', balancing: Balancing.CLIENT, health: HealthCheck.exec(['/bin/healthy']), sidecars: [proxy] }),
  'clients that balance and stay with one pod': (chart) => backend(chart, { ...sticky, balancing: Balancing.CLIENT }),
};

/** Who may connect. */
export const admissionRefusals: Refusals = {
  'AllowFrom.namespaces without a name': () => AllowFrom.namespaces(),
  'AllowFrom.namespaces with an empty name': () => AllowFrom.namespaces('monitoring', ''),
  'AllowFrom.namespaces with capitals': () => AllowFrom.namespaces('Monitoring'),
  'AllowFrom.namespaces with a wildcard': () => AllowFrom.namespaces('team-*'),
  'AllowFrom.pods without a label': () => AllowFrom.pods({}),
  'AllowFrom.pods without anything, as plain JavaScript may call it': () => AllowFrom.pods(undefined as unknown as Record<string, string>),
  'AllowFrom.pods with a label that is none': () => AllowFrom.pods({ tier: 'the edge' }),
  'AllowFrom.pods with a key that is none': () => AllowFrom.pods({ 'the tier': 'edge' }),
  'AllowFrom.pods in a namespace that is none': () => AllowFrom.pods({ tier: 'edge' }, { namespace: 'Edge' }),
  'AllowFrom.cidrs without a range': () => AllowFrom.cidrs(),
  'AllowFrom.cidrs with an address': () => AllowFrom.cidrs('10.0.0.0/8', '203.0.113.7'),
  'AllowFrom.cidrs with a host name': () => AllowFrom.cidrs('office.example.com'),
  'AllowFrom.anyOf without one': () => AllowFrom.anyOf(),
};
