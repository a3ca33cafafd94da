import * as fs from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { backend, breakTargetPort, CountedObject, filesOf, freshFolder, linkErrorOf, plainApp, ShopChart, strayService } from './fixtures';

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

describe('a plain cdk8s app with a pattern in it', () => {
  test('throws the findings at synth, and writes nothing', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    breakTargetPort(chart.orders);
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.findings.map((finding) => finding.rule)).toEqual(['service-target-port-open']);
    expect(error.findings[0]?.path).toBe('shop/orders/Service/Resource');
    expect(error.findings[0]?.source?.file).toBe('test/synth/fixtures.ts');
    expect(filesOf(app.outdir)).toEqual({});
    expect(fs.existsSync(app.outdir)).toBe(false);
  });

  test('leaves a folder alone that was there before', () => {
    const app = plainApp();
    new ShopChart(app);
    app.synth();
    const before = filesOf(app.outdir);
    strayService(new Chart(app, 'later'), 'stray');
    breakTargetPort(backend(new Chart(app, 'broken'), 'broken'));
    linkErrorOf(() => { app.synth(); });
    expect(filesOf(app.outdir)).toEqual(before);
  });

  test('throws the findings from Testing.synth and synthYaml', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    breakTargetPort(chart.orders);
    expect(linkErrorOf(() => Testing.synth(chart)).findings).toHaveLength(1);
    expect(linkErrorOf(() => app.synthYaml()).findings).toHaveLength(1);
  });

  test('says what other constructs\' validations say beside its own findings', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    breakTargetPort(chart.orders);
    const strict = new Construct(chart, 'strict');
    strict.node.addValidation({ validate: () => ['is never content'] });
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.messages).toEqual([{ path: 'shop/strict', message: 'is never content' }]);
    expect(error.message).toContain('[shop/strict] is never content');
    expect(error.message).toContain('error[service-target-port-open]');
  });

  test('leaves it to cdk8s to report other validations where it finds nothing itself', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    chart.node.addValidation({ validate: () => ['is never content'] });
    expect(() => { app.synth(); }).toThrow('[shop] is never content');
    expect(filesOf(app.outdir)).toEqual({});
  });

  test('reports an object that can\'t be rendered, and writes nothing', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const broken = new ApiObject(chart, 'broken', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: Lazy.any({ produce: () => { throw new Error('no data today'); } }),
    });
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.messages).toMatchObject([{ path: broken.node.path, message: expect.stringContaining('no data today') }]);
    expect(filesOf(app.outdir)).toEqual({});
  });

  test.each(OUTPUT_TYPES)('renders each object once a synth, with YamlOutputType %s', (yamlOutputType) => {
    const app = plainApp({ yamlOutputType });
    const objects = Array.from({ length: 50 }, (_, index) => {
      const chart = new Chart(app, `chart-${String(index)}`);
      if (index % 10 === 0) backend(chart, `app-${String(index)}`);
      return new CountedObject(chart, `counted-${String(index)}`);
    });
    app.synth();
    expect(objects.map((object) => object.renders)).toEqual(objects.map(() => 1));
    app.synth();
    expect(objects.map((object) => object.renders)).toEqual(objects.map(() => 2));
    app.synthYaml();
    expect(objects.map((object) => object.renders)).toEqual(objects.map(() => 3));
  });

  test('renders each object of a chart once in Testing.synth', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const counted = new CountedObject(chart, 'counted');
    Testing.synth(chart);
    Testing.synth(chart);
    expect(counted.renders).toBe(2);
  });

  test('renders each object once in the first Testing.synth of a chart that came after the patterns', () => {
    const app = plainApp();
    new ShopChart(app);
    const late = new Chart(app, 'late');
    const counted = new CountedObject(late, 'counted');
    Testing.synth(late);
    expect(counted.renders).toBe(1);
    Testing.synth(late);
    expect(counted.renders).toBe(2);
  });

  test('sees a change between two synths', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    app.synth();
    breakTargetPort(chart.orders);
    expect(linkErrorOf(() => { app.synth(); }).findings).toHaveLength(1);
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 8080));
    app.synth();
    expect(filesOf(app.outdir)['shop.k8s.yaml']).toContain('targetPort: 8080');
  });

  test('sees a change between two Testing.synth, and one in between is fresh', () => {
    const chart = new ShopChart(plainApp());
    const service = ApiObject.of(chart.orders.service);
    Testing.synth(chart);
    service.addJsonPatch(JsonPatch.add('/metadata/annotations', { seen: 'yes' }));
    expect(service.toJson().metadata.annotations).toEqual({ seen: 'yes' });
    expect(JSON.stringify(Testing.synth(chart))).toContain('"seen":"yes"');
  });

  test('an object asked for by itself is fresh after somebody validated the app', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    const service = ApiObject.of(chart.orders.service);
    for (let round = 0; round < 2; round += 1) app.node.validate();
    service.addJsonPatch(JsonPatch.add('/metadata/annotations', { seen: 'yes' }));
    expect(service.toJson().metadata.annotations).toEqual({ seen: 'yes' });
  });

  test('sees a change that a subclass makes between two synths of its own', () => {
    class Twice extends App {
      outputs: Record<string, string>[] = [];
      shop?: ShopChart;

      override synth(): void {
        super.synth();
        this.outputs.push(filesOf(this.outdir));
        ApiObject.of(this.shop!.orders.service).addJsonPatch(JsonPatch.add('/metadata/annotations', { round: 'two' }));
        super.synth();
        this.outputs.push(filesOf(this.outdir));
      }
    }
    const app = new Twice({ outdir: freshFolder() });
    app.shop = new ShopChart(app);
    app.synth();
    expect(app.outputs[0]?.['shop.k8s.yaml']).not.toContain('round: two');
    expect(app.outputs[1]?.['shop.k8s.yaml']).toContain('round: two');
  });

  test('sees a fault that a subclass makes after its synth and asks the chart for', () => {
    class Later extends App {
      shop?: ShopChart;

      override synth(): void {
        super.synth();
        breakTargetPort(this.shop!.orders);
        this.shop!.toJson();
      }
    }
    const app = new Later({ outdir: freshFolder() });
    app.shop = new ShopChart(app);
    expect(linkErrorOf(() => { app.synth(); }).findings).toHaveLength(1);
  });

  test('does not change what cdk8s writes for an object whose rendering has side effects', () => {
    const spreading = (app: App): void => {
      const chart = new Chart(app, 'spreading');
      new kplus.Deployment(chart, 'web', { spread: true, containers: [{ image: 'web:1', portNumber: 8080 }] });
    };
    const [bare, linked] = [plainApp(), plainApp()];
    spreading(bare);
    spreading(linked);
    new ShopChart(linked);
    for (const app of [bare, linked]) app.synth();
    expect(filesOf(linked.outdir)['spreading.k8s.yaml']).toBe(filesOf(bare.outdir)['spreading.k8s.yaml']);
  });

  test('links what a chart that renders itself hands out, and asks it once', () => {
    let asked = 0;
    class Selfmade extends ShopChart {
      override toJson(): any[] {
        asked += 1;
        return super.toJson().map((manifest) => (manifest.kind === 'Service' ? { ...manifest, spec: { ...manifest.spec, selector: { app: 'x' } } } : manifest));
      }
    }
    const app = plainApp();
    const chart = new Selfmade(app);
    expect(linkErrorOf(() => { app.synth(); }).findings.map((finding) => finding.rule)).toEqual(['service-selects-pods']);
    expect(asked).toBe(1);
    expect(linkErrorOf(() => Testing.synth(chart)).findings[0]?.path).toBe('shop/orders/Service/Resource');
    expect(asked).toBe(2);
  });

  test('asks a chart that renders itself once for one text too, in the mode that writes by object', () => {
    let asked = 0;
    class Selfmade extends ShopChart {
      override toJson(): any[] {
        asked += 1;
        return super.toJson();
      }
    }
    const app = plainApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    const counted = new CountedObject(new Selfmade(app), 'counted');
    app.synthYaml();
    expect([asked, counted.renders]).toEqual([1, 1]);
    app.synth();
    expect([asked, counted.renders]).toEqual([1, 2]);
  });

  test('prints warnings once a synth, and none in Testing.synth', () => {
    const printed: string[] = [];
    const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    const app = plainApp();
    const chart = new ShopChart(app);
    strayService(chart, 'stray');
    new Chart(app, 'another');
    Testing.synth(chart);
    expect(printed).toEqual([]);
    app.synth();
    spy.mockRestore();
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain('warning[service-selects-pods]');
  });
});
