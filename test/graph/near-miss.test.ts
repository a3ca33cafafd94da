import { createHash } from 'node:crypto';
import { buildGraph } from '../../lib/graph/graph';
import { nearMiss } from '../../lib/graph/near-miss';

let compared = 0;
jest.mock('fastest-levenshtein', () => {
  const real = jest.requireActual<{ distance: (a: string, b: string) => number }>('fastest-levenshtein');
  return {
    ...real,
    distance: (a: string, b: string): number => {
      compared += 1;
      return real.distance(a, b);
    },
  };
});

/** Names of letters that are far from one another. */
const nameOf = (index: number): string => createHash('sha256').update(String(index)).digest('hex').replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit))).slice(0, 12);
const misspelt = (name: string): string => name.slice(1);

/** So many Services that each select nothing, beside the Deployments that they were meant for. */
function graphOf(apps: number): ReturnType<typeof buildGraph> {
  const manifests = Array.from({ length: apps }, (_, index) => nameOf(index)).flatMap((name) => [
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: misspelt(name), tier: 'web' }, ports: [{ port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'shop' },
      spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, tier: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
    },
  ]);
  return buildGraph(manifests.map((manifest) => ({ manifest })));
}

/** How many words are compared to find what every Service was meant for. */
function comparisons(apps: number): number {
  const graph = graphOf(apps);
  compared = 0;
  const found = graph.services.map((service) => [service.object.name, nearMiss(graph, service, service.selector ?? {})?.workload.object.name]);
  expect(found).toEqual(graph.services.map(({ object }) => [object.name, object.name]));
  return compared;
}

test('twice the Services that select nothing cost twice the comparisons', () => {
  const [once, twice] = [comparisons(70), comparisons(140)];
  expect(once).toBeGreaterThan(0);
  expect(twice).toBeLessThanOrEqual(2.5 * once);
});
