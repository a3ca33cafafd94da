import { Chart, Size } from 'cdk8s';
import { EnvValue, PodManagementPolicy } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AllowFrom, Egress, Environment, HealthCheck, StatefulBackend, Worker } from '../../../lib';
import type { FaultApp } from '../fault';
import { rendered } from '../rendered';

/** A quorum that is told its members, a database of one pod, and who connects to a member of each. */
export function databasesOfPatterns(): FaultApp {
  return rendered('databases-of-patterns', Databases, { environment: Environment.PRODUCTION });
}

class Databases extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'data' });

    const etcd = new StatefulBackend(this, 'etcd', {
      image: 'quay.io/coreos/etcd:v3.6.4',
      ports: [{ name: 'client', port: 2379 }],
      peerPorts: [{ name: 'peer', port: 2380 }],
      replicas: 3,
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      storage: [{ name: 'data', mountPath: '/var/lib/etcd', size: Size.gibibytes(8) }, { name: 'wal', mountPath: '/var/lib/wal', size: Size.gibibytes(2) }],
      health: HealthCheck.http('/health'),
      allowFrom: AllowFrom.connected(),
      egress: Egress.DECLARED,
    });
    etcd.container.env.addVariable('MEMBERS', EnvValue.fromValue(etcd.podHosts.map((host) => `http://${host}:2380`).join(',')));
    const ledger = new StatefulBackend(this, 'ledger', {
      image: 'ghcr.io/acme/ledger:5.0.2',
      port: 80,
      targetPort: 8080,
      storage: [{ mountPath: '/data', size: Size.gibibytes(1) }],
      health: HealthCheck.http('/ready'),
      connectsTo: [etcd],
    });
    new Worker(this, 'auditor', { image: 'ghcr.io/acme/auditor:1.1.0', connectsTo: [etcd.pod(2), ledger.pod(0), ledger] });
  }
}
