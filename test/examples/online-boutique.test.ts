import * as fs from 'node:fs';
import * as path from 'node:path';
import { Testing } from 'cdk8s';
import { OnlineBoutique } from '../../examples/online-boutique/online-boutique';
import { buildGraph } from '../../lib/graph/graph';
import { mayReach } from '../../lib/graph/reach';
import { LinkedApp } from 'cdk8s-service-patterns';

// Facts of github.com/GoogleCloudPlatform/microservices-demo, release v0.10.6, as kubernetes-manifests.yaml has them.

const manifests: any[] = Testing.synth(new OnlineBoutique(Testing.app(), 'online-boutique'));
const ofKind = (kind: string): any[] => manifests.filter((manifest) => manifest.kind === kind);
const deployment = (name: string): any => ofKind('Deployment').find(({ metadata }) => metadata.name === name);
const container = (name: string): any => deployment(name).spec.template.spec.containers[0];

const PROGRAMS = 'us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo';

// name, type, its port: name, port, protocol, targetPort
const services = [
  ['adservice', 'ClusterIP', 'grpc', 9555, 'TCP', 9555],
  ['cartservice', 'ClusterIP', 'grpc', 7070, 'TCP', 7070],
  ['checkoutservice', 'ClusterIP', 'grpc', 5050, 'TCP', 5050],
  ['currencyservice', 'ClusterIP', 'grpc', 7000, 'TCP', 7000],
  ['emailservice', 'ClusterIP', 'grpc', 5000, 'TCP', 8080],
  ['frontend', 'ClusterIP', 'http', 80, 'TCP', 8080],
  ['frontend-external', 'LoadBalancer', 'http', 80, 'TCP', 8080],
  ['paymentservice', 'ClusterIP', 'grpc', 50051, 'TCP', 50051],
  ['productcatalogservice', 'ClusterIP', 'grpc', 3550, 'TCP', 3550],
  ['recommendationservice', 'ClusterIP', 'grpc', 8080, 'TCP', 8080],
  ['redis-cart', 'ClusterIP', 'tcp-redis', 6379, 'TCP', 6379],
  ['shippingservice', 'ClusterIP', 'grpc', 50051, 'TCP', 50051],
] as const;

// name, image, cpu request and limit, memory request and limit
const workloads = [
  ['adservice', `${PROGRAMS}/adservice:v0.10.6`, '200m', '300m', '180Mi', '300Mi'],
  ['cartservice', `${PROGRAMS}/cartservice:v0.10.6`, '200m', '300m', '64Mi', '128Mi'],
  ['checkoutservice', `${PROGRAMS}/checkoutservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['currencyservice', `${PROGRAMS}/currencyservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['emailservice', `${PROGRAMS}/emailservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['frontend', `${PROGRAMS}/frontend:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['loadgenerator', `${PROGRAMS}/loadgenerator:v0.10.6`, '300m', '500m', '256Mi', '512Mi'],
  ['paymentservice', `${PROGRAMS}/paymentservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['productcatalogservice', `${PROGRAMS}/productcatalogservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
  ['recommendationservice', `${PROGRAMS}/recommendationservice:v0.10.6`, '100m', '200m', '220Mi', '450Mi'],
  ['redis-cart', 'redis:alpine', '70m', '125m', '200Mi', '256Mi'],
  ['shippingservice', `${PROGRAMS}/shippingservice:v0.10.6`, '100m', '200m', '64Mi', '128Mi'],
] as const;

const readiness: Record<string, object | undefined> = {
  adservice: { grpc: { port: 9555 }, initialDelaySeconds: 20, periodSeconds: 15 },
  cartservice: { grpc: { port: 7070 }, initialDelaySeconds: 15 },
  checkoutservice: { grpc: { port: 5050 } },
  currencyservice: { grpc: { port: 7000 } },
  emailservice: { grpc: { port: 8080 }, periodSeconds: 5 },
  frontend: {
    httpGet: { path: '/_healthz', port: 8080, httpHeaders: [{ name: 'Cookie', value: 'shop_session-id=x-readiness-probe' }] },
    initialDelaySeconds: 10,
  },
  loadgenerator: undefined,
  paymentservice: { grpc: { port: 50051 } },
  productcatalogservice: { grpc: { port: 3550 } },
  recommendationservice: { grpc: { port: 8080 }, periodSeconds: 5 },
  'redis-cart': { tcpSocket: { port: 6379 }, periodSeconds: 5 },
  shippingservice: { grpc: { port: 50051 }, periodSeconds: 5 },
};

const environment: Record<string, Record<string, string>> = {
  adservice: { PORT: '9555' },
  // The original leaves PORT to the image, which has it built in.
  cartservice: { PORT: '7070', REDIS_ADDR: 'redis-cart:6379' },
  checkoutservice: {
    PORT: '5050',
    PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
    SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
    PAYMENT_SERVICE_ADDR: 'paymentservice:50051',
    EMAIL_SERVICE_ADDR: 'emailservice:5000',
    CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
    CART_SERVICE_ADDR: 'cartservice:7070',
  },
  currencyservice: { PORT: '7000', DISABLE_PROFILER: '1' },
  emailservice: { PORT: '8080', DISABLE_PROFILER: '1' },
  frontend: {
    PORT: '8080',
    PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550',
    CURRENCY_SERVICE_ADDR: 'currencyservice:7000',
    CART_SERVICE_ADDR: 'cartservice:7070',
    RECOMMENDATION_SERVICE_ADDR: 'recommendationservice:8080',
    SHIPPING_SERVICE_ADDR: 'shippingservice:50051',
    CHECKOUT_SERVICE_ADDR: 'checkoutservice:5050',
    AD_SERVICE_ADDR: 'adservice:9555',
    // The original names a Service that it does not have either.
    SHOPPING_ASSISTANT_SERVICE_ADDR: 'none',
    ENABLE_PROFILER: '0',
  },
  loadgenerator: { FRONTEND_ADDR: 'frontend:80', USERS: '10', RATE: '1' },
  paymentservice: { PORT: '50051', DISABLE_PROFILER: '1' },
  productcatalogservice: { PORT: '3550', DISABLE_PROFILER: '1' },
  recommendationservice: { PORT: '8080', PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice:3550', DISABLE_PROFILER: '1' },
  'redis-cart': {},
  shippingservice: { PORT: '50051', DISABLE_PROFILER: '1' },
};

const names = workloads.map(([name]) => name);

test('there are twelve workloads and twelve Services', () => {
  expect(ofKind('Deployment')).toHaveLength(12);
  expect(ofKind('Service')).toHaveLength(12);
});

test('every Service has the type and the port of the original', () => {
  const rendered = ofKind('Service').flatMap(({ metadata, spec }) =>
    spec.ports.map((port: any) => [metadata.name, spec.type, port.name, port.port, port.protocol, port.targetPort]),
  );
  expect(rendered.sort()).toEqual(services);
});

test('both Services of the frontend lead to its pods', () => {
  const selectors = ofKind('Service').filter(({ metadata }) => metadata.name.startsWith('frontend')).map(({ spec }) => spec.selector);
  expect(selectors).toHaveLength(2);
  expect(selectors[0]).toEqual(selectors[1]);
  expect(deployment('frontend').spec.template.metadata.labels).toMatchObject(selectors[0]);
});

test('every workload has the image, the CPU and the memory of the original', () => {
  const rendered = ofKind('Deployment').map(({ metadata: { name } }) => {
    const { image, resources: { requests, limits } } = container(name);
    return [name, image, requests.cpu, limits.cpu, requests.memory, limits.memory];
  });
  expect(rendered.sort()).toEqual(workloads);
});

test.each(names)('%s runs as user and group 1000, which own its volumes', (name) => {
  const { securityContext } = deployment(name).spec.template.spec;
  expect(securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, runAsNonRoot: true });
});

test.each(names)('%s has the account of the original', (name) => {
  const account = name === 'redis-cart' ? undefined : name;
  expect(deployment(name).spec.template.spec.serviceAccountName).toBe(account);
  expect(ofKind('ServiceAccount').some(({ metadata }) => metadata.name === name)).toBe(account !== undefined);
});

test.each(names)('%s has the environment of the original, and beside it only what connections add', (name) => {
  const entries: [string, string][] = (container(name).env ?? []).map((variable: any) => [variable.name, variable.value]);
  const added = entries.map(([variable]) => variable).filter((variable) => !(variable in environment[name]!));
  const connected = Object.keys(environment[name]!).flatMap((variable) => /^(.+)_ADDR$/.exec(variable)?.[1] ?? []);
  for (const variable of added) expect(connected).toContain(/^(.+)_(HOST|PORT|URL)$/.exec(variable)?.[1]);
  expect(Object.fromEntries(entries)).toMatchObject(environment[name]!);
});

test.each(names)('%s has the readiness of the original', (name) => {
  expect(container(name).readinessProbe).toEqual(readiness[name]);
});

test.each(names)('%s is restarted only after it was unwell for two minutes', (name) => {
  const { livenessProbe } = container(name);
  const expected = name === 'frontend' || name === 'loadgenerator' ? undefined : { periodSeconds: 20, failureThreshold: 6 };
  if (expected) expect(livenessProbe).toMatchObject(expected);
  else expect(livenessProbe).toBeUndefined();
});

test('the cache keeps its data in a folder of the pod, and runs once', () => {
  const { spec } = deployment('redis-cart');
  expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  expect(container('redis-cart').volumeMounts).toContainEqual({ mountPath: '/data', name: 'redis-data' });
  expect(spec.template.spec.volumes).toContainEqual({ name: 'redis-data', emptyDir: {} });
});

test('the load generator runs once, after its init container has seen the frontend', () => {
  const { spec } = deployment('loadgenerator');
  const [init] = spec.template.spec.initContainers;
  expect(spec.replicas).toBe(1);
  expect(init.name).toBe('frontend-check');
  expect(init.image).toBe('busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d');
  expect(init.env).toContainEqual({ name: 'FRONTEND_ADDR', value: 'frontend:80' });
});

test('the frontend answers a mesh\'s checks', () => {
  expect(deployment('frontend').spec.template.metadata.annotations).toEqual({ 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' });
});

// Every call that the programs make: who, whom, and at which port of the pods. What each calls is in its source; the demo's own
// network policies say the same from the other side.
const calls = [
  ['cartservice', 'redis-cart', 6379],
  ['checkoutservice', 'cartservice', 7070],
  ['checkoutservice', 'currencyservice', 7000],
  ['checkoutservice', 'emailservice', 8080],
  ['checkoutservice', 'paymentservice', 50051],
  ['checkoutservice', 'productcatalogservice', 3550],
  ['checkoutservice', 'shippingservice', 50051],
  ['frontend', 'adservice', 9555],
  ['frontend', 'cartservice', 7070],
  ['frontend', 'checkoutservice', 5050],
  ['frontend', 'currencyservice', 7000],
  ['frontend', 'productcatalogservice', 3550],
  ['frontend', 'recommendationservice', 8080],
  ['frontend', 'shippingservice', 50051],
  ['loadgenerator', 'frontend', 8080],
  ['recommendationservice', 'productcatalogservice', 3550],
] as const;

// The frontend is public, and whoever may come from outside may come from inside as well.
const PUBLIC = 'frontend';

test('exactly the calls that the demo makes are admitted', () => {
  const { workloads: pods, policies } = buildGraph(manifests.map((manifest) => ({ manifest, ours: true })));
  const ports = [...new Set(pods.flatMap((server) => server.ports.map(({ port }) => port)))];
  const verdicts = pods.flatMap((from) =>
    pods.flatMap((to) =>
      ports.flatMap((port) => {
        const verdict = mayReach(policies, { from, to, protocol: 'TCP', port });
        expect(verdict).not.toBe('unknown');
        return verdict === 'yes' ? [[from.object.name, to.object.name, port]] : [];
      }),
    ),
  );
  const others = names.filter((name) => name !== 'loadgenerator').map((name) => [name, PUBLIC, 8080]);
  expect(verdicts.sort()).toEqual([...calls, ...others].sort());
  expect(pods).toHaveLength(12);
});

test('the link report lists exactly the calls that the demo makes', () => {
  const app = new LinkedApp();
  new OnlineBoutique(app, 'online-boutique');
  app.synthYaml();
  const lines = app.linkReport.split('\n').flatMap((line) => /^Deployment (\S+) → ([\w-]+):/.exec(line)?.slice(1) ?? []);
  expect(lines).toEqual(calls.flatMap(([client, server]) => [client, server]));
});

test('no program writes the host or the port of another', () => {
  const folder = path.resolve(__dirname, '../../examples/online-boutique');
  const services = ofKind('Service').map(({ metadata }) => metadata.name as string);
  for (const file of fs.readdirSync(folder).filter((entry) => entry.endsWith('.ts'))) {
    const strings = fs.readFileSync(path.join(folder, file), 'utf8').match(/'[^'\n]*'|`[^`]*`/g) ?? [];
    for (const text of strings) expect(text).not.toMatch(new RegExp(`\\b(${services.join('|')})(\\.|:)|:\\d{2,5}\\b(?!\\.)`));
  }
});
