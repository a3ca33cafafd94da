import { showObject } from '../graph/object';
import { type RoutePath, routePathsOf } from '../graph/route-path';
import { defineRule } from './rule';

/** Each host and path must be led to one place; of two that say otherwise, one gets no request. */
export const routePathsDistinct = defineRule({
  name: 'route-paths-distinct',
  why: 'Where two apps claim one host and path, the first or the older one gets every request, and the other none: nothing says so but a log.',
  grade: { ours: 'warning', foreign: 'warning' },
  messages: {
    within: {
      problem: '{{kind}} says twice what becomes of {{requests}}, and only the first counts',
      got: '{{here}}, after {{there}}',
      fix: 'give one of them another host or path, or take it out',
    },
    across: {
      problem: '{{kind}} and {{other}} both say what becomes of {{requests}}, and only the older one counts',
      got: '{{here}} here, {{there}} there',
      fix: 'give one of them another host or path, or take it out',
    },
  },
  check(graph, report) {
    const first = new Map<string, RoutePath>();
    const seen = new Set<string>();
    for (const path of routePathsOf(graph)) {
      const before = first.get(path.key);
      if (!before) first.set(path.key, path);
      if (!before || before.outcome === path.outcome || !differ(before, path)) continue;
      const { object, field, shown, leadsTo } = path;
      // One match counts once, however many entrances the route has.
      const place = JSON.stringify([showObject(object), object.kind, field]);
      if (seen.has(place)) continue;
      seen.add(place);
      const data = { kind: object.kind, requests: shown, here: leadsTo, there: before.leadsTo };
      if (before.object === object) report('within', { object }, field, data);
      else report('across', { object, related: [before.object] }, field, { ...data, other: showObject(before.object) });
    }
  },
});

/** Whether both are for the same requests; within one Ingress, annotations that tell requests apart are for single backends. */
function differ(before: RoutePath, path: RoutePath): boolean {
  if (before.object === path.object) return !Object.keys(path.object.annotations).some((key) => /\/(conditions|canary)[.-]|\/canary$/.test(key));
  // Two manifests of one name are one object.
  return before.plain && path.plain && before.object.name !== path.object.name;
}
