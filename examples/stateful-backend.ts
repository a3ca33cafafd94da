// Choose StatefulBackend for what keeps data: a database, a broker, a queue. Its pod keeps its name and its volume wherever it
// starts next; clients find it under the Service's name, here `orders-db.shop.svc`, port 5432.
import { Chart, Size } from 'cdk8s';
import { Cpu, EnvValue, Secret } from 'cdk8s-plus-28';
import { ExternalObjects, HealthCheck, LinkedApp, SecurityProfile, StatefulBackend } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class StatefulBackendExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    // Made by hand or by an operator: passwords belong into no manifest.
    ExternalObjects.declare(this, 'secret/shop/orders-db');
    const password = EnvValue.fromSecretValue({ secret: Secret.fromSecretName(this, 'password', 'orders-db'), key: 'password' });

    new StatefulBackend(this, 'orders-db', {
      image: 'docker.io/library/postgres:17.6',
      ports: [{ name: 'postgresql', port: 5432 }],
      storage: [{ mountPath: '/var/lib/postgresql/data', size: Size.gibibytes(20) }],
      // The root of a new disk is not empty, and PostgreSQL wants a folder that is.
      env: { POSTGRES_DB: 'orders', POSTGRES_PASSWORD: password, PGDATA: '/var/lib/postgresql/data/pgdata' },
      resources: { cpu: { request: Cpu.millis(500) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
      health: HealthCheck.exec(['pg_isready', '--host=127.0.0.1', '--username=postgres']),
      // The image starts as root and steps down to its user, 999; its socket stands outside of the volume.
      security: SecurityProfile.restricted({ user: 999, group: 999, writablePaths: ['/var/run/postgresql'] }),
    });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new StatefulBackendExample(app, 'stateful-backend');
  app.synth();
}
