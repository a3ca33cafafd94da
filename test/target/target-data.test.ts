import { DEFAULT_TARGET, isAtLeast, staticBand } from '../../lib/target/target-data';

test.each([
  ['1.34', '1.34', true],
  ['1.34', '1.35', false],
  ['1.34', '1.9', true],
  ['1.9', '1.34', false],
  ['1.100', '1.99', true],
])('Kubernetes %s is at least %s: %s', (kubernetesVersion, version, expected) => {
  expect(isAtLeast({ ...DEFAULT_TARGET, kubernetesVersion }, version)).toBe(expected);
});

// The API server's own table: https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/
test.each([
  ['30000-32767', 30000, 32767, 30085],
  ['30000-30015, which is too small for a band', 30000, 30015, undefined],
  ['30000-30016, the smallest that has one', 30000, 30016, 30015],
  ['30000-30511, up to which it is 16 ports', 30000, 30511, 30015],
  ['30000-30543, from which on it grows', 30000, 30543, 30016],
  ['20000-24095, from which on it is 128 ports', 20000, 24095, 20127],
  ['1-65535', 1, 65535, 128],
])('the static band of %s', (_, from, to, last) => {
  expect(staticBand({ from, to })).toEqual(last === undefined ? undefined : { from, to: last });
});
