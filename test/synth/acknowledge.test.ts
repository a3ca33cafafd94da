import * as fs from 'node:fs';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HealthCheck, InternalBackend, LinkedApp, Rules, Worker } from '../../lib';
import { backend, freshFolder, linkErrorOf, plainApp, ShopChart, strayService } from './fixtures';

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  jest.useFakeTimers({ now: new Date('2026-06-15T12:00:00Z') });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const STRAY = 'service-selects-pods';

/** A line of this file that holds some text. */
function lineOf(text: string): number {
  const source = fs.readFileSync(__filename, 'utf8');
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

/** An app with two charts, each of which holds a Service that selects nothing: a warning each. */
function strays(app: App = new LinkedApp({ outdir: freshFolder(), printLinks: false })): { app: App; first: Chart; second: Chart; stray: IConstruct } {
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id, { namespace: id })) as [Chart, Chart];
  for (const chart of [first, second]) backend(chart, 'orders'); // where nothing runs, pods may well come from elsewhere
  const [stray] = [strayService(first, 'stray'), strayService(second, 'stray-too')];
  return { app, first, second, stray };
}

/** The rules that speak when an app is synthesized, by the warnings that it prints; an error throws. */
function warnings(app: App): string[] {
  app.synth();
  return [...printed.join('').matchAll(/^warning\[([a-z-]+)\]/gm)].map((match) => match[1]!).sort();
}

describe('an acknowledgement', () => {
  test.each<[string, (town: ReturnType<typeof strays>) => IConstruct, number]>([
    ['of an object covers it alone', ({ stray }) => stray, 1],
    ['of a chart covers the chart alone', ({ second }) => second, 1],
    ['of the app covers all of it', ({ app }) => app, 0],
  ])('%s', (_, choose, left) => {
    for (const town of [strays(), strays(plainApp())]) {
      printed = [];
      Rules.acknowledge(choose(town), STRAY, 'its pods are made by an operator');
      expect(warnings(town.app)).toEqual(Array<string>(left).fill(STRAY));
    }
  });

  test('does not cover a chart whose name begins alike', () => {
    const { app } = strays();
    Rules.acknowledge(new Chart(app, 'fir'), STRAY, 'its pods are made by an operator');
    expect(warnings(app)).toEqual(['acknowledgement-applies', STRAY, STRAY]);
  });

  test('covers what is made in its scope later', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    Rules.acknowledge(chart, STRAY, 'its pods are made by an operator');
    strayService(chart, 'stray');
    expect(warnings(app)).toEqual([]);
  });

  test('covers its rule alone, and an error too', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    ApiObject.of(chart.orders.service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 9999));
    const both = linkErrorOf(() => Testing.synth(chart)).findings.map(({ rule }) => rule);
    expect(both).toEqual(['policy-admits-service-port', 'service-target-port-open']);
    Rules.acknowledge(chart.orders, 'service-target-port-open', 'the image opens it at run time');
    expect(linkErrorOf(() => Testing.synth(chart)).findings.map(({ rule }) => rule)).toEqual(['policy-admits-service-port']);
    Rules.acknowledge(chart.orders, 'policy-admits-service-port', 'another team writes the policy');
    expect(Testing.synth(chart).length).toBeGreaterThan(0);
    expect(warnings(app)).toEqual([]);
  });

  test('covers a connection by its client', () => {
    const chart = new ShopChart(plainApp());
    const worker = new Worker(chart, 'mailer', { image: 'mailer:1', connectsTo: [chart.orders] });
    chart.orders.policy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from', [{ podSelector: { matchLabels: { app: 'x' } } }]));
    expect(linkErrorOf(() => Testing.synth(chart)).findings.map(({ rule }) => rule)).toEqual(['connection-admitted']);
    Rules.acknowledge(worker, 'connection-admitted', 'the policy comes with the mesh');
    expect(Testing.synth(chart).length).toBeGreaterThan(0);
  });

  test('covers what an included file holds', () => {
    const chart = new ShopChart(plainApp());
    const file = `${freshFolder()}.yaml`;
    fs.writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n');
    Rules.acknowledge(new Include(chart, 'chart', { url: file }), STRAY, 'its pods are made by an operator');
    expect(warnings(App.of(chart))).toEqual([]);
  });
});

describe('an acknowledgement that covers nothing', () => {
  test('is a warning at the author\'s line, which says the reason', () => {
    const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
    const chart = new ShopChart(app);
    Rules.acknowledge(chart.orders, STRAY, 'an operator makes them'); // here it is said
    app.synth();
    expect(printed.join('')).toBe(`${app.warningReport}\n`.replace(/\n\n$/, '\n'));
    expect(app.warningReport).toContain(`--> test/synth/acknowledge.test.ts:${String(lineOf('// here it is said'))}:`);
    expect(app.warningReport).toContain('at   shop/orders');
    expect(app.warningReport).toContain('got  the reason "an operator makes them"');
    expect(app.warningReport).toMatch(/^warning\[acknowledgement-applies\] The rule "service-selects-pods" is acknowledged here, but finds nothing/);
  });

  test('can itself be acknowledged by nobody', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    Rules.acknowledge(chart, STRAY, 'an operator makes them');
    Rules.acknowledge(chart, 'acknowledgement-applies', 'we know');
    expect(warnings(app)).toEqual(['acknowledgement-applies', 'acknowledgement-applies']);
  });

  test('stays silent where part of the app could not be rendered', () => {
    const app = plainApp();
    const chart = new ShopChart(app);
    Rules.acknowledge(chart.orders, STRAY, 'an operator makes them');
    strayService(chart, 'broken').addJsonPatch(JsonPatch.add('/spec/nowhere/deep', 1));
    const error = linkErrorOf(() => { app.synth(); });
    expect(error.findings).toEqual([]);
    expect(error.messages).toHaveLength(1);
  });
});

describe('an acknowledgement with a last day', () => {
  test.each([
    ['2026-06-14', ['acknowledgement-applies', STRAY]],
    ['2026-06-15', []],
    ['2026-06-16', []],
    ['2027-01-01', []],
  ])('%s, on 15 June 2026', (expires, expected) => {
    const { app, first, second } = strays();
    Rules.acknowledge(second, STRAY, 'an operator makes them');
    Rules.acknowledge(first, STRAY, 'until the pods are moved', { expires });
    expect(warnings(app)).toEqual(expected);
  });

  test('says when it expired, and the reason', () => {
    const { app } = strays();
    Rules.acknowledge(app, STRAY, 'until the pods are moved', { expires: '2026-06-14' });
    warnings(app);
    expect(printed.join('')).toMatch(/The acknowledgement of "service-selects-pods" held until "2026-06-14": the rule speaks again/);
    expect(printed.join('')).toContain('got  the reason "until the pods are moved"');
  });

  test('expires between two synths of one app', () => {
    const { app } = strays();
    Rules.acknowledge(app, STRAY, 'until the pods are moved', { expires: '2026-06-15' });
    expect(warnings(app)).toEqual([]);
    jest.setSystemTime(new Date('2026-06-16T00:00:00Z'));
    expect(warnings(app)).toEqual(['acknowledgement-applies', STRAY, STRAY]);
  });
});

describe('a pattern that says why it has no health check', () => {
  const none = HealthCheck.none('nothing can be asked');
  const props = { image: 'orders:1', port: 80 };

  test('has acknowledged the rule that would ask', () => {
    const app = plainApp();
    const chart = new Chart(app, 'shop');
    new InternalBackend(chart, 'orders', { ...props, health: none });
    expect(warnings(app)).toEqual([]);
  });

  test('has acknowledged it for itself alone', () => {
    const app = plainApp();
    const chart = new Chart(app, 'shop');
    new InternalBackend(chart, 'orders', { ...props, health: none });
    const { deployment } = new InternalBackend(chart, 'web', props);
    ApiObject.of(deployment).addJsonPatch(JsonPatch.remove('/spec/template/spec/containers/0/readinessProbe'));
    expect(linkErrorOf(() => Testing.synth(chart)).findings).toMatchObject([{ rule: 'readiness-behind-service', path: 'shop/web/Deployment/Resource' }]);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['a Worker, which no traffic reaches', (chart) => new Worker(chart, 'mailer', { image: 'mailer:1', health: none })],
    ['a backend that publishes addresses that are not ready', (chart) => new InternalBackend(chart, 'orders', { ...props, health: none, publishNotReadyAddresses: true })],
    ['a backend that says so twice', (chart) => {
      Rules.acknowledge(new InternalBackend(chart, 'orders', { ...props, health: none }), 'readiness-behind-service', 'nothing can be asked');
    }],
  ])('is never told that it was in vain: %s', (_, make) => {
    const app = plainApp();
    make(new Chart(app, 'shop'));
    expect(warnings(app)).toEqual([]);
  });
});

test('an acknowledgement has an app linked that holds no pattern', () => {
  const app = plainApp();
  const chart = new Chart(app, 'shop');
  backend(chart, 'orders');
  const bare = plainApp();
  Rules.acknowledge(new Chart(bare, 'shop'), STRAY, 'an operator makes them');
  expect(warnings(bare)).toEqual(['acknowledgement-applies']);
});
