import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, InternalBackend, LinkedApp } from '../../lib';
import { image, type Manifest, manifestsOf, shop } from './harness';
import { patterns, type Subject } from './prop-rows/subjects';

/** Everything that a pattern writes, as text: each byte of it. */
const written = (chart: Chart): string => JSON.stringify(manifestsOf(chart), undefined, 2);

const inAnotherChart = (): Chart => {
  const app = new LinkedApp({ environment: Environment.DEVELOPMENT, printLinks: false });
  return new Chart(app, 'another-chart', { namespace: 'shop' });
};

/** Places below a chart where a pattern may stand. */
const places: [string, (make: (scope: Construct) => void) => Chart][] = [
  ['in one more construct', (make) => wrapped(shop(), ['Feature'], make)],
  ['in two more constructs', (make) => wrapped(shop(), ['Feature', 'Part'], make)],
  ['in another chart of the namespace', (make) => wrapped(inAnotherChart(), [], make)],
  [
    'in a chart within a chart',
    (make) => {
      const outer = shop();
      return wrapped(new Chart(outer, 'inner', { namespace: 'shop' }), [], make);
    },
  ],
  ['in an app of cdk8s\'s own', (make) => wrapped(new Chart(new App(), 'shop', { namespace: 'shop' }), [], make)],
];

function wrapped(chart: Chart, ids: readonly string[], make: (scope: Construct) => void): Chart {
  make(ids.reduce<Construct>((scope, id) => new Construct(scope, id), chart));
  return chart;
}

const props = { sidecars: [{ name: 'metrics', image }], initContainers: [{ name: 'migrate', image }] };
const make =
  (subject: Subject) =>
  (scope: Construct): void =>
    void subject.make(scope, props);

describe.each(patterns)('$name', (subject) => {
  test.each(places)('writes the same bytes %s', (_, place) => {
    expect(written(place(make(subject)))).toBe(written(wrapped(shop(), [], make(subject))));
  });

  test('gives every object its own name, without a hash', () => {
    const names = manifestsOf(wrapped(shop(), ['Feature'], make(subject))).map(({ metadata }) => metadata.name);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => name !== 'orders')).toEqual(subject.name === 'StatefulBackend' ? ['orders-headless'] : []);
  });

  test('bears the prop "name" everywhere in place of its id, and the id nowhere', () => {
    const renamed = wrapped(shop(), [], (scope) => void subject.make(scope, { ...props, name: 'renamed' }));
    const original = written(wrapped(shop(), [], make(subject)));
    const kept = image.replaceAll('orders', 'IMAGE');
    const expected = JSON.parse(original.replaceAll(image, kept).replaceAll('orders', 'renamed').replaceAll(kept, image)) as Manifest[];
    const withoutNodePorts = (manifests: Manifest[]): unknown =>
      JSON.parse(JSON.stringify(manifests, (key, value: unknown) => (key === 'nodePort' ? undefined : value)));
    expect(withoutNodePorts(manifestsOf(renamed))).toEqual(withoutNodePorts(expected));
  });
});

test('construct ids are what they always were, because other constructs and dependencies refer to them', () => {
  const chart = shop();
  const pattern = new InternalBackend(chart, 'orders', { image, port: 8080 });
  pattern.addService('orders-admin', { port: 9090 });
  const ids = pattern.node.findAll().map((construct) => construct.node.path);
  expect(ids).toEqual([
    'shop/orders',
    'shop/orders/Deployment',
    'shop/orders/Deployment/Resource',
    'shop/orders/Budget',
    'shop/orders/Service',
    'shop/orders/Service/Resource',
    'shop/orders/Policy',
    'shop/orders/orders-admin',
    'shop/orders/orders-admin/Resource',
  ]);
});

test('a name of 63 characters, the longest that DNS has, fits everywhere', () => {
  const name = `a${'b'.repeat(62)}`;
  const chart = shop();
  new InternalBackend(chart, name, { image, port: 8080, sidecars: [{ name: `a${'b'.repeat(61)}c`, image }] });
  const manifests = manifestsOf(chart);
  expect(manifests.map(({ metadata }) => metadata.name)).toEqual([name, name, name, name]);
  const volumes = manifests[0].spec.template.spec.volumes.map((volume: Manifest) => volume.name);
  expect(new Set(volumes).size).toBe(2);
  for (const volume of volumes) expect(volume.length).toBeLessThanOrEqual(63);
});
