import { buildGraph, type Graph } from '../../lib/graph/graph';
import type { JsonObject } from '../../lib/graph/json';
import { allRules } from '../../lib/rules';
import { declarationsOf } from '../../lib/synth/declarations';
import { LinkedApp } from '../../lib';
import { connectApps } from '../synth/connected-apps';

// A rule that looks at every workload for each Service is slow only in large apps. So it is counted here how often a rule looks at
// something of the graph: twice the apps, twice the looks.

/** The graph of so many apps, whose lists call back for each entry that somebody looks at. */
function counted(apps: number, look: () => void): Graph {
  const app = connectApps(new LinkedApp({ printLinks: false }), apps, apps);
  const objects = app.charts.flatMap((chart) => chart.toJson() as JsonObject[]).map((manifest) => ({ manifest, ours: true }));
  const graph = buildGraph(objects, declarationsOf(app));
  const watched = <T>(list: readonly T[]): readonly T[] =>
    new Proxy(list, {
      get(target, key, receiver): unknown {
        if (typeof key === 'string' && /^\d+$/.test(key)) look();
        return Reflect.get(target, key, receiver);
      },
    });
  const index = Object.create(graph.index) as Graph['index'];
  index.ofKind = (kind) => watched(graph.index.ofKind(kind));
  index.named = (kind, namespace, name) => watched(graph.index.named(kind, namespace, name));
  index.anywhere = (kind, name) => watched(graph.index.anywhere(kind, name));
  const policies = Object.create(graph.policies, { policies: { value: watched(graph.policies.policies) } }) as Graph['policies'];
  policies.of = (workload, direction) => watched(graph.policies.of(workload, direction));
  policies.selecting = (workload) => watched(graph.policies.selecting(workload));
  return {
    ...graph,
    objects: watched(graph.objects),
    workloads: watched(graph.workloads),
    services: watched(graph.services),
    connections: watched(graph.connections),
    index,
    policies,
    podsAnywhere: (labels) => watched(graph.podsAnywhere(labels)),
  };
}

/** How often each rule looks. */
function looks(apps: number): Map<string, number> {
  let count = 0;
  const graph = counted(apps, () => { count += 1; });
  return new Map(allRules.map((rule) => {
    count = 0;
    expect(rule.check(graph)).toEqual([]);
    return [rule.name, count];
  }));
}

const N = 30;
const [once, twice] = [looks(N), looks(2 * N)];

test.each(allRules.map(({ name }) => name))('%s looks twice as often at twice the apps', (name) => {
  expect(twice.get(name)).toBeLessThanOrEqual(2 * (once.get(name) ?? 0) + 2);
});

test('rules do look', () => {
  expect([...once.values()].filter((count) => count >= N).length).toBeGreaterThan(30);
});
