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
    if (names.length === 0 || names.includes('')) {
      throw propError({
        path: '',
        field: 'AllowFrom.namespaces',
        problem: 'AllowFrom.namespaces() needs the names of the namespaces to admit',
        got: quote(names),
        fix: 'name them, or use AllowFrom.namespace() for the pattern\'s own',
      });
    }
    return new AllowFrom(names.map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })));
  }

  private constructor(
    /** @internal */
    public readonly _peers: readonly object[],
  ) {}
}
