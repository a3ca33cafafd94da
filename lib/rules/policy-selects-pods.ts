import type { Graph } from '../graph/graph';
import { knownLabels } from '../graph/known-labels';
import { nearMiss } from '../graph/near-miss';
import type { NetworkPolicy, Peer } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { mayBeOperated } from '../graph/operator';
import { isPeer } from '../graph/reach';
import { asLabels, isEmpty, type LabelSelector, showSelector } from '../graph/selector';
import { quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** A network policy must select pods, and so must its peers; otherwise it guards nothing, or admits nobody. */
export const policySelectsPods = defineRule({
  name: 'policy-selects-pods',
  why: 'A network policy whose selector matches no pod guards nothing, and a peer that matches none admits nobody; neither says so.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    noPods: {
      problem: 'NetworkPolicy selects {{selector}}, but no pod{{namespace}} is labelled that way: it guards nothing',
      got: '{{selector}}; {{known}}',
      fix: 'label the pods {{selector}}, or select labels that they carry',
    },
    nearMiss: {
      problem: 'NetworkPolicy selects {{selector}}, but no pod{{namespace}} is labelled that way: it guards nothing',
      got: '{{selector}}; the pods of {{nearest}} carry {{labels}}',
      fix: 'select {{labels}}, or label the pods {{selector}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    peerNearMiss: {
      problem: 'NetworkPolicy lets pods labelled {{selector}} through, but no pod is: this rule is for nobody',
      got: '{{selector}}; the pods of {{nearest}} carry {{labels}}',
      fix: 'name {{labels}}, or label the pods {{selector}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    noPodsAtAll: {
      problem: 'NetworkPolicy selects {{selector}}; no manifest shows such pods, though somebody else may run them',
      fix: 'link the manifests of the pods labelled {{selector}} together with the policy, or remove the policy',
      // An operator's pods, or another chart's.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    const selecting = new Set(graph.workloads.flatMap((workload) => graph.policies.selecting(workload).map(({ policy }) => policy)));
    for (const policy of graph.policies.policies) {
      for (const peer of peersOf(policy)) {
        const missed = missedBy(graph, policy, peer);
        if (missed) report('peerNearMiss', policy, `${peer.field}.podSelector`, missed);
      }
      const { selector, object } = policy;
      if (isEmpty(selector) || selecting.has(policy)) continue;
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const shared = { selector: showSelector(selector), namespace };
      const field = 'spec.podSelector';
      const labels = asLabels(selector);
      const near = labels && nearMiss(graph, policy, labels);
      // Pods that name no namespace may go anywhere: they do not show that the policy's own are all here.
      const beside = graph.workloads.filter((workload) => workload.object.namespace === object.namespace);
      if (near) report('nearMiss', policy, field, { ...shared, nearest: showObject(near.workload.object), labels: showLabels(near.labels) });
      else if (beside.length === 0 || mayBeOperated(graph, object, keysOf(selector))) report('noPodsAtAll', policy, field, shared);
      else report('noPods', policy, field, { ...shared, known: knownLabels(beside, keysOf(selector)) });
    }
  },
});

function peersOf(policy: NetworkPolicy): readonly Peer[] {
  return [...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap((rule) => rule.peers ?? []);
}

/** The pods that a peer in the policy's own namespace was meant for; what it may mean elsewhere is not for us to guess. */
function missedBy(graph: Graph, policy: NetworkPolicy, peer: Peer): { selector: string; nearest: string; labels: string } | undefined {
  const { podSelector, namespaceSelector } = peer;
  const labels = podSelector && !namespaceSelector ? asLabels(podSelector) : undefined;
  if (!labels || Object.keys(labels).length === 0) return undefined;
  if (graph.podsAnywhere(labels).some((workload) => isPeer(graph.policies, policy, peer, workload) !== 'no')) return undefined;
  const near = nearMiss(graph, policy, labels);
  return near && { selector: showLabels(labels), nearest: showObject(near.workload.object), labels: showLabels(near.labels) };
}

/** The keys that a selector asks for, with the values where it names them. */
function keysOf({ matchLabels, matchExpressions }: LabelSelector): Record<string, string> {
  return { ...Object.fromEntries(matchExpressions.map(({ key, values }) => [key, values[0] ?? ''])), ...matchLabels };
}
