import { Chart } from 'cdk8s';
import { type Service, ServiceType, type Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Callable } from '../report/call-site';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { attach } from '../synth/attach';
import { rememberCallSite } from '../synth/origin';
import { targetDataOf } from '../target/cluster-target';
import { Admission } from './admission';
import { AllowFrom } from './allow-from';
import { Canaries } from './canaries';
import { checkName } from './checks';
import type { SchemeOption } from './balancer';
import { claimName } from './claims';
import { connectAll } from './connect';
import { Connections, type IConnectable, type Joinable } from './connectable';
import { declarePorts } from './containers';
import { type Deployed, deploy } from './deploy';
import { Egress } from './egress';
import { checkOpens, joinedEgress, planLabels } from './join';
import type { LoadBalancerScheme } from './load-balancer-settings';
import { addMetrics, type Metrics, type MetricsOptions, refusePublicMetrics } from './metrics';
import { admitNamespace, namespaceOf, podsPeer } from './peers';
import type { RunningPods } from './pods';
import { type NodePortProps, type PlannedPort, planPorts, type PortProps, type SinglePortProps } from './ports';
import { serve } from './serve';
import type { BalancingOptions, LoadBalancerOptions } from './service-props';
import { portsBeside, resolveNative } from './sidecars';
import type { PodProps, WorkloadProps } from './workload-props';

/** Describes a further Service over the same pods. */
export interface AdditionalServiceProps extends SinglePortProps, LoadBalancerOptions, BalancingOptions {
  /**
   * The type of the Service.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: ServiceType;
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the ports of the pattern, where `port` is not given either
   */
  readonly ports?: PortProps[];
  /**
   * Who may connect to this Service's ports, beside those who may already. Not for a Service that takes traffic from outside: it
   * admits anyone, and a load balancer narrows that by `sourceRanges`.
   *
   * @default - whom the pattern admits
   */
  readonly allowFrom?: AllowFrom;
  /**
   * Where a load balancer is reached. It needs a target with a `provider`.
   *
   * @default - LoadBalancerScheme.INTERNET_FACING where the target has a provider; INTERNAL over an InternalLoadBalancedApp
   */
  readonly scheme?: LoadBalancerScheme;
}

/** What every pattern with a Service asks for. */
interface ServedProps extends PodProps, SinglePortProps, LoadBalancerOptions, BalancingOptions, SchemeOption, MetricsOptions {
  readonly ports?: NodePortProps[];
  readonly nodePort?: number;
}

/** What those with a Deployment ask for, too. */
interface ServedAppProps extends ServedProps, WorkloadProps {
  readonly alsoServes?: IConnectable;
}

/** Pods that a Service is to stand before, whatever runs them. */
export interface ServedPods extends RunningPods {
  readonly scope: Construct;
  readonly name: string;
  readonly workload: Workload;
  /** The labels of all pods behind its Services. */
  readonly pods: Readonly<Record<string, string>>;
  /** Ports at which the pods reach each other, beside those of the Service. @default - none */
  readonly peerPorts?: readonly PlannedPort[];
}

/** What every pattern with a Service consists of. */
export interface ServedWorkload extends ServedPods {
  readonly service: Service;
  /** The ports that any of its Services leads to. */
  readonly led: PlannedPort[];
  readonly admission: Admission;
  /** Who may connect; absent: anybody. */
  readonly allowFrom?: AllowFrom;
  readonly connections: Connections;
  readonly canaries: Canaries;
  /** Where metrics are scraped, if they are. */
  readonly metrics?: Metrics;
}

/** The same with a Deployment. */
export interface ServedApp extends ServedWorkload, Deployed {
  /** What it was told, for its canaries to be told as well. */
  readonly props: WorkloadProps;
  /** The pattern whose Service its pods join. */
  readonly joins?: string;
}

/** Begins any pattern: traces it to the author's line, has its app linked, and takes its name. */
export function begin(scope: Construct, name: string | undefined, pattern: Callable): string {
  rememberCallSite(scope, pattern);
  const { path, id, scopes } = scope.node;
  if (!scopes.some((construct) => Chart.isChart(construct))) {
    throw propError({
      path,
      field: 'scope',
      problem: `${pattern.name} must be made in a Chart, which writes its manifests`,
      got: 'a scope with no Chart above it',
      fix: `make a chart first: new ${pattern.name}(new Chart(app, 'shop', { namespace: 'shop' }), ${quote(id)}, …)`,
    });
  }
  attach(scope);
  const checked = checkName(path, name === undefined ? 'id' : 'name', name ?? id);
  claimName(scope, checked, path);
  return checked;
}

/** Makes a Deployment with its Service and policy, and connects it. No `allowFrom`: anybody may connect. */
export function makeServedApp(scope: Construct, name: string, type: ServiceType, props: ServedAppProps, allowFrom?: AllowFrom): ServedApp {
  const { path } = scope.node;
  const { singleton = false } = props;
  const { pods, selector, joined } = planLabels(scope, name, props.alsoServes, singleton);
  const egress = joinedEgress(path, props.egress, joined);
  const deployed = deploy(scope, name, props, planPorts(path, props), { selector });
  if (joined) checkOpens(path, deployed.deployment.containers, joined);
  const joins = joined ? { joins: joined.name } : {};
  const served = servePods({ ...deployed, scope, name, workload: deployed.deployment, pods }, type, { ...props, egress }, allowFrom, { singleton, ...joins });
  return { ...deployed, ...served, props, ...joins };
}

/** Makes the Service and the policy of pods, and connects them. Without `joining`, no other pods may join the Service. */
export function servePods(
  running: ServedPods,
  type: ServiceType,
  props: ServedProps,
  allowFrom?: AllowFrom,
  joining?: Pick<Joinable, 'singleton' | 'joins'>,
): ServedWorkload {
  const { scope, name, pods, ports } = running;
  const { egress = Egress.OPEN } = props;
  const service = serve(scope, 'Service', { path: scope.node.path, name, selects: pods, type, ports, options: props });
  const admission = new Admission(scope, name, egress, pods);
  admission.admit(ports, allowFrom?._peers);
  const led = [...ports];
  const allowed = allowFrom ? { allowFrom } : {};
  const connections = Connections._of({
    scope,
    service,
    ports,
    ...(joining ? { joinable: { ...joining, ...allowed, name, egress, ports: led } } : {}),
    admit: (client, wanted) => {
      if (!allowFrom || admitNamespace(allowFrom._peers, namespaceOf(client.scope), namespaceOf(scope))) return;
      admission.admitClient(wanted, podsPeer(client, scope));
    },
    letOut: (client, wanted) => {
      client.admission.letOut(wanted, podsPeer({ scope, name, pods }, client.scope));
    },
  });
  const app = { ...running, ...allowed, service, led, admission, connections, canaries: new Canaries() };
  const metrics = props.metrics && addMetrics({ ...app, ports: [...ports, ...(running.peerPorts ?? [])] }, props.metrics);
  connectAll(app, props.connectsTo);
  return { ...app, ...(metrics ? { metrics } : {}) };
}

/** Adds a Service over the same pods. One that lets traffic in from outside widens the policy to it. */
export function addService(app: ServedWorkload, name: string, props: AdditionalServiceProps): Service {
  const { scope, workload, container, admission, canaries } = app;
  const type = props.type ?? ServiceType.CLUSTER_IP;
  checkName(scope.node.path, 'addService.name', name);
  const path = `${scope.node.path}/${name}`;
  if (type === ServiceType.EXTERNAL_NAME) {
    throw propError({
      path,
      field: 'type',
      problem: 'An ExternalName Service has no pods, so it cannot be one over these',
      got: quote(type),
      fix: 'use ServiceType.CLUSTER_IP, NODE_PORT or LOAD_BALANCER',
    });
  }
  const outside = type === ServiceType.NODE_PORT || type === ServiceType.LOAD_BALANCER;
  if (outside && props.allowFrom) {
    throw propError({
      path,
      field: 'allowFrom',
      problem: 'A Service that takes traffic from outside admits anyone',
      got: `allowFrom on type ${quote(type)}`,
      fix: 'leave allowFrom out; a load balancer is narrowed by sourceRanges',
    });
  }
  if (type === ServiceType.NODE_PORT) refuseProduction(scope, { path, field: 'type' });
  claimName(scope, name, path);
  const own = props.port === undefined && props.targetPort === undefined && !props.ports;
  const beside = portsBeside(workload, container);
  const ports = own ? app.ports.map(({ nodePort: _, ...port }) => port) : resolveNative(planPorts(path, props), beside);
  if (outside && app.metrics) refusePublicMetrics(path, ports, app.metrics.port, beside);
  const service = serve(scope, name, { path, name, selects: app.pods, type, ports, options: props });
  declarePorts(workload, container, ports);
  canaries.each((canary) => { declarePorts(canary.workload, canary.container, ports); });
  app.led.push(...ports);
  if (outside) admission.admit(ports);
  else if (!own || props.allowFrom) admission.admit(ports, (props.allowFrom ?? app.allowFrom ?? AllowFrom.cluster())._peers);
  return service;
}

/** Refuses node ports where the target is known to be production. */
export function refuseProduction(scope: Construct, at: { path: string; field: string }): void {
  if (targetDataOf(scope).environment !== 'production') return;
  throw propError({ ...at, rule: 'node-port-development-only', ...fill(sharedMessages.nodePortInProduction, {}) });
}
