import { keysOfAll, keysOfCandidate, otherKind } from './config-keys';
import { certificateReferences, type ConfigReference, configReferences, type ReferencedKey } from './config-reference';
import type { Graph } from './graph';
import { type Candidate, type Found, Lookup } from './lookup';
import type { GraphObject } from './object';

/** What does not hold of a ConfigMap or Secret that something reads. */
export type ConfigFault = { readonly object: GraphObject; readonly reference: ConfigReference } & (
  | { readonly fault: 'missingKey'; readonly key: ReferencedKey; readonly keys: readonly string[]; readonly in: GraphObject }
  /** There is none, and this one was meant. */
  | { readonly fault: 'nearMiss'; readonly meant: Candidate }
  /** What bears the name is a Secret in place of a ConfigMap, or the other way round. */
  | { readonly fault: 'otherKind'; readonly other: GraphObject }
  | { readonly fault: 'otherNamespace'; readonly elsewhere: Candidate }
  | { readonly fault: 'missing' }
);

/** Everything that reads ConfigMaps and Secrets which are not there, or not as they are read. */
export function configFaults(graph: Graph): ConfigFault[] {
  const users = usersOf(graph);
  return users.length === 0 ? [] : new ConfigCheck(graph, users).faults();
}

interface User {
  readonly object: GraphObject;
  readonly references: readonly ConfigReference[];
}

function usersOf(graph: Graph): User[] {
  return [
    ...graph.workloads.map((workload) => ({ object: workload.object, references: configReferences(workload) })),
    ...graph.objects.filter(({ kind }) => kind === 'Ingress').map((object) => ({ object, references: certificateReferences(object) })),
  ].filter(({ references }) => references.length > 0);
}

/** Names of that length are seldom alike by chance. */
const LONG = 8;

class ConfigCheck {
  private readonly lookup: Lookup;
  private readonly used: ReadonlySet<string>;

  constructor(private readonly graph: Graph, private readonly users: readonly User[]) {
    this.lookup = Lookup.in(graph);
    this.used = new Set(users.flatMap(({ object, references }) => references.map(({ kind, name }) => keyOf(kind, object.namespace, name))));
  }

  faults(): ConfigFault[] {
    return this.users.flatMap(({ object, references }) => references.flatMap((reference) => this.faultsOf(object, reference)));
  }

  private faultsOf(object: GraphObject, reference: ConfigReference): ConfigFault[] {
    const { kind, name, need } = reference;
    const { namespace } = object;
    if (need === 'optional' || isOfCluster(reference) || this.graph.externals.has(kind, namespace, name)) return [];
    const found = this.lookup.find(kind, namespace, name);
    const [first] = [...found.objects, ...found.made.map(({ maker }) => maker)];
    if (first) return missingKeys(reference, found).map((missing) => ({ object, reference, in: first, ...missing }));
    const near = this.nearest(reference, namespace);
    if (near) return [{ object, reference, fault: 'nearMiss', meant: near }];
    if (need === 'tolerated' || this.lookup.mayExist(kind, namespace, name)) return [];
    const other = this.lookup.find(otherKind(kind), namespace, name).objects.find((candidate) => this.isOther(candidate, reference, object.ours));
    if (other) return [{ object, reference, fault: 'otherKind', other }];
    const elsewhere = this.elsewhere(reference, namespace);
    return [elsewhere ? { object, reference, fault: 'otherNamespace', elsewhere } : { object, reference, fault: 'missing' }];
  }

  /** The one of a like name that was meant: it has the keys that are read. */
  private nearest(reference: ConfigReference, namespace: string | undefined): Candidate | undefined {
    const isLong = reference.keys.length === 0 && reference.name.length >= LONG;
    return this.lookup.like(reference.kind, namespace, reference.name).find((candidate) => isLong || this.isMeant(candidate, reference));
  }

  /** Whether something has the keys that are read; where none is named, whether nothing else reads it. */
  private isMeant(candidate: Candidate, { keys }: ConfigReference): boolean {
    if (keys.length === 0) return !this.used.has(keyOf(candidate.made?.kind ?? candidate.object.kind, candidate.namespace ?? candidate.object.namespace, candidate.name));
    return hasAll(candidate, keys);
  }

  /** Whether one of the other kind was meant: a Secret of the same name as a ConfigMap may well be made by hand, where we do not know the whole app. */
  private isOther(object: GraphObject, { kind, keys }: ConfigReference, ours: boolean): boolean {
    if (kind === 'Secret' && !ours) return false;
    if (keys.length > 0) return hasAll({ name: object.name, object }, keys);
    return !this.used.has(keyOf(object.kind, object.namespace, object.name));
  }

  /** The only one of that name, where it is in a namespace in which nothing reads it; a controller's copies have annotations for it, and keys that nobody knows. */
  private elsewhere({ kind, name, keys }: ConfigReference, namespace: string | undefined): Candidate | undefined {
    const [candidate, ...more] = this.lookup.elsewhere(kind, namespace, name);
    if (!candidate || more.length > 0 || this.used.has(keyOf(kind, candidate.namespace, name))) return undefined;
    return hasAll(candidate, keys) ? candidate : undefined;
  }
}

function hasAll(candidate: Candidate, keys: readonly ReferencedKey[]): boolean {
  const known = keysOfCandidate(candidate);
  return known !== undefined && keys.every(({ key }) => known.includes(key));
}

function missingKeys(reference: ConfigReference, found: Found): { readonly fault: 'missingKey'; readonly key: ReferencedKey; readonly keys: readonly string[] }[] {
  if (reference.keys.length === 0) return [];
  const keys = keysOfAll(found);
  return keys ? reference.keys.filter(({ key }) => !keys.includes(key)).map((key) => ({ fault: 'missingKey', key, keys })) : [];
}

/** Every namespace has them, or gets them from what the cluster runs: certificates of its authorities, tokens of accounts. */
function isOfCluster({ kind, name }: ConfigReference): boolean {
  if (kind === 'Secret') return /-(token|dockercfg)-[a-z0-9]{5}$/.test(name);
  return ['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert', 'linkerd-identity-trust-roots'].includes(name);
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
