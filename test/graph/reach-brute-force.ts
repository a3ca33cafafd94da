/**
 * Who may send what to whom, straight from the specification of network policies and over plain manifests: every end
 * lists all that its policies admit, among few ports. It shares nothing with `lib/graph`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
export const PORTS = [1, 2, 3, 4, 5, 6] as const;

/** A set of ports: one bit for each of `ALL`. */
export type PortSet = number;
export const ALL = PROTOCOLS.flatMap((protocol) => PORTS.map((port) => ({ protocol, port })));

export type Manifest = any;

/** What the specification leaves to network plugins and to chance. */
export interface Freedom {
  /** Whether an ipBlock of all addresses holds those of pods. */
  readonly blocksHoldPods: boolean;
  /** Whether a pod that uses its node's network is on the node of the pod at the other end: they may always talk. */
  readonly sharesNode: boolean;
  /** Whether a pod that uses its node's network is known by its labels. */
  readonly knowsHostPods: boolean;
}

interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly open: readonly { name?: string; protocol: string; port: number }[];
  readonly usesHost: boolean;
}

type End = Pod | 'outside';

/** The ports that pass, by `from -> to`. A workload that sends to itself does so from one of its pods to another. */
export function passing(manifests: readonly Manifest[], freedom: Freedom): Map<string, PortSet> {
  const pods = manifests.filter(({ spec }) => spec?.template).map(podOf);
  const labelsOf = new Map<string, Record<string, string>>(
    manifests
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => [metadata.name, { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name }]),
  );
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
  const ends: End[] = ['outside', ...pods];
  const passes = new Map<string, PortSet>();
  const outgoing = new Map(pods.map((pod) => [pod, admittedBy('Egress', pod)]));
  const incoming = new Map(pods.map((pod) => [pod, admittedBy('Ingress', pod)]));
  for (const from of ends) {
    for (const to of ends) {
      if (from === 'outside' && to === 'outside') continue;
      const letOut = from === 'outside' ? portsWhere(() => true) : outgoing.get(from)!.get(to)!;
      const letIn = to === 'outside' ? portsWhere(() => true) : incoming.get(to)!.get(from)!;
      passes.set(`${nameOf(from)} -> ${nameOf(to)}`, letOut & letIn);
    }
  }
  return passes;

  /** Everything that may come to a pod, or go from it, by the other end. */
  function admittedBy(type: 'Ingress' | 'Egress', pod: Pod): Map<End, PortSet> {
    const own = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pod.namespace && typesOf(spec).includes(type) && picks(spec.podSelector ?? {}, pod.labels),
    );
    const admitted = new Map<End, PortSet>();
    for (const other of ends) {
      // Network policies have no effect on what uses its node's network; and nobody can keep a node from its pods.
      const isFree = own.length === 0 || pod.usesHost || (other !== 'outside' && other.usesHost && freedom.sharesNode);
      let ports = portsWhere(() => isFree);
      for (const { metadata, spec } of own) {
        for (const rule of (type === 'Ingress' ? spec.ingress : spec.egress) ?? []) {
          const peers = (type === 'Ingress' ? rule.from : rule.to) ?? [];
          if (peers.length > 0 && !peers.some((peer: Manifest) => isPeer(peer, metadata.namespace, other))) continue;
          ports |= portsOf(rule.ports ?? [], type === 'Ingress' ? pod : other);
        }
      }
      admitted.set(other, ports);
    }
    return admitted;
  }

  function isPeer({ ipBlock, namespaceSelector, podSelector }: Manifest, home: string, other: End): boolean {
    if (ipBlock) return other === 'outside' || freedom.blocksHoldPods; // none but 0.0.0.0/0 is in these worlds
    if (other === 'outside' || (other.usesHost && !freedom.knowsHostPods)) return false;
    const isInNamespace = namespaceSelector ? picks(namespaceSelector, labelsOf.get(other.namespace)!) : other.namespace === home;
    return isInNamespace && (podSelector === undefined || picks(podSelector, other.labels));
  }
}

function podOf({ metadata, spec }: Manifest): Pod {
  const { containers, hostNetwork } = spec.template.spec;
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    labels: spec.template.metadata.labels ?? {},
    open: containers.flatMap((container: Manifest) =>
      (container.ports ?? []).map((port: Manifest) => ({ name: port.name, protocol: port.protocol ?? 'TCP', port: port.containerPort })),
    ),
    usesHost: hostNetwork ?? false,
  };
}

/** "If no policyTypes are specified, then by default Ingress will always be set and Egress if there are egress rules." */
function typesOf({ policyTypes, egress }: Manifest): string[] {
  if (policyTypes?.length > 0) return policyTypes;
  return egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function portsOf(entries: readonly Manifest[], receiver: End): PortSet {
  if (entries.length === 0) return portsWhere(() => true);
  const named = receiver === 'outside' ? [] : receiver.open;
  return portsWhere(({ protocol, port }) =>
    entries.some((entry) => {
      if (protocol !== (entry.protocol ?? 'TCP')) return false;
      if (entry.port === undefined) return true;
      if (typeof entry.port === 'number') return entry.port <= port && port <= (entry.endPort ?? entry.port);
      return named.some((open) => open.name === entry.port && open.protocol === protocol && open.port === port);
    }),
  );
}

/** "The result of matchLabels and matchExpressions are ANDed. An empty label selector matches all objects." */
function picks({ matchLabels = {}, matchExpressions = [] }: Manifest, labels: Record<string, string>): boolean {
  const values = new Map(Object.entries(labels));
  const holds: boolean[] = [];
  for (const [key, value] of Object.entries(matchLabels)) holds.push(values.get(key) === value);
  for (const { key, operator, values: listed } of matchExpressions) {
    if (operator === 'In') holds.push(values.has(key) && listed.includes(values.get(key)));
    if (operator === 'NotIn') holds.push(!(values.has(key) && listed.includes(values.get(key))));
    if (operator === 'Exists') holds.push(values.has(key));
    if (operator === 'DoesNotExist') holds.push(!values.has(key));
  }
  return !holds.includes(false);
}

/** The ports of which something holds. */
export function portsWhere(holds: (port: (typeof ALL)[number], bit: number) => boolean): PortSet {
  return ALL.reduce((ports, port, bit) => (holds(port, bit) ? ports | (1 << bit) : ports), 0);
}

function nameOf(end: End): string {
  return end === 'outside' ? end : end.name;
}
