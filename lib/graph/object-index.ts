import { addTo } from './add-to';
import { type GraphObject, mayShareNamespace } from './object';

/** Finds objects by group, kind and name, without looking at all of them. Kinds are named as `Deployment.apps`, those of the core group as `Service`. */
export class ObjectIndex {
  private readonly byKind = new Map<string, GraphObject[]>();
  private readonly byName = new Map<string, GraphObject[]>();
  /** The namesakes of one kind by namespace, made for those that are asked for: one app may be in each of ten thousand namespaces. */
  private readonly byNamespace = new Map<string, Map<string | undefined, GraphObject[]>>();

  constructor(objects: readonly GraphObject[]) {
    for (const object of objects) {
      const kind = kindOf(object);
      addTo(this.byKind, kind, object);
      addTo(this.byName, `${kind} ${object.name}`, object);
    }
  }

  /** Every object of the kind, in order of namespace and name. */
  ofKind(kind: string): readonly GraphObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The objects of that kind and name that may live in the namespace: one that is not said may be any. */
  named(kind: string, namespace: string | undefined, name: string): readonly GraphObject[] {
    const namesakes = this.anywhere(kind, name);
    if (namespace === undefined || namesakes.length < FEW) return namesakes.filter((object) => mayShareNamespace(object.namespace, namespace));
    const places = this.placesOf(`${kind} ${name}`, namesakes);
    return [...(places.get(undefined) ?? []), ...(places.get(namespace) ?? [])];
  }

  /** The objects of that kind and name, in whatever namespace. */
  anywhere(kind: string, name: string): readonly GraphObject[] {
    return this.byName.get(`${kind} ${name}`) ?? [];
  }

  private placesOf(key: string, namesakes: readonly GraphObject[]): ReadonlyMap<string | undefined, readonly GraphObject[]> {
    const known = this.byNamespace.get(key);
    if (known) return known;
    const places = new Map<string | undefined, GraphObject[]>();
    for (const object of namesakes) addTo(places, object.namespace, object);
    this.byNamespace.set(key, places);
    return places;
  }
}

/** So many are looked through faster than sorted. */
const FEW = 16;

function kindOf({ kind, group }: GraphObject): string {
  return group === '' ? kind : `${kind}.${group}`;
}
