import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s';
import { ContainerRestartPolicy, Protocol, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Example, exampleFiles } from '../../../examples/run';
import {
  AllowFrom, DevNodePortApp, Environment, ExternalBackend, HealthCheck, InternalBackend, PublicHttpApp, PublicLoadBalancedApp, Route, Worker,
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

/** Apps behind one host of a Gateway, one with gRPC beside it, that let in no more than their entrance. */
export function routedPatterns(): FaultApp {
  return rendered('routed-patterns', Routed, { environment: Environment.PRODUCTION });
}

class Routed extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'store' });
    const gateway = { name: 'public', namespace: 'infra', sectionName: 'https' };
    const shared = { gateway, hostnames: ['store.example.com'], httpsRedirect: { sectionName: 'http' } };

    const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }, { name: 'https', port: 443, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'example-com' }] } }];
    new ApiObject(this, 'gateway', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'public', namespace: 'infra' },
      spec: { gatewayClassName: 'istio', listeners: listeners.map((listener) => ({ ...listener, hostname: '*.example.com', allowedRoutes: { namespaces: { from: 'All' } } })) },
    });
    new PublicHttpApp(this, 'prices', {
      image: 'ghcr.io/acme/prices:4.0.2',
      ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }],
      health: HealthCheck.http('/ready'),
      allowFrom: AllowFrom.connected(),
      routes: [Route.gateway({ ...shared, path: '/api/prices', stripPrefix: true }), Route.gateway({ gateway, hostnames: ['rpc.example.com'], port: 'grpc', grpcServices: ['acme.store.Prices'] })],
    });
    new PublicHttpApp(this, 'storefront', {
      image: 'ghcr.io/acme/storefront:4.3.0',
      port: 80,
      targetPort: 3000,
      health: HealthCheck.http('/healthz'),
      allowFrom: AllowFrom.connected(),
      route: Route.gateway(shared),
    });
  }
}

/** Metrics of the program and of an exporter, a proxy before an app, and a ledger outside the cluster. */
export function sidecarsAndMetrics(): FaultApp {
  return rendered('sidecars-and-metrics', Measured, { environment: Environment.PRODUCTION, platformClients: [{ namespace: 'monitoring' }] });
}

class Measured extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'bank' });

    const ledger = new ExternalBackend(this, 'ledger', { addresses: ['203.0.113.7', '2001:db8::7'], ports: [{ name: 'sql', port: 5432, targetPort: 15432 }] });
    new InternalBackend(this, 'balances', {
      image: 'docker.io/library/redis:7.4.1',
      ports: [{ name: 'redis', port: 6379 }],
      singleton: true,
      health: HealthCheck.exec(['redis-cli', 'ping']),
      sidecars: [{ name: 'exporter', image: 'oliver006/redis_exporter:v1.67.0', ports: [{ name: 'scrape', number: 9121 }] }],
      metrics: { port: 9121, targetPort: 'scrape', allowFrom: AllowFrom.connected() },
    });
    new PublicLoadBalancedApp(this, 'portal', {
      image: 'ghcr.io/acme/portal:4.2.0',
      port: 443,
      targetPort: 'https',
      health: HealthCheck.http('/healthz', { port: 3000 }),
      initContainers: [{ name: 'proxy', image: 'ghcr.io/acme/proxy:1.2.0', restartPolicy: ContainerRestartPolicy.ALWAYS, ports: [{ name: 'https', number: 8443 }] }],
      metrics: { port: 80, targetPort: 9090 },
      connectsTo: [ledger],
    });
  }
}

/** Apps behind one host by Ingresses of one class. */
export function ingressedPatterns(): FaultApp {
  return rendered('ingressed-patterns', Ingressed, { environment: Environment.PRODUCTION });
}

class Ingressed extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'press' });
    const shared = { host: 'press.example.com', className: 'nginx', tlsSecret: 'press-tls', httpsRedirect: true };

    for (const [name, path] of [['articles', '/'], ['archive', '/archive']] as const) {
      new PublicHttpApp(this, name, {
        image: `ghcr.io/acme/${name}:2.2.0`,
        port: 80,
        targetPort: 8080,
        health: HealthCheck.http('/healthz'),
        allowFrom: AllowFrom.connected(),
        route: Route.ingress({ ...shared, path, annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } }),
      });
    }
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
