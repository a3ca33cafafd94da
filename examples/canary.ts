// Choose Canary to try a new version on a share of the traffic: it stands behind the same Service, and the pattern's own
// Deployment, budget and autoscaler do not count it. One pod beside four gets about a fifth of the connections.
import { Chart } from 'cdk8s';
import { HealthCheck, InternalBackend, LinkedApp, SecurityProfile } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class CanaryExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const podinfo = new InternalBackend(this, 'podinfo', {
      image: 'ghcr.io/stefanprodan/podinfo:6.7.1',
      port: 80,
      targetPort: 9898,
      replicas: 4,
      health: HealthCheck.http('/readyz'),
      security: SecurityProfile.restricted({ user: 100 }),
    });

    podinfo.canary({ image: 'ghcr.io/stefanprodan/podinfo:6.8.0', env: { PODINFO_UI_MESSAGE: 'canary' } });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new CanaryExample(app, 'canary');
  app.synth();
}
