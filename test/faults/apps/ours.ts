import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Example, exampleFiles } from '../../../examples/run';
import {
  AllowFrom, DevNodePortApp, Environment, HealthCheck, InternalBackend, PublicLoadBalancedApp, Worker,
} from '../../../lib';
import type { FaultApp } from '../fault';
import { type MakeChart, rendered } from '../rendered';

const load = createRequire(__filename);

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
