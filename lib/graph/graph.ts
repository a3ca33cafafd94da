import { compare } from '../report/finding';
import { type Connection, type LinkedConnection, linkConnections } from './connection';
import { type ExternalObject, Externals } from './externals';
import type { Judgement } from './judgement';
import { Namespaces } from './namespaces';
import { isPolicyOfPlugin, readNetworkPolicy } from './network-policy';
import { type GraphObject, type LinkObject, readObjects } from './object';
import { ObjectIndex } from './object-index';
import type { Patch } from './patch';
import { PodIndex } from './pod-index';
import type { PodTemplates } from './pod-templates';
import { PolicyIndex } from './policy-index';
import { withRollouts } from './rollout';
import type { Labels } from './selector';
import type { UsedAcknowledgement } from './acknowledgement';
import { readService, type Service } from './service';
import { readWorkloads, type Workload } from './workload';

/** What linking knows: everything that is for one cluster, typed and read-only. */
export interface Graph {
  readonly objects: readonly GraphObject[];
  /** The same objects by kind and name. */
  readonly index: ObjectIndex;
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  /** The network policies, and what is known of the namespaces that they speak of. */
  readonly policies: PolicyIndex;
  /** Changes that the author asked of rendered objects. */
  readonly patches: readonly Patch[];
  /** What the author said lives outside the input. */
  readonly externals: Externals;
  /** Whether files merely lie beside one another, so that one may be another's alternative. */
  readonly separateFiles: boolean;
  /** Connections that the author declared. */
  readonly connections: readonly LinkedConnection[];
  /** What the API server's own validation says, where it was asked. */
  readonly judgements: readonly Judgement[];
  /** What the author acknowledged, with what came of it; known only once everything else has been checked. */
  readonly acknowledgements: readonly UsedAcknowledgement[];
  /** Workloads whose pods carry all these labels, in whatever namespace. */
  podsAnywhere(labels: Labels): readonly Workload[];
}

/** What the author said beside the manifests of one cluster. */
export interface Declarations {
  readonly patches?: readonly Patch[];
  readonly connections?: readonly Connection[];
  readonly externals?: readonly ExternalObject[];
  readonly podTemplates?: PodTemplates;
  readonly separateFiles?: boolean;
}

/** Builds the graph of one cluster in time linear in the number of objects. */
export function buildGraph(inputs: readonly LinkObject[], { patches = [], connections = [], externals = [], podTemplates, separateFiles = false }: Declarations = {}): Graph {
  // In an order of their own: the order of files or constructs must not show in any message.
  const objects = sorted(readObjects(inputs));
  const index = new ObjectIndex(objects);
  const workloads = withRollouts(objects.flatMap((object) => readWorkloads(object, podTemplates)), index);
  const pods = new PodIndex(workloads);
  const services = objects.flatMap((object) => readService(object, (labels, namespace) => pods.select(labels, namespace)) ?? []);
  return {
    objects,
    index,
    workloads,
    services,
    policies: new PolicyIndex(objects.flatMap((object) => readNetworkPolicy(object) ?? []), new Namespaces(objects), objects.some(isPolicyOfPlugin)),
    patches,
    externals: new Externals(externals),
    separateFiles,
    connections: linkConnections(connections, workloads, services),
    judgements: [],
    acknowledgements: [],
    podsAnywhere: (labels) => pods.selectAnywhere(labels),
  };
}

/** Keys are made once for each object: sorting would ask for them a dozen times. */
function sorted(objects: readonly GraphObject[]): GraphObject[] {
  const keyed = objects.map((object) => ({ object, key: sortKey(object) }));
  return keyed.sort((a, b) => compare(a.key, b.key) || compareTwins(a.object, b.object)).map(({ object }) => object);
}

function sortKey(object: GraphObject): string {
  return [object.kind, object.group, object.namespace ?? '', object.name, object.provenance.path ?? ''].join('\n');
}

/** What tells objects of one identity apart; read for them alone, since it is costly. */
function compareTwins(a: GraphObject, b: GraphObject): number {
  const keyOf = (object: GraphObject): string => {
    const { file, line, column } = object.provenance.source ?? { file: '', line: 0, column: 0 };
    return JSON.stringify([object.manifest, object.ours, file, line, column]);
  };
  return compare(keyOf(a), keyOf(b));
}
