import { quote } from '../../report/message';
import { ANYTHING, listOf, oneOf, oneOfAnyCase, PAIRS, whole } from './annotation-value';
import { type Annotations, type BalancerPlan, cannot, isAddress, mustBe, type Profile, tcpPorts, unsupported, type WriteSetting } from './profile';
import { type FindConflict, type ProviderTable, under } from './provider-table';

const PREFIX = 'service.beta.kubernetes.io/azure-';
const INTERNAL = `${PREFIX}load-balancer-internal`;
const INTERNAL_SUBNET = `${PREFIX}load-balancer-internal-subnet`;
const ADDRESS_IPV4 = `${PREFIX}load-balancer-ipv4`;
const ADDRESS_IPV6 = `${PREFIX}load-balancer-ipv6`;
const PUBLIC_NAME = `${PREFIX}pip-name`;
const PUBLIC_NAME_IPV6 = `${PREFIX}pip-name-ipv6`;
const DNS_LABEL = `${PREFIX}dns-label-name`;
const IDLE_TIMEOUT = `${PREFIX}load-balancer-tcp-idle-timeout`;
const IDLE_MINUTES = whole(4, 100);
/** Compared without regard to capitals, but for the one that makes a load balancer internal. */
const FLAG = oneOfAnyCase('true', 'false');

const WEB = 'in the app, or use an Ingress or Gateway for HTTP';

/** Of each IP family one address, by itself or by the name of the public one. */
const addresses: WriteSetting = ({ scheme, addresses: given = [] }) => {
  const kind = scheme === 'internal' ? 'IP addresses of the virtual network, at most one of each IP family' : 'public IP addresses or the name of one, at most one of each IP family';
  const written = given.map((address): [string, string] => [!isAddress(address) ? PUBLIC_NAME : address.includes(':') ? ADDRESS_IPV6 : ADDRESS_IPV4, address]);
  const once = new Set(written.map(([key]) => key)).size === written.length;
  const named = written.some(([key]) => key === PUBLIC_NAME);
  if (!once || (named && (scheme === 'internal' || written.length > 1))) return mustBe(kind);
  return Object.fromEntries(written);
};

const subnets: WriteSetting = ({ scheme, subnets: given = [] }) => {
  if (scheme !== 'internal') return unsupported('a public load balancer stands in no subnet', 'leave subnets out, or use InternalLoadBalancedApp');
  return given.length === 1 ? { [INTERNAL_SUBNET]: given.join('') } : mustBe('one subnet');
};

/** Said for each port: what is said for all is passed over where a port has an appProtocol. */
function probes(plan: BalancerPlan, of: (port: number) => Readonly<Record<string, string>>): Annotations {
  return Object.fromEntries(
    tcpPorts(plan).flatMap(({ port }) =>
      Object.entries(of(port)).map(([name, value]) => [`service.beta.kubernetes.io/port_${String(port)}_health-probe_${name}`, value]),
    ),
  );
}

const idleTimeout: WriteSetting = ({ idleTimeout: seconds = 0 }) =>
  IDLE_MINUTES.accepts(String(seconds / 60)) ? { [IDLE_TIMEOUT]: String(seconds / 60) } : mustBe('whole minutes from 4 to 100');

const profile: Profile = {
  scheme: { internal: { [INTERNAL]: 'true' }, 'internet-facing': { [INTERNAL]: 'false' } },
  settings: {
    addresses,
    subnets,
    // Under Local nobody asks a path unless a port is named too.
    healthCheckPath: (plan) => probes(plan, (port) => ({ port: String(plan.healthCheckPort ?? port), protocol: 'http', 'request-path': plan.healthCheckPath ?? '/' })),
    healthCheckPort: (plan) => probes(plan, () => ({ port: String(plan.healthCheckPort) })),
    crossZone: cannot('it always leads to all zones', 'leave crossZone out'),
    idleTimeout,
    tlsCertificates: cannot('it passes connections on as they are', `end TLS ${WEB}`),
    proxyProtocol: cannot('it passes connections on as they are', 'leave proxyProtocol out; externalTrafficPolicy: TrafficPolicy.LOCAL keeps the client\'s address'),
  },
};

/** A subnet of the private network, for a load balancer that faces the internet all the same. */
const subnetButPublic: FindConflict = ({ annotations }) =>
  (annotations[INTERNAL_SUBNET] ?? '') !== '' && annotations[INTERNAL] !== 'true'
    ? {
        annotation: INTERNAL_SUBNET,
        beside: annotations[INTERNAL] === undefined ? `without ${quote(INTERNAL)}` : `with ${quote(INTERNAL)} ${quote(annotations[INTERNAL])}`,
        outcome: 'the load balancer faces the internet',
        fix: `set ${quote(INTERNAL)} to "true", or remove ${quote(INTERNAL_SUBNET)}`,
      }
    : undefined;

const publicButInternal: FindConflict = ({ annotations }) => {
  const annotation = [PUBLIC_NAME, PUBLIC_NAME_IPV6, DNS_LABEL].find((key) => (annotations[key] ?? '') !== '');
  if (annotation === undefined || annotations[INTERNAL] !== 'true') return undefined;
  return {
    annotation,
    beside: `with ${quote(INTERNAL)} "true"`,
    outcome: 'an internal load balancer has no public IP address',
    fix: `remove ${quote(annotation)}, or ${quote(INTERNAL)} if it is meant to face the internet`,
    idle: true,
  };
};

/** Azure Kubernetes Service. */
export const aks: ProviderTable = {
  name: 'aks',
  title: 'AKS',
  sources: [
    'https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/',
    'https://cloud-provider-azure.sigs.k8s.io/topics/pls-integration/',
    'https://learn.microsoft.com/azure/aks/internal-lb',
  ],
  profile,
  exclusive: /^service\.(beta\.)?kubernetes\.io\/azure-/,
  annotations: under(PREFIX, {
    // The one switch that is read to the letter: "True" makes a load balancer that faces the internet.
    'load-balancer-internal': oneOf('true', 'false'),
    'load-balancer-internal-subnet': ANYTHING,
    'load-balancer-mode': ANYTHING,
    'load-balancer-resource-group': ANYTHING,
    'load-balancer-ipv4': listOf('an IPv4 address', /^\d{1,3}(\.\d{1,3}){3}$/),
    'load-balancer-ipv6': listOf('an IPv6 address', /^[\da-fA-F.]*:[\da-fA-F:.]*$/),
    'load-balancer-tcp-idle-timeout': IDLE_MINUTES,
    'load-balancer-enable-high-availability-ports': FLAG,
    'load-balancer-health-probe-protocol': oneOfAnyCase('tcp', 'http', 'https'),
    'load-balancer-health-probe-interval': whole(5),
    'load-balancer-health-probe-num-of-probe': whole(1),
    'load-balancer-health-probe-request-path': ANYTHING,
    'load-balancer-configurations': ANYTHING,
    'load-balancer-disable-tcp-reset': FLAG,
    'disable-load-balancer-floating-ip': FLAG,
    'disable-load-balancer-nsg-rule': FLAG,
    'dns-label-name': ANYTHING,
    'shared-securityrule': FLAG,
    'allowed-service-tags': ANYTHING,
    'allowed-ip-ranges': ANYTHING,
    'deny-all-except-load-balancer-source-ranges': FLAG,
    'additional-public-ips': ANYTHING,
    'pip-name': ANYTHING,
    'pip-name-ipv6': ANYTHING,
    'pip-prefix-id': ANYTHING,
    'pip-prefix-id-ipv6': ANYTHING,
    'pip-tags': PAIRS,
    'pip-ip-tags': PAIRS,
    'pls-create': FLAG,
    'pls-resource-group': ANYTHING,
    'pls-name': ANYTHING,
    'pls-ip-configuration-subnet': ANYTHING,
    'pls-ip-configuration-ip-address-count': whole(1, 8),
    'pls-ip-configuration-ip-address': ANYTHING,
    'pls-fqdns': ANYTHING,
    'pls-proxy-protocol': FLAG,
    'pls-visibility': ANYTHING,
    'pls-auto-approval': ANYTHING,
  }),
  families: [
    { key: /^service\.beta\.kubernetes\.io\/port_\d+_(no_lb_rule|no_probe_rule)$/, value: FLAG },
    { key: /^service\.beta\.kubernetes\.io\/port_\d+_health-probe_protocol$/, value: oneOfAnyCase('tcp', 'http', 'https') },
    { key: /^service\.beta\.kubernetes\.io\/port_\d+_health-probe_interval$/, value: whole(5) },
    { key: /^service\.beta\.kubernetes\.io\/port_\d+_health-probe_num-of-probe$/, value: whole(1) },
    { key: /^service\.beta\.kubernetes\.io\/port_\d+_health-probe_(port|request-path)$/, value: ANYTHING },
  ],
  conflicts: [subnetButPublic, publicButInternal],
  // Probes ask node ports, whatever way the traffic takes.
  needsNodePorts: () => true,
};
