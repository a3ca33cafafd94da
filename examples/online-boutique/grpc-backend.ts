import { AllowFrom, HealthCheck, type HealthCheckOptions, InternalBackend } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';
import { program } from './program';
import { type Resources, resources, SMALL } from './resources';

/** Describes a backend that speaks gRPC. */
export interface GrpcBackendProps {
  /** The port that clients connect to. */
  readonly port: number;
  /** The port that the program listens on. @default - the same */
  readonly targetPort?: number;
  /** What the program wants to know besides its port. @default - nothing */
  readonly env?: Record<string, string>;
  /** When its health is asked for. @default - at once, every 10 seconds */
  readonly health?: HealthCheckOptions;
  /** @default SMALL */
  readonly resources?: Resources;
}

/** A backend of the boutique: it speaks gRPC, and answers gRPC's own health checks. */
export function grpcBackend(scope: Construct, name: string, props: GrpcBackendProps): InternalBackend {
  const { port, targetPort = port } = props;
  return new InternalBackend(scope, name, {
    ...program(scope, name),
    port,
    targetPort,
    env: { PORT: String(targetPort), ...props.env },
    allowFrom: AllowFrom.connected(),
    health: HealthCheck.grpc(props.health),
    // The same question, for there is no other; but health acts within 45 seconds and this after two minutes. A backend
    // that is merely busy leaves its Service and comes back, and only one that stays silent is restarted.
    liveness: HealthCheck.grpc(),
    resources: resources(props.resources ?? SMALL),
  });
}
