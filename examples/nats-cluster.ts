// Choose StatefulBackend with `peerPorts` for members of one cluster, here three of NATS: each finds the others by their stable
// names, before any of them is ready, on a port that is open to themselves alone.
import { Chart, Size } from 'cdk8s';
import { EnvFieldPaths, EnvValue, PodManagementPolicy } from 'cdk8s-plus-28';
import { HealthCheck, LinkedApp, SecurityProfile, StatefulBackend, Worker } from 'cdk8s-service-patterns';
import type { Construct } from 'constructs';

export class NatsClusterExample extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'messaging' });
    const cluster = ['--cluster_name=events', '--cluster=nats://0.0.0.0:6222', '--routes=$(ROUTES)'];

    const nats = new StatefulBackend(this, 'nats', {
      image: 'docker.io/library/nats:2.11.9',
      args: ['--name=$(POD_NAME)', ...cluster, '--jetstream', '--store_dir=/data', '--http_port=8222'],
      env: { POD_NAME: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME) },
      ports: [{ name: 'nats', port: 4222 }],
      peerPorts: [{ name: 'cluster', port: 6222 }],
      replicas: 3,
      // Ready is who has found the others: in order, the first one would wait for ever.
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      storage: [{ mountPath: '/data', size: Size.gibibytes(10) }],
      health: HealthCheck.http('/healthz', { port: 8222 }),
      security: SecurityProfile.restricted({ user: 1000 }),
    });
    nats.container.env.addVariable('ROUTES', EnvValue.fromValue(nats.podHosts.map((host) => `nats://${host}:6222`).join(',')));

    new Worker(this, 'mailer', { image: 'ghcr.io/acme/mailer:3.1.0', connectsTo: [nats] });
  }
}

if (require.main === module) {
  const app = new LinkedApp();
  new NatsClusterExample(app, 'nats-cluster');
  app.synth();
}
