import { ApiObject, App, type Chart, JsonPatch } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import { AllowFrom, Balancing, Egress, HealthCheck, type IConnectable, InternalBackend, LinkedApp, PublicLoadBalancedApp, Scaling, Worker } from '../../lib';
import { LinkError } from '../../lib/linker';
import { image, type Manifest, manifestOf, manifestsOf, podOf, shop } from './harness';
import { servedDeployments } from './prop-rows/subjects';

const NEXT = 'ghcr.io/acme/orders:1.5.0';
const labels = (track: string, service = 'orders'): object => ({ 'cdk8s-service-patterns/service': service, 'cdk8s-service-patterns/track': track });
const orders = (chart: Chart, props: object = {}): InternalBackend => new InternalBackend(chart, 'orders', { image, port: 80, targetPort: 8080, replicas: 4, ...props });
const stock = (chart: Chart, props: object = {}): InternalBackend => new InternalBackend(chart, 'stock', { image, port: 80, allowFrom: AllowFrom.connected(), ...props });
const written = (chart: Chart): Map<string, string> =>
  new Map(manifestsOf(chart).map((manifest) => [`${String(manifest.kind)} ${String(manifest.metadata.name)}`, JSON.stringify(manifest)]));

/** The links that an app has proved. */
function linksOf(chart: Chart): string[] {
  const app = App.of(chart);
  if (!(app instanceof LinkedApp)) throw new Error('not linked');
  app.synthYaml();
  return app.linkReport.split('\n');
}

/** The rules that stop a synth. */
function rulesThatStop(chart: Chart): string[] {
  try {
    manifestsOf(chart);
    return [];
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return [...new Set(error.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))].sort();
  }
}

describe.each(servedDeployments)('a canary of a $name', (subject) => {
  const props = { name: 'orders', port: 80, targetPort: 8080, replicas: 4, nodePort: undefined };
  const make = (chart: Chart, canary?: object): void => {
    const pattern = subject.make(chart, props);
    if (canary) pattern.canary!(canary);
  };

  test('changes no byte of the pattern when it comes and goes', () => {
    const [without, beside] = [shop(), shop()];
    make(without);
    make(beside, { image: NEXT });
    const all = written(beside);
    expect(all.get('Deployment orders-canary')).toBeDefined();
    all.delete('Deployment orders-canary');
    expect(all).toEqual(written(without));
  });

  test('differs from it in what it was told alone', () => {
    const chart = shop();
    make(chart, { image: NEXT });
    const [stable, canary] = [manifestOf(chart, 'Deployment', 'orders'), manifestOf(chart, 'Deployment', 'orders-canary')];
    const text = JSON.stringify({ ...canary, metadata: { ...canary.metadata, name: 'orders' } })
      .replaceAll('"cdk8s-service-patterns/track":"canary"', '"cdk8s-service-patterns/track":"stable"')
      .replaceAll('"cdk8s.io/metadata.addr":"orders-canary"', '"cdk8s.io/metadata.addr":"orders"')
      .replace(NEXT, image);
    expect({ ...JSON.parse(text), spec: { ...JSON.parse(text).spec, replicas: 4 } }).toEqual(stable);
  });

  test('is behind the same Service', () => {
    const chart = shop();
    make(chart, { image: NEXT });
    expect(linksOf(chart).filter((line) => line.startsWith('shop/orders:80'))).toEqual([
      expect.stringContaining('Deployment orders (4 pods; 4 stay in a rollout, 3 in a drain)'),
      expect.stringContaining('Deployment orders-canary (1 pod; 1 stays in a rollout, 0 in a drain)'),
    ]);
  });
});

describe('a canary', () => {
  test('is one pod, however many the pattern has, by number or by autoscaler', () => {
    for (const props of [{ replicas: 9 }, { replicas: undefined, scaling: Scaling.cpu({ min: 3, max: 9 }) }]) {
      const chart = shop();
      const { budget, autoscaler } = orders(chart, props).canary({});
      expect(manifestOf(chart, 'Deployment', 'orders-canary').spec.replicas).toBe(1);
      expect([budget, autoscaler]).toEqual([undefined, undefined]);
    }
  });

  test('has a budget and an autoscaler of its own where it is several', () => {
    const chart = shop();
    const { budget, autoscaler } = orders(chart, { replicas: undefined, scaling: Scaling.cpu({ max: 9 }) }).canary({ scaling: Scaling.cpu({ min: 2, max: 3 }) });
    expect(budget!.toJson().spec.selector.matchLabels).toEqual(labels('canary'));
    expect(manifestOf(chart, 'PodDisruptionBudget', 'orders').spec.selector.matchLabels).toEqual(labels('stable'));
    expect(autoscaler!.toJson().spec.scaleTargetRef.name).toBe('orders-canary');
    expect(manifestOf(chart, 'HorizontalPodAutoscaler', 'orders').spec.scaleTargetRef.name).toBe('orders');
  });

  test('connects to whatever the pattern connects to, before or after it was made, and is let through', () => {
    const chart = shop();
    const first = stock(chart, { name: 'first' });
    const second = new InternalBackend(chart, 'second', { image, port: 81, allowFrom: AllowFrom.connected() });
    const app = orders(chart, { egress: Egress.DECLARED, connectsTo: [first] });
    app.canary({ env: { FEATURE: 'on' } });
    app.connectTo(second);
    expect(linksOf(chart).filter((line) => line.includes(' → shop/'))).toEqual([
      'shop/Deployment orders → shop/first:80/TCP tcp',
      'shop/Deployment orders → shop/second:81/TCP tcp',
      'shop/Deployment orders-canary → shop/first:80/TCP tcp',
      'shop/Deployment orders-canary → shop/second:81/TCP tcp',
    ]);
    const names = podOf(chart, 'orders-canary').spec.containers[0].env.map(({ name }: Manifest) => name);
    expect(names).toEqual(expect.arrayContaining(['FIRST_HOST', 'SECOND_HOST', 'FEATURE']));
  });

  test('opens what further Services lead to, whenever they are added', () => {
    const chart = shop();
    const app = orders(chart);
    app.addService('orders-metrics', { port: 9090 });
    app.canary({});
    app.addService('orders-public', { type: ServiceType.LOAD_BALANCER, ports: [{ name: 'quic', port: 443, targetPort: 8443, protocol: Protocol.UDP }] });
    const [stable, canary] = ['orders', 'orders-canary'].map((name) => podOf(chart, name).spec.containers[0].ports);
    expect(canary).toEqual(stable);
    expect(linksOf(chart).filter((line) => line.includes('Deployment orders-canary'))).toHaveLength(3);
  });

  test.each([
    ['its own container', { port: 9100 }, 'orders:9100'],
    ['a sidecar', { port: 9100, targetPort: 'scrape' }, 'exporter:9102'],
  ])('has the metrics of the pattern, of %s', (_, metrics, where) => {
    const chart = shop();
    const exporter = { name: 'exporter', image: 'exporter:1', ports: [{ number: 9102, name: 'scrape' }] };
    orders(chart, { metrics, sidecars: [exporter], replicas: undefined, scaling: Scaling.cpu({ min: 3, max: 9 }) }).canary({ image: NEXT });
    const [stable, canary] = ['orders', 'orders-canary'].map((name) => podOf(chart, name).spec.containers.map(({ ports }: Manifest) => ports));
    expect(canary).toEqual(stable);
    const scraped = linksOf(chart).filter((line) => line.startsWith('shop/orders-metrics:'));
    expect(scraped.map((line) => / → (Deployment \S+) .* → container (\S+)$/.exec(line)?.slice(1))).toEqual([
      ['Deployment orders', where],
      ['Deployment orders-canary', where],
    ]);
  });

  test('is found by clients that balance by themselves', () => {
    const chart = shop();
    orders(chart, { ports: [{ name: 'grpc', port: 9000 }], port: undefined, targetPort: undefined, balancing: Balancing.CLIENT }).canary({});
    expect(linksOf(chart)).toHaveLength(2);
  });

  test('that no test of its health is asked for says so by the reason of the pattern', () => {
    const chart = shop();
    orders(chart, { health: HealthCheck.none('nothing can be asked') }).canary({});
    expect(rulesThatStop(chart)).toEqual([]);
  });

  test.each([
    ['its pods labelled as stable', ['service-selects-one-workload', 'spread-satisfiable'], '/spec/template/metadata/labels/cdk8s-service-patterns~1track'],
  ])('with %s is refused', (_, expected, pointer) => {
    const chart = shop();
    ApiObject.of(orders(chart).canary({}).deployment).addJsonPatch(JsonPatch.replace(pointer, 'stable'));
    expect(rulesThatStop(chart)).toEqual(expect.arrayContaining(expected));
  });

  test('that the stable selector counts as its own is refused', () => {
    const chart = shop();
    const app = orders(chart);
    app.canary({});
    ApiObject.of(app.deployment).addJsonPatch(JsonPatch.remove('/spec/selector/matchLabels/cdk8s-service-patterns~1track'));
    expect(rulesThatStop(chart)).toContain('workload-selectors-disjoint');
  });
});

describe('a pattern that also serves another', () => {
  const next = (chart: Chart, of: IConnectable, props: object = {}): InternalBackend =>
    new InternalBackend(chart, 'orders-next', { image: NEXT, ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'admin', port: 9090 }], alsoServes: of, ...props });

  test('is behind the Service of the other, and alone behind its own', () => {
    const chart = shop();
    const app = orders(chart);
    next(chart, app);
    expect(manifestOf(chart, 'Service', 'orders').spec.selector).toEqual({ 'cdk8s-service-patterns/service': 'orders' });
    expect(manifestOf(chart, 'Service', 'orders-next').spec.selector).toEqual(labels('orders-next'));
    expect(linksOf(chart).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'shop/orders:80/TCP tcp → Deployment orders',
      'shop/orders:80/TCP tcp → Deployment orders-next',
      'shop/orders-next:80/TCP http → Deployment orders-next',
      'shop/orders-next:9090/TCP admin → Deployment orders-next',
    ]);
  });

  test('is scraped at its own metrics, and the other at the other\'s', () => {
    const chart = shop();
    next(chart, orders(chart, { metrics: { port: 9100 } }), { metrics: { port: 9200 } });
    expect(linksOf(chart).filter((line) => line.includes('-metrics:')).map((line) => line.replace(/ \(.*/, ''))).toEqual([
      'shop/orders-metrics:9100/TCP metrics → Deployment orders',
      'shop/orders-next-metrics:9200/TCP metrics → Deployment orders-next',
    ]);
  });

  test('changes no byte of the other', () => {
    const [without, beside] = [shop(), shop()];
    orders(without);
    next(beside, orders(beside));
    const all = written(beside);
    for (const key of [...all.keys()].filter((name) => name.endsWith(' orders-next'))) all.delete(key);
    expect(all).toEqual(written(without));
  });

  test('admits whom the other admits, and clients of its own', () => {
    const chart = shop();
    const allowFrom = AllowFrom.namespaces('edge');
    const app = next(chart, orders(chart, { allowFrom }));
    new Worker(chart, 'cron', { image, connectsTo: [app.port('admin')], egress: Egress.DECLARED });
    expect(linksOf(chart)).toContain('shop/Deployment cron → shop/orders-next:9090/TCP admin');
    const { podSelector, ingress } = manifestOf(chart, 'NetworkPolicy', 'orders-next').spec;
    expect(podSelector.matchLabels).toEqual(labels('orders-next'));
    expect(ingress[0].from).toEqual(manifestOf(chart, 'NetworkPolicy', 'orders').spec.ingress[0].from);
  });

  test('stays inside the cluster, and is reached from outside through the other, where that is public', () => {
    const chart = shop();
    next(chart, new PublicLoadBalancedApp(chart, 'orders', { image, port: 80, targetPort: 8080 }));
    expect(manifestOf(chart, 'NetworkPolicy', 'orders-next').spec.ingress[0].from).toEqual([{ namespaceSelector: {} }]);
    expect(linksOf(chart)[1]).toContain('shop/orders:80/TCP tcp → Deployment orders-next');
  });

  test('is let out to its own backends where the other lets out to what is declared', () => {
    const chart = shop();
    const backend = stock(chart);
    next(chart, orders(chart, { egress: Egress.DECLARED }), { connectsTo: [backend] });
    expect(linksOf(chart)).toContain('shop/Deployment orders-next → shop/stock:80/TCP tcp');
  });

  test('is a finding where the other leads to a port later that it does not open', () => {
    const chart = shop();
    const app = orders(chart);
    next(chart, app);
    app.addService('orders-metrics', { port: 9102 });
    expect(rulesThatStop(chart)).toEqual(['service-target-port-open']);
  });
});
