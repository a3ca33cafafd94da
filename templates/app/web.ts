import { Chart, type ChartProps } from 'cdk8s';
import { HealthCheck, InternalBackend, SecurityProfile } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

/** A web server that the cluster reaches at `web`, port 80. */
export class Web extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props);

    new InternalBackend(this, 'web', {
      image: 'nginxinc/nginx-unprivileged:1.29.4-alpine',
      port: 80,
      targetPort: 8080,
      health: HealthCheck.http('/'),
      // The image's own user, as a number: Kubernetes cannot tell that a name is not root.
      security: SecurityProfile.restricted({ user: 101 }),
    });
  }
}
