import { type Answer, Validator } from '../../lib/apiserver/validator';
import { readCorpus } from './corpus';

const KINDS = [
  'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'EndpointSlice', 'Endpoints', 'HorizontalPodAutoscaler', 'Ingress',
  'IngressClass', 'Job', 'LimitRange', 'Namespace', 'NetworkPolicy', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'PriorityClass',
  'ReplicaSet', 'ReplicationController', 'ResourceQuota', 'Role', 'RoleBinding', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'StorageClass',
];

const corpus = readCorpus().map((specimen) => ({ ...specimen, object: JSON.parse(specimen.json) as { kind?: string } }));
/** A field that is there twice never reaches the validator from here; `npm run truth` asks of those too. */
const askable = corpus.filter(({ json, object }) => JSON.stringify(object) === json);
const answers = new Map<string, Answer>();

beforeAll(() => {
  const given = new Validator().ask(askable.map(({ version, object }) => ({ version, object })));
  for (const [index, { name }] of askable.entries()) answers.set(name, given[index]!);
});

const said = (name: string): string[] => [...new Set(answers.get(name)!.errors.map(({ type, field }) => `${type} ${field}`))].sort();

test.each(askable.filter(({ errors }) => errors.length === 0))('the API server takes: $name', ({ name }) => {
  expect({ status: answers.get(name)!.status, errors: said(name) }).toEqual({ status: 'valid', errors: [] });
});

test.each(askable.filter(({ errors }) => errors.length > 0))('the API server refuses, at its place: $name', ({ name, errors }) => {
  expect({ status: answers.get(name)!.status, errors: said(name) }).toEqual({ status: 'invalid', errors });
});

test('every object of the corpus has a name of its own', () => {
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

test.each(KINDS)('the corpus has a %s that is right and one that is wrong', (kind) => {
  const ofKind = corpus.filter(({ object }) => object.kind === kind).map(({ errors }) => errors.length > 0);
  expect([...new Set(ofKind)].sort()).toEqual([false, true]);
});

test('half of the corpus, and more, is wrong', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(150);
  expect(corpus.filter(({ errors }) => errors.length > 0).length).toBeGreaterThanOrEqual(corpus.length / 2);
});

test('where we differ from the API server on purpose, the corpus says why', () => {
  const differing = corpus.filter(({ server }) => server !== undefined);
  expect(differing.filter(({ why = '' }) => why === '').map(({ name }) => name)).toEqual([]);
});
