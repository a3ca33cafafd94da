// Choose PublicHttpApp for HTTP from outside by host and path, many apps behind one entrance: here two share a host of the platform
// team's Gateway, and visitors of plain HTTP are sent on to HTTPS.
import { Chart } from 'cdk8s';
import { HealthCheck, LinkedApp, PublicHttpApp, Route, SecurityProfile } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

const gateway = { name: 'public', namespace: 'infra', sectionName: 'https' };
const shared = { gateway, hostnames: ['shop.example.com'], httpsRedirect: { sectionName: 'http' } };

export class PublicHttpAppExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    new PublicHttpApp(this, 'landing', {
      image: 'nginxinc/nginx-unprivileged:1.29.4-alpine',
      port: 80,
      targetPort: 8080,
      health: HealthCheck.http('/'),
      security: SecurityProfile.restricted({ user: 101 }),
      route: Route.gateway(shared),
    });
    new PublicHttpApp(this, 'podinfo', {
      image: 'ghcr.io/stefanprodan/podinfo:6.7.1',
      port: 80,
      targetPort: 9898,
      health: HealthCheck.http('/readyz'),
      security: SecurityProfile.restricted({ user: 100 }),
      route: Route.gateway({ ...shared, path: '/info', stripPrefix: true }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new PublicHttpAppExample(app, 'public-http-app');
  app.synth();
}
