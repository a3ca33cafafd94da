import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { NAMESPACE_NAME_LABEL } from '../graph/namespaces';
import { serviceSelector } from './labels';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A peer of a network policy, as its manifest has it. */
export interface PolicyPeer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

/** The pods of one pattern. */
export interface PodsOf {
  readonly scope: IConstruct;
  /** The pattern's name. */
  readonly name: string;
  /** Their labels. @default - those of the pattern's name */
  readonly pods?: Readonly<Record<string, string>>;
}

export function namespaceOf(scope: IConstruct): string | undefined {
  return Chart.of(scope).namespace;
}

/** All pods of a namespace. */
export function namespacePeer(namespace: string): PolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } } };
}

/** The pods of a pattern, as a policy at another construct must name them. A namespace that nobody said may be any. */
export function podsPeer({ scope, name, pods = serviceSelector(name) }: PodsOf, from: IConstruct): PolicyPeer {
  const podSelector = { matchLabels: { ...pods } };
  const namespace = namespaceOf(scope);
  if (namespace === namespaceOf(from)) return { podSelector };
  return { ...(namespace === undefined ? { namespaceSelector: {} } : namespacePeer(namespace)), podSelector };
}

/** Whether peers admit every pod of a namespace, seen from a policy in its own; nobody's namespace is known by its absence. */
export function admitNamespace(peers: readonly PolicyPeer[], namespace: string | undefined, own: string | undefined): boolean {
  return peers.some(({ namespaceSelector, podSelector, ipBlock }) => {
    if (ipBlock || podSelector?.matchLabels) return false;
    if (!namespaceSelector) return namespace === own;
    const wanted = namespaceSelector.matchLabels;
    return wanted === undefined || (namespace !== undefined && wanted[NAMESPACE_NAME_LABEL] === namespace);
  });
}

/** Whether peers admit every pod of the cluster. */
export function admitCluster(peers: readonly PolicyPeer[]): boolean {
  return peers.some(({ namespaceSelector, podSelector }) => namespaceSelector && !namespaceSelector.matchLabels && !podSelector?.matchLabels);
}
