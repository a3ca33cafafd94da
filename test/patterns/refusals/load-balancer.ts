import { type Chart, Duration } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import {
  ClusterTarget, HealthCheck, InternalBackend, InternalLoadBalancedApp, type LoadBalancerSettings, LoadBalancerScheme, LinkedApp, Provider, PublicLoadBalancedApp,
} from '../../../lib';
import { image } from '../harness';
import type { Refusals } from './refusal';

type Refusal = Refusals[string];

const of = (chart: Chart, provider: Provider): Chart => {
  new ClusterTarget({ provider }).applyTo(chart);
  return chart;
};
const on =
  (provider: Provider, loadBalancer: LoadBalancerSettings, more: object = {}): Refusal =>
  (chart) =>
    new PublicLoadBalancedApp(of(chart, provider), 'web', { image, port: 443, targetPort: 8443, ...more, loadBalancer });
const inside =
  (provider: Provider, loadBalancer: LoadBalancerSettings = {}, more: object = {}): Refusal =>
  (chart) =>
    new InternalLoadBalancedApp(of(chart, provider), 'web', { image, port: 443, targetPort: 8443, ...more, loadBalancer });
const further =
  (props: object): Refusal =>
  (chart) =>
    new InternalBackend(of(chart, Provider.eks()), 'web', { image, port: 8080 }).addService('web-too', props);

const [first, second] = ['arn:aws:acm:eu-west-1:1:certificate/1', 'arn:aws:acm:eu-west-1:1:certificate/2'];
const dns = { port: undefined, targetPort: undefined, ports: [{ name: 'dns', port: 53, protocol: Protocol.UDP }, { name: 'admin', port: 80 }] };

/** Load balancers that are wrong on their face, whoever makes them. */
export const balancerRefusals: Refusals = {
  'an internal load balancer where nobody said who makes it': (chart) => new InternalLoadBalancedApp(chart, 'web', { image, port: 80 }),
  'a timeout where nobody said who makes it': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, loadBalancer: { idleTimeout: Duration.minutes(5) } }),
  'the scheme of a further load balancer where nobody said who makes it': (chart) =>
    new InternalBackend(chart, 'web', { image, port: 80 }).addService('web-too', { type: ServiceType.LOAD_BALANCER, scheme: LoadBalancerScheme.INTERNAL }),
  'the scheme of a further ClusterIP Service': further({ scheme: LoadBalancerScheme.INTERNAL }),
  'the settings of a further NodePort Service': further({ type: ServiceType.NODE_PORT, loadBalancer: { crossZone: true } }),
  'no address in a list of them': on(Provider.eks(), { addresses: [] }),
  'two subnets in one text': on(Provider.eks(), { subnets: ['subnet-a, subnet-b'] }),
  'a health check path without its slash': on(Provider.eks(), { healthCheckPath: 'healthz' }),
  'a health check of a port that the Service does not have': on(Provider.aks(), { healthCheckPort: 9090 }),
  'a health check of a port of UDP': on(Provider.aks(), { healthCheckPort: 53 }, dns),
  'TLS ports without a certificate': on(Provider.eks(), { tlsPorts: [443] }),
  'no TLS port in a list of them': on(Provider.eks(), { tlsCertificates: [first], tlsPorts: [] }),
  'a TLS port that the Service does not have': on(Provider.eks(), { tlsCertificates: [first], tlsPorts: [8443] }),
  'a timeout of half a second': on(Provider.eks(), { idleTimeout: Duration.millis(500) }),
  'an annotation that a setting writes too': on(Provider.eks(), { crossZone: true }, {
    serviceAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-attributes': 'deletion_protection.enabled=true' },
  }),
  'an annotation that makes a public load balancer internal': on(Provider.eks(), {}, {
    serviceAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' },
  }),
  'an annotation that makes an internal load balancer public': inside(Provider.aks(), {}, {
    serviceAnnotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' },
  }),
  'the class of another controller, and a setting for this one': on(Provider.gke(), { addresses: ['shop'] }, { loadBalancerClass: 'io.cilium/bgp-control-plane' }),
  'the class of another controller of an internal load balancer': inside(Provider.eks(), {}, { loadBalancerClass: 'example.com/vip' }),
};

/** What a provider cannot do, or does not take. */
export const providerRefusals: Refusals = {
  'a provider by name': () => new LinkedApp({ provider: 'eks' as unknown as Provider }),
  'a pool of MetalLB that is none': () => Provider.metalLb({ internalPool: 'Private Pool' }),
  'an annotation of another provider that is none': () => Provider.other({ internalAnnotations: { 'the scheme': 'internal' } }),
  'the class of another provider that is none': () => Provider.other({ loadBalancerClass: 'internal vip' }),
  'EKS: fewer addresses than subnets': on(Provider.eks(), { addresses: ['eipalloc-1'], subnets: ['subnet-a', 'subnet-b'] }),
  'EKS: elastic addresses of an internal load balancer': inside(Provider.eks(), { addresses: ['eipalloc-1'] }),
  'EKS: a timeout of ten seconds': on(Provider.eks(), { idleTimeout: Duration.seconds(10) }),
  'EKS: a timeout where it ends TLS': on(Provider.eks(), { idleTimeout: Duration.minutes(5), tlsCertificates: [first] }),
  'EKS: a health check of a sidecar\'s named port': on(Provider.eks(), { healthCheckPort: 443 }, {
    targetPort: 'proxied',
    health: HealthCheck.exec(['/bin/healthy']),
    sidecars: [{ name: 'proxy', image, ports: [{ number: 15001, name: 'proxied' }] }],
  }),
  'EKS, instances as targets: no node ports': on(Provider.eks(), {}, {
    allocateLoadBalancerNodePorts: false,
    serviceAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'instance' },
    loadBalancerClass: 'service.k8s.aws/nlb',
  }),
  'EKS, legacy: a health check port': on(Provider.eksLegacy(), { healthCheckPort: 443 }),
  'EKS, legacy: a timeout': on(Provider.eksLegacy(), { idleTimeout: Duration.minutes(5) }),
  'EKS, legacy: two certificates': on(Provider.eksLegacy(), { tlsCertificates: [first, second] }),
  'EKS, legacy: addresses of an internal load balancer': inside(Provider.eksLegacy(), { addresses: ['10.0.0.7'] }),
  'EKS, legacy: no node ports': on(Provider.eksLegacy(), {}, { allocateLoadBalancerNodePorts: false }),
  'GKE: an IP address in place of a reserved one\'s name': on(Provider.gke(), { addresses: ['203.0.113.7'] }),
  'GKE: a subnet of an external load balancer': on(Provider.gke(), { subnets: ['private'] }),
  'GKE: two subnets': inside(Provider.gke(), { subnets: ['a', 'b'] }),
  'GKE: a health check path': on(Provider.gke(), { healthCheckPath: '/healthz' }),
  'GKE: a certificate': on(Provider.gke(), { tlsCertificates: ['shop'] }),
  'GKE: proxy protocol': on(Provider.gke(), { proxyProtocol: true }),
  'AKS: two addresses of one family': on(Provider.aks(), { addresses: ['203.0.113.7', '203.0.113.8'] }),
  'AKS: the name of a public address, of an internal load balancer': inside(Provider.aks(), { addresses: ['shop'] }),
  'AKS: a subnet of a public load balancer': on(Provider.aks(), { subnets: ['apps'] }),
  'AKS: a timeout of 90 seconds': on(Provider.aks(), { idleTimeout: Duration.seconds(90) }),
  'AKS: traffic across zones': on(Provider.aks(), { crossZone: false }),
  'AKS: no node ports': inside(Provider.aks(), {}, { allocateLoadBalancerNodePorts: false }),
  'DigitalOcean: two certificates': on(Provider.digitalOcean(), { tlsCertificates: ['shop', 'blog'] }),
  'DigitalOcean: a timeout without a certificate': on(Provider.digitalOcean(), { idleTimeout: Duration.minutes(5) }),
  'DigitalOcean: two addresses': on(Provider.digitalOcean(), { addresses: ['203.0.113.7', '203.0.113.8'] }),
  'DigitalOcean: no node ports where it ends connections': on(Provider.digitalOcean(), { proxyProtocol: true }, { allocateLoadBalancerNodePorts: false }),
  'MetalLB: an internal load balancer without a pool for it': inside(Provider.metalLb()),
  'MetalLB: an address that is none': on(Provider.metalLb(), { addresses: ['shop'] }),
  'MetalLB: subnets': on(Provider.metalLb(), { subnets: ['10.0.0.0/24'] }),
  'kind: a setting': on(Provider.kind(), { idleTimeout: Duration.minutes(5) }),
  'kind: an internal load balancer': inside(Provider.kind()),
  'minikube: a setting': on(Provider.minikube(), { crossZone: true }),
  'another provider: a setting': on(Provider.other({ loadBalancerClass: 'example.com/vip' }), { idleTimeout: Duration.minutes(5) }),
  'another provider: an internal load balancer without annotations for it': inside(Provider.other()),
};
