import { quote } from '../report/message';
import { propError } from '../report/prop-error';

/** Who may reach a pattern's declared ports; everything else is refused by its NetworkPolicy. */
export class AllowFrom {
  /** Every pod of the cluster: internal means internal, and a scraper or a gateway in the cluster still works. */
  public static cluster(): AllowFrom {
    return new AllowFrom([{ namespaceSelector: {} }]);
  }

  /** Pods of the pattern's own namespace. */
  public static namespace(): AllowFrom {
    return new AllowFrom([{ podSelector: {} }]);
  }

  /** Pods of the namespaces with these names. */
  public static namespaces(...names: string[]): AllowFrom {
    if (names.length === 0) {
      throw propError({
        path: '',
        field: 'AllowFrom.namespaces',
        problem: 'AllowFrom.namespaces() needs the names of the namespaces to admit',
        got: 'no name',
        fix: 'name them, or use AllowFrom.namespace() for the pattern\'s own',
      });
    }
    for (const [index, name] of names.entries()) checkNamespace(index, name);
    return new AllowFrom(names.map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })));
  }

  private constructor(
    /** @internal */
    public readonly _peers: readonly object[],
  ) {}
}

function checkNamespace(index: number, name: string): void {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return;
  throw propError({
    path: '',
    field: `AllowFrom.namespaces[${String(index)}]`,
    problem: 'A namespace\'s name is up to 63 lower-case letters, digits and hyphens',
    got: quote(name),
    fix: 'list each namespace by its exact name, as kubectl get namespaces shows it',
  });
}
