import { quote } from '../../report/message';
import { ANYTHING, listOf, oneOf, oneOfAnyCase, PAIRS, SWITCH, whole } from './annotation-value';
import { entriesOf, type FindConflict, isOn, under } from './provider-table';

// What the two controllers of AWS have in common: both read annotations of one prefix.

export const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';
export const TYPE = `${PREFIX}type`;
export const TARGET_TYPE = `${PREFIX}nlb-target-type`;
export const SCHEME = `${PREFIX}scheme`;
export const INTERNAL = `${PREFIX}internal`;
export const SUBNETS = `${PREFIX}subnets`;
export const EIP_ALLOCATIONS = `${PREFIX}eip-allocations`;
export const CERTIFICATE = `${PREFIX}ssl-cert`;
export const TLS_PORTS = `${PREFIX}ssl-ports`;
export const HEALTH_CHECK_PROTOCOL = `${PREFIX}healthcheck-protocol`;
export const HEALTH_CHECK_PATH = `${PREFIX}healthcheck-path`;
export const HEALTH_CHECK_PORT = `${PREFIX}healthcheck-port`;
export const CROSS_ZONE = `${PREFIX}cross-zone-load-balancing-enabled`;
export const TARGET_GROUP_ATTRIBUTES = `${PREFIX}target-group-attributes`;

/** Every key that begins this way is for AWS. */
export const EXCLUSIVE = /^service\.(beta\.)?kubernetes\.io\/aws-/;

/** Elastic IP addresses are known by their allocations. */
export const ELASTIC = listOf('allocations of elastic IP addresses, such as "eipalloc-0a1b2c3d"', /^eipalloc-\w+$/);

/** What both controllers find certificates by. A chart may well hold something that is filled in later, so that annotations are not held to it. */
export const ARNS = listOf('ARNs of certificates, such as "arn:aws:acm:eu-west-1:123456789012:certificate/…"', /^arn:aws[\w-]*:(acm|iam):/);

export const SHARED_ANNOTATIONS = under(PREFIX, {
  // Whatever else it holds, the older controller makes a Classic Load Balancer: people write its name.
  type: oneOf('external', 'nlb', 'nlb-ip', 'elb', 'clb', 'classic'),
  // The older controller takes anything but "false" for yes, and 0.0.0.0/0 was how its documentation wrote it once.
  internal: { ...SWITCH, accepts: (value) => SWITCH.accepts(value) || value === '0.0.0.0/0' },
  subnets: ANYTHING,
  'security-groups': ANYTHING,
  'eip-allocations': ELASTIC,
  'additional-resource-tags': PAIRS,
  'ssl-cert': ANYTHING,
  'ssl-ports': ANYTHING,
  'ssl-negotiation-policy': ANYTHING,
  'backend-protocol': oneOfAnyCase('http', 'https', 'ssl', 'tcp'),
  'healthcheck-protocol': oneOfAnyCase('tcp', 'http', 'https'),
  'healthcheck-port': ANYTHING,
  'healthcheck-path': { expected: 'a path that begins with "/"', accepts: (value) => value.startsWith('/') },
  'healthcheck-healthy-threshold': whole(2, 10),
  'healthcheck-unhealthy-threshold': whole(2, 10),
  'healthcheck-timeout': whole(2, 120),
  'healthcheck-interval': whole(5, 300),
  'proxy-protocol': oneOf('*'),
  'access-log-enabled': SWITCH,
  'access-log-s3-bucket-name': ANYTHING,
  'access-log-s3-bucket-prefix': ANYTHING,
  'cross-zone-load-balancing-enabled': SWITCH,
  'target-group-attributes': PAIRS,
  'target-node-labels': PAIRS,
});

/** TLS is asked for, and nothing that could end it: the ports listen in plain text. */
export const tlsWithoutCertificate: FindConflict = ({ annotations }) =>
  entriesOf(annotations[TLS_PORTS]).length > 0 && (annotations[CERTIFICATE] ?? '') === ''
    ? {
        annotation: TLS_PORTS,
        beside: `without ${quote(CERTIFICATE)}`,
        outcome: 'its ports listen without TLS',
        fix: `name a certificate in ${quote(CERTIFICATE)}, or remove ${quote(TLS_PORTS)}`,
        idle: true,
      }
    : undefined;

/** A path is asked for over HTTP alone. Under Local that is what is spoken without being asked. */
export const pathWithoutHttp: FindConflict = ({ annotations, local }) => {
  const protocol = annotations[HEALTH_CHECK_PROTOCOL]?.toLowerCase() ?? (local ? 'http' : 'tcp');
  if (annotations[HEALTH_CHECK_PATH] === undefined || protocol !== 'tcp') return undefined;
  return {
    annotation: HEALTH_CHECK_PATH,
    beside: annotations[HEALTH_CHECK_PROTOCOL] === undefined ? `without ${quote(HEALTH_CHECK_PROTOCOL)}` : `with ${quote(HEALTH_CHECK_PROTOCOL)} "tcp"`,
    outcome: 'the load balancer opens a connection, and asks no path',
    fix: `set ${quote(HEALTH_CHECK_PROTOCOL)} to "http", or remove ${quote(HEALTH_CHECK_PATH)}`,
    idle: true,
  };
};

/** Under Local each node answers whether it has pods; that it takes a connection says nothing. */
export const connectionUnderLocal: FindConflict = ({ annotations, local }) => {
  const toNodes = annotations[TARGET_TYPE] === 'instance' || (annotations[TARGET_TYPE] === undefined && annotations[TYPE] === 'nlb');
  if (!local || !toNodes || annotations[HEALTH_CHECK_PROTOCOL]?.toLowerCase() !== 'tcp' || (annotations[HEALTH_CHECK_PORT] ?? '') !== '') return undefined;
  return {
    annotation: HEALTH_CHECK_PROTOCOL,
    beside: 'with externalTrafficPolicy Local',
    outcome: 'nodes without pods pass the check, and drop what they are sent',
    fix: `remove ${quote(HEALTH_CHECK_PROTOCOL)}, so that nodes are asked over HTTP`,
  };
};

/** Two annotations that say where it is reached, and say different things. */
export const schemesDiffer: FindConflict = ({ annotations }) => {
  const scheme = annotations[SCHEME];
  const internal = annotations[INTERNAL];
  if (internal === undefined || internal === '' || (scheme !== 'internal' && scheme !== 'internet-facing')) return undefined;
  const saysInternal = internal === '0.0.0.0/0' || isOn(internal);
  if (saysInternal === (scheme === 'internal')) return undefined;
  return {
    annotation: INTERNAL,
    beside: `with ${quote(SCHEME)} ${quote(scheme)}`,
    outcome: 'the AWS Load Balancer Controller goes by the scheme, the older controller by the other',
    fix: `remove ${quote(INTERNAL)}, or make the two agree`,
  };
};

/** Elastic addresses are public ones. */
export const elasticButInternal: FindConflict = ({ annotations }) =>
  (annotations[EIP_ALLOCATIONS] ?? '') !== '' && (annotations[SCHEME] === 'internal' || (annotations[SCHEME] === undefined && isOn(annotations[INTERNAL])))
    ? {
        annotation: EIP_ALLOCATIONS,
        beside: annotations[SCHEME] === 'internal' ? `with ${quote(SCHEME)} "internal"` : `with ${quote(INTERNAL)} ${quote(annotations[INTERNAL])}`,
        outcome: 'elastic IP addresses are for load balancers that face the internet',
        fix: `set ${quote(SCHEME)} to "internet-facing", or remove ${quote(EIP_ALLOCATIONS)}`,
      }
    : undefined;
