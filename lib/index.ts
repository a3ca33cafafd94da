// What every language sees, through jsii. Plain TypeScript lives under the subpath `./linker`.
export { AllowFrom } from './patterns/allow-from';
export { DevNodePortApp, type DevNodePortAppProps } from './patterns/dev-node-port-app';
export {
  HealthCheck, type GrpcHealthCheckOptions, type HealthCheckOptions, type HttpHealthCheckOptions, type PortHealthCheckOptions,
} from './patterns/health-check';
export { InternalBackend, type InternalBackendProps } from './patterns/internal-backend';
export type { NodePortProps, PortProps, SinglePortProps } from './patterns/ports';
export { PublicLoadBalancedApp, type PublicLoadBalancedAppProps } from './patterns/public-load-balanced-app';
export { SecurityProfile, type SecurityProfileOptions } from './patterns/security-profile';
export type { AdditionalServiceProps } from './patterns/served-app';
export {
  type ExternalServiceOptions, IpFamily, IpFamilyPolicy, type LoadBalancerOptions, type ServiceOptions, SessionAffinity, TrafficDistribution, TrafficPolicy,
} from './patterns/service-props';
export { Worker, type WorkerProps } from './patterns/worker';
export type { WorkloadProps } from './patterns/workload-props';
export { LinkedApp, type LinkedAppProps } from './synth/linked-app';
export { ClusterTarget, type ClusterTargetProps, Environment } from './target/cluster-target';
