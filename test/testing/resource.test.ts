import { ApiObject, Chart, Testing } from 'cdk8s';
import '../../lib/testing/jest';
import { backend } from '../synth/fixtures';
import { failureOf, Shop } from './shop';

const MANIFESTS = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', labels: { 'app.kubernetes.io/name': 'web' } }, data: { mode: 'fast', level: '3' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' }, data: { mode: 'slow' } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 80 }, { name: 'grpc', port: 81 }] } },
];

describe('toHaveResource', () => {
  test('finds a kind by its name, its group, and its API version', () => {
    const shop = new Shop();
    for (const kind of ['Deployment', 'apps/Deployment', 'apps/v1/Deployment']) expect(shop).toHaveResource(kind, { metadata: { name: 'web' } });
    expect(MANIFESTS).toHaveResource('v1/Service');
    expect(shop).not.toHaveResource('extensions/v1beta1/Deployment');
    expect(shop).not.toHaveResource('HorizontalPodAutoscaler');
  });

  test('takes objects in part, at any depth, and lists entry by entry', () => {
    expect(MANIFESTS).toHaveResource('ConfigMap', { data: { mode: 'fast' } });
    expect(MANIFESTS).toHaveResource('Service', { spec: { ports: [{ port: 80 }, { name: 'grpc' }] } });
    expect(MANIFESTS).not.toHaveResource('Service', { spec: { ports: [{ port: 80 }] } });
    expect(MANIFESTS).not.toHaveResource('Service', { spec: { ports: [{ port: 81 }, { port: 80 }] } });
    expect(MANIFESTS).toHaveResource('ConfigMap', { metadata: { name: 'other', labels: undefined } });
    expect(MANIFESTS).not.toHaveResource('ConfigMap', { metadata: { name: 'settings', labels: undefined } });
    expect(MANIFESTS).not.toHaveResource('ConfigMap', { data: { constructor: expect.anything() } });
  });

  test('takes the runner’s own matchers anywhere', () => {
    expect(MANIFESTS).toHaveResource('Service', { spec: { ports: expect.arrayContaining([expect.objectContaining({ port: 81 })]) } });
    expect(MANIFESTS).toHaveResource('ConfigMap', { data: { mode: expect.stringMatching(/^f/), level: expect.any(String) } });
    expect(MANIFESTS).not.toHaveResource('ConfigMap', { data: { level: expect.any(Number) } });
  });

  test('asks for all of it in one object', () => {
    expect(MANIFESTS).not.toHaveResource('ConfigMap', { metadata: { name: 'other' }, data: { mode: 'fast' } });
  });

  test('fails by the places that differ in the nearest objects, nearest first', () => {
    expect(failureOf(() => {
      expect(MANIFESTS).toHaveResource('ConfigMap', { metadata: { name: 'settings', labels: { 'app.kubernetes.io/name': 'api' } }, data: { mode: expect.stringContaining('slow') } });
    })).toBe(`None of 2 objects of kind ConfigMap is as described; the nearest
  has  ConfigMap settings
       metadata.labels["app.kubernetes.io/name"]: expected "api", got "web"
       data.mode: expected StringContaining "slow", got "fast"
  has  ConfigMap other
       metadata.name: expected "settings", got "other"
       metadata.labels: expected {"app.kubernetes.io/name":"api"}, got nothing`);
    expect(failureOf(() => { expect(MANIFESTS).toHaveResource('Service', { spec: { ports: [{ port: 80 }] } }); })).toBe(`The only Service is not as described
  has  Service web
       spec.ports: expected 1 entry, got 2 entries: [{"name":"http","port":80},{"name":"grpc","port":81}]`);
  });

  test('.not fails by the objects that are so', () => {
    expect(failureOf(() => { expect(new Shop()).not.toHaveResource('Deployment', { metadata: { name: 'web' } }); })).toBe(`There is 1 Deployment of that description
  has  Deployment shop/web (shop/web/Deployment/Resource)`);
  });

  test('a slip in the kind fails either way', () => {
    for (const told of [failureOf(() => { expect(MANIFESTS).toHaveResource('Servcie'); }), failureOf(() => { expect(MANIFESTS).not.toHaveResource('Servcie'); })]) {
      expect(told).toBe('There is no object of kind "Servcie"\n  got  ConfigMap and Service\n  fix  did you mean "Service"?');
    }
    expect(failureOf(() => { expect(MANIFESTS).toHaveResource('Deployment'); })).toContain('There is no Deployment\n  got  ConfigMap and Service');
  });

  test('of a chart or a construct counts what is below it, and not the rest of its app', () => {
    const app = Testing.app();
    const [one, two] = [new Chart(app, 'one', { namespace: 'one' }), new Chart(app, 'two', { namespace: 'two' })];
    const orders = backend(one, 'orders');
    new ApiObject(two, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    expect(one).not.toHaveResource('ConfigMap');
    expect(two).toHaveResource('ConfigMap', { metadata: { namespace: 'two' } });
    expect(app).toHaveResource('ConfigMap');
    expect(orders).toHaveResource('Service', { metadata: { name: 'orders' } });
    expect(orders).not.toHaveResource('ConfigMap');
  });
});

test('toHaveResourceCount counts, and names what it counted', () => {
  expect(MANIFESTS).toHaveResourceCount('ConfigMap', 2);
  expect(MANIFESTS).toHaveResourceCount('v1/Secret', 0);
  expect(MANIFESTS).not.toHaveResourceCount('ConfigMap', 1);
  expect(failureOf(() => { expect(MANIFESTS).toHaveResourceCount('ConfigMap', 1); })).toBe('There are 2 ConfigMap, and 1 was spoken of\n  has  ConfigMap settings\n  has  ConfigMap other');
});

test.each([[undefined], [17], [{}], [[{ apiVersion: 'v1', kind: 'Service' }, 'web']]])('%j is nothing to ask about, either way', (given) => {
  expect(failureOf(() => { expect(given).toHaveResource('Service'); })).toMatch(/^There is nothing here that can be linked\n {2}got {2}[^]*\n {2}fix {2}give expect\(\) an App, a Chart/);
  expect(failureOf(() => { expect(given).not.toHaveResource('Service'); })).toMatch(/^There is nothing here that can be linked/);
});
