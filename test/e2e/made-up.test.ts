import { madeUp } from '../../e2e/made-up';
import type { Manifest } from '../../e2e/manifest';

function deployment(container: object, pod: object = {}): Manifest {
  const template = { spec: { containers: [{ name: 'web', image: 'web:1', ...container }], ...pod } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec: { template } };
}

const secret = (name: string, namespace = 'shop'): Manifest => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } });
const env = (key: string, optional?: boolean): object => ({ name: key, valueFrom: { secretKeyRef: { name: 'db', key, ...(optional === undefined ? {} : { optional }) } } });
const image = ({ manifests }: { manifests: readonly Manifest[] }): unknown => (manifests.at(-1) as any).spec.template.spec.containers[0].image;

test('a Secret that is not in the example is made up, with the keys that pods ask for', () => {
  const { manifests, remarks } = madeUp([deployment({ env: [env('user'), env('password')] })], 'made-up');

  expect(manifests[0]).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'db', namespace: 'shop' },
    stringData: { user: 'made-up', password: 'made-up' },
  });
  expect(remarks).toEqual(['Secret db was made up']);
});

test('so is one that is mounted, or read as a whole', () => {
  const { remarks } = madeUp([deployment({ envFrom: [{ secretRef: { name: 'all' } }] }, { volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] })], 'x');

  expect(remarks).toEqual(['Secret all was made up', 'Secret tls was made up']);
});

test('none is made up that is there, or that pods can do without', () => {
  expect(madeUp([deployment({ env: [env('user')] }), secret('db')], 'x').remarks).toEqual([]);
  expect(madeUp([deployment({ env: [env('user', true)] })], 'x').remarks).toEqual([]);
  expect(madeUp([deployment({ env: [env('user')] }), secret('db', 'elsewhere')], 'x').remarks).toEqual(['Secret db was made up']);
});

test('a program that is invented, and that nothing connects to, is replaced by one that does nothing', () => {
  const worker = madeUp([deployment({ image: 'ghcr.io/acme/mailer:3.1.0', args: ['--fast'] })], 'x');

  expect(image(worker)).toBe('registry.k8s.io/pause:3.10');
  expect(worker.remarks).toEqual(['ghcr.io/acme/mailer:3.1.0 is no image that there is; registry.k8s.io/pause:3.10 ran in its place']);
  expect(JSON.stringify(worker.manifests)).not.toContain('--fast');
});

test.each([
  [{ image: 'ghcr.io/acme/web:1', ports: [{ containerPort: 80 }] }],
  [{ image: 'ghcr.io/acme/web:1', readinessProbe: { exec: { command: ['true'] } } }],
  [{ image: 'docker.io/library/acmebook:1' }],
])('%j stays what it is', (container) => {
  expect(image(madeUp([deployment(container)], 'x'))).toBe(container.image);
});
