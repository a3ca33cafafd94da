import { addTo } from './add-to';
import { mayShareNamespace } from './object';
import type { Service } from './service';

/** Finds Services by name and by namespace, without looking at all of them. */
export class ServiceIndex {
  private readonly byName = new Map<string, Service[]>();
  private readonly byNamespace = new Map<string | undefined, Service[]>();

  constructor(private readonly services: readonly Service[]) {
    for (const service of services) {
      addTo(this.byName, service.object.name, service);
      addTo(this.byNamespace, service.object.namespace, service);
    }
  }

  /** The Services of that name that may live in the namespace: one that is not said may be any. */
  named(namespace: string | undefined, name: string): readonly Service[] {
    return this.anywhere(name).filter(({ object }) => mayShareNamespace(object.namespace, namespace));
  }

  /** The Services of that name, in whatever namespace. */
  anywhere(name: string): readonly Service[] {
    return this.byName.get(name) ?? [];
  }

  /** The Services that may live in the namespace. */
  beside(namespace: string | undefined): readonly Service[] {
    if (namespace === undefined) return this.services;
    return [...this.within(namespace), ...this.within(undefined)];
  }

  /** The Services that surely live in the namespace: those that name none go where the others go that name none. */
  within(namespace: string | undefined): readonly Service[] {
    return this.byNamespace.get(namespace) ?? [];
  }
}
