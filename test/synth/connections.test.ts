import * as fs from 'node:fs';
import { ApiObject, type App, Chart, JsonPatch, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { AllowFrom, Egress, InternalBackend, LinkedApp, Rules, Worker } from '../../lib';
import type { Finding } from '../../lib/linker';
import { backend, filesOf, freshFolder, linkErrorOf, plainApp } from './fixtures';

const image = 'ghcr.io/acme/app:1.0.0';

/** A line of this file that holds some text. */
function lineOf(text: string): number {
  const source = fs.readFileSync(__filename, 'utf8');
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

/** A backend that admits connected clients alone, and a Worker of another namespace that connects to it. */
class Town {
  readonly orders: InternalBackend;
  readonly mailer: Worker;

  constructor(readonly app: App) {
    const [back, front] = ['back', 'front'].map((id) => new Chart(app, id, { namespace: id })) as [Chart, Chart];
    this.orders = new InternalBackend(back, 'orders', { image, port: 80, targetPort: 8080, allowFrom: AllowFrom.connected() });
    this.mailer = new Worker(front, 'mailer', { image, egress: Egress.DECLARED });
    this.mailer.connectTo(this.orders); // here it is declared
  }

  patch(construct: IConstruct, ...operations: JsonPatch[]): this {
    ApiObject.of(construct).addJsonPatch(...operations);
    return this;
  }

  /** What is said of connections. */
  findings(): Finding[] {
    return linkErrorOf(() => { this.app.synth(); }).findings.filter(({ rule }) => rule === 'connection-admitted');
  }
}

const pod = '/spec/template/metadata/labels/cdk8s-service-patterns~1service';

describe.each([
  ['LinkedApp', () => new LinkedApp({ outdir: freshFolder(), printLinks: false })],
  ['plain App', () => plainApp()],
])('a connection in a %s that no longer gets through', (_, make) => {
  test.each<[string, string, (town: Town) => Town]>([
    ['a patch took the backend\'s rule', 'ingressRefused', (town) => town.patch(town.orders.policy, JsonPatch.replace('/spec/ingress', [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }]))],
    ['a patch took the client\'s rule', 'egressRefused', (town) => town.patch(town.mailer.policy, JsonPatch.remove('/spec/egress/0'))],
    ['a patch moved the backend\'s policy to the Service\'s port', 'ingressRefused', (town) => town.patch(town.orders.policy, JsonPatch.replace('/spec/ingress/0/ports/0/port', 80))],
    ['a patch changed the protocol', 'ingressRefused', (town) => town.patch(town.orders.policy, JsonPatch.replace('/spec/ingress/0/ports/0/protocol', 'UDP'))],
    ['the client\'s labels were patched', 'ingressRefused', (town) => town.patch(town.mailer.deployment, JsonPatch.replace(pod, 'other'), JsonPatch.replace('/spec/selector/matchLabels/cdk8s-service-patterns~1service', 'other'))],
    ['the Service\'s port was patched', 'noPort', (town) => town.patch(town.orders.service, JsonPatch.replace('/spec/ports/0/port', 81))],
    ['the Service was renamed', 'noService', (town) => town.patch(town.orders.service, JsonPatch.replace('/metadata/name', 'order'))],
    ['the client was renamed', 'noClient', (town) => town.patch(town.mailer.deployment, JsonPatch.replace('/metadata/name', 'postman'))],
    ['the Service was moved to another namespace', 'noService', (town) => town.patch(town.orders.service, JsonPatch.replace('/metadata/namespace', 'front'))],
  ])('is found where %s, at the line that declares it', (__, message, change) => {
    const [finding, ...others] = change(new Town(make())).findings();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      message,
      severity: 'error',
      path: 'front/mailer/Deployment/Resource',
      source: { file: 'test/synth/connections.test.ts', line: lineOf('// here it is declared') },
    });
  });

  test('is found in Testing.synth too', () => {
    const town = new Town(make());
    expect(Testing.synth(Chart.of(town.mailer)).map(({ kind }) => kind as string)).toEqual(['Deployment', 'PodDisruptionBudget', 'NetworkPolicy']);
    town.patch(town.orders.policy, JsonPatch.replace('/spec/ingress/0/from/0/podSelector/matchLabels', { app: 'nobody' }));
    for (const construct of [town.orders, town.mailer]) {
      expect(linkErrorOf(() => Testing.synth(Chart.of(construct))).findings.map(({ rule }) => rule)).toEqual(['connection-admitted']);
    }
  });
});

test('a connection by prop is found at the line of the pattern that connects', () => {
  const chart = new Chart(new LinkedApp({ printLinks: false }), 'shop', { namespace: 'shop' });
  const orders = backend(chart, 'orders');
  new Worker(chart, 'mailer', { image, connectsTo: [orders] }); // here by prop
  orders.policy.addJsonPatch(JsonPatch.replace('/spec/ingress', []));
  const found = linkErrorOf(() => Testing.synth(chart)).findings.find(({ rule }) => rule === 'connection-admitted');
  expect(found?.source?.line).toBe(lineOf('// here by prop'));
});

test('a connection that somebody else\'s policy refuses is found, and one that it admits is not', () => {
  const build = (port: number): App => {
    const { app, orders } = new Town(plainApp());
    new ApiObject(Chart.of(orders), 'strict', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'strict' },
      spec: { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'orders' } }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port }] }] },
    });
    orders.policy.addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    return app;
  };
  expect(() => { build(8080).synth(); }).not.toThrow();
  expect(linkErrorOf(() => { build(9090).synth(); }).findings.map(({ rule }) => rule)).toContain('connection-admitted');
});

test('the link report lists connections behind links, each once', () => {
  const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
  const { orders, mailer } = new Town(app);
  mailer.connectTo(orders);
  new Worker(new Chart(app, 'nowhere'), 'cron', { image, connectsTo: [orders] });
  app.synth();
  expect(app.linkReport.split('\n')).toEqual([
    'back/orders:80/TCP tcp → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080',
    'Deployment cron → back/orders:80/TCP tcp',
    'front/Deployment mailer → back/orders:80/TCP tcp',
  ]);
});

/** Patterns of three charts, and who of them connects to whom, cycles and oneself included. */
const names = ['a', 'b', 'c'] as const;
type Wire = readonly [from: number, to: number, port?: string];
const wires: readonly Wire[] = [[0, 1], [1, 0], [1, 1], [2, 0, 'grpc'], [2, 1], [0, 2, 'http'], [2, 0]];

function wired(app: App, order: readonly Wire[]): App {
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }];
  const options = { image, ports, allowFrom: AllowFrom.connected(), egress: Egress.DECLARED, singleton: true };
  const apps = names.map((id) => new InternalBackend(new Chart(app, id, { namespace: id }), id, options));
  for (const [from, to, port] of order) apps[from]!.connectTo(port === undefined ? apps[to]! : apps[to]!.port(port));
  for (const [from, to] of [[0, 2], [1, 2]] as const) apps[from]!.connectTo(apps[to]!);
  return app;
}

test('the order in which apps were connected shows in no byte', () => {
  const files = (order: readonly Wire[]): Record<string, string> => {
    const app = wired(new LinkedApp({ outdir: freshFolder(), printLinks: false }), order);
    app.synth();
    return filesOf(app.outdir);
  };
  const expected = files(wires);
  fc.assert(fc.property(fc.shuffledSubarray([...wires], { minLength: wires.length }), (order) => { expect(files(order)).toEqual(expected); }), { numRuns: 25 });
});

test('connections make no chart depend on another: files keep their names and order', () => {
  const app = wired(plainApp(), wires);
  app.synth();
  expect(Object.keys(filesOf(app.outdir))).toEqual(['a.k8s.yaml', 'b.k8s.yaml', 'c.k8s.yaml']);
  expect(app.charts.map((chart) => chart.node.id)).toEqual(['a', 'b', 'c']);
  expect(app.charts.flatMap((chart) => chart.node.dependencies)).toEqual([]);
});

test('a plain app writes what a LinkedApp writes', () => {
  const [plain, linked] = [wired(plainApp(), wires), wired(new LinkedApp({ outdir: freshFolder(), printLinks: false }), wires)];
  for (const app of [plain, linked]) app.synth();
  expect(filesOf(plain.outdir)).toEqual(filesOf(linked.outdir));
});

test('a client that is taken out of its chart takes its connections and acknowledgements along', () => {
  const app = new LinkedApp({ outdir: freshFolder(), printLinks: false });
  const town = new Town(app);
  new Worker(Chart.of(town.mailer), 'other', { image, connectsTo: [town.orders] });
  Rules.acknowledge(town.mailer, 'image-pinned', 'built here');
  Chart.of(town.mailer).node.tryRemoveChild('mailer');
  app.synth();
  expect(app.linkReport).toMatch(/^front\/Deployment other → back\/orders:80\/TCP tcp$/m);
  expect(app.linkReport).not.toMatch(/mailer/);
  expect(app.warningReport).toBe('');
});
