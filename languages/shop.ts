// The shop that shop.py, shop.go and Shop.java write too, line for line. `npm run languages` holds their bytes against each other.
import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, EnvValue, PodManagementPolicy, Secret, ServiceType } from 'cdk8s-plus-28';
import {
  AllowFrom, ClusterTarget, DevNodePortApp, Egress, Environment, ExternalBackend, ExternalObjects, HealthCheck, InternalBackend, LinkedApp, PathType, Provider,
  PublicHttpApp, PublicLoadBalancedApp, Route, Rules, Scaling, SecurityProfile, SessionAffinity, StatefulBackend, TrafficDistribution, Worker,
} from 'cdk8s-service-patterns';

/** Synthesizes the shop into a folder. What it returns was read back from constructs, a line each. */
export function shop(outdir: string): string[] {
  const app = new LinkedApp({ outdir, kubernetesVersion: '1.33', environment: Environment.PRODUCTION, provider: Provider.eks(), printLinks: false });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  ExternalObjects.declare(chart, 'secret/shop/ledger');

  const ledger = new ExternalBackend(chart, 'ledger', {
    host: 'ledger.example.com',
    ports: [{ name: 'postgresql', port: 5432 }],
    egressTo: ['10.20.0.0/24', '10.20.1.0/24'],
  });

  const queue = new StatefulBackend(chart, 'queue', {
    image: 'docker.io/library/nats:2.12.1-alpine',
    args: ['-js', '-sd', '/data'],
    ports: [{ name: 'nats', port: 4222 }],
    peerPorts: [{ name: 'cluster', port: 6222 }],
    replicas: 3,
    podManagementPolicy: PodManagementPolicy.PARALLEL,
    storage: [{ mountPath: '/data', size: Size.gibibytes(10), storageClass: 'gp3' }],
    security: SecurityProfile.restricted({ user: 1000 }),
  });

  const orders = new InternalBackend(chart, 'orders', {
    image: 'ghcr.io/acme/orders:1.4.2',
    ports: [
      { name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' },
      { name: 'grpc', port: 9000 },
    ],
    // By name: Go hands maps over in that order, and in a manifest the order of variables shows.
    env: {
      LEDGER_PASSWORD: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'ledger-password', 'ledger'), key: 'password' }),
      LOG_LEVEL: 'info',
      REGION: EnvValue.fromValue('eu-west-1'),
    },
    resources: { cpu: { request: Cpu.millis(250) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) } },
    health: HealthCheck.http('/healthz', { port: 8080, period: Duration.seconds(5), headers: { 'X-Check': 'ready' } }),
    liveness: HealthCheck.tcp({ failureThreshold: 9 }),
    scaling: Scaling.cpu({ min: 2, max: 10, target: 60, scaleDownAfter: Duration.minutes(10) }),
    security: SecurityProfile.restricted({ user: 10001, group: 10001, writablePaths: ['/var/cache/orders'] }),
    allowFrom: AllowFrom.anyOf(AllowFrom.connected(), AllowFrom.pods({ app: 'prober' }, { namespace: 'monitoring' })),
    metrics: { port: 9090, allowFrom: AllowFrom.namespaces('monitoring') },
    connectsTo: [queue, ledger],
    podLabels: { team: 'orders' },
  });
  orders.canary({ image: 'ghcr.io/acme/orders:1.5.0', env: { LOG_LEVEL: 'debug' } });
  const sticky = orders.addService('orders-sticky', { port: 80, targetPort: 8080, allowFrom: AllowFrom.namespace() });
  Rules.acknowledge(orders, 'grpc-needs-balancing', 'clients keep one connection each, and there are many', { expires: '2999-12-31' });

  const gateway = { name: 'public', namespace: 'infra', sectionName: 'https' };
  new PublicHttpApp(chart, 'web', {
    image: 'ghcr.io/acme/web:2.0.1',
    port: 80,
    targetPort: 3000,
    health: HealthCheck.http('/'),
    routes: [
      Route.gateway({ gateway, hostnames: ['shop.example.com'], httpsRedirect: { sectionName: 'http' } }),
      Route.ingress({ host: 'old.example.com', path: '/shop', pathType: PathType.EXACT, className: 'nginx', tlsSecret: 'old-tls', name: 'web-old' }),
    ],
    sessionAffinity: SessionAffinity.CLIENT_IP,
    sessionAffinityTimeout: Duration.hours(1),
    trafficDistribution: TrafficDistribution.PREFER_CLOSE,
    connectsTo: [orders.port('http')],
    drain: Duration.seconds(15),
  });

  const edge = new PublicLoadBalancedApp(chart, 'edge', {
    image: 'ghcr.io/acme/edge:0.9.0',
    port: 443,
    targetPort: 8443,
    sourceRanges: ['203.0.113.0/24'],
    loadBalancer: { idleTimeout: Duration.minutes(2), crossZone: true },
    nodeSelector: { 'kubernetes.io/arch': 'arm64' },
    replicas: 3,
  });
  edge.addService('edge-inside', { type: ServiceType.CLUSTER_IP });

  const mailer = new Worker(chart, 'mailer', {
    image: 'ghcr.io/acme/mailer:3.1.0',
    egress: Egress.DECLARED,
    connectsTo: [queue.pod(0)],
  });
  mailer.connectTo(orders.port('grpc'), { variables: { address: 'ORDERS_TARGET' } });

  // Whatever cdk8s can say of an object, a patch of the author's says last.
  ApiObject.of(orders.deployment).addJsonPatch(
    JsonPatch.replace('/spec/revisionHistoryLimit', 3),
    JsonPatch.add('/metadata/annotations', { 'example.com/owner': 'orders', 'example.com/on-call': 'true' }),
  );
  ApiObject.of(sticky).addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));

  const development = new Chart(app, 'development', { namespace: 'shop' });
  new ClusterTarget({ cluster: 'kind', environment: Environment.DEVELOPMENT, provider: Provider.kind(), nodePortRange: '31000-31999' }).applyTo(development);
  new DevNodePortApp(development, 'web', {
    image: 'ghcr.io/acme/web:2.0.1',
    ports: [{ name: 'http', port: 80, targetPort: 3000, nodePort: 31080 }, { name: 'debug', port: 9229 }],
  });

  app.synth();
  return [
    `hosts ${queue.podHosts.join(' ')}`,
    `pod ${queue.pod(2).name}`,
    `port ${orders.port('grpc').name} ${String(orders.port('grpc').port)}`,
    `budget ${orders.budget?.name ?? 'none'}`,
    `cluster ${ClusterTarget.of(development).cluster} ${ClusterTarget.of(development).nodePortRange}`,
    app.linkReport,
  ];
}

if (require.main === module) for (const line of shop(process.argv[2] ?? 'dist')) console.log(line);
