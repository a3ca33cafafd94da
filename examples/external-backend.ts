// Choose ExternalBackend for what apps connect to and the cluster does not run: a managed database under its DNS name, or
// machines at fixed addresses. Where it is stands here alone; clients are told `ledger` and `fax`.
import { Chart } from 'cdk8s';
import { Egress, ExternalBackend, LinkedApp, SecurityProfile, Worker } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class ExternalBackendExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const ledger = new ExternalBackend(this, 'ledger', {
      host: 'ledger.abc.eu-west-1.rds.amazonaws.com',
      ports: [{ name: 'postgresql', port: 5432 }],
      // A network policy knows no DNS names: the subnets of the database, for clients that declare their egress.
      egressTo: ['10.20.0.0/24', '10.20.1.0/24'],
    });
    const fax = new ExternalBackend(this, 'fax', { addresses: ['10.1.2.3', '10.1.2.4'], port: 80, targetPort: 8080 });

    new Worker(this, 'billing', {
      image: 'ghcr.io/acme/billing:1.3.0',
      connectsTo: [ledger, fax],
      egress: Egress.DECLARED, // to these two, and to DNS
      security: SecurityProfile.restricted({ user: 1000 }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new ExternalBackendExample(app, 'external-backend');
  app.synth();
}
