import type { Graph } from './graph';
import { type MadeObject, MadeObjects } from './made-objects';
import { NearNames } from './near-names';
import { type GraphObject, mayShareNamespace } from './object';
import { PossibleMakers } from './possible-makers';

/** What the input has under a name that something refers to. */
export interface Found {
  readonly objects: readonly GraphObject[];
  /** What a controller will make. */
  readonly made: readonly MadeObject[];
}

/** One that the input has, in its manifests or by a maker. */
export interface Candidate {
  readonly name: string;
  /** The object itself, or the one that has it made. */
  readonly object: GraphObject;
  readonly namespace?: string;
  readonly made?: MadeObject;
}

const memo = new WeakMap<Graph, Lookup>();

/** Finds what objects of the core group refer to by name, whoever makes it. */
export class Lookup {
  private readonly made: MadeObjects;
  private readonly makers: PossibleMakers;
  private readonly near = new Map<string, NearNames>();

  /** That of a graph, made once: several rules ask. */
  static in(graph: Graph): Lookup {
    const known = memo.get(graph) ?? new Lookup(graph);
    memo.set(graph, known);
    return known;
  }

  private constructor(private readonly graph: Graph) {
    this.made = new MadeObjects(graph.objects);
    this.makers = new PossibleMakers(graph.objects);
  }

  /** What is there under the name, in a namespace that may be the one asked for. */
  find(kind: string, namespace: string | undefined, name: string): Found {
    return { objects: this.graph.index.named(kind, namespace, name), made: this.made.named(kind, namespace, name) };
  }

  /** Whether it is there, or is declared to be, or may be made by an operator. */
  mayExist(kind: string, namespace: string | undefined, name: string): boolean {
    const { objects, made } = this.find(kind, namespace, name);
    return (
      objects.length > 0 || made.length > 0 || this.graph.externals.has(kind, namespace, name) || this.makers.mayMake(namespace, name)
    );
  }

  /** Those of the kind, in that namespace, whose names look like a slip for the one asked for. */
  like(kind: string, namespace: string | undefined, name: string): readonly Candidate[] {
    // A hash at the end tells generations of one object apart, and kustomize writes both ends of the reference.
    if (HASHED.test(name)) return [];
    return this.namesOf(kind).like(name).filter((other) => !HASHED.test(other)).flatMap((other) => this.candidates(kind, namespace, other));
  }

  /** Those of exactly that name that are surely in other namespaces. */
  elsewhere(kind: string, namespace: string | undefined, name: string): readonly Candidate[] {
    if (namespace === undefined) return [];
    return this.candidates(kind, undefined, name).filter((candidate) => !mayShareNamespace(candidate.namespace, namespace));
  }

  private candidates(kind: string, namespace: string | undefined, name: string): Candidate[] {
    const { objects, made } = this.find(kind, namespace, name);
    return [
      ...objects.map((object) => ({ name, object, ...(object.namespace === undefined ? {} : { namespace: object.namespace }) })),
      ...made.map((entry) => ({ name, object: entry.maker, made: entry, ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }) })),
    ];
  }

  /** Made when something is missing, which is seldom. */
  private namesOf(kind: string): NearNames {
    const known = this.near.get(kind);
    if (known) return known;
    const names = new NearNames([...this.graph.index.ofKind(kind), ...this.made.ofKind(kind)].map(({ name }) => name));
    this.near.set(kind, names);
    return names;
  }
}

/** The hash that kustomize puts behind the name of what it generates. */
const HASHED = /-[2456789bcdfghkmt]{10}$/;
