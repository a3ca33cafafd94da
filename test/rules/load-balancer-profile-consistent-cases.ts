import { service } from './yaml';

export const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
export const AZURE = 'service.beta.kubernetes.io/azure-';
export const OCEAN = 'service.beta.kubernetes.io/do-loadbalancer-';
export const GKE_TYPE = 'networking.gke.io/load-balancer-type';

/** A LoadBalancer with annotations, and more of its spec. */
export function web(annotations: Readonly<Record<string, string>>, more = '', type = 'LoadBalancer'): string {
  const spec = `{ type: ${type}, ports: [{ name: https, port: 443 }]${more} }`;
  return service('web', spec).replace('name: web', `name: web, annotations: ${JSON.stringify(annotations)}`);
}

/** Annotations under a prefix. */
export function under(prefix: string, named: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [prefix + name, value]));
}

const NLB = ', loadBalancerClass: service.k8s.aws/nlb';

/** What contradicts itself: annotations, the one that is at fault, and what to write instead. */
export interface ConflictCase {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly more?: string;
  readonly at: string;
  readonly problem: RegExp;
  readonly fixed: Readonly<Record<string, string>>;
  readonly fixedMore?: string;
}

/** Something is opened, closed or refused that was not meant to be. */
export const contradictions: readonly ConflictCase[] = [
  {
    name: 'internal by one annotation of AWS, and public by another',
    annotations: under(AWS, { internal: 'true', scheme: 'internet-facing' }),
    at: `${AWS}internal`,
    problem: /does not go with ".*scheme" "internet-facing": the AWS Load Balancer Controller goes by the scheme/,
    fixed: under(AWS, { scheme: 'internet-facing' }),
  },
  {
    name: 'public by one annotation of AWS, and internal by another',
    annotations: under(AWS, { internal: 'false', scheme: 'internal' }),
    at: `${AWS}internal`,
    problem: /does not go with/,
    fixed: under(AWS, { internal: 'true', scheme: 'internal' }),
  },
  {
    name: 'elastic addresses of an internal load balancer',
    annotations: under(AWS, { scheme: 'internal', 'eip-allocations': 'eipalloc-1' }),
    at: `${AWS}eip-allocations`,
    problem: /elastic IP addresses are for load balancers that face the internet$/,
    fixed: under(AWS, { scheme: 'internet-facing', 'eip-allocations': 'eipalloc-1' }),
  },
  {
    name: 'elastic addresses of a load balancer that is internal by the older annotation',
    annotations: under(AWS, { internal: 'true', 'eip-allocations': 'eipalloc-1' }),
    at: `${AWS}eip-allocations`,
    problem: /does not go with ".*internal" "true"/,
    fixed: under(AWS, { internal: 'true' }),
  },
  {
    name: 'private addresses of a load balancer that faces the internet',
    annotations: under(AWS, { scheme: 'internet-facing', 'private-ipv4-addresses': '10.0.0.7' }),
    at: `${AWS}private-ipv4-addresses`,
    problem: /private addresses are for internal load balancers$/,
    fixed: under(AWS, { scheme: 'internal', 'private-ipv4-addresses': '10.0.0.7' }),
  },
  {
    name: 'fewer addresses than subnets',
    annotations: under(AWS, { scheme: 'internet-facing', 'eip-allocations': 'eipalloc-1', subnets: 'subnet-a, subnet-b' }),
    at: `${AWS}eip-allocations`,
    problem: /one address for each subnet, and 1 for 2$/,
    fixed: under(AWS, { scheme: 'internet-facing', 'eip-allocations': 'eipalloc-1, eipalloc-2', subnets: 'subnet-a, subnet-b' }),
  },
  {
    name: 'source NAT for IPv6 on one stack',
    annotations: under(AWS, { 'enable-prefix-for-ipv6-source-nat': 'on' }),
    at: `${AWS}enable-prefix-for-ipv6-source-nat`,
    problem: /it is for dual-stack load balancers$/,
    fixed: under(AWS, { 'enable-prefix-for-ipv6-source-nat': 'on', 'ip-address-type': 'dualstack' }),
  },
  {
    name: 'a health check by connection under Local',
    annotations: under(AWS, { type: 'external', 'nlb-target-type': 'instance', 'healthcheck-protocol': 'TCP' }),
    more: ', externalTrafficPolicy: Local',
    at: `${AWS}healthcheck-protocol`,
    problem: /with externalTrafficPolicy Local: nodes without pods pass the check, and drop what they are sent$/,
    fixed: under(AWS, { type: 'external', 'nlb-target-type': 'instance' }),
    fixedMore: ', externalTrafficPolicy: Local',
  },
  {
    name: 'further security groups of a Network Load Balancer',
    annotations: under(AWS, { type: 'nlb', 'extra-security-groups': 'sg-1' }),
    at: `${AWS}extra-security-groups`,
    problem: /the controller refuses the Service$/,
    fixed: under(AWS, { type: 'nlb', 'security-groups': 'sg-1' }),
  },
  {
    name: 'internal by annotation, and external by class',
    annotations: { [GKE_TYPE]: 'Internal' },
    more: ', loadBalancerClass: networking.gke.io/l4-regional-external',
    at: GKE_TYPE,
    problem: /the class goes first, and the load balancer faces the internet$/,
    fixed: { [GKE_TYPE]: 'Internal' },
    fixedMore: ', loadBalancerClass: networking.gke.io/l4-regional-internal',
  },
  {
    name: 'internal by GKE\'s older annotation, and external by class',
    annotations: { 'cloud.google.com/load-balancer-type': 'internal' },
    more: ', loadBalancerClass: networking.gke.io/l4-regional-external',
    at: 'cloud.google.com/load-balancer-type',
    problem: /the class goes first/,
    fixed: {},
  },
  {
    name: 'the subnet of an internal load balancer on GKE that is not internal',
    annotations: { 'networking.gke.io/internal-load-balancer-subnet': 'private' },
    at: 'networking.gke.io/internal-load-balancer-subnet',
    problem: /the load balancer faces the internet$/,
    fixed: { 'networking.gke.io/internal-load-balancer-subnet': 'private', [GKE_TYPE]: 'Internal' },
  },
  {
    name: 'the subnet of an internal load balancer on AKS that is not internal',
    annotations: under(AZURE, { 'load-balancer-internal-subnet': 'apps' }),
    at: `${AZURE}load-balancer-internal-subnet`,
    problem: /does not go without ".*azure-load-balancer-internal": the load balancer faces the internet$/,
    fixed: under(AZURE, { 'load-balancer-internal-subnet': 'apps', 'load-balancer-internal': 'true' }),
  },
  {
    name: 'the subnet of an internal load balancer on AKS that says it is not internal',
    annotations: under(AZURE, { 'load-balancer-internal-subnet': 'apps', 'load-balancer-internal': 'false' }),
    at: `${AZURE}load-balancer-internal-subnet`,
    problem: /does not go with ".*azure-load-balancer-internal" "false"/,
    fixed: under(AZURE, { 'load-balancer-internal': 'false' }),
  },
  {
    name: 'two sizes',
    annotations: under(OCEAN, { 'size-slug': 'lb-large', 'size-unit': '3' }),
    at: `${OCEAN}size-slug`,
    problem: /takes one of the two, and refuses both$/,
    fixed: under(OCEAN, { 'size-unit': '3' }),
  },
  {
    name: 'TLS that is both ended and passed on',
    annotations: under(OCEAN, { 'certificate-id': 'c1', 'tls-passthrough': 'true' }),
    at: `${OCEAN}certificate-id`,
    problem: /either ends TLS or passes it on/,
    fixed: under(OCEAN, { 'certificate-id': 'c1' }),
  },
  {
    name: 'TLS ports that nothing ends',
    annotations: under(OCEAN, { 'tls-ports': '443' }),
    at: `${OCEAN}tls-ports`,
    problem: /refuses TLS that nobody ends$/,
    fixed: under(OCEAN, { 'tls-ports': '443', 'tls-passthrough': 'true' }),
  },
  {
    name: 'HTTPS that nothing ends',
    annotations: under(OCEAN, { protocol: 'https' }),
    at: `${OCEAN}protocol`,
    problem: /refuses TLS that nobody ends$/,
    fixed: under(OCEAN, { protocol: 'https', 'certificate-name': 'shop' }),
  },
  {
    name: 'both stacks of an internal load balancer',
    annotations: under(OCEAN, { network: 'INTERNAL', 'network-stack': 'DUALSTACK' }),
    at: `${OCEAN}network-stack`,
    problem: /internal load balancers have IPv4 alone/,
    fixed: under(OCEAN, { network: 'INTERNAL', 'network-stack': 'IPV4' }),
  },
  {
    name: 'sessions by a cookie without a name',
    annotations: under(OCEAN, { 'sticky-sessions-type': 'cookies', 'sticky-sessions-cookie-ttl': '300' }),
    at: `${OCEAN}sticky-sessions-type`,
    problem: /does not go without ".*cookie-name"/,
    fixed: under(OCEAN, { 'sticky-sessions-type': 'cookies', 'sticky-sessions-cookie-ttl': '300', 'sticky-sessions-cookie-name': 'shop' }),
  },
  {
    name: 'two pools, by the older name and the newer',
    annotations: { 'metallb.io/address-pool': 'private', 'metallb.universe.tf/address-pool': 'public' },
    at: 'metallb.universe.tf/address-pool',
    problem: /the newer of the two names is read$/,
    fixed: { 'metallb.io/address-pool': 'private' },
  },
  {
    name: 'addresses by annotation and by the field',
    annotations: { 'metallb.io/loadBalancerIPs': '192.0.2.7' },
    more: ', loadBalancerIP: 192.0.2.7',
    at: 'metallb.io/loadBalancerIPs',
    problem: /MetalLB takes one of the two, and refuses both$/,
    fixed: { 'metallb.io/loadBalancerIPs': '192.0.2.7' },
    fixedMore: '',
  },
];

/** Something is asked for, and nobody does it. */
export const withoutEffect: readonly ConflictCase[] = [
  {
    name: 'TLS ports without a certificate',
    annotations: under(AWS, { type: 'nlb', 'ssl-ports': '443' }),
    at: `${AWS}ssl-ports`,
    problem: /its ports listen without TLS$/,
    fixed: under(AWS, { type: 'nlb', 'ssl-ports': '443', 'ssl-cert': 'arn:aws:acm:eu-west-1:1:certificate/1' }),
  },
  {
    name: 'a path where nothing asks for one',
    annotations: under(AWS, { type: 'external', 'nlb-target-type': 'ip', 'healthcheck-path': '/healthz' }),
    at: `${AWS}healthcheck-path`,
    problem: /without ".*healthcheck-protocol": the load balancer opens a connection, and asks no path$/,
    fixed: under(AWS, { type: 'external', 'nlb-target-type': 'ip', 'healthcheck-path': '/healthz', 'healthcheck-protocol': 'http' }),
  },
  {
    name: 'a path that is to be asked for by TCP',
    annotations: under(AWS, { 'healthcheck-path': '/healthz', 'healthcheck-protocol': 'TCP' }),
    more: ', externalTrafficPolicy: Local',
    at: `${AWS}healthcheck-path`,
    problem: /with ".*healthcheck-protocol" "tcp"/,
    fixed: under(AWS, { 'healthcheck-path': '/healthz' }),
    fixedMore: ', externalTrafficPolicy: Local',
  },
  {
    name: 'a Classic Load Balancer in the class of Network Load Balancers',
    annotations: under(AWS, { type: 'elb', 'nlb-target-type': 'ip' }),
    more: NLB,
    at: `${AWS}type`,
    problem: /the class makes a Network Load Balancer$/,
    fixed: under(AWS, { 'nlb-target-type': 'ip' }),
    fixedMore: NLB,
  },
  {
    name: 'a backend service of an internal load balancer',
    annotations: { [GKE_TYPE]: 'Internal', 'cloud.google.com/l4-rbs': 'enabled' },
    at: 'cloud.google.com/l4-rbs',
    problem: /it is for external load balancers, and this one is internal$/,
    fixed: { [GKE_TYPE]: 'Internal' },
  },
  {
    name: 'a public address of an internal load balancer',
    annotations: under(AZURE, { 'load-balancer-internal': 'true', 'pip-name': 'shop' }),
    at: `${AZURE}pip-name`,
    problem: /an internal load balancer has no public IP address$/,
    fixed: under(AZURE, { 'load-balancer-internal': 'false', 'pip-name': 'shop' }),
  },
  {
    name: 'a path that the controller was not told to heed',
    annotations: under(OCEAN, { 'healthcheck-path': '/healthz', 'healthcheck-protocol': 'http' }),
    at: `${OCEAN}healthcheck-path`,
    problem: /the controller chooses what is asked, and passes this over$/,
    fixed: under(OCEAN, { 'healthcheck-path': '/healthz', 'healthcheck-protocol': 'http', 'override-health-check': 'true' }),
  },
];
