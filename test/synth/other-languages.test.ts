import { ApiObject, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import { backend, breakTargetPort, filesOf, linkErrorOf, plainApp, ShopChart } from './fixtures';

/** Calls a method as jsii does for a program in another language: that of the object's class, past whatever was put on the object. */
function call<T extends object>(object: T, method: keyof T, ...parameters: unknown[]): unknown {
  const { prototype } = object.constructor as unknown as { prototype: T };
  return (prototype[method] as (...parameters: unknown[]) => unknown).apply(object, parameters);
}

/** Overrides a method as jsii does for a subclass in another language: by a property that nobody may write to. */
function override<T extends object>(object: T, method: keyof T, value: () => unknown): void {
  Object.defineProperty(object, method, { value, enumerable: false, configurable: false, writable: false });
}

// As the kernel of jsii names itself.
const [, script] = process.argv;
beforeEach(() => {
  process.argv[1] = '/tmp/jsii-runtime/lib/program.js';
  process.env.JSII_AGENT = 'Python/3.11.7';
});
afterEach(() => {
  process.argv[1] = script!;
  delete process.env.JSII_AGENT;
});

describe('called from another language', () => {
  test('a JSON patch reaches fields that the generated class would drop', () => {
    const chart = new ShopChart(plainApp());
    call(ApiObject.of(chart.orders.service), 'addJsonPatch', JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
    expect(Testing.synth(chart).find((manifest: any) => manifest.kind === 'Service').spec.trafficDistribution).toBe('PreferClose');
  });

  test('a JSON patch that breaks a link is found', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    call(ApiObject.of(chart.orders.service), 'addJsonPatch', JsonPatch.replace('/spec/ports/0/targetPort', 'nobody'));
    expect(linkErrorOf(() => call(app, 'synth')).findings).toMatchObject([{ rule: 'service-target-port-open' }]);
  });

  test('an object shows what will be written of it', () => {
    const { orders } = new ShopChart(plainApp());
    const object = ApiObject.of(orders.policy);
    expect(call(object, 'toJson')).toEqual(object.toJson());
    expect(call(ApiObject.of(orders.deployment), 'toJson')).toMatchObject({ spec: { template: { spec: { enableServiceLinks: false } } } });
  });

  test.each([
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ])('synth writes the same files, in mode %s', (yamlOutputType) => {
    const [here, there] = [plainApp({ yamlOutputType }), plainApp({ yamlOutputType })];
    for (const app of [here, there]) new ShopChart(app);
    here.synth();
    call(there, 'synth');
    expect(filesOf(there.outdir)).toEqual(filesOf(here.outdir));
  });

  test('synth prints warnings once, and on an error writes nothing', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const app = plainApp();
    const { orders } = new ShopChart(app);
    ApiObject.of(orders.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'ghcr.io/acme/orders:latest'));
    call(app, 'synth');
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    expect(printed.match(/image-pinned/g)).toHaveLength(2); // the finding, and its page
    const broken = plainApp();
    breakTargetPort(new ShopChart(broken).orders);
    linkErrorOf(() => call(broken, 'synth'));
    expect(filesOf(broken.outdir)).toEqual({});
  });
});

describe('a subclass in another language', () => {
  test('of App may override synth', () => {
    const app = plainApp();
    let calls = 0;
    override(app, 'synth', () => {
      calls += 1;
      return call(app, 'synth');
    });
    const { orders } = new ShopChart(app);
    app.synth();
    expect(calls).toBe(1);
    expect(Object.keys(filesOf(app.outdir))).toEqual(['shop.k8s.yaml']);
    breakTargetPort(orders);
    expect(linkErrorOf(() => { app.synth(); }).findings).toMatchObject([{ rule: 'service-target-port-open' }]);
  });

  test('of Chart may override toJson, and is linked by what that says', () => {
    const app = plainApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    override(chart, 'toJson', () => (call(chart, 'toJson') as any[]).map((manifest) => (manifest.kind === 'Service' ? { ...manifest, spec: { ...manifest.spec, selector: { app: 'nobody' } } } : manifest)));
    backend(chart, 'orders');
    expect(linkErrorOf(() => { app.synth(); }).findings.map(({ rule }) => rule)).toContain('service-selects-pods');
  });

  test('of ApiObject may override toJson', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const object = new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
    override(object, 'toJson', () => ({ ...(call(object, 'toJson') as object), data: { key: 'value' } }));
    app.synth();
    expect(filesOf(app.outdir)['shop.k8s.yaml']).toContain('key: value');
  });
});
