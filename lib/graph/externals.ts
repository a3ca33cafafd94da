import { nearest } from './near';
import { mayShareNamespace } from './object';

/** An object that exists though no manifest of the input shows it. */
export interface ExternalObject {
  /** Such as `Secret`; with its group where kinds of that name are of several: `Gateway.gateway.networking.k8s.io`. */
  readonly kind: string;
  /** @default - any namespace */
  readonly namespace?: string;
  readonly name: string;
}

/** What the author said lives outside the input: somebody else's chart makes it, or an operator. */
export class Externals {
  private readonly byKind = new Map<string, ExternalObject[]>();

  constructor(externals: readonly ExternalObject[] = []) {
    for (const external of externals) {
      const [kind = ''] = external.kind.split('.');
      this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), external]);
    }
  }

  /** Whether an object of that kind and name is declared; a namespace that is not said may be any. */
  has(kind: string, namespace: string | undefined, name: string): boolean {
    return this.named(kind, namespace).includes(name);
  }

  /** Whether any object of that kind is declared there. */
  hasAny(kind: string, namespace: string | undefined): boolean {
    return this.named(kind, namespace).length > 0;
  }

  /** The declared name that is most like this one. */
  nearest(kind: string, namespace: string | undefined, name: string): string | undefined {
    return nearest(name, this.named(kind, namespace));
  }

  private named(kind: string, namespace: string | undefined): string[] {
    return (this.byKind.get(kind) ?? []).filter((external) => mayShareNamespace(external.namespace, namespace)).map(({ name }) => name);
  }
}
