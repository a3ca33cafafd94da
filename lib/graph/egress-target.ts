import { addTo } from './add-to';
import type { Graph } from './graph';
import { NAMESPACE_NAME_LABEL, shareNamespace } from './namespaces';
import type { NetworkPolicy, Peer, PolicyPort } from './network-policy';
import { podsOfPeer } from './peer-pods';
import { linkPort } from './port-link';
import { admits, opens, type Traffic } from './reach';
import { asLabels } from './selector';
import type { ServicePort } from './service';
import { isJob } from './variants';
import type { Workload } from './workload';

/** A port of the pods that traffic may go to. */
export interface Target extends Omit<Traffic, 'from'> {
  readonly to: Workload;
}

/** A port of an egress rule by which nobody gets into the pods that the rule speaks of. */
export interface DeadPort {
  readonly policy: NetworkPolicy;
  readonly entry: PolicyPort;
  readonly pods: readonly Workload[];
  /** The Service whose port it is, with what that leads to; absent where it is a name that no pod bears. */
  readonly meant?: ServiceTarget;
}

interface ServiceTarget {
  readonly port: ServicePort;
  readonly target: Target;
}

/** The ports of egress rules that are the Service's in place of the pods', or names that no pod bears, and that no other rule makes up for. */
export function deadPorts(graph: Graph): DeadPort[] {
  // Policies of a plugin may admit what these do not.
  if (graph.policies.hasOthers) return [];
  const [services, senders] = [serviceTargets(graph), sendersOf(graph)];
  return graph.policies.policies.flatMap((policy) =>
    (policy.egress ?? []).flatMap(({ ports = [], peers = [] }) => {
      const pods = podsOf(graph, policy, peers);
      const behind = pods.flatMap((workload) => services.get(workload) ?? []);
      const open = [...pods.flatMap((to) => to.ports.map(({ protocol, port }) => ({ to, protocol, port }))), ...behind.map(({ target }) => target)];
      if (pods.length === 0 || ports.some((entry) => open.some((target) => opens(entry, target)))) return [];
      const from = (senders.get(policy) ?? []).filter((sender) => !pods.includes(sender));
      // Policies add up: another one may let these pods out to where they must go.
      const isRefused = (targets: readonly Target[]): boolean =>
        from.length === 0 || from.some((sender) => targets.every((target) => admits(graph.policies, { ...target, from: sender }, 'egress') === 'no'));
      return ports.flatMap((entry): DeadPort[] => {
        if (typeof entry.port === 'string') {
          return !isInjected(entry.port) && peers.every(isOfOneNamespace) && isRefused(open) ? [{ policy, entry, pods }] : [];
        }
        // A pod that declares no port may listen on any.
        if (entry.endPort !== undefined || pods.some((workload) => workload.ports.length === 0)) return [];
        const meant = behind.find(({ port }) => port.port === entry.port && port.protocol === entry.protocol && !port.service.headless);
        return meant && isRefused([meant.target]) ? [{ policy, entry, pods, meant }] : [];
      });
    }),
  );
}

/** The workloads that serve among those that a rule speaks of; none where it may speak of others, too. */
function podsOf(graph: Graph, policy: NetworkPolicy, peers: readonly Peer[]): readonly Workload[] {
  const picked = peers.map((peer) => podsOfPeer(graph, policy, peer)?.filter((workload) => !isJob(workload)) ?? []);
  return picked.some((pods) => pods.length === 0) ? [] : [...new Set(picked.flat())];
}

/** What the ports of Services come to in each workload behind them. */
function serviceTargets(graph: Graph): Map<Workload, ServiceTarget[]> {
  const found = new Map<Workload, ServiceTarget[]>();
  for (const service of graph.services) {
    for (const to of service.workloads) {
      if (shareNamespace(service.object.namespace, to.object.namespace) !== 'yes') continue;
      const targets = service.ports.flatMap((port): ServiceTarget[] => {
        const link = linkPort(port, to);
        const number = link.status === 'open' ? link.port.port : link.status === 'undeclared' ? port.targetPort : undefined;
        return typeof number === 'number' ? [{ port, target: { to, protocol: port.protocol, port: number } }] : [];
      });
      found.set(to, [...(found.get(to) ?? []), ...targets]);
    }
  }
  return found;
}

/** The workloads whose outgoing traffic each policy surely restricts. */
function sendersOf(graph: Graph): Map<NetworkPolicy, Workload[]> {
  const found = new Map<NetworkPolicy, Workload[]>();
  for (const workload of graph.workloads) {
    for (const { policy, selects } of graph.policies.of(workload, 'egress')) {
      if (selects !== 'yes') continue;
      addTo(found, policy, workload);
    }
  }
  return found;
}

/** Ports of the proxies that a mesh adds to pods; no manifest shows them. */
function isInjected(name: string): boolean {
  return /envoy|istio|linkerd|dapr/.test(name);
}

/** Whether a peer speaks of one namespace alone, and not of pods in others that no manifest shows. */
function isOfOneNamespace({ namespaceSelector }: Peer): boolean {
  return !namespaceSelector || asLabels(namespaceSelector)?.[NAMESPACE_NAME_LABEL] !== undefined;
}
