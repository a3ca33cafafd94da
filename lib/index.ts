// What every language sees, through jsii. Plain TypeScript lives under the subpath `./linker`.
export { ServicePatternsValidation } from './check/service-patterns-validation';
export { AllowFrom, type AllowFromPodsOptions } from './patterns/allow-from';
export type { ConnectionOptions, ConnectionVariableNames } from './patterns/connect';
export { Canary, type CanaryProps } from './patterns/canary';
export { ConnectablePort, Connections, type IConnectable } from './patterns/connectable';
export { DevNodePortApp, type DevNodePortAppProps } from './patterns/dev-node-port-app';
export { Egress } from './patterns/egress';
export { ExternalBackend, type ExternalBackendProps } from './patterns/external-backend';
export type { ExternalPortProps } from './patterns/external-ports';
export {
  HealthCheck, type GrpcHealthCheckOptions, type HealthCheckOptions, type HttpHealthCheckOptions, type PortHealthCheckOptions,
} from './patterns/health-check';
export { InternalBackend, type InternalBackendProps } from './patterns/internal-backend';
export { InternalLoadBalancedApp, type InternalLoadBalancedAppProps } from './patterns/internal-load-balanced-app';
export { LoadBalancerScheme, type LoadBalancerSettings } from './patterns/load-balancer-settings';
export type { MetricsOptions, MetricsProps } from './patterns/metrics';
export type { NodePortProps, PeerPortProps, PortProps, SinglePortProps } from './patterns/ports';
export { PublicHttpApp, type PublicHttpAppProps } from './patterns/public-http-app';
export { PublicLoadBalancedApp, type PublicLoadBalancedAppProps } from './patterns/public-load-balanced-app';
export { Route } from './patterns/route';
export {
  type GatewayReference, type GatewayRouteOptions, type HttpsRedirectOptions, IngressController, type IngressRouteOptions, PathType, type RouteOptions,
} from './patterns/route-options';
export { type MetricsScalingOptions, Scaling, type ScalingOptions, type UtilizationScalingOptions } from './patterns/scaling';
export { type CustomMetricOptions, ScalingMetric, type UtilizationMetricOptions } from './patterns/scaling-metric';
export { SecurityProfile, type SecurityProfileOptions } from './patterns/security-profile';
export type { AdditionalServiceProps } from './patterns/served-app';
export {
  Balancing, type BalancingOptions, type ExternalServiceOptions, IpFamily, IpFamilyPolicy, type LoadBalancerOptions, type ServiceOptions, SessionAffinity, TrafficDistribution, TrafficPolicy,
} from './patterns/service-props';
export { StatefulBackend, type StatefulBackendProps } from './patterns/stateful-backend';
export { StatefulPod } from './patterns/stateful-pod';
export { type StorageOptions, type StorageProps, StorageRetention } from './patterns/storage-props';
export { Worker, type WorkerProps } from './patterns/worker';
export type { PodProps, WorkloadProps } from './patterns/workload-props';
export { ApiServerValidation } from './synth/api-server';
export { ExternalObjects } from './synth/external-objects';
export { LinkedApp, type LinkedAppProps } from './synth/linked-app';
export { type AcknowledgeOptions, Rules } from './synth/rules';
export { ClusterTarget, type ClusterTargetProps, Environment, PodSecurityLevel } from './target/cluster-target';
export type { PlatformClient } from './target/platform-client';
export { type MetalLbOptions, type OtherProviderOptions, Provider } from './target/provider';
