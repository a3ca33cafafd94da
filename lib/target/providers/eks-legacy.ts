import { quote } from '../../report/message';
import { ANYTHING, oneOf, SWITCH, whole } from './annotation-value';
import {
  ARNS, CERTIFICATE, connectionUnderLocal, CROSS_ZONE, EIP_ALLOCATIONS, ELASTIC, elasticButInternal, EXCLUSIVE, HEALTH_CHECK_PATH, HEALTH_CHECK_PORT, HEALTH_CHECK_PROTOCOL, INTERNAL, pathWithoutHttp, PREFIX, schemesDiffer, SHARED_ANNOTATIONS, SUBNETS, TARGET_GROUP_ATTRIBUTES, TLS_PORTS, tlsWithoutCertificate, TYPE,
} from './aws';
import { cannot, mustBe, type Profile, unequal, unsupported, type WriteSetting } from './profile';
import { type FindConflict, type ProviderTable, under } from './provider-table';

const UPGRADE = 'install the AWS Load Balancer Controller and use Provider.eks()';
const EXTRA_SECURITY_GROUPS = `${PREFIX}extra-security-groups`;

const addresses: WriteSetting = ({ scheme, addresses: given = [], subnets }) => {
  if (scheme === 'internal') return unsupported('only load balancers that face the internet get addresses of yours', `leave addresses out, or ${UPGRADE}`);
  if (subnets && subnets.length !== given.length) return unequal(given.length, subnets.length);
  return ELASTIC.accepts(given.join(',')) ? { [EIP_ALLOCATIONS]: given.join(',') } : mustBe(ELASTIC.expected);
};

const tlsCertificates: WriteSetting = ({ tlsCertificates: given = [], tlsPorts = [] }) =>
  given.length === 1 && ARNS.accepts(given.join('')) ? { [CERTIFICATE]: given.join(''), [TLS_PORTS]: tlsPorts.join(',') } : mustBe('the ARN of one certificate');

const profile: Profile = {
  scheme: {
    internal: { [TYPE]: 'nlb', [INTERNAL]: 'true' },
    'internet-facing': { [TYPE]: 'nlb', [INTERNAL]: 'false' },
  },
  settings: {
    addresses,
    subnets: ({ subnets = [] }) => ({ [SUBNETS]: subnets.join(',') }),
    // Under Local it would ask the node, and not the app, unless told otherwise.
    healthCheckPath: ({ healthCheckPath = '' }) => ({ [HEALTH_CHECK_PROTOCOL]: 'http', [HEALTH_CHECK_PATH]: healthCheckPath, [HEALTH_CHECK_PORT]: 'traffic-port' }),
    healthCheckPort: cannot('it asks a port of the nodes, which nobody knows before it is allocated', `leave healthCheckPort out, or ${UPGRADE}`),
    crossZone: ({ crossZone }) => ({ [CROSS_ZONE]: String(crossZone) }),
    idleTimeout: cannot('it sets the timeout of Classic Load Balancers alone', `leave idleTimeout out, or ${UPGRADE}`),
    tlsCertificates,
    proxyProtocol: ({ proxyProtocol }) => ({ [TARGET_GROUP_ATTRIBUTES]: `proxy_protocol_v2.enabled=${String(proxyProtocol)}` }),
  },
};

/** What is for Classic Load Balancers, on a Network Load Balancer. */
const extraGroupsOnNlb: FindConflict = ({ annotations }) =>
  annotations[TYPE] === 'nlb' && annotations[EXTRA_SECURITY_GROUPS] !== undefined
    ? {
        annotation: EXTRA_SECURITY_GROUPS,
        beside: `with ${quote(TYPE)} "nlb"`,
        outcome: 'Network Load Balancers take no further security groups, and the controller refuses the Service',
        fix: `use ${quote(`${PREFIX}security-groups`)}, or remove ${quote(EXTRA_SECURITY_GROUPS)}`,
      }
    : undefined;

/** AWS with the controller that came with Kubernetes, now the AWS cloud controller manager. */
export const eksLegacy: ProviderTable = {
  name: 'eks-legacy',
  title: 'the AWS cloud controller manager',
  sources: ['https://github.com/kubernetes/cloud-provider-aws/blob/master/docs/service_controller.md'],
  profile,
  exclusive: EXCLUSIVE,
  annotations: {
    ...SHARED_ANNOTATIONS,
    ...under(PREFIX, {
      'access-log-emit-interval': oneOf('5', '60'),
      'connection-draining-enabled': SWITCH,
      'connection-draining-timeout': whole(1, 3600),
      'connection-idle-timeout': whole(1, 4000),
      'extra-security-groups': ANYTHING,
    }),
  },
  conflicts: [schemesDiffer, elasticButInternal, tlsWithoutCertificate, pathWithoutHttp, connectionUnderLocal, extraGroupsOnNlb],
  needsNodePorts: () => true,
};
