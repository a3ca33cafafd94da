import { type GraphObject, mayShareNamespace } from './object';

/** Finds objects by group, kind and name, without looking at all of them. Kinds are named as `Deployment.apps`, those of the core group as `Service`. */
export class ObjectIndex {
  private readonly byKind = new Map<string, GraphObject[]>();
  private readonly byName = new Map<string, GraphObject[]>();

  constructor(objects: readonly GraphObject[]) {
    for (const object of objects) {
      const kind = kindOf(object);
      add(this.byKind, kind, object);
      add(this.byName, `${kind} ${object.name}`, object);
    }
  }

  /** Every object of the kind, in order of namespace and name. */
  ofKind(kind: string): readonly GraphObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The objects of that kind and name that may live in the namespace: one that is not said may be any. */
  named(kind: string, namespace: string | undefined, name: string): readonly GraphObject[] {
    return this.anywhere(kind, name).filter((object) => mayShareNamespace(object.namespace, namespace));
  }

  /** The objects of that kind and name, in whatever namespace. */
  anywhere(kind: string, name: string): readonly GraphObject[] {
    return this.byName.get(`${kind} ${name}`) ?? [];
  }
}

function kindOf({ kind, group }: GraphObject): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function add(map: Map<string, GraphObject[]>, key: string, object: GraphObject): void {
  const known = map.get(key);
  if (known) known.push(object);
  else map.set(key, [object]);
}
