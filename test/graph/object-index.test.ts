import { ObjectIndex } from '../../lib/graph/object-index';
import { Externals } from '../../lib/graph/externals';
import { type GraphObject, readObjects } from '../../lib/graph/object';

const made = (apiVersion: string, kind: string, name: string, namespace?: string): GraphObject =>
  readObjects([{ manifest: { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } } }])[0]!;
const OBJECTS = [made('v1', 'Service', 'web', 'shop'), made('serving.knative.dev/v1', 'Service', 'web', 'shop'), made('v1', 'Service', 'web'), made('v1', 'Service', 'web', 'blog')];
const index = new ObjectIndex(OBJECTS);

test('a kind is told from another group\'s kind of the same name', () => {
  expect(index.ofKind('Service')).toEqual([OBJECTS[0], OBJECTS[2], OBJECTS[3]]);
  expect(index.ofKind('Service.serving.knative.dev')).toEqual([OBJECTS[1]]);
  expect(index.ofKind('ConfigMap')).toEqual([]);
});

test('a name is found in its namespace, and where the namespace is not said', () => {
  expect(index.named('Service', 'shop', 'web')).toEqual([OBJECTS[0], OBJECTS[2]]);
  expect(index.named('Service', undefined, 'web')).toHaveLength(3);
  expect(index.named('Service', 'shop', 'api')).toEqual([]);
  expect(index.anywhere('Service', 'web')).toHaveLength(3);
});

test('what is declared to be outside is there in its namespace, or in any where none is said', () => {
  const externals = new Externals([{ kind: 'Secret', namespace: 'shop', name: 'tls' }, { kind: 'Gateway.gateway.networking.k8s.io', name: 'public' }]);
  expect([externals.has('Secret', 'shop', 'tls'), externals.has('Secret', 'blog', 'tls'), externals.has('Secret', undefined, 'tls')]).toEqual([true, false, true]);
  expect([externals.has('Gateway', 'shop', 'public'), externals.has('ConfigMap', 'shop', 'tls')]).toEqual([true, false]);
  expect(externals.nearest('Secret', 'shop', 'tsl')).toBe('tls');
});

test('a name that is in many namespaces is found in the one that is asked for', () => {
  const many = Array.from({ length: 40 }, (_, at) => made('v1', 'ConfigMap', 'settings', `n${String(at)}`));
  const [unplaced, other] = [made('v1', 'ConfigMap', 'settings'), made('v1', 'ConfigMap', 'other', 'n7')];
  const large = new ObjectIndex([unplaced, ...many, other]);
  for (const _ of ['at first', 'and again']) expect(large.named('ConfigMap', 'n7', 'settings')).toEqual([unplaced, many[7]]);
  expect(large.named('ConfigMap', undefined, 'settings')).toHaveLength(41);
  expect(large.named('ConfigMap', 'elsewhere', 'settings')).toEqual([unplaced]);
});
