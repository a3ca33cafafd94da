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
}

/** Begins any pattern: traces it to the author's line, has its app linked, and takes its name. */
export function begin(scope: Construct, name: string | undefined, pattern: Callable): string {
  rememberCallSite(scope, pattern);
  attach(scope);
  const checked = checkName(scope.node.path, name === undefined ? 'id' : 'name', name ?? scope.node.id);
  claimName(scope, checked);
  return checked;
}

/** Makes a Deployment with its Service and policy. No peers: anybody may connect. */
export function makeServedApp(scope: Construct, name: string, type: ServiceType, props: ServedProps, peers?: readonly object[]): ServedApp {
  const ports = planPorts(scope.node.path, props);
  const { deployment, container } = deploy(scope, name, props, ports);
  const service = serve(scope, 'Service', { name, selects: name, type, ports, options: props });
  const admission = new Admission(scope, name);
  admission.admit(ports, peers);
  return { scope, name, deployment, service, container, ports, admission };
}

/** Adds a Service over the same pods. One that lets traffic in from outside widens the policy to it. */
export function addService(app: ServedApp, name: string, props: AdditionalServiceProps): Service {
  const { scope, container, admission } = app;
  const type = props.type ?? ServiceType.CLUSTER_IP;
  if (type === ServiceType.EXTERNAL_NAME) {
    throw propError({
      path: scope.node.path,
      field: 'type',
      problem: 'A further Service over the same pods cannot be an ExternalName, which has none',
      got: quote(type),
      fix: 'use CLUSTER_IP, NODE_PORT or LOAD_BALANCER',
    });
  }
  if (type === ServiceType.NODE_PORT) refuseProduction(scope, 'type');
  checkName(scope.node.path, 'addService.name', name);
  claimName(scope, name);
  const own = props.port === undefined && props.targetPort === undefined && !props.ports;
  const ports = own ? app.ports.map(({ nodePort: _, ...port }) => port) : planPorts(scope.node.path, props);
  declarePorts(container, ports);
  const outside = type === ServiceType.NODE_PORT || type === ServiceType.LOAD_BALANCER;
  if (outside) admission.admit(ports);
  else if (!own) admission.admit(ports, [{ namespaceSelector: {} }]);
  return serve(scope, name, { name, selects: app.name, type, ports, options: props });
}

/** Refuses node ports where the target is known to be production. */
export function refuseProduction(scope: Construct, field: string): void {
  if (targetDataOf(scope).environment !== 'production') return;
  throw propError({ path: scope.node.path, field, rule: 'node-port-development-only', ...fill(sharedMessages.nodePortInProduction, {}) });
}
