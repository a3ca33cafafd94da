import type { Graph } from '../graph/graph';
import { NAMESPACE_NAME_LABEL } from '../graph/namespaces';
import { looksLike } from '../graph/near';
import type { NetworkPolicy, PolicyPort, PolicyRule } from '../graph/network-policy';
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
  },
  check(graph, report) {
    const servers = graph.workloads.filter((workload) => workload.ports.some(isServer));
    const told = new Map<NetworkPolicy, Told>();
    for (const workload of graph.workloads) {
      const applied = graph.policies.of(workload, 'egress');
      const first = applied.find(({ selects }) => selects === 'yes');
      if (!first || !isIsolated(graph.policies, applied)) continue;
      const rules = applied.flatMap(({ policy, rules: all }) => all.map((rule) => ({ policy, rule })));
      if (!rules.some(({ rule }) => needsNames(rule))) continue;
      if (rules.some(({ policy, rule }) => mayReachDns(graph, servers, policy, rule))) continue;
      const { pods, policies } = told.get(first.policy) ?? { pods: [], policies: [] };
      told.set(first.policy, { pods: [...pods, workload], policies: [...policies, ...applied.map(({ policy }) => policy)] });
    }
    for (const [policy, { pods, policies }] of told) {
      const names = new Set(policies.map(({ object }) => showObject(object)));
      report('refused', policy, 'spec.egress', { pods: shown(pods), policies: listed([...names]) });
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

function mayReachDns(graph: Graph, servers: readonly Workload[], policy: NetworkPolicy, { peers, ports }: PolicyRule): boolean {
  if (!(ports?.some(isOfDns) ?? true)) return false;
  if (!peers) return true;
  const { namespace } = policy.object;
  const isMeant = ports?.some((entry) => isOfDns(entry) && entry.port !== undefined) ?? false;
  return peers.some((peer) => {
    if (peer.ipBlock) return true; // NodeLocal DNS, or a resolver outside
    const { namespaceSelector } = peer;
    if (!namespaceSelector && (namespace === undefined || NAMESPACES.includes(namespace))) return true;
    if (namespaceSelector && NAMESPACES.some((name) => graph.policies.namespaces.matches(namespaceSelector, name) !== 'no')) return true;
    // A resolver of the author's own: its pods are at hand, or both its port and its namespace are named.
    if (namespaceSelector && isMeant && isElsewhere(namespaceSelector)) return true;
    return servers.some((server) => isPeer(graph.policies, policy, peer, server) !== 'no');
  });
}

/** Whether a selector names a namespace, and no slip for one of those of DNS. */
function isElsewhere(selector: LabelSelector): boolean {
  const name = asLabels(selector)?.[NAMESPACE_NAME_LABEL];
  return name !== undefined && !NAMESPACES.some((dns) => looksLike(name, dns));
}
