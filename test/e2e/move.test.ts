import type { Manifest } from '../../e2e/manifest';
import { move, throwawayNamespaces } from '../../e2e/move';

const config = (namespace: string | undefined, data: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config', ...(namespace === undefined ? {} : { namespace }) },
  data,
});

test('each namespace of an example gets one of its own, and so do objects that name none', () => {
  const namespaces = throwawayNamespaces('shop', [config('web'), config(undefined), config('web')], 'ab12');

  expect([...namespaces]).toEqual([['', 'e2e-ab12-shop'], ['web', 'e2e-ab12-shop-2']]);
  expect(move([config('web'), config(undefined)], namespaces).map(({ metadata }) => metadata.namespace)).toEqual(['e2e-ab12-shop-2', 'e2e-ab12-shop']);
});

test('the name of a namespace stays a label of DNS', () => {
  const [name = ''] = throwawayNamespaces('x'.repeat(200), [config('web')], 'ab12').values();

  expect(name.length).toBeLessThanOrEqual(63);
});

describe('what names a namespace moves with it', () => {
  const moved = (data: object): unknown => move([config('web', data)], new Map([['web', 'e2e-1']]))[0]!.data;

  test.each([
    ['hosts of Services', { url: 'http://api.web.svc:80/', all: 'a.web.svc.cluster.local,b.web.svc' }, { url: 'http://api.e2e-1.svc:80/', all: 'a.e2e-1.svc.cluster.local,b.e2e-1.svc' }],
    ['references', { name: 'web', namespace: 'web' }, { name: 'web', namespace: 'e2e-1' }],
    ['labels of namespaces', { matchLabels: { 'kubernetes.io/metadata.name': 'web' } }, { matchLabels: { 'kubernetes.io/metadata.name': 'e2e-1' } }],
    [
      'expressions over these labels',
      { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['web', 'jobs'] }] },
      { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['e2e-1', 'jobs'] }] },
    ],
  ])('%s', (_, before, after) => {
    expect(moved(before)).toEqual(after);
  });

  test('and nothing else does', () => {
    const data = { name: 'web', host: 'api.shop.svc', file: 'a.web.svcs', labels: { app: 'web' }, text: 'web', count: 3, none: null };

    expect(moved(data)).toEqual(data);
  });
});
