import { integer, type Json, list, record, text } from './json';
import type { GraphObject } from './object';
import { type LabelSelector, readLabelSelector } from './selector';

/** Who a rule speaks of: pods by labels, in the policy's namespace or in others, or addresses. */
export interface Peer {
  /** Where it stands, such as `spec.ingress[0].from[1]`. */
  readonly field: string;
  /** Absent: the policy's own namespace. */
  readonly namespaceSelector?: LabelSelector;
  /** Absent: all pods of the namespaces. */
  readonly podSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] };
}

/** Ports that a rule opens. */
export interface PolicyPort {
  readonly field: string;
  readonly protocol: string;
  /** A number, or the name of a port of the pods that traffic goes to. Absent: all ports of the protocol. */
  readonly port?: number | string;
  /** The last port of a range that begins with `port`. */
  readonly endPort?: number;
}

/** One entry of `ingress` or `egress`. */
export interface PolicyRule {
  readonly field: string;
  /** Absent: anybody, also outside the cluster. */
  readonly peers?: readonly Peer[];
  /** Absent: all ports. */
  readonly ports?: readonly PolicyPort[];
}

/** A NetworkPolicy: it isolates the pods that it selects in a direction, and admits what its rules list. */
export interface NetworkPolicy {
  readonly object: GraphObject;
  readonly selector: LabelSelector;
  /** Absent: incoming traffic is none of its business. Empty: it admits nothing. */
  readonly ingress?: readonly PolicyRule[];
  /** Absent: outgoing traffic is none of its business. Empty: it admits nothing. */
  readonly egress?: readonly PolicyRule[];
}

/** Which way traffic goes, seen from the pods that a policy selects. */
export type Direction = 'ingress' | 'egress';

const NOTHING: LabelSelector = { matchLabels: {}, matchExpressions: [] };

/**
 * The policy in an object.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function readNetworkPolicy(object: GraphObject): NetworkPolicy | undefined {
  if (object.kind !== 'NetworkPolicy' || object.group !== 'networking.k8s.io') return undefined;
  const spec = record(object.manifest.spec);
  const types = list(spec.policyTypes);
  // Left out, a policy is about ingress, and about egress if it has rules for that.
  const isAbout = (type: string, byDefault: boolean): boolean => (types.length === 0 ? byDefault : types.includes(type));
  return {
    object,
    selector: readLabelSelector(spec.podSelector) ?? NOTHING,
    ...(isAbout('Ingress', true) ? { ingress: readRules(spec.ingress, 'spec.ingress', 'from') } : {}),
    ...(isAbout('Egress', list(spec.egress).length > 0) ? { egress: readRules(spec.egress, 'spec.egress', 'to') } : {}),
  };
}

/** Whether an object is a policy of a network plugin, such as Cilium's or Calico's. */
export function isPolicyOfPlugin({ kind, group }: GraphObject): boolean {
  return kind.endsWith('NetworkPolicy') && group !== 'networking.k8s.io' && group.includes('.');
}

function readRules(value: Json, field: string, side: 'from' | 'to'): PolicyRule[] {
  return list(value).map((entry, index) => {
    const rule = record(entry);
    const at = `${field}[${String(index)}]`;
    const [peers, ports] = [list(rule[side]), list(rule.ports)];
    return {
      field: at,
      // An empty list admits what one that is left out admits: everything.
      ...(peers.length > 0 ? { peers: peers.map((peer, i) => readPeer(peer, `${at}.${side}[${String(i)}]`)) } : {}),
      ...(ports.length > 0 ? { ports: ports.map((port, i) => readPort(port, `${at}.ports[${String(i)}]`)) } : {}),
    };
  });
}

function readPeer(value: Json, field: string): Peer {
  const { namespaceSelector, podSelector, ipBlock } = record(value);
  const block = record(ipBlock);
  const cidr = text(block.cidr);
  return {
    field,
    namespaceSelector: readLabelSelector(namespaceSelector),
    podSelector: readLabelSelector(podSelector),
    ...(cidr === undefined ? {} : { ipBlock: { cidr, except: list(block.except).filter((item) => typeof item === 'string') } }),
  };
}

function readPort(value: Json, field: string): PolicyPort {
  const { protocol, port, endPort } = record(value);
  return { field, protocol: text(protocol) ?? 'TCP', port: integer(port) ?? text(port), endPort: integer(endPort) };
}
