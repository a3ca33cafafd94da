import type { Graph } from '../graph/graph';
import { NAMESPACE_NAME_LABEL } from '../graph/namespaces';
import { looksLike } from '../graph/near';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { isIsolated, isPeer } from '../graph/reach';
import { asLabels, type LabelSelector } from '../graph/selector';
import type { ContainerPort, Workload } from '../graph/workload';
import { listed } from '../report/message';
import { defineRule } from './rule';

/** Pods whose outgoing traffic is restricted must still reach DNS; otherwise no name resolves, that of no Service either. */
export const policyAdmitsDns = defineRule({
  name: 'policy-admits-dns',
  why: 'Pods that may connect somewhere but not to DNS cannot resolve any name: every connection by a Service\'s name fails, and looks like an outage of DNS.',
  grade: { ours: 'warning', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    refused: {
      problem: 'Network policies let the pods of {{pods}} connect to others, but not to DNS: no name resolves there',
      got: '{{policies}}; nothing admits port 53/UDP to where DNS may be',
      fix: 'add an egress rule with ports 53/UDP and 53/TCP and no "to", or to namespace "kube-system"',
    },
    label: {
      problem: 'Network policies let the pods of {{pods}} connect to DNS by a label that its pods hardly anywhere have: no name resolves there',
      got: '{{policies}}; "k8s-app=coredns", where the pods of CoreDNS carry "k8s-app=kube-dns"',
      fix: 'select "k8s-app: kube-dns" in the rule for DNS, or link the manifests of the cluster\'s DNS together with the policy',
    },
  },
  check(graph, report) {
    const servers = graph.workloads.filter((workload) => workload.ports.some(isServer));
    const told = { refused: new Map<NetworkPolicy, Told>(), label: new Map<NetworkPolicy, Told>() };
    // Some cluster's DNS may be labelled so after all.
    const isMislabelled = graph.podsAnywhere(MISLABELLED).length > 0 ? () => false : asksForCoredns;
    for (const workload of graph.workloads) {
      const applied = graph.policies.of(workload, 'egress');
      const first = applied.find(({ selects }) => selects === 'yes');
      if (!first || !isIsolated(graph.policies, applied)) continue;
      const rules = applied.flatMap(({ policy, rules: all }) => all.map((rule) => ({ policy, rule })));
      if (!rules.some(({ rule }) => needsNames(rule))) continue;
      const isOpen = (isPassedOver: (peer: Peer) => boolean): boolean =>
        rules.some(({ policy, rule }) => mayReachDns(graph, servers, policy, rule, isPassedOver));
      if (isOpen(isMislabelled)) continue;
      const found = isOpen(() => false) ? told.label : told.refused;
      const { pods, policies } = found.get(first.policy) ?? { pods: [], policies: [] };
      found.set(first.policy, { pods: [...pods, workload], policies: [...policies, ...applied.map(({ policy }) => policy)] });
    }
    for (const message of ['refused', 'label'] as const) {
      for (const [policy, { pods, policies }] of told[message]) {
        const names = new Set(policies.map(({ object }) => showObject(object)));
        report(message, policy, 'spec.egress', { pods: shown(pods), policies: listed([...names]) });
      }
    }
  },
});

interface Told {
  readonly pods: readonly Workload[];
  readonly policies: readonly NetworkPolicy[];
}

/** The first few names: a policy may select every pod of its namespace. */
function shown(workloads: readonly Workload[]): string {
  const names = [...new Set(workloads.map(({ object }) => showObject(object)))];
  return listed(names.length <= 4 ? names : [...names.slice(0, 3), `${String(names.length - 3)} others`]);
}

/** Who connects to pods, or to wherever, does so by name; addresses alone need no DNS. */
function needsNames({ peers }: PolicyRule): boolean {
  return peers?.some(({ ipBlock }) => !ipBlock) ?? true;
}

/** DNS listens on 53; OpenShift's pods on 5353, Gardener's on 8053. */
const PORTS = [53, 5353, 8053];

/** A name is one of its pods' ports, which are not at hand. */
function isOfDns({ protocol, port, endPort }: PolicyPort): boolean {
  if (protocol !== 'UDP') return false;
  if (typeof port !== 'number') return port === undefined || port.includes('dns');
  return PORTS.some((dns) => dns >= port && dns <= (endPort ?? port));
}

function isServer({ protocol, port }: ContainerPort): boolean {
  return protocol === 'UDP' && PORTS.includes(port);
}

/** Where the DNS of a cluster runs. */
const NAMESPACES = ['kube-system', 'openshift-dns'];

/** CoreDNS took over the label of what was there before it. */
const MISLABELLED = { 'k8s-app': 'coredns' };

function asksForCoredns({ podSelector }: Peer): boolean {
  return podSelector !== undefined && asLabels(podSelector)?.['k8s-app'] === MISLABELLED['k8s-app'];
}

/** @param isPassedOver peers that count for nothing where the cluster's own DNS is looked for */
function mayReachDns(
  graph: Graph,
  servers: readonly Workload[],
  policy: NetworkPolicy,
  { peers, ports }: PolicyRule,
  isPassedOver: (peer: Peer) => boolean,
): boolean {
  if (!(ports?.some(isOfDns) ?? true)) return false;
  if (!peers) return true;
  const { namespace } = policy.object;
  const isMeant = ports?.some((entry) => isOfDns(entry) && entry.port !== undefined) ?? false;
  return peers.some((peer) => {
    if (peer.ipBlock) return true; // NodeLocal DNS, or a resolver outside
    const { namespaceSelector } = peer;
    const mayBeServer = !isPassedOver(peer);
    if (mayBeServer && !namespaceSelector && (namespace === undefined || NAMESPACES.includes(namespace))) return true;
    if (mayBeServer && namespaceSelector && NAMESPACES.some((name) => graph.policies.namespaces.matches(namespaceSelector, name) !== 'no')) return true;
    // A resolver of the author's own: its pods are at hand, or both its port and its namespace are named.
    if (namespaceSelector && isMeant && isElsewhere(namespaceSelector)) return true;
    return servers.some((server) => isPeer(graph.policies, policy, peer, server) !== 'no');
  });
}

/** Whether a selector names a namespace, and no slip for one of those of DNS. */
function isElsewhere(selector: LabelSelector): boolean {
  const name = asLabels(selector)?.[NAMESPACE_NAME_LABEL];
  return name !== undefined && !NAMESPACES.some((dns) => name === dns || looksLike(name, dns));
}
