import { ApiObject } from 'cdk8s';
import { Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { own } from '../synth/origin';
import { type Manifest, overlay } from '../synth/overlay';
import { checkCidrs } from './checks';
import { claimNodePort } from './claims';
import { recommendedLabels, serviceSelector } from './labels';
import { nodePortsOf, wishForNodePorts } from './node-port-allocation';
import type { PlannedPort } from './ports';
import { type LoadBalancerOptions, SessionAffinity, TrafficPolicy } from './service-props';

/** What a Service is to be: its type, its ports, and any of the fields that Services have. */
export interface ServicePlan {
  /** Name of the Service. */
  readonly name: string;
  /** Name of the pattern whose pods it selects. */
  readonly selects: string;
  readonly type: ServiceType;
  readonly ports: readonly PlannedPort[];
  readonly options: LoadBalancerOptions;
}

/** Makes a Service over the pods of a pattern. */
export function serve(scope: Construct, id: string, plan: ServicePlan): Service {
  const { name, type, ports, options } = plan;
  checkOptions(scope, options);
  const service = new Service(scope, id, {
    metadata: { name, labels: { ...recommendedLabels(name), ...options.serviceLabels }, annotations: { ...options.serviceAnnotations } },
    type,
    loadBalancerSourceRanges: options.sourceRanges,
    publishNotReadyAddresses: options.publishNotReadyAddresses,
  });
  for (const [key, value] of Object.entries(serviceSelector(plan.selects))) service.selectLabel(key, value);
  for (const port of ports) {
    if (port.nodePort !== undefined) claimNodePort(scope, `${port.field}nodePort`, port.nodePort, port.protocol);
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
    Object.assign(manifest.spec, fieldsOf(options));
    const nodePorts = allocates ? nodePortsOf(object) : new Map<string, number>();
    for (const [index, port] of ports.entries()) finishPort(manifest.spec.ports[index], port, nodePorts.get(port.name));
  });
  return service;
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

function checkOptions(scope: Construct, options: LoadBalancerOptions): void {
  const { path } = scope.node;
  checkCidrs(path, 'sourceRanges', options.sourceRanges ?? []);
  const timeout = options.sessionAffinityTimeout?.toSeconds();
  if (timeout !== undefined && (options.sessionAffinity !== SessionAffinity.CLIENT_IP || timeout < 1 || timeout > 86400)) {
    throw propError({
      path,
      field: 'sessionAffinityTimeout',
      problem: 'sessionAffinityTimeout goes with SessionAffinity.CLIENT_IP, from 1 second to a day',
      got: `${String(timeout)} s with sessionAffinity ${quote(options.sessionAffinity ?? SessionAffinity.NONE)}`,
      fix: 'set sessionAffinity: SessionAffinity.CLIENT_IP, or leave the timeout out',
    });
  }
  if (options.healthCheckNodePort === undefined) return;
  if (options.externalTrafficPolicy !== TrafficPolicy.LOCAL) {
    throw propError({
      path,
      field: 'healthCheckNodePort',
      problem: 'healthCheckNodePort goes with externalTrafficPolicy LOCAL',
      got: `externalTrafficPolicy ${quote(options.externalTrafficPolicy ?? TrafficPolicy.CLUSTER)}`,
      fix: 'set externalTrafficPolicy: TrafficPolicy.LOCAL, or leave healthCheckNodePort out',
    });
  }
  claimNodePort(scope, 'healthCheckNodePort', options.healthCheckNodePort, 'health check');
}
