import { type ApiObject, Chart } from 'cdk8s';
import { type Container, type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
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
import { checkName } from './checks';
import { claimName } from './claims';
import { declarePorts, deploy } from './deploy';
import { type NodePortProps, type PlannedPort, planPorts, type PortProps, type SinglePortProps } from './ports';
import { serve } from './serve';
import type { LoadBalancerOptions } from './service-props';
import type { WorkloadProps } from './workload-props';

/** Describes a further Service over the same pods. */
export interface AdditionalServiceProps extends SinglePortProps, LoadBalancerOptions {
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
}

/** What every pattern with a Service asks for. */
interface ServedProps extends WorkloadProps, SinglePortProps, LoadBalancerOptions {
  readonly ports?: NodePortProps[];
  readonly nodePort?: number;
}

/** What every pattern with a Service consists of. */
export interface ServedApp {
  readonly scope: Construct;
  readonly name: string;
  readonly deployment: Deployment;
  readonly service: Service;
  readonly container: Container;
  readonly ports: readonly PlannedPort[];
  readonly admission: Admission;
  /** Who may connect; absent: anybody. */
  readonly peers?: readonly object[];
  readonly budget?: ApiObject;
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

/** Makes a Deployment with its Service and policy. No peers: anybody may connect. */
export function makeServedApp(scope: Construct, name: string, type: ServiceType, props: ServedProps, peers?: readonly object[]): ServedApp {
  const ports = planPorts(scope.node.path, props);
  const { deployment, container, budget } = deploy(scope, name, props, ports);
  const service = serve(scope, 'Service', { path: scope.node.path, name, selects: name, type, ports, options: props });
  const admission = new Admission(scope, name);
  admission.admit(ports, peers);
  return { scope, name, deployment, service, container, ports, admission, ...(peers ? { peers } : {}), ...(budget ? { budget } : {}) };
}

/** Adds a Service over the same pods. One that lets traffic in from outside widens the policy to it. */
export function addService(app: ServedApp, name: string, props: AdditionalServiceProps): Service {
  const { scope, container, admission } = app;
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
  if (type === ServiceType.NODE_PORT) refuseProduction(scope, { path, field: 'type' });
  claimName(scope, name, path);
  const own = props.port === undefined && props.targetPort === undefined && !props.ports;
  const ports = own ? app.ports.map(({ nodePort: _, ...port }) => port) : planPorts(path, props);
  const service = serve(scope, name, { path, name, selects: app.name, type, ports, options: props });
  declarePorts(container, ports);
  const outside = type === ServiceType.NODE_PORT || type === ServiceType.LOAD_BALANCER;
  if (outside) admission.admit(ports);
  else if (!own) admission.admit(ports, app.peers ?? AllowFrom.cluster()._peers);
  return service;
}

/** Refuses node ports where the target is known to be production. */
export function refuseProduction(scope: Construct, at: { path: string; field: string }): void {
  if (targetDataOf(scope).environment !== 'production') return;
  throw propError({ ...at, rule: 'node-port-development-only', ...fill(sharedMessages.nodePortInProduction, {}) });
}
