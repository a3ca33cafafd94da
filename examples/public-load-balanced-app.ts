// Choose PublicLoadBalancedApp for production traffic from outside, through the cloud's load balancer: several pods, spread
// over nodes and zones, that are replaced without dropping a connection.
import { Chart } from 'cdk8s';
import {
  type ClusterTargetProps, Environment, HealthCheck, LinkedApp, PublicLoadBalancedApp, SecurityProfile, TrafficPolicy,
} from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export const target: ClusterTargetProps = { environment: Environment.PRODUCTION };

export class PublicLoadBalancedAppExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'web' });

    new PublicLoadBalancedApp(this, 'web', {
      image: 'nginxinc/nginx-unprivileged:1.29.4-alpine',
      port: 80,
      targetPort: 8080,
      replicas: 3,
      health: HealthCheck.http('/'),
      // Keeps the client's address in the access log: traffic stays on the node that received it.
      externalTrafficPolicy: TrafficPolicy.LOCAL,
      security: SecurityProfile.restricted({ user: 101 }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp(target);
  new PublicLoadBalancedAppExample(app, 'public-load-balanced-app');
  app.synth();
}
