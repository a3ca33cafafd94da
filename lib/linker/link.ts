import { buildGraph, type Graph } from '../graph/graph';
import type { LinkObject } from '../graph/object';
import type { Patch } from '../graph/patch';
import { compareFindings, type Finding } from '../report/finding';
import { allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET } from '../target/target-data';
import { type Link, listLinks } from './links';

/** What the linker is given: final manifests, and what the author said beside them. Plain data throughout. */
export interface LinkInput {
  readonly objects: readonly LinkObject[];
  /** JSON patches that the author put on objects. @default - none */
  readonly patches?: readonly Patch[];
}

/** What linking gives. */
export interface LinkResult {
  /** Sorted by place, then rule. */
  readonly findings: readonly Finding[];
  /** Every Service port that reaches a container, in order of Service and port. */
  readonly links: readonly Link[];
}

/** Links manifests: one graph for each cluster, every rule over each. Pure: same input, same result, in any order. */
export function link(input: LinkInput, rules: readonly Rule[] = allRules): LinkResult {
  const graphs = graphsOf(input);
  return {
    findings: graphs.flatMap((graph) => rules.flatMap((rule) => rule.check(graph))).sort(compareFindings),
    links: graphs.flatMap(listLinks),
  };
}

function graphsOf({ objects, patches = [] }: LinkInput): Graph[] {
  const clusterOf = (object: LinkObject): string => (object.target ?? DEFAULT_TARGET).cluster;
  const clusters = [...new Set(objects.map(clusterOf))].sort();
  return clusters.map((cluster) =>
    buildGraph(
      objects.filter((object) => clusterOf(object) === cluster),
      patches.filter((patch) => clusterOf(patch.input) === cluster),
    ),
  );
}
