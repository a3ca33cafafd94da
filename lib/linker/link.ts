import { buildGraph, type Graph } from '../graph/graph';
import type { LinkObject } from '../graph/object';
import type { Patch } from '../graph/patch';
import { compare, compareFindings, type Finding } from '../report/finding';
import { allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET } from '../target/target-data';
import { type Link, listLinks } from './links';

/** What the linker is given: final manifests, and what the author said beside them. Plain data throughout. */
export interface LinkInput {
  readonly objects: readonly LinkObject[];
  /** JSON patches that the author put on objects. @default - none */
  readonly patches?: readonly Patch[];
  /** Whether some objects could not be read, so that what is missing may be among them. @default false */
  readonly incomplete?: boolean;
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
  const applicable = rules.filter((rule) => input.incomplete !== true || rule.findsAbsence !== true);
  return {
    findings: graphs.flatMap((graph) => applicable.flatMap((rule) => rule.check(graph))).sort(compareFindings),
    links: graphs.flatMap(listLinks),
  };
}

function graphsOf({ objects, patches = [] }: LinkInput): Graph[] {
  const clusters = new Map<string, { objects: LinkObject[]; patches: Patch[] }>();
  const clusterOf = (object: LinkObject): { objects: LinkObject[]; patches: Patch[] } => {
    const name = (object.target ?? DEFAULT_TARGET).cluster;
    const cluster = clusters.get(name) ?? { objects: [], patches: [] };
    clusters.set(name, cluster);
    return cluster;
  };
  for (const object of objects) clusterOf(object).objects.push(object);
  for (const patch of patches) clusterOf(patch.input).patches.push(patch);
  return [...clusters].sort(([a], [b]) => compare(a, b)).map(([, cluster]) => buildGraph(cluster.objects, cluster.patches));
}
