// Choose InternalBackend for what only the cluster may reach: an API, a cache, an administration page. Other pods find it
// under its name, here `podinfo.shop.svc`, port 80.
import { Chart } from 'cdk8s';
import { AllowFrom, HealthCheck, InternalBackend, LinkedApp, SecurityProfile } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class InternalBackendExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    new InternalBackend(this, 'podinfo', {
      image: 'ghcr.io/stefanprodan/podinfo:6.7.1',
      command: ['./podinfo', '--port=9898', '--port-metrics=9797'],
      port: 80,
      targetPort: 9898,
      // Scraped at a Service of their own, `podinfo-metrics.shop.svc`, and by whom you say.
      metrics: { port: 9797, allowFrom: AllowFrom.namespaces('monitoring') },
      health: HealthCheck.http('/readyz'),
      // Another path, asked less often: a pod that cannot serve leaves the Service; only one that hangs is restarted.
      liveness: HealthCheck.http('/healthz'),
      // The image names its user `app`; Kubernetes cannot tell that a name is not root, so it wants the number.
      security: SecurityProfile.restricted({ user: 100 }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new InternalBackendExample(app, 'internal-backend');
  app.synth();
}
