import { type Address, contains, readCidr } from './cidr';
import { shareNamespace } from './namespaces';
import type { Direction, NetworkPolicy, Peer, PolicyPort, PolicyRule } from './network-policy';
import { type Applied, type PolicyIndex, selectsPods } from './policy-index';
import { anyOf, both, type Verdict, verdictOf } from './verdict';
import type { Workload } from './workload';

/** One end of traffic: pods, or whatever is outside the cluster. */
export type End = Workload | 'outside';

/** What somebody sends: to a port of the pods themselves, as it arrives behind a Service. */
export interface Traffic {
  readonly from: End;
  readonly to: End;
  readonly protocol: string;
  readonly port: number;
  /** The address of the end that is outside, where it is known. */
  readonly outside?: Address;
}

/**
 * Whether network policies let traffic through: those of the pods that send it and those of the pods that it goes to.
 * Unknown where manifests do not say enough, or network plugins differ.
 */
export function mayReach(policies: PolicyIndex, traffic: Traffic): Verdict {
  return both(admits(policies, traffic, 'egress'), () => admits(policies, traffic, 'ingress'));
}

/** Whether the policies of one end let traffic through: those of the receiver for ingress, those of the sender for egress. */
export function admits(policies: PolicyIndex, traffic: Traffic, direction: Direction): Verdict {
  const [guarded, other] = direction === 'ingress' ? [traffic.to, traffic.from] : [traffic.from, traffic.to];
  if (guarded === 'outside') return 'yes';
  const applied = policies.of(guarded, direction);
  const admitted = anyOf(applied, ({ policy, selects, rules }) =>
    both(selects, () => anyOf(rules, (rule) => ruleAdmits(policies, policy, rule, traffic, other))),
  );
  if (admitted === 'yes' || applied.length === 0) return 'yes';
  // Only a policy that surely selects the pods surely isolates them.
  return isIsolated(policies, applied) && !maySitBeside(other) ? admitted : 'unknown';
}

/** Nothing keeps a node from the pods that run on it, nor pods that use its network. */
function maySitBeside(end: End): boolean {
  return end !== 'outside' && end.hostNetwork;
}

/** Whether policies surely refuse what none of them admits. */
export function isIsolated(policies: PolicyIndex, applied: readonly Applied[]): boolean {
  return !policies.hasOthers && applied.some(({ selects }) => selects === 'yes');
}

function ruleAdmits(policies: PolicyIndex, policy: NetworkPolicy, rule: PolicyRule, traffic: Traffic, other: End): Verdict {
  const { ports, peers } = rule;
  return both(verdictOf(!ports || ports.some((port) => opens(port, traffic))), () =>
    peers ? anyOf(peers, (peer) => isPeer(policies, policy, peer, other, traffic.outside)) : 'yes',
  );
}

/** Whether a port of a rule is the one that traffic goes to; a name is looked up in the pods that it goes to. */
export function opens({ protocol, port, endPort }: PolicyPort, traffic: Pick<Traffic, 'to' | 'protocol' | 'port'>): boolean {
  if (protocol !== traffic.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'number') return traffic.port >= port && traffic.port <= (endPort ?? port);
  if (traffic.to === 'outside') return false;
  return traffic.to.ports.some((open) => open.name === port && open.protocol === protocol && open.port === traffic.port);
}

/**
 * Whether one end is among those that a peer speaks of.
 *
 * @param outside the address of an end outside, where it is known
 */
export function isPeer(policies: PolicyIndex, policy: NetworkPolicy, peer: Peer, end: End, outside?: Address): Verdict {
  if (peer.ipBlock && end === 'outside' && outside) return holds(peer.ipBlock, outside);
  if (peer.ipBlock) return isEverywhere(peer) && end === 'outside' ? 'yes' : 'unknown'; // whether pods have addresses there, plugins decide
  if (end === 'outside' || (!peer.namespaceSelector && !peer.podSelector)) return 'no';
  if (end.hostNetwork) return 'unknown'; // it comes with the address of its node
  const { namespace } = end.object;
  const { namespaceSelector, podSelector } = peer;
  return both(namespaceSelector ? policies.namespaces.matches(namespaceSelector, namespace) : shareNamespace(policy.object.namespace, namespace), () =>
    podSelector ? selectsPods(podSelector, end) : 'yes',
  );
}

/** Whether an address is in a block; who knows where one is that cannot be read. */
function holds({ cidr, except }: NonNullable<Peer['ipBlock']>, address: Address): Verdict {
  const [block, ...holes] = [cidr, ...except].map(readCidr);
  if (!block || holes.includes(undefined)) return 'unknown';
  return verdictOf(contains(block, address) && !holes.some((hole) => hole && contains(hole, address)));
}

function isEverywhere({ ipBlock }: Peer): boolean {
  return ipBlock !== undefined && ipBlock.except.length === 0 && /^(0\.0\.0\.0|::)\/0$/.test(ipBlock.cidr);
}
