import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { EnvValue, PodManagementPolicy, Protocol, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Example, exampleFiles } from '../../../examples/run';
import {
  AllowFrom, type ClusterTargetProps, DevNodePortApp, Egress, Environment, HealthCheck, InternalBackend, LinkedApp, PublicLoadBalancedApp, StatefulBackend, Worker,
} from '../../../lib';
import { declarationsOf } from '../../../lib/synth/declarations';
import { patchesOf } from '../../../lib/synth/overlay';
import { renderCharts } from '../../../lib/synth/render';
import { targetDataOf } from '../../../lib/target/cluster-target';
import type { FaultApp } from '../fault';

const load = createRequire(__filename);

type MakeChart = new (scope: Construct, id: string) => Chart;

/** What our patterns make: every example. */
export function examples(): FaultApp[] {
  return exampleFiles().map((file) => {
    const module = load(path.resolve(__dirname, '../../../examples', file)) as Record<string, unknown> & Pick<Example, 'target'>;
    const { target, ...exported } = module;
    const chart = Object.values(exported).find((value) => typeof value === 'function') as MakeChart;
    return rendered(path.basename(file, '.ts'), chart, target);
  });
}

/** Ports of several protocols, an internal Service beside a public one, and whom else a backend lets in. */
export function patternsTogether(): FaultApp {
  return rendered('patterns-together', Together, { environment: Environment.PRODUCTION, kubernetesVersion: '1.33' });
}

class Together extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'media' });

    const stream = new PublicLoadBalancedApp(this, 'stream', {
      image: 'ghcr.io/acme/stream:3.1.0',
      ports: [
        { name: 'https', port: 443, targetPort: 8443 },
        { name: 'http3', port: 443, targetPort: 8443, protocol: Protocol.UDP },
      ],
      sourceRanges: ['203.0.113.0/24', '198.51.100.17/32'],
      replicas: 3,
      health: HealthCheck.tcp({ period: Duration.seconds(5) }),
    });
    stream.addService('stream-internal', { type: ServiceType.CLUSTER_IP });
    const catalog = new InternalBackend(this, 'catalog', {
      image: 'ghcr.io/acme/catalog:1.9.2',
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9090 },
      ],
      health: HealthCheck.http('/healthz'),
      allowFrom: AllowFrom.namespaces('media', 'monitoring'),
    });
    new InternalBackend(this, 'statsd', {
      image: 'ghcr.io/acme/statsd:0.26.1',
      ports: [
        { name: 'statsd', port: 8125, targetPort: 9125, protocol: Protocol.UDP },
        { name: 'health', port: 8080 },
      ],
      health: HealthCheck.http('/ready'),
    });
    stream.connectTo(catalog, { prefix: 'CATALOG' });
    new Worker(this, 'transcoder', { image: 'ghcr.io/acme/transcoder:2.2.0', env: { STATSD: 'statsd.media.svc:8125' } });
  }
}

/** Node ports, given and allocated, for developers. */
export function nodePortsOfPatterns(): FaultApp {
  return rendered('node-ports-of-patterns', Developers, { environment: Environment.DEVELOPMENT });
}

class Developers extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'dev' });

    new DevNodePortApp(this, 'shop', {
      image: 'ghcr.io/acme/shop:dev-41',
      port: 80,
      targetPort: 3000,
      nodePort: 30080,
      health: HealthCheck.http('/'),
    });
    new DevNodePortApp(this, 'admin', { image: 'ghcr.io/acme/admin:dev-41', port: 80, targetPort: 3001, health: HealthCheck.http('/') });
  }
}

/** Fields that no pattern has props for, patched in, and seen in the manifest. */
export function patched(): FaultApp {
  return rendered('patched', Patched, { environment: Environment.PRODUCTION });
}

class Patched extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const { service } = new InternalBackend(this, 'prices', {
      image: 'ghcr.io/acme/prices:1.0.8',
      port: 80,
      targetPort: 8080,
      health: HealthCheck.http('/ready'),
    });
    ApiObject.of(service).addJsonPatch(
      JsonPatch.add('/spec/sessionAffinity', 'ClientIP'),
      JsonPatch.add('/metadata/annotations', { 'example.com/owner': 'pricing' }),
    );
  }
}

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

/** An app as it is written, not yet linked: whether it is healthy is for the test to say. */
function rendered(name: string, MadeChart: MakeChart, target?: ClusterTargetProps): FaultApp {
  const app = new LinkedApp(target);
  const chart = new MadeChart(app, name);
  const objects = renderCharts(app.charts, () => false).charts.flatMap((entry) => entry.objects);
  const patches = objects.flatMap(({ object }) =>
    object && patchesOf(object).length > 0 ? [{ kind: object.kind, name: object.name, operations: patchesOf(object) }] : [],
  );
  const { connections, acknowledgements, externals } = declarationsOf(app);
  return {
    name,
    manifests: objects.map(({ manifest }) => manifest),
    ours: true,
    target: targetDataOf(chart),
    patches,
    connections: connections.map(({ client, service, port, protocol }) => ({ client, service, port, protocol })),
    externals,
    accepted: acknowledgements.map(({ rule }) => rule),
  };
}
