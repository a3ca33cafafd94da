import { ApiObject } from 'cdk8s';
import { Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { type Manifest, overlay } from '../synth/overlay';
import { planBalancer, type SchemeOption } from './balancer';
import { claimNodePort } from './claims';
import { recommendedLabels } from './labels';
import { nodePortsOf, wishForNodePorts } from './node-port-allocation';
import type { PlannedPort } from './ports';
import { checkHeadless, checkServiceOptions } from './service-checks';
import { Balancing, type BalancingOptions, type LoadBalancerOptions } from './service-props';

/** What a Service is to be: its type, its ports, and any of the fields that Services have. */
export interface ServicePlan {
  /** Path of the construct or Service whose props these are. */
  readonly path: string;
  /** Name of the Service. */
  readonly name: string;
  /** The labels of the pods that it selects. */
  readonly selects: Readonly<Record<string, string>>;
  readonly type: ServiceType;
  readonly ports: readonly PlannedPort[];
  readonly options: LoadBalancerOptions & BalancingOptions & SchemeOption;
}

/** Makes a Service over the pods of a pattern. */
export function serve(scope: Construct, id: string, plan: ServicePlan): Service {
  const { path, name, type, ports, options } = plan;
  checkServiceOptions(path, type, options);
  if (options.balancing === Balancing.CLIENT) checkHeadless(path, type, ports, options);
  const { annotations, ...balancer } = planBalancer(scope, plan);
  if (options.healthCheckNodePort !== undefined) claimNodePort(scope, { path, field: 'healthCheckNodePort' }, options.healthCheckNodePort);
  const service = new Service(scope, id, {
    metadata: { name, labels: { ...recommendedLabels(name), ...options.serviceLabels }, annotations: { ...annotations, ...options.serviceAnnotations } },
    type,
    ...(options.balancing === Balancing.CLIENT ? { clusterIP: 'None' } : {}),
    loadBalancerSourceRanges: options.sourceRanges,
    publishNotReadyAddresses: options.publishNotReadyAddresses,
  });
  for (const [key, value] of Object.entries(plan.selects)) service.selectLabel(key, value);
  for (const port of ports) {
    if (port.nodePort !== undefined) claimNodePort(scope, { path, field: `${port.field}nodePort` }, port.nodePort, port.protocol);
    service.bind(port.port, {
      name: port.name,
      protocol: port.protocol,
      nodePort: port.nodePort,
      ...(typeof port.targetPort === 'number' ? { targetPort: port.targetPort } : {}),
    });
  }
  const object = own(ApiObject.of(service));
  const allocates = type === ServiceType.NODE_PORT;
  if (allocates) wishForNodePorts(object, ports);
  overlay(object, (manifest) => {
    Object.assign(manifest.spec, fieldsOf({ ...balancer, ...given(options) }));
    const nodePorts = allocates ? nodePortsOf(object, ports) : new Map<string, number>();
    for (const [index, port] of ports.entries()) finishPort(manifest.spec.ports[index], port, nodePorts.get(port.name));
  });
  return service;
}

/** Props that say something: what is undefined leaves it to others to say. */
function given(options: LoadBalancerOptions): LoadBalancerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** What cdk8s-plus has no prop for. */
function fieldsOf(options: LoadBalancerOptions): object {
  const { sessionAffinity, sessionAffinityTimeout: timeout } = options;
  const fields = {
    sessionAffinity,
    sessionAffinityConfig: timeout ? { clientIP: { timeoutSeconds: timeout.toSeconds() } } : undefined,
    internalTrafficPolicy: options.internalTrafficPolicy,
    externalTrafficPolicy: options.externalTrafficPolicy,
    trafficDistribution: options.trafficDistribution,
    ipFamilies: options.ipFamilies ? [...options.ipFamilies] : undefined,
    ipFamilyPolicy: options.ipFamilyPolicy,
    loadBalancerClass: options.loadBalancerClass,
    allocateLoadBalancerNodePorts: options.allocateLoadBalancerNodePorts,
    healthCheckNodePort: options.healthCheckNodePort,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function finishPort(manifest: Manifest, port: PlannedPort, nodePort: number | undefined): void {
  manifest.targetPort = port.targetPort;
  if (port.appProtocol !== undefined) manifest.appProtocol = port.appProtocol;
  if (nodePort !== undefined) manifest.nodePort = nodePort;
}
