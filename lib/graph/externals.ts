import { type MessageText, quote } from '../report/message';
import { addTo } from './add-to';
import { isClusterScoped, kindNamed, pluralOf } from './kinds';
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

/** What came of reading a declaration: the object, or what is wrong with the text. */
export type ReadExternal = { readonly external: ExternalObject } | { readonly wrong: MessageText };

const FORM = 'write kind/namespace/name as in "secret/shop/tls", or kind/name where the namespace is none or any';

/**
 * Reads a declaration such as `secret/shop/tls`, or `gateway.gateway.networking.k8s.io/infra/public`; without a namespace it is of
 * none or any. Kinds are named as for kubectl: in any case, in the plural, by short name.
 */
export function parseExternal(text: string): ReadExternal {
  const parts = text.split('/');
  const [kind = '', ...rest] = parts;
  const name = rest.pop() ?? '';
  const [namespace] = rest;
  const wrong = (problem: string, fix = FORM): ReadExternal => ({ wrong: { problem, got: quote(text), fix } });
  if (parts.length > 3) return wrong('A declared object has more parts than kind, namespace and name', `${FORM}; a group goes with the kind, as in "gateway.gateway.networking.k8s.io/infra/public"`);
  if (parts.length < 2 || parts.includes('')) return wrong('A declared object needs a kind and a name');
  if (!/^[A-Za-z][A-Za-z0-9]*(\.[a-z0-9][a-z0-9.-]*)?$/.test(kind)) return wrong(`${quote(kind)} is no kind`);
  if (namespace !== undefined && !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(namespace)) return wrong(`${quote(namespace)} is no name of a namespace`, 'use lower-case letters, digits and hyphens, or write kind/name for any namespace');
  // Those of roles may hold a colon.
  if (!/^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$/.test(name)) return wrong(`${quote(name)} is no name of an object`, 'name one object: letters, digits, dots and hyphens');
  if (namespace !== undefined && isClusterScoped(kindNamed(kind))) return wrong(`A ${kindNamed(kind)} lives in no namespace`, `write ${quote(`${kind}/${name}`)}`);
  return { external: { kind: canonical(kind), ...(namespace === undefined ? {} : { namespace }), name } };
}

/** A kind as manifests write it, with its group where it has one. */
function canonical(kind: string): string {
  const [word = '', ...group] = kind.split('.');
  return [kindNamed(word), ...group].join('.');
}

/** What the author said lives outside the input: somebody else's chart makes it, or an operator. */
export class Externals {
  private readonly byKind = new Map<string, ExternalObject[]>();

  constructor(externals: readonly ExternalObject[] = []) {
    for (const external of externals) {
      const [word = ''] = external.kind.split('.');
      const kind = kindNamed(word).toLowerCase();
      addTo(this.byKind, kind, external);
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
    if (this.byKind.size === 0) return [];
    // One of a custom kind that was declared in the plural is meant all the same.
    const declared = [kind.toLowerCase(), pluralOf(kind)].flatMap((word) => this.byKind.get(word) ?? []);
    return declared.filter((external) => mayShareNamespace(external.namespace, namespace)).map(({ name }) => name);
  }
}
