import { Externals, parseExternal } from '../../lib/graph/externals';
import { isClusterScoped, kindNamed, pluralOf } from '../../lib/graph/kinds';

test.each([
  ['secret/shop/tls', { kind: 'Secret', namespace: 'shop', name: 'tls' }],
  ['Secret/shop/tls', { kind: 'Secret', namespace: 'shop', name: 'tls' }],
  ['secrets/tls', { kind: 'Secret', name: 'tls' }],
  ['svc/shop/orders', { kind: 'Service', namespace: 'shop', name: 'orders' }],
  ['cm/settings', { kind: 'ConfigMap', name: 'settings' }],
  ['storageclass/fast', { kind: 'StorageClass', name: 'fast' }],
  ['gateway.gateway.networking.k8s.io/infra/public', { kind: 'Gateway.gateway.networking.k8s.io', namespace: 'infra', name: 'public' }],
  ['role/shop/system:reader', { kind: 'Role', namespace: 'shop', name: 'system:reader' }],
  ['Fleet.acme.example/shop/web', { kind: 'Fleet.acme.example', namespace: 'shop', name: 'web' }],
])('%s is read as kubectl would', (text, external) => {
  expect(parseExternal(text)).toEqual({ external });
});

test.each([
  ['secret', 'A declared object needs a kind and a name'],
  ['', 'A declared object needs a kind and a name'],
  ['secret/', 'A declared object needs a kind and a name'],
  ['secret//tls', 'A declared object needs a kind and a name'],
  ['apps/v1/Deployment/web', 'A declared object has more parts than kind, namespace and name'],
  ['my secret/tls', '"my secret" is no kind'],
  ['secret/Shop/tls', '"Shop" is no name of a namespace'],
  ['secret/shop/*', '"*" is no name of an object'],
  ['storageclass/shop/fast', 'A StorageClass lives in no namespace'],
])('%p is refused', (text, problem) => {
  expect(parseExternal(text)).toMatchObject({ wrong: { problem, fix: expect.any(String) } });
});

test('an object is found by whatever its kind was called', () => {
  const declared = ['secrets/shop/tls', 'gateway.gateway.networking.k8s.io/public', 'fleets.acme.example/shop/web'].map((text) => {
    const read = parseExternal(text);
    if ('wrong' in read) throw new Error(read.wrong.problem);
    return read.external;
  });
  const externals = new Externals([...declared, { kind: 'ConfigMap', namespace: 'shop', name: 'settings' }]);

  expect(externals.has('Secret', 'shop', 'tls')).toBe(true);
  expect(externals.has('Secret', undefined, 'tls')).toBe(true);
  expect(externals.has('Secret', 'blog', 'tls')).toBe(false);
  expect(externals.has('Gateway', 'infra', 'public')).toBe(true);
  expect(externals.has('Fleet', 'shop', 'web')).toBe(true);
  expect(externals.has('ConfigMap', 'shop', 'settings')).toBe(true);
  expect(externals.nearest('ConfigMap', 'shop', 'setings')).toBe('settings');
});

test.each([
  ['ingresses', 'Ingress'],
  ['NetworkPolicies', 'NetworkPolicy'],
  ['endpoints', 'Endpoints'],
  ['EndpointSlices', 'EndpointSlice'],
  ['pvc', 'PersistentVolumeClaim'],
  ['Fleet', 'Fleet'],
])('%s stands for %s', (word, kind) => {
  expect(kindNamed(word)).toBe(kind);
});

test('plurals and scopes are those of the API', () => {
  expect(['Ingress', 'NetworkPolicy', 'Gateway', 'Endpoints', 'Secret'].map(pluralOf)).toEqual(['ingresses', 'networkpolicies', 'gateways', 'endpoints', 'secrets']);
  expect(['Namespace', 'Secret'].map(isClusterScoped)).toEqual([true, false]);
});
