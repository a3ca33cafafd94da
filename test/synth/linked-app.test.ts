import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, type AppProps, Chart, Include, type IResolver, Lazy, type ResolutionContext, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterTarget, LinkedApp } from '../../lib';
import { backend, breakTargetPort, CountedObject, filesOf, freshFolder, linkErrorOf, ShopChart } from './fixtures';

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => { jest.restoreAllMocks(); });

/** Things that cdk8s renders, none of ours: dependencies, nesting, strings that YAML finds hard, an overridden chart. */
function populate(app: App): void {
  const back = new Chart(app, 'back', { namespace: 'back', labels: { tier: 'data' } });
  const front = new Chart(app, 'front', { disableResourceNameHashes: true });
  const nested = new Chart(front, 'nested');
  const web = new kplus.Deployment(front, 'web', { spread: true, containers: [{ image: 'web:1', portNumber: 8080 }] });
  web.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  const database = new kplus.Deployment(back, 'database', { containers: [{ image: 'db:1', portNumber: 5432 }] });
  web.node.addDependency(database);
  new kplus.ConfigMap(nested, 'settings', {
    data: { yes: 'yes', number: '0644', multi: 'a\nb\n', colon: 'a: b', hash: '# no', empty: '', tabs: '\t', emoji: '☸', long: 'x'.repeat(200) },
  });
  new ApiObject(back, 'lazy', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce: () => ({ made: 'late' }) }) });
  class Selfmade extends Chart {
    override toJson(): any[] {
      return [...super.toJson(), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made-up' } }];
    }
  }
  new kplus.ConfigMap(new Selfmade(app, 'selfmade'), 'map', { data: { a: 'b' } });
  new Chart(app, 'empty-of-objects');
}

/** What cdk8s's own app writes, and what ours does. */
function both(props: AppProps = {}): [Record<string, string>, Record<string, string>] {
  const cdk8s = new App({ outdir: freshFolder(), ...props });
  const ours = new LinkedApp({ outdir: freshFolder(), ...props });
  for (const app of [cdk8s, ours]) {
    populate(app);
    app.synth();
  }
  return [filesOf(cdk8s.outdir), filesOf(ours.outdir)];
}

describe('LinkedApp writes the bytes that cdk8s writes', () => {
  test.each(OUTPUT_TYPES)('with YamlOutputType %s', (yamlOutputType) => {
    const [cdk8s, ours] = both({ yamlOutputType });
    expect(Object.keys(cdk8s).length).toBeGreaterThan(0);
    expect(ours).toEqual(cdk8s);
  });

  test('with another file extension and construct metadata', () => {
    const [cdk8s, ours] = both({ outputFileExtension: '.yaml', recordConstructMetadata: true });
    expect(Object.keys(cdk8s)).toContain('construct-metadata.json');
    expect(ours).toEqual(cdk8s);
  });

  test('with resolvers', () => {
    class Shout implements IResolver {
      resolve(context: ResolutionContext): void {
        if (context.value === 'b') context.replaceValue('B!');
      }
    }
    const [cdk8s, ours] = both({ resolvers: [new Shout()] });
    expect(Object.values(cdk8s).join('')).toContain('B!');
    expect(ours).toEqual(cdk8s);
  });

  test('as one text', () => {
    const [cdk8s, ours] = [new App(), new LinkedApp()];
    for (const app of [cdk8s, ours]) populate(app);
    expect(ours.synthYaml()).toBe(cdk8s.synthYaml());
  });

  test('to CDK8S_OUTDIR, with metadata where CDK8S_RECORD_CONSTRUCT_METADATA asks for it', () => {
    const outdir = freshFolder();
    process.env.CDK8S_OUTDIR = outdir;
    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    try {
      const app = new LinkedApp();
      new ShopChart(app);
      app.synth();
    } finally {
      delete process.env.CDK8S_OUTDIR;
      delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    }
    expect(Object.keys(filesOf(outdir))).toEqual(['construct-metadata.json', 'shop.k8s.yaml']);
  });
});

describe('LinkedApp', () => {
  test('renders each object once a synth', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    const objects = Array.from({ length: 50 }, (_, index) => new CountedObject(new Chart(app, `chart-${String(index)}`), `counted-${String(index)}`));
    app.synth();
    expect(objects.map((object) => object.renders)).toEqual(objects.map(() => 1));
    app.synthYaml();
    expect(objects.map((object) => object.renders)).toEqual(objects.map(() => 2));
  });

  test('writes nothing on an error, not even its folder, and says all findings at once', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    for (const id of ['orders', 'carts']) breakTargetPort(backend(chart, id));
    const error = linkErrorOf(() => { app.synth(); });
    expect(fs.existsSync(app.outdir)).toBe(false);
    expect(error.findings.map((finding) => `${finding.rule} ${finding.path ?? ''}`)).toEqual([
      'service-target-port-open shop/carts/Service/Resource',
      'service-target-port-open shop/orders/Service/Resource',
    ]);
    expect(error.message).toMatch(/^2 errors; nothing was written/);
  });

  test('replaces nothing where one file can\'t be written', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    new ShopChart(app);
    app.synth();
    const before = filesOf(app.outdir);
    backend(new Chart(app, 'another', { namespace: 'another' }), 'carts');
    fs.mkdirSync(path.join(app.outdir, 'another.k8s.yaml', 'in-the-way'), { recursive: true });
    expect(() => { app.synth(); }).toThrow();
    expect(filesOf(app.outdir)).toEqual(before);
  });

  test('refuses two objects that would be written to one file', () => {
    const app = new LinkedApp({ outdir: freshFolder(), yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    for (const namespace of ['a', 'b']) backend(new Chart(app, namespace, { namespace }), 'orders');
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.message).toContain('Deployment.orders.k8s.yaml');
    expect(error.message).toContain('a/orders/Deployment/Resource and b/orders/Deployment/Resource');
    expect(filesOf(app.outdir)).toEqual({});
  });

  test('prints the links that it proved, and keeps them', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    new ShopChart(app);
    expect(app.linkReport).toBe('');
    app.synth();
    expect(app.linkReport).toBe('shop/orders:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080');
    expect(printed).toEqual([`${app.linkReport}\n`]);
  });

  test('prints nothing where it is told so', () => {
    const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
    new ShopChart(app);
    app.synth();
    expect(printed).toEqual([]);
  });

  test('throws the messages of other validations, and writes nothing', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    new ShopChart(app).node.addValidation({ validate: () => ['is never content'] });
    expect(linkErrorOf(() => { app.synth(); }).messages).toEqual([{ path: 'shop', message: 'is never content' }]);
    expect(fs.existsSync(app.outdir)).toBe(false);
  });

  test('links in Testing.synth too', () => {
    const app = new LinkedApp();
    const chart = new ShopChart(app);
    const before = Testing.synth(chart);
    expect(before.map((manifest) => manifest.kind)).toEqual(['Deployment', 'PodDisruptionBudget', 'Service', 'NetworkPolicy']);
    breakTargetPort(chart.orders);
    expect(linkErrorOf(() => Testing.synth(chart)).findings).toHaveLength(1);
  });

  test('links included YAML and raw objects, with their paths', () => {
    const app = new LinkedApp({ outdir: freshFolder() });
    const chart = new Chart(app, 'helm', { namespace: 'shop' });
    const url = path.join(fs.mkdtempSync(path.join(path.dirname(app.outdir), 'in-')), 'in.yaml');
    fs.writeFileSync(url, 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: ordres}\n  ports: [{port: 80}]\n---\n'
      + 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: orders}}\n'
      + '  template:\n    metadata: {labels: {app: orders}}\n    spec: {containers: [{name: web, image: "web:1"}]}\n');
    new Include(chart, 'chart', { url });
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.findings).toMatchObject([{ rule: 'service-selects-pods', message: 'nearMiss', path: 'helm/chart/web-service' }]);
  });

  test('keeps clusters apart: one app in development and in production does not collide', () => {
    const build = (clusters: string[]): LinkedApp => {
      const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
      for (const [index, cluster] of clusters.entries()) {
        const chart = new Chart(app, `shop-${String(index)}`, { namespace: 'shop' });
        new ClusterTarget({ cluster }).applyTo(chart);
        new kplus.ConfigMap(chart, 'same', { metadata: { name: 'same' } });
      }
      return app;
    };
    build(['dev', 'prod']).synth();
    expect(linkErrorOf(() => { build(['dev', 'dev']).synth(); }).findings.map((finding) => finding.rule)).toEqual(['object-identity-unique']);
  });
});
