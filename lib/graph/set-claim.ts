import { addTo } from './add-to';
import { list, record, text } from './json';
import { NearNames } from './near-names';
import { type GraphObject, mayShareNamespace } from './object';
import type { Workload } from './workload';

/** Knows the claims that StatefulSets make for their pods: `data-db-0` for pod `db-0` and template `data`. */
export class SetClaims {
  private readonly sets = new Map<string, GraphObject[]>();
  private near?: NearNames;

  constructor(workloads: readonly Workload[]) {
    for (const { object } of workloads) {
      if (object.kind !== 'StatefulSet') continue;
      for (const template of list(record(object.manifest.spec).volumeClaimTemplates)) {
        const name = `${text(record(record(template).metadata).name) ?? ''}-${object.name}`;
        addTo(this.sets, name, object);
      }
    }
  }

  /** Whether a set makes a claim of that name; a number beyond its replicas is that of a pod it had, or will have. */
  has(namespace: string | undefined, name: string): boolean {
    return this.setOf(namespace, splitOrdinal(name)?.base) !== undefined;
  }

  /** The claim of a set that a name looks like. */
  like(namespace: string | undefined, name: string): { readonly name: string; readonly object: GraphObject } | undefined {
    const parts = splitOrdinal(name);
    if (!parts || this.sets.size === 0) return undefined;
    this.near ??= new NearNames(this.sets.keys());
    return this.near.like(parts.base).flatMap((base) => {
      const object = this.setOf(namespace, base);
      return object ? [{ name: `${base}-${parts.ordinal}`, object }] : [];
    })[0];
  }

  private setOf(namespace: string | undefined, base: string | undefined): GraphObject | undefined {
    return base === undefined ? undefined : this.sets.get(base)?.find((object) => mayShareNamespace(object.namespace, namespace));
  }
}

function splitOrdinal(name: string): { readonly base: string; readonly ordinal: string } | undefined {
  const [, base, ordinal] = /^(.+)-(\d+)$/.exec(name) ?? [];
  return base === undefined || ordinal === undefined ? undefined : { base, ordinal };
}
