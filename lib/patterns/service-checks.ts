import { ServiceType } from 'cdk8s-plus-28';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { checkCidrs, checkSeconds } from './checks';
import { checkAnnotations, checkLabels, checkQualifiedName } from '../report/label-checks';
import type { SchemeOption } from './balancer';
import type { PlannedPort } from './ports';
import { IpFamilyPolicy, type LoadBalancerOptions, type ServiceOptions, SessionAffinity, TrafficPolicy } from './service-props';

const DAY = 86400;

/** Checks the options of a Service against each other and against its type: what the API server would refuse, or quietly ignore. */
export function checkServiceOptions(path: string, type: ServiceType, options: LoadBalancerOptions & SchemeOption): void {
  refuseForType(path, type, options);
  checkLabels(path, 'serviceLabels', options.serviceLabels);
  checkAnnotations(path, 'serviceAnnotations', options.serviceAnnotations);
  if (options.loadBalancerClass !== undefined) {
    checkQualifiedName(path, 'loadBalancerClass', options.loadBalancerClass, 'service.k8s.aws/nlb');
  }
  checkSourceRanges(path, options.sourceRanges);
  checkAffinity(path, options);
  checkFamilies(path, options);
  if (options.healthCheckNodePort === undefined || options.externalTrafficPolicy === TrafficPolicy.LOCAL) return;
  throw propError({
    path,
    field: 'healthCheckNodePort',
    problem: 'healthCheckNodePort goes with externalTrafficPolicy LOCAL',
    got: `externalTrafficPolicy ${shown(options.externalTrafficPolicy, TrafficPolicy.CLUSTER)}`,
    fix: 'set externalTrafficPolicy: TrafficPolicy.LOCAL, or leave healthCheckNodePort out',
  });
}

/** A further Service may be of any type, so that its props hold what only some types have. */
function refuseForType(path: string, type: ServiceType, options: LoadBalancerOptions & SchemeOption): void {
  const { sourceRanges, loadBalancerClass, allocateLoadBalancerNodePorts, healthCheckNodePort, externalTrafficPolicy, scheme, loadBalancer } = options;
  const balancers = { sourceRanges, loadBalancerClass, allocateLoadBalancerNodePorts, healthCheckNodePort, scheme, loadBalancer };
  const refused = [
    ...(type === ServiceType.LOAD_BALANCER
      ? []
      : Object.entries(balancers).map(([field, value]) => ({ field, value, types: 'ServiceType.LOAD_BALANCER' }))),
    ...(type === ServiceType.CLUSTER_IP
      ? [{ field: 'externalTrafficPolicy', value: externalTrafficPolicy, types: 'ServiceType.NODE_PORT or LOAD_BALANCER' }]
      : []),
  ].find(({ value }) => value !== undefined);
  if (!refused) return;
  throw propError({
    path,
    field: refused.field,
    problem: `A Service of type ${type} has no ${refused.field}`,
    got: `${refused.field} ${quote(refused.value)} on type ${quote(type)}`,
    fix: `leave ${refused.field} out, or set type: ${refused.types}`,
  });
}

function checkSourceRanges(path: string, ranges: readonly string[] | undefined): void {
  checkCidrs(path, 'sourceRanges', ranges ?? []);
  if (ranges?.length !== 0) return;
  throw propError({
    path,
    field: 'sourceRanges',
    ...fill(sharedMessages.sourceRangesEmpty, { field: 'sourceRanges' }),
  });
}

function checkAffinity(path: string, { sessionAffinity, sessionAffinityTimeout }: LoadBalancerOptions): void {
  const timeout = checkSeconds(path, 'sessionAffinityTimeout', sessionAffinityTimeout, 1);
  if (timeout === undefined || (sessionAffinity === SessionAffinity.CLIENT_IP && timeout <= DAY)) return;
  const late = sessionAffinity === SessionAffinity.CLIENT_IP;
  throw propError({
    path,
    field: 'sessionAffinityTimeout',
    problem: late ? 'sessionAffinityTimeout may be a day at most' : 'sessionAffinityTimeout goes with SessionAffinity.CLIENT_IP',
    got: `${String(timeout)} s with sessionAffinity ${shown(sessionAffinity, SessionAffinity.NONE)}`,
    fix: late ? 'give Duration.days(1) or less' : 'set sessionAffinity: SessionAffinity.CLIENT_IP, or leave the timeout out',
  });
}

function checkFamilies(path: string, { ipFamilies = [], ipFamilyPolicy }: LoadBalancerOptions): void {
  const twice = new Set(ipFamilies).size < ipFamilies.length;
  const single = ipFamilyPolicy === undefined || ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK;
  if (!twice && !(single && ipFamilies.length > 1)) return;
  throw propError({
    path,
    field: 'ipFamilies',
    problem: twice ? 'A Service has each IP family once' : 'Two IP families need a dual-stack ipFamilyPolicy',
    got: `${quote(ipFamilies)} with ipFamilyPolicy ${shown(ipFamilyPolicy, IpFamilyPolicy.SINGLE_STACK)}`,
    fix: twice ? 'name each family once' : 'set ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK or REQUIRE_DUAL_STACK, or name one family',
  });
}

function shown(given: string | undefined, otherwise: string): string {
  return given === undefined ? `${quote(otherwise)} (the default)` : quote(given);
}

/** Checks a Service whose clients connect to the pods themselves, past whatever a Service does with traffic. */
export function checkHeadless(path: string, type: ServiceType, ports: readonly PlannedPort[], options: ServiceOptions): void {
  const refuse = (field: string, problem: string, got: string, fix: string, rule?: string): Error =>
    propError({ path, field, problem, got, fix, ...(rule === undefined ? {} : { rule }) });
  if (type !== ServiceType.CLUSTER_IP) {
    const fix = 'leave balancing out, and add a Service inside the cluster for clients that balance: addService(name, { balancing: Balancing.CLIENT })';
    throw refuse('balancing', `Clients can balance by themselves only over a Service of type ${quote(ServiceType.CLUSTER_IP)}`, `type ${quote(type)}`, fix);
  }
  const differing = ports.find(({ port, targetPort }) => targetPort !== port);
  if (differing) {
    const { field, port, targetPort } = differing;
    const fix = typeof targetPort === 'number' ? `give port: ${String(targetPort)}` : 'give port and targetPort the number that the sidecar listens on';
    throw refuse(`${field}port`, 'Clients that balance by themselves connect to the pods, so that port must be targetPort', `port ${String(port)}, targetPort ${quote(targetPort)}`, fix, 'headless-port-matches');
  }
  const { sessionAffinity, internalTrafficPolicy, trafficDistribution } = options;
  const idle = Object.entries({ sessionAffinity, internalTrafficPolicy, trafficDistribution }).find(([, value]) => value !== undefined);
  if (idle) throw refuse(idle[0], `${idle[0]} has no effect where clients balance by themselves`, `${quote(idle[1])} with Balancing.CLIENT`, `leave ${idle[0]} out, or balancing`);
}
