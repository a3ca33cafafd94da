import { quote } from '../../report/message';
import { ANYTHING, listOf, oneOf, oneOfAnyCase, PAIRS, SWITCH, whole } from './annotation-value';
import {
  ARNS, CERTIFICATE, connectionUnderLocal, EIP_ALLOCATIONS, ELASTIC, elasticButInternal, EXCLUSIVE, HEALTH_CHECK_PATH, HEALTH_CHECK_PORT, HEALTH_CHECK_PROTOCOL, pathWithoutHttp, PREFIX, SCHEME, schemesDiffer, SHARED_ANNOTATIONS, SUBNETS, TARGET_GROUP_ATTRIBUTES, TARGET_TYPE, TLS_PORTS, tlsWithoutCertificate, TYPE,
} from './aws';
import { mustBe, plainTcpPorts, type Profile, unequal, unsupported, type WriteSetting } from './profile';
import { type Balancer, entriesOf, type FindConflict, isOn, type ProviderTable, under } from './provider-table';

const CLASS = 'service.k8s.aws/nlb';
/** EKS Auto Mode's own controller reads the same annotations. */
const AUTO_MODE_CLASS = 'eks.amazonaws.com/nlb';
const PRIVATE_ADDRESSES = `${PREFIX}private-ipv4-addresses`;
const PRIVATE = listOf('IPv4 addresses of its subnets', /^\d{1,3}(\.\d{1,3}){3}$/);
/** As AWS documents it for TCP listeners, in seconds. */
const IDLE_TIMEOUT = whole(60, 6000);

/** One address in each subnet. */
const addresses: WriteSetting = ({ scheme, addresses: given = [], subnets }) => {
  if (subnets && subnets.length !== given.length) return unequal(given.length, subnets.length);
  const [annotation, kind] = scheme === 'internet-facing' ? [EIP_ALLOCATIONS, ELASTIC] : [PRIVATE_ADDRESSES, PRIVATE];
  return kind.accepts(given.join(',')) ? { [annotation]: given.join(',') } : mustBe(kind.expected);
};

/** With IP targets the load balancer asks the pods themselves, so that it is the container's port that counts. */
const healthCheckPort: WriteSetting = ({ healthCheckPort: asked, ports }) => {
  const targetPort = ports.find(({ port }) => port === asked)?.targetPort;
  return typeof targetPort === 'number'
    ? { [HEALTH_CHECK_PORT]: String(targetPort) }
    : mustBe('a port of the Service whose targetPort is a number');
};

const idleTimeout: WriteSetting = (plan) => {
  const ports = plainTcpPorts(plan);
  if (ports.length === 0) {
    return unsupported('the timeout of TLS listeners is 350 seconds and cannot be changed, and UDP has none', 'leave idleTimeout out, or end TLS in the app');
  }
  if (!IDLE_TIMEOUT.accepts(String(plan.idleTimeout))) return mustBe('from 60 to 6000 seconds');
  return Object.fromEntries(ports.map(({ port }) => [`${PREFIX}listener-attributes.TCP-${String(port)}`, `tcp.idle_timeout.seconds=${String(plan.idleTimeout)}`]));
};

/** Its own annotation can only say yes. */
const proxyProtocol: WriteSetting = (plan) => {
  const [annotation, value] = plan.proxyProtocol === true ? [`${PREFIX}proxy-protocol`, '*'] : [TARGET_GROUP_ATTRIBUTES, 'proxy_protocol_v2.enabled=false'];
  return { [annotation]: value };
};

const profile: Profile = {
  loadBalancerClass: CLASS,
  classes: [CLASS, AUTO_MODE_CLASS],
  scheme: {
    internal: { [SCHEME]: 'internal', [TARGET_TYPE]: 'ip' },
    'internet-facing': { [SCHEME]: 'internet-facing', [TARGET_TYPE]: 'ip' },
  },
  settings: {
    addresses,
    subnets: ({ subnets = [] }) => ({ [SUBNETS]: subnets.join(',') }),
    healthCheckPath: ({ healthCheckPath = '' }) => ({ [HEALTH_CHECK_PROTOCOL]: 'http', [HEALTH_CHECK_PATH]: healthCheckPath }),
    healthCheckPort,
    crossZone: ({ crossZone }) => ({ [`${PREFIX}attributes`]: `load_balancing.cross_zone.enabled=${String(crossZone)}` }),
    idleTimeout,
    tlsCertificates: ({ tlsCertificates = [], tlsPorts = [] }) =>
      ARNS.accepts(tlsCertificates.join(',')) ? { [CERTIFICATE]: tlsCertificates.join(','), [TLS_PORTS]: tlsPorts.join(',') } : mustBe(ARNS.expected),
    proxyProtocol,
  },
  passesNodePortsBy: (annotations) => annotations[TARGET_TYPE] === 'ip',
};

/** Whether it is surely this controller's: by its class, or by the type that hands the Service over to it. */
function isIts({ annotations, loadBalancerClass }: Balancer): boolean {
  return loadBalancerClass === undefined ? ['external', 'nlb-ip'].includes(annotations[TYPE] ?? '') : loadBalancerClass === CLASS;
}

const privateButPublic: FindConflict = ({ annotations }) =>
  (annotations[PRIVATE_ADDRESSES] ?? '') !== '' && annotations[SCHEME] === 'internet-facing'
    ? {
        annotation: PRIVATE_ADDRESSES,
        beside: `with ${quote(SCHEME)} "internet-facing"`,
        outcome: 'private addresses are for internal load balancers',
        fix: `set ${quote(SCHEME)} to "internal", or remove ${quote(PRIVATE_ADDRESSES)}`,
      }
    : undefined;

/** An NLB has one address in each of its subnets. */
const addressesPerSubnet: FindConflict = ({ annotations }) => {
  const subnets = entriesOf(annotations[SUBNETS]).length;
  const annotation = [EIP_ALLOCATIONS, PRIVATE_ADDRESSES].find((key) => {
    const count = entriesOf(annotations[key]).length;
    return count > 0 && subnets > 0 && count !== subnets;
  });
  if (annotation === undefined) return undefined;
  const count = entriesOf(annotations[annotation]).length;
  return {
    annotation,
    beside: `with ${quote(SUBNETS)}`,
    outcome: `there is one address for each subnet, and ${String(count)} for ${String(subnets)}`,
    fix: 'give as many addresses as subnets',
  };
};

/** The class says that this controller makes it; the type, that the older one does. */
const olderTypeInItsClass: FindConflict = ({ annotations, loadBalancerClass }) =>
  loadBalancerClass === CLASS && ['elb', 'clb', 'classic'].includes(annotations[TYPE] ?? '')
    ? {
        annotation: TYPE,
        beside: `with loadBalancerClass ${quote(CLASS)}`,
        outcome: 'the class makes a Network Load Balancer',
        fix: `remove ${quote(TYPE)}`,
        idle: true,
      }
    : undefined;

const sourceNatWithoutDualStack: FindConflict = ({ annotations }) =>
  isOn(annotations[`${PREFIX}enable-prefix-for-ipv6-source-nat`]?.replace('on', 'true')) && annotations[`${PREFIX}ip-address-type`] !== 'dualstack'
    ? {
        annotation: `${PREFIX}enable-prefix-for-ipv6-source-nat`,
        beside: `without ${quote(`${PREFIX}ip-address-type`)} "dualstack"`,
        outcome: 'it is for dual-stack load balancers',
        fix: `set ${quote(`${PREFIX}ip-address-type`)} to "dualstack"`,
      }
    : undefined;

/** EKS, or any cluster on AWS, with the AWS Load Balancer Controller. */
export const eks: ProviderTable = {
  name: 'eks',
  title: 'the AWS Load Balancer Controller',
  sources: [
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
  ],
  profile,
  exclusive: EXCLUSIVE,
  annotations: {
    ...SHARED_ANNOTATIONS,
    ...under(PREFIX, {
      scheme: oneOf('internal', 'internet-facing'),
      'nlb-target-type': oneOf('instance', 'ip'),
      name: { expected: 'a name of at most 32 characters', accepts: (value) => value.length <= 32 },
      'proxy-protocol-per-target-group': ANYTHING,
      'ip-address-type': oneOf('ipv4', 'dualstack'),
      'healthcheck-success-codes': ANYTHING,
      'private-ipv4-addresses': PRIVATE,
      'ipv6-addresses': ANYTHING,
      'alpn-policy': oneOf('HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'),
      attributes: PAIRS,
      'manage-backend-security-group-rules': SWITCH,
      'inbound-sg-rules-on-private-link-traffic': oneOfAnyCase('on', 'off'),
      'security-group-prefix-lists': ANYTHING,
      'multi-cluster-target-group': SWITCH,
      'enable-prefix-for-ipv6-source-nat': oneOf('on', 'off'),
      'source-nat-ipv6-prefixes': ANYTHING,
      'minimum-load-balancer-capacity': PAIRS,
      'enable-icmp-for-path-mtu-discovery': oneOf('on', 'off'),
      'enable-tcp-udp-listener': SWITCH,
      'disable-nlb-sg': SWITCH,
      'quic-enabled-ports': ANYTHING,
      'quic-enabled-containers': ANYTHING,
    }),
  },
  families: [
    { key: /^service\.beta\.kubernetes\.io\/aws-load-balancer-listener-attributes\.[A-Z_]+-\d+$/, value: PAIRS },
    { key: /^service\.beta\.kubernetes\.io\/aws-load-balancer-target-group-attributes\.\d+$/, value: PAIRS },
  ],
  conflicts: [schemesDiffer, elasticButInternal, privateButPublic, addressesPerSubnet, tlsWithoutCertificate, pathWithoutHttp, connectionUnderLocal, olderTypeInItsClass, sourceNatWithoutDualStack],
  // What holds where it is not said is a flag of the controller's.
  needsNodePorts: (balancer) => isIts(balancer) && balancer.annotations[TYPE] !== 'nlb-ip' && balancer.annotations[TARGET_TYPE] === 'instance',
  withoutNodePorts: `, or set ${quote(TARGET_TYPE)} to "ip"`,
};
