import { quote } from '../../report/message';
import { ANYTHING, listOf } from './annotation-value';
import { type Annotations, cannot, isAddress, mustBe, type Profile, type SchemeName, type WriteSetting } from './profile';
import { type FindConflict, type ProviderTable, under } from './provider-table';

const PREFIX = 'metallb.io/';
const OLD_PREFIX = 'metallb.universe.tf/';
const NAMES = ['address-pool', 'loadBalancerIPs', 'allow-shared-ip'];
const ADDRESSES = `${PREFIX}loadBalancerIPs`;
const ANNOUNCES = 'it announces addresses, and leaves connections to the cluster';

const addresses: WriteSetting = ({ addresses: given = [] }) =>
  given.every(isAddress) && given.length <= 2 ? { [ADDRESSES]: given.join(',') } : mustBe('IP addresses of its pools, at most one of each IP family');

/** The pools that stand for public and for private addresses, where the target names them: MetalLB knows no difference. */
export function metalLbProfile(pools: Partial<Readonly<Record<SchemeName, string>>> = {}): Profile {
  const pool = (name: string | undefined): Annotations => (name === undefined ? {} : { [`${PREFIX}address-pool`]: name });
  return {
    classes: 'any',
    scheme: { internal: pool(pools.internal), 'internet-facing': pool(pools['internet-facing']) },
    settings: {
      addresses,
      subnets: cannot('it takes addresses from pools', 'leave subnets out, and name pools: Provider.metalLb({ publicPool, internalPool })'),
      healthCheckPath: cannot(ANNOUNCES, 'leave healthCheckPath out; the pods\' own health decides what gets traffic'),
      healthCheckPort: cannot(ANNOUNCES, 'leave healthCheckPort out; the pods\' own health decides what gets traffic'),
      crossZone: cannot(ANNOUNCES, 'leave crossZone out; trafficDistribution prefers a zone'),
      idleTimeout: cannot(ANNOUNCES, 'leave idleTimeout out'),
      tlsCertificates: cannot(ANNOUNCES, 'end TLS in the app, or use an Ingress or Gateway for HTTP'),
      proxyProtocol: cannot(ANNOUNCES, 'leave proxyProtocol out; externalTrafficPolicy: TrafficPolicy.LOCAL keeps the client\'s address'),
    },
  };
}

/** The newer name of an annotation is read, and the older one beside it is not. */
const oldAndNew: FindConflict = ({ annotations }) => {
  const name = NAMES.find((key) => {
    const [newer, older] = [annotations[`${PREFIX}${key}`], annotations[`${OLD_PREFIX}${key}`]];
    return newer !== undefined && older !== undefined && newer !== older;
  });
  if (name === undefined) return undefined;
  return {
    annotation: `${OLD_PREFIX}${name}`,
    beside: `with ${quote(`${PREFIX}${name}`)}`,
    outcome: 'the newer of the two names is read',
    fix: `remove ${quote(`${OLD_PREFIX}${name}`)}`,
  };
};

const twoAddresses: FindConflict = ({ annotations, loadBalancerIp }) => {
  const annotation = [ADDRESSES, `${OLD_PREFIX}loadBalancerIPs`].find((key) => (annotations[key] ?? '') !== '');
  if (annotation === undefined || loadBalancerIp === undefined) return undefined;
  return {
    annotation,
    beside: `with spec.loadBalancerIP ${quote(loadBalancerIp)}`,
    outcome: 'MetalLB takes one of the two, and refuses both',
    fix: 'remove spec.loadBalancerIP, which is deprecated',
  };
};

const KINDS = {
  'address-pool': ANYTHING,
  loadBalancerIPs: listOf('IP addresses', /^[\da-fA-F:.]+$/),
  'ip-allocated-from-pool': ANYTHING,
  'allow-shared-ip': ANYTHING,
};

/** MetalLB, for clusters outside the clouds. */
export const metalLb: ProviderTable = {
  name: 'metal-lb',
  title: 'MetalLB',
  sources: ['https://metallb.io/usage/'],
  profile: metalLbProfile(),
  exclusive: /^metallb\.(io|universe\.tf)\//,
  annotations: { ...under(PREFIX, KINDS), ...under(OLD_PREFIX, KINDS) },
  conflicts: [oldAndNew, twoAddresses],
  needsNodePorts: () => false,
};
