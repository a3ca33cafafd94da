import { quote } from '../../report/message';
import { ANYTHING, oneOf, SWITCH } from './annotation-value';
import { cannot, mustBe, type Profile, unsupported, type WriteSetting } from './profile';
import type { Balancer, FindConflict, ProviderTable } from './provider-table';

const TYPE = 'networking.gke.io/load-balancer-type';
const OLD_TYPE = 'cloud.google.com/load-balancer-type';
const BACKEND_SERVICE = 'cloud.google.com/l4-rbs';
const ADDRESSES = 'networking.gke.io/load-balancer-ip-addresses';
const INTERNAL_SUBNET = 'networking.gke.io/internal-load-balancer-subnet';
const GLOBAL_ACCESS = 'networking.gke.io/internal-load-balancer-allow-global-access';
const INTERNAL_CLASSES = ['networking.gke.io/l4-regional-internal', 'networking.gke.io/l4-regional-internal-legacy'];
const EXTERNAL_CLASSES = ['networking.gke.io/l4-regional-external', 'networking.gke.io/l4-regional-external-legacy'];

const PASSES_ON = 'it passes packets on as they are';
const IN_APP = 'in the app, or use a Gateway for HTTP';

const addresses: WriteSetting = ({ addresses: given = [] }) => {
  const names = given.every((name) => /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) && given.length <= 2;
  return names ? { [ADDRESSES]: given.join(',') } : mustBe('names of reserved addresses, at most one of each IP family');
};

const subnets: WriteSetting = ({ scheme, subnets: given = [] }) => {
  if (scheme !== 'internal') return unsupported('an external load balancer stands in no subnet', 'leave subnets out, or use InternalLoadBalancedApp');
  return given.length === 1 ? { [INTERNAL_SUBNET]: given.join('') } : mustBe('one subnet');
};

const profile: Profile = {
  classes: [...INTERNAL_CLASSES, ...EXTERNAL_CLASSES],
  scheme: { internal: { [TYPE]: 'Internal' }, 'internet-facing': { [BACKEND_SERVICE]: 'enabled' } },
  settings: {
    addresses,
    subnets,
    healthCheckPath: cannot('it asks each node whether it has pods, and not the app', 'leave healthCheckPath out; the pods\' own health decides what gets traffic'),
    healthCheckPort: cannot('it asks each node whether it has pods, and not the app', 'leave healthCheckPort out; the pods\' own health decides what gets traffic'),
    crossZone: cannot('it is regional, and leads to all zones', 'leave crossZone out; trafficDistribution prefers a zone'),
    idleTimeout: cannot(`${PASSES_ON}, and its timeout is fixed`, 'leave idleTimeout out, and keep connections alive from the app'),
    tlsCertificates: cannot(PASSES_ON, `end TLS ${IN_APP}`),
    proxyProtocol: cannot(`${PASSES_ON}, the client's address among them`, 'leave proxyProtocol out; externalTrafficPolicy: TrafficPolicy.LOCAL keeps the client\'s address'),
  },
};

/** Whether it is internal, as far as the Service says; the class goes before the annotations. */
function isInternal({ annotations, loadBalancerClass }: Balancer): boolean {
  if (loadBalancerClass !== undefined) return INTERNAL_CLASSES.includes(loadBalancerClass);
  return ['Internal', 'internal'].includes(annotations[TYPE] ?? annotations[OLD_TYPE] ?? '');
}

const internalAndExternal: FindConflict = (balancer) =>
  balancer.annotations[BACKEND_SERVICE] === 'enabled' && isInternal(balancer)
    ? {
        annotation: BACKEND_SERVICE,
        beside: balancer.loadBalancerClass === undefined ? `with ${quote(TYPE)} "Internal"` : `with loadBalancerClass ${quote(balancer.loadBalancerClass)}`,
        outcome: 'it is for external load balancers, and this one is internal',
        fix: `remove ${quote(BACKEND_SERVICE)}, or what makes it internal if it is meant to face the internet`,
        // GKE goes by the type, so that nothing is opened that was meant to be closed.
        idle: true,
      }
    : undefined;

const classSaysOtherwise: FindConflict = ({ annotations, loadBalancerClass }) => {
  const type = annotations[TYPE] ?? annotations[OLD_TYPE];
  if (loadBalancerClass === undefined || type === undefined || !EXTERNAL_CLASSES.includes(loadBalancerClass) || !/^internal$/i.test(type)) return undefined;
  return {
    annotation: annotations[TYPE] === undefined ? OLD_TYPE : TYPE,
    beside: `with loadBalancerClass ${quote(loadBalancerClass)}`,
    outcome: 'the class goes first, and the load balancer faces the internet',
    fix: 'set loadBalancerClass to "networking.gke.io/l4-regional-internal", or remove one of the two',
  };
};

/** What only internal load balancers read, on one that faces the internet. */
const internalOnly: FindConflict = (balancer) => {
  const annotation = [INTERNAL_SUBNET, GLOBAL_ACCESS].find((key) => (balancer.annotations[key] ?? '') !== '' && balancer.annotations[key] !== 'false');
  if (annotation === undefined || isInternal(balancer)) return undefined;
  if (balancer.loadBalancerClass !== undefined && !EXTERNAL_CLASSES.includes(balancer.loadBalancerClass)) return undefined;
  return {
    annotation,
    beside: `without ${quote(TYPE)} "Internal"`,
    outcome: 'the load balancer faces the internet',
    fix: `set ${quote(TYPE)} to "Internal", or remove ${quote(annotation)}`,
  };
};

/** Google Kubernetes Engine. */
export const gke: ProviderTable = {
  name: 'gke',
  title: 'GKE',
  sources: ['https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters'],
  profile,
  annotations: {
    // Whatever it does not know, it takes for external: "INTERNAL" faces the internet.
    [TYPE]: oneOf('Internal', 'internal', 'External', 'external'),
    [OLD_TYPE]: oneOf('Internal', 'internal', 'External', 'external'),
    [BACKEND_SERVICE]: oneOf('enabled', 'disabled'),
    [ADDRESSES]: ANYTHING,
    [INTERNAL_SUBNET]: ANYTHING,
    [GLOBAL_ACCESS]: SWITCH,
    'networking.gke.io/load-balancer-subnet': ANYTHING,
    'networking.gke.io/weighted-load-balancing': oneOf('pods-per-node'),
    'networking.gke.io/l4-strong-session-affinity': oneOf('enabled'),
    'networking.gke.io/l4lb-config': ANYTHING,
    'networking.gke.io/custom-forwarding-rule': ANYTHING,
    'networking.gke.io/ip-collection-v6': ANYTHING,
    'networking.gke.io/transparent-health-checker': ANYTHING,
    'cloud.google.com/network-tier': oneOf('Standard', 'Premium'),
    'cloud.google.com/neg': ANYTHING,
    'cloud.google.com/neg-status': ANYTHING,
    'cloud.google.com/backend-config': ANYTHING,
    'beta.cloud.google.com/backend-config': ANYTHING,
    'cloud.google.com/app-protocols': ANYTHING,
    'cloud.google.com/load-balancer-backend-share': SWITCH,
    'alpha.cloud.google.com/load-balancer-backend-share': SWITCH,
  },
  conflicts: [internalAndExternal, classSaysOtherwise, internalOnly],
  needsNodePorts: () => false,
};
