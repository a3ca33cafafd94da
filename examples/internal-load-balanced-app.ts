// Choose InternalLoadBalancedApp for what the private network around the cluster reaches, such as virtual machines or an office
// behind a VPN, and the internet must not: the target's provider is told that the load balancer is internal.
import { Chart, Duration } from 'cdk8s';
import {
  type ClusterTargetProps, Environment, HealthCheck, InternalLoadBalancedApp, LinkedApp, Provider, SecurityProfile,
} from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export const target: ClusterTargetProps = { environment: Environment.PRODUCTION, provider: Provider.eks() };

export class InternalLoadBalancedAppExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'tools' });

    new InternalLoadBalancedApp(this, 'grafana', {
      image: 'grafana/grafana:11.6.0',
      port: 80,
      targetPort: 3000,
      health: HealthCheck.http('/api/health'),
      // Who of the private network may connect.
      sourceRanges: ['10.20.0.0/16'],
      loadBalancer: { idleTimeout: Duration.minutes(10), crossZone: true },
      // The image runs as 472; what is stored goes to a database that its environment names.
      security: SecurityProfile.restricted({ user: 472, writablePaths: ['/var/lib/grafana'] }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp(target);
  new InternalLoadBalancedAppExample(app, 'internal-load-balanced-app');
  app.synth();
}
