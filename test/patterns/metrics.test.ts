import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { AllowFrom, InternalBackend, LinkedApp, PublicLoadBalancedApp, Worker } from '../../lib';
import { image, type Manifest, manifestOf, manifestsOf, podOf, refusalOf, shop } from './harness';
import { served } from './prop-rows/subjects';

const metrics = { port: 9100 };
const exporter = { name: 'exporter', image: 'exporter:1', ports: [{ number: 9102, name: 'scrape' }] };
const cluster = [{ namespaceSelector: {} }];
const tcp = (port: number | string): object[] => [{ port, protocol: 'TCP' }];

/** The pattern's own container, its Services by name, and its rules for who may come in. */
function written(props: object, chart = shop()): { container: Manifest; services: Record<string, Manifest>; ingress: Manifest } {
  new PublicLoadBalancedApp(chart, 'web', { image, port: 80, targetPort: 8080, ...props });
  const services = manifestsOf(chart).filter(({ kind }) => kind === 'Service');
  return {
    container: podOf(chart).spec.containers[0],
    services: Object.fromEntries(services.map((service) => [service.metadata.name, service])),
    ingress: manifestOf(chart, 'NetworkPolicy').spec.ingress,
  };
}

describe.each(served)('$name', (subject) => {
  test('has metrics on a Service of their own inside the cluster, and nothing else changes but who is let in', () => {
    const [plain, measured] = [shop(), shop()];
    subject.make(plain, {});
    const made = subject.make(measured, { metrics });
    expect(made.metricsService?.name).toBe('orders-metrics');
    const service = manifestOf(measured, 'Service', 'orders-metrics');
    expect(service.spec).toEqual({
      type: 'ClusterIP',
      externalIPs: [],
      selector: { 'cdk8s-service-patterns/service': 'orders', 'cdk8s-service-patterns/metrics': 'orders' },
      ports: [{ name: 'metrics', port: 9100, targetPort: 9100, protocol: 'TCP' }],
    });
    const [own, before] = [measured, plain].map((chart) => manifestOf(chart, 'Service', 'orders'));
    expect(own).toEqual(before);
    const rules = [measured, plain].map((chart) => manifestOf(chart, 'NetworkPolicy').spec.ingress as Manifest[]);
    expect(rules[0]).toEqual([...rules[1]!, { from: cluster, ports: tcp(9100) }]);
    expect(podOf(measured).metadata.labels).toEqual({ ...podOf(plain).metadata.labels, 'cdk8s-service-patterns/metrics': 'orders' });
    expect(podOf(measured).spec.containers[0].ports).toContainEqual({ containerPort: 9100, name: 'metrics', protocol: 'TCP' });
  });

  test('has none unless it is asked', () => {
    expect(subject.make(shop(), {}).metricsService).toBeUndefined();
  });
});

test('a ServiceMonitor finds the Service by its labels, and whoever reads annotations by these', () => {
  const { metadata } = written({ metrics: { port: 80, targetPort: 9100 } }).services['web-metrics'];
  expect(metadata).toEqual({
    name: 'web-metrics',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/component': 'metrics', 'app.kubernetes.io/managed-by': 'cdk8s-service-patterns' },
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/path': '/metrics', 'prometheus.io/port': '9100' },
  });
});

test('the load balancer leads to the app alone, though everybody is admitted there', () => {
  const { services, ingress } = written({ metrics: { ...metrics, allowFrom: AllowFrom.namespaces('monitoring') } });
  expect(services.web.spec.ports).toEqual([{ name: 'tcp', port: 80, targetPort: 8080, protocol: 'TCP' }]);
  expect(ingress).toEqual([
    { ports: tcp(8080) },
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: tcp(9100) },
  ]);
});

test('a patch that opens the metrics to the outside is an error, for the policy does not', () => {
  const chart = shop();
  const { metricsService } = new PublicLoadBalancedApp(chart, 'web', { image, port: 80, metrics });
  ApiObject.of(metricsService!).addJsonPatch(JsonPatch.replace('/spec/type', 'NodePort'));
  expect(refusalOf(() => manifestsOf(chart)).findings.map(({ rule }) => rule)).toContain('policy-admits-service-port');
});

test('where nobody is named, the platform\'s own clients may scrape all the same', () => {
  const target = { platformClients: [{ namespace: 'monitoring' }] };
  const { ingress } = written({ metrics: { ...metrics, allowFrom: AllowFrom.connected() } }, shop(target));
  expect(ingress).toEqual([
    { ports: tcp(8080) },
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: tcp(9100) },
  ]);
});

test.each<[string, number | string]>([['name', 'scrape'], ['number', 9102]])('a sidecar serves them, found by %s', (_, targetPort) => {
  const { container, services, ingress } = written({ sidecars: [exporter], metrics: { ...metrics, targetPort } });
  expect(services['web-metrics'].spec.ports).toEqual([{ name: 'metrics', port: 9100, targetPort, protocol: 'TCP' }]);
  expect(services['web-metrics'].metadata.annotations['prometheus.io/port']).toBe('9102');
  expect(container.ports).toEqual([{ containerPort: 8080, name: 'tcp', protocol: 'TCP' }]);
  expect(ingress[1].ports).toEqual(tcp(targetPort));
});

test('who connects to the app is not told of its metrics', () => {
  const chart = shop();
  const web = new PublicLoadBalancedApp(chart, 'web', { image, port: 80, metrics });
  new Worker(chart, 'prober', { image, connectsTo: [web] });
  expect(podOf(chart, 'prober').spec.containers[0].env.map(({ name }: Manifest) => name)).toEqual(['WEB_ADDR', 'WEB_HOST', 'WEB_PORT']);
  expect(() => web.port('metrics')).toThrow(/No port is named "metrics"/);
});

test('a further Service has the ports of the app, and not those of its metrics', () => {
  const chart = shop();
  new PublicLoadBalancedApp(chart, 'web', { image, port: 80, metrics }).addService('web-internal');
  expect(manifestOf(chart, 'Service', 'web-internal').spec.ports).toHaveLength(1);
});

test('the link report says where scrapers get to', () => {
  const app = new LinkedApp({ printLinks: false });
  const props = { image, port: 80, sidecars: [exporter], metrics: { port: 9100, targetPort: 'scrape' } };
  new InternalBackend(new Chart(app, 'shop', { namespace: 'shop' }), 'orders', props);
  app.synthYaml();
  expect(app.linkReport).toMatch(/^shop\/orders-metrics:9100\/TCP metrics → Deployment orders \(.*\) → container exporter:9102$/m);
});
