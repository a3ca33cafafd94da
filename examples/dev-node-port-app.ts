// Choose DevNodePortApp to reach an app on <NodeIP>:<nodePort> while you develop, with no load balancer and no ingress. It
// refuses a target that is declared production.
import { Chart } from 'cdk8s';
import { type ClusterTargetProps, DevNodePortApp, Environment, HealthCheck, LinkedApp, SecurityProfile } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export const target: ClusterTargetProps = { environment: Environment.DEVELOPMENT };

export class DevNodePortAppExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'dev' });

    new DevNodePortApp(this, 'mailpit', {
      image: 'axllent/mailpit:v1.22.3',
      ports: [
        { name: 'http', port: 8025, nodePort: 30025 },
        // Without a number one is allocated, the same at each synth; the link report tells which.
        { name: 'smtp', port: 1025 },
      ],
      health: HealthCheck.http('/readyz'),
      // Caught mail lies in the pod: a second pod would hide half of it.
      singleton: true,
      // The image would run as root, and does not need to.
      security: SecurityProfile.restricted({ user: 1000 }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp(target);
  new DevNodePortAppExample(app, 'dev-node-port-app');
  app.synth();
}
