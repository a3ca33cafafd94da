import { Chart, Testing } from 'cdk8s';
import { ConfigMap, Deployment, EnvValue } from 'cdk8s-plus-28';
import { format, plugins } from 'pretty-format';
import { manifestSerializer, manifestSerializerWith } from '../../lib/testing';
import { Shop } from './shop';

const written = (value: unknown, serializer = manifestSerializer): string => format(value, { plugins: [serializer, plugins.AsymmetricMatcher] });

/** A chart of cdk8s-plus alone, whose names and labels are full of hashes. */
class Hashed extends Chart {
  constructor(id = 'shop') {
    super(Testing.app(), id);
    const settings = new ConfigMap(this, 'settings', { data: { mode: 'fast' } });
    const web = new Deployment(this, 'web', {
      podMetadata: { annotations: { 'checksum/config': '3f786850e387550fdab836ed7e6dc881de23001b', 'example.com/note': 'c8ffee00 beans', 'example.com/address': settings.node.addr } },
      containers: [{ image: `nginx@sha256:${'ab'.repeat(32)}`, portNumber: 8080, envVariables: { SETTINGS: EnvValue.fromValue(settings.name) } }],
    });
    web.exposeViaService();
  }
}

test('an app, a chart, its manifests and a single one are written alike, as YAML', () => {
  const shop = new Shop();
  const yaml = written(shop);
  expect(written(shop.node.root)).toBe(yaml);
  expect(written(Testing.synth(shop))).toBe(yaml);
  expect(yaml).toMatch(/^apiVersion: v1\nkind: Service\nmetadata:\n {2}labels:[^]*\n---\n/m);
  const [first] = Testing.synth(shop);
  expect(yaml.startsWith(`${written(first)}\n---\n`)).toBe(true);
});

test('hashes, addresses and checksums are left out, and nothing that only looks like them', () => {
  const yaml = written(new Hashed());
  expect(yaml.replace('c8ffee00 beans', '')).not.toMatch(/c8[0-9a-f]{6}/);
  expect(yaml).toContain('example.com/note: c8ffee00 beans');
  expect(yaml).toContain('name: shop-web-<hash>');
  expect(yaml).toContain('value: shop-settings-<hash>');
  expect(yaml).toContain('cdk8s.io/metadata.addr: shop-web-<hash>');
  expect(yaml).toContain('example.com/address: <address>');
  expect(yaml).toContain('checksum/config: <checksum>');
  expect(yaml).toContain(`image: nginx@sha256:${'ab'.repeat(32)}`);
});

test('what the hashes stand for shows in nothing: a chart elsewhere is written alike but for its name', () => {
  expect(written(new Hashed('other')).replaceAll('other-', 'shop-')).toBe(written(new Hashed()));
});

test('digests of images are left out where that is asked for', () => {
  expect(written(new Hashed(), manifestSerializerWith({ hideImageDigests: true }))).toContain('image: nginx@<digest>');
});

test('keys are in an order of their own, entries of lists stay, and a repeated part is written twice', () => {
  const ports = [{ port: 81, name: 'b' }, { port: 80, name: 'a' }];
  expect(written({ spec: { z: ports, a: ports, gone: undefined }, metadata: { name: 'x' }, kind: 'Service', apiVersion: 'v1' })).toBe(
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  a:\n    - name: b\n      port: 81\n    - name: a\n      port: 80\n  z:\n    - name: b\n      port: 81\n    - name: a\n      port: 80',
  );
});

test('a manifest within something else keeps its place', () => {
  expect(written({ held: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } })).toBe('Object {\n  "held": apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: shop,\n}');
});

test('asking for a snapshot renders the app as a synth would, and leaves it as it was', () => {
  const chart = new Hashed();
  const [before, again] = [written(chart), written(chart)];
  expect(again).toBe(before);
});

test.each([[[]], ['kind: Service'], [{ kind: 'Service' }], [null], [[{ apiVersion: 'v1', kind: 'Service' }, 1]]])('%j is none of its business', (value) => {
  expect(manifestSerializer.test(value)).toBe(false);
});
