import { propError } from '../report/prop-error';
import { checkNamespace } from '../target/platform-client';
import { checkCidrs } from './checks';
import { checkLabels } from '../report/label-checks';
import { namespacePeer, type PolicyPeer } from './peers';

/** Where pods are that `AllowFrom.pods()` admits. */
export interface AllowFromPodsOptions {
  /**
   * The namespace of the pods.
   *
   * @default - the pattern's own
   */
  readonly namespace?: string;
}

/**
 * Who may reach a pattern's declared ports; everything else is refused by its NetworkPolicy. Clients that are connected by
 * `connectTo()` are always admitted.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class AllowFrom {
  /** Every pod of the cluster: internal means internal, and a scraper or a gateway in the cluster still works. */
  public static cluster(): AllowFrom {
    return new AllowFrom([{ namespaceSelector: {} }]);
  }

  /** Pods of the pattern's own namespace. */
  public static namespace(): AllowFrom {
    return new AllowFrom([{ podSelector: {} }]);
  }

  /**
   * Pods of the namespaces with these names.
   *
   * @throws LinkError where there is no name, or one is none
   */
  public static namespaces(...names: string[]): AllowFrom {
    refuseNone('namespaces', names, 'the names of the namespaces to admit', 'name them, or use AllowFrom.namespace() for the pattern\'s own');
    for (const [index, name] of names.entries()) checkNamespace(`AllowFrom.namespaces[${String(index)}]`, name);
    return new AllowFrom(names.map(namespacePeer));
  }

  /** Nobody but the clients that are connected by `connectsTo` or `connectTo()`, each to the ports that it connects to. */
  public static connected(): AllowFrom {
    return new AllowFrom([]);
  }

  /**
   * Pods that carry all these labels.
   *
   * @throws LinkError where there is no label, or one is none
   */
  public static pods(labels: { readonly [key: string]: string }, options: AllowFromPodsOptions = {}): AllowFrom {
    const given: unknown = labels; // plain JavaScript may leave them out
    refuseNone('pods', Object.keys(given ?? {}), 'a label of the pods to admit', 'name one, or use AllowFrom.namespace() for all pods of the pattern\'s own');
    checkLabels('', 'AllowFrom.pods', labels, 'pods');
    const { namespace } = options;
    if (namespace !== undefined) checkNamespace('AllowFrom.pods.namespace', namespace);
    return new AllowFrom([{ ...(namespace === undefined ? {} : namespacePeer(namespace)), podSelector: { matchLabels: { ...labels } } }]);
  }

  /**
   * Addresses in these ranges, in CIDR notation: what is not a pod, such as a machine beside the cluster. Pods have addresses
   * that come and go, and not every network plugin matches them by range.
   *
   * @throws LinkError where there is no range, or one is none
   */
  public static cidrs(...ranges: string[]): AllowFrom {
    refuseNone('cidrs', ranges, 'the ranges to admit', 'write them like "203.0.113.0/24"');
    checkCidrs('', 'AllowFrom.cidrs', ranges);
    return new AllowFrom(ranges.map((cidr) => ({ ipBlock: { cidr } })));
  }

  /**
   * Whoever any of these admits.
   *
   * @throws LinkError where there is none
   */
  public static anyOf(...allowed: AllowFrom[]): AllowFrom {
    refuseNone('anyOf', allowed, 'at least one AllowFrom to combine', 'give some, or use AllowFrom.connected() to admit connected clients alone');
    return new AllowFrom(allowed.flatMap(({ _peers }) => _peers));
  }

  private constructor(
    /** @internal */
    public readonly _peers: readonly PolicyPeer[],
  ) {}
}

function refuseNone(factory: string, given: readonly unknown[], needed: string, fix: string): void {
  if (given.length > 0) return;
  throw propError({
    path: '',
    field: `AllowFrom.${factory}`,
    problem: `AllowFrom.${factory}() needs ${needed}`,
    got: factory === 'pods' ? 'no label' : factory === 'namespaces' ? 'no name' : 'nothing',
    fix,
  });
}
