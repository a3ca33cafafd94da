import { loadApiServer } from '../apiserver/load';
import type { Acknowledgement } from '../graph/acknowledgement';
import type { Connection } from '../graph/connection';
import type { ExternalObject } from '../graph/externals';
import { buildGraph, type Graph } from '../graph/graph';
import type { LinkObject } from '../graph/object';
import type { Patch } from '../graph/patch';
import type { PodTemplates } from '../graph/pod-templates';
import { compare, compareFindings, type Finding } from '../report/finding';
import { allRules } from '../rules';
import { acknowledgementApplies } from '../rules/acknowledgement-applies';
import { apiserverAccepts } from '../rules/apiserver-accepts';
import { podSecurityLevel } from '../rules/pod-security-level';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET, type TargetData } from '../target/target-data';
import { accept, type AcknowledgedFinding } from './acknowledge';
import { withoutEchoes } from './echoes';
import { type ConnectionLink, type Link, listConnections, listLinks } from './links';
import { type Severities, switchedOn, weighed } from './severities';

export { formatConnections, formatLinks } from './links';

/** The names of all rules. */
export const ruleNames: readonly string[] = allRules.map(({ name }) => name);

/** What the linker is given: final manifests, and what the author said beside them. Plain data throughout. */
export interface LinkInput {
  readonly objects: readonly LinkObject[];
  /** JSON patches that the author put on objects. @default - none */
  readonly patches?: readonly Patch[];
  /** Connections that the author declared. @default - none */
  readonly connections?: readonly Connection[];
  /** What exists in every cluster though no manifest shows it. @default - none */
  readonly externals?: readonly ExternalObject[];
  /** Where custom kinds keep the templates of their pods; those that many clusters know are known. @default - none */
  readonly podTemplates?: PodTemplates;
  /** How much the findings of a rule weigh, in place of what the rule says. @default - as the rule says */
  readonly severities?: Severities;
  /** Findings that the author accepts, beside what annotations say. @default - none */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Whether rules of other names are asked elsewhere, so that what is acknowledged may be of one of those. @default false */
  readonly moreRules?: boolean;
  /** Today, such as `2026-12-31`: acknowledgements expire after their last day. @default - nothing expires */
  readonly today?: string;
  /** Whether some objects could not be read, so that what is missing may be among them. @default false */
  readonly incomplete?: boolean;
  /** Whether files merely lie beside one another, so that one may be another's alternative. @default false */
  readonly separateFiles?: boolean;
  /** Whether the API server's own validation is asked as well. @default false */
  readonly apiServer?: boolean;
}

/** What linking gives. */
export interface LinkResult {
  /** Sorted by place, then rule. */
  readonly findings: readonly Finding[];
  /** What the author accepts, in the same order. */
  readonly acknowledged: readonly AcknowledgedFinding[];
  /** Every Service port that reaches a container, in order of Service and port. */
  readonly links: readonly Link[];
  /** Every declared connection that reaches a container, in order of client and Service. */
  readonly connections: readonly ConnectionLink[];
}

/** Links manifests: one graph for each cluster, every rule over each. Pure: same input, same result, in any order. */
export function link(input: LinkInput, rules: readonly Rule[] = allRules): LinkResult {
  const { severities = {} } = input;
  const applicable = switchedOn(rules, severities).filter((rule) => input.incomplete !== true || rule.findsAbsence !== true);
  const asked = new Set(applicable.map(({ name }) => name));
  const graphs = graphsOf(input).map((graph) => (input.apiServer === true ? judged(graph) : graph));
  // The API server's validation may still be at work: who reads what it says comes last.
  const ordered = [...applicable].sort((a, b) => Number(readsJudgements(a)) - Number(readsJudgements(b)));
  const checked = graphs.map((graph) => {
    // Weighed first: what the author turned down to a warning does not silence the API server's refusal.
    const findings = withoutEchoes(weighed(ordered.flatMap((rule) => rule.check(graph)), severities));
    return { graph, findings };
  });
  const accepted = accept(checked, {
    acknowledgements: input.acknowledgements ?? [],
    asked,
    known: new Set([...ruleNames, ...rules.map(({ name }) => name)]),
    more: input.moreRules,
    today: input.today,
  });
  // What came of acknowledgements is known only now; it is of no one cluster.
  const last = applicable.find(({ name }) => name === acknowledgementApplies.name);
  const outcome = weighed(last?.check({ ...buildGraph([]), acknowledgements: accepted.used }) ?? [], severities);
  return {
    findings: [...accepted.findings, ...outcome].sort(compareFindings),
    acknowledged: [...accepted.acknowledged].sort((a, b) => compareFindings(a.finding, b.finding)),
    // Read by those who print them; the others need not wait.
    get links() {
      return graphs.flatMap(listLinks);
    },
    get connections() {
      return graphs.flatMap(listConnections);
    },
  };
}

/** The graph with what the API server says, which is waited for when somebody reads it. */
function judged(graph: Graph): Graph {
  const judgements = loadApiServer().judge(graph.objects);
  return {
    ...graph,
    get judgements() {
      return judgements();
    },
  };
}

function readsJudgements({ name }: Rule): boolean {
  return name === apiserverAccepts.name || name === podSecurityLevel.name;
}

interface Cluster {
  readonly objects: LinkObject[];
  readonly patches: Patch[];
  readonly connections: Connection[];
}

/** One graph for each cluster, in order of their names. */
export function graphsOf({ objects, patches = [], connections = [], externals = [], podTemplates, separateFiles }: LinkInput): Graph[] {
  const clusters = new Map<string, Cluster>();
  const clusterOf = (target: TargetData = DEFAULT_TARGET): Cluster => {
    const cluster = clusters.get(target.cluster) ?? { objects: [], patches: [], connections: [] };
    clusters.set(target.cluster, cluster);
    return cluster;
  };
  for (const object of objects) clusterOf(object.target).objects.push(object);
  for (const patch of patches) clusterOf(patch.input.target).patches.push(patch);
  for (const connection of connections) clusterOf(connection.target).connections.push(connection);
  return [...clusters].sort(([a], [b]) => compare(a, b)).map(([, cluster]) => buildGraph(cluster.objects, { ...cluster, externals, podTemplates, separateFiles }));
}
