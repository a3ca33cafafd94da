import { countKinds, readServedKinds, whySkipped } from '../../e2e/examples';
import type { Manifest } from '../../e2e/manifest';
import { readOptions } from '../../e2e/options';

const served = readServedKinds(
  [
    'configmaps                          cm           v1                             true         ConfigMap',
    'namespaces                          ns           v1                             false        Namespace',
    'networkpolicies                     netpol       networking.k8s.io/v1           true         NetworkPolicy',
    'selfsubjectreviews                               authentication.k8s.io/v1       false        SelfSubjectReview',
    '',
  ].join('\n'),
);
const object = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: 'web' } });

test('the kinds of a cluster are read with and without short names', () => {
  expect([...served]).toEqual([
    ['v1/ConfigMap', true],
    ['v1/Namespace', false],
    ['networking.k8s.io/v1/NetworkPolicy', true],
    ['authentication.k8s.io/v1/SelfSubjectReview', false],
  ]);
});

test('an example is skipped where a cluster lacks a kind, or something would outlive its namespace', () => {
  expect(whySkipped([object('v1', 'ConfigMap'), object('networking.k8s.io/v1', 'NetworkPolicy')], served)).toBeUndefined();
  expect(whySkipped([object('gateway.networking.k8s.io/v1', 'HTTPRoute')], served)).toBe('this cluster has no gateway.networking.k8s.io/v1/HTTPRoute');
  expect(whySkipped([object('v1', 'Namespace')], served)).toBe('it makes what outlives a namespace: v1/Namespace');
});

test('the list says what an example makes', () => {
  expect(countKinds([object('v1', 'Service'), object('apps/v1', 'Deployment'), object('v1', 'Service')])).toBe('1 Deployment, 2 Service');
});

test('options have defaults, and wrong ones are refused', () => {
  expect(readOptions([])).toMatchObject({ only: [], keep: false, timeout: 180, rate: 50 });
  expect(readOptions(['--only', 'worker', '--only', 'shop', '--rate', '5'])).toMatchObject({ only: ['worker', 'shop'], rate: 5 });
  expect(() => readOptions(['--timeout', 'soon'])).toThrow('--timeout must be a number above 0, got "soon"');
  expect(() => readOptions(['--olny', 'worker'])).toThrow("'--olny'");
});
