import type { Graph } from '../graph/graph';
import { knownLabels } from '../graph/known-labels';
import { MeantNamespaces, type PeerOfRule } from '../graph/meant-namespace';
import { NAMESPACE_NAME_LABEL } from '../graph/namespaces';
import { nearMiss } from '../graph/near-miss';
import type { NetworkPolicy, Peer } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { mayBeOperated } from '../graph/operator';
import { isPeer } from '../graph/reach';
import { asLabels, isEmpty, type LabelSelector, showSelector } from '../graph/selector';
import type { Workload } from '../graph/workload';
import { listed, quote, showLabels } from '../report/message';
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
    otherNamespace: {
      problem: 'NetworkPolicy selects pods of its own namespace {{namespace}} only, and those labelled {{selector}} are in {{other}}: it guards nothing',
      got: 'namespace {{namespace}}; the pods of {{nearest}} are in {{other}}',
      fix: 'put the policy into {{other}}, or the pods into {{namespace}}',
    },
    peerElsewhere: {
      problem: 'NetworkPolicy lets pods labelled {{selector}} of its own namespace through, and those labelled so are in {{other}}: this rule is for nobody',
      got: 'no namespaceSelector, which is namespace {{namespace}}; the pods of {{nearest}} are in {{other}}',
      fix: 'add a namespaceSelector with {{label}} to the peer, beside its podSelector',
    },
    peerNamespace: {
      problem: 'NetworkPolicy lets pods of namespaces labelled {{selector}} through, and no namespace here is labelled so',
      got: '{{selector}}; there is namespace {{meant}}',
      fix: 'select {{label}}, a label that every namespace has',
    },
    noPodsAtAll: {
      problem: 'NetworkPolicy selects {{selector}}; no manifest shows such pods, though somebody else may run them',
      fix: 'link the manifests of the pods labelled {{selector}} together with the policy, or remove the policy',
      // An operator's pods, or another chart's.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    const namespaces = new MeantNamespaces(graph);
    const inhabited = new Set(graph.workloads.map(({ object }) => object.namespace));
    for (const policy of graph.policies.policies) {
      for (const entry of peersOf(policy)) {
        const { field } = entry.peer;
        const elsewhere = inhabited.has(policy.object.namespace) ? elsewhereOf(namespaces, policy, entry) : undefined;
        const missed = elsewhere ? undefined : missedBy(graph, policy, entry.peer);
        const meant = meantBy(graph, namespaces, policy, entry);
        if (elsewhere) report('peerElsewhere', policy, `${field}.podSelector`, elsewhere);
        if (missed) report('peerNearMiss', policy, `${field}.podSelector`, missed);
        if (meant) report('peerNamespace', policy, `${field}.namespaceSelector`, meant);
      }
      const { selector, object } = policy;
      if (isEmpty(selector) || namespaces.guards(policy)) continue;
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const shared = { selector: showSelector(selector), namespace };
      const field = 'spec.podSelector';
      const labels = asLabels(selector);
      const elsewhere = labels ? namespaces.elsewhere(policy, labels) : [];
      const near = labels && nearMiss(graph, policy, labels);
      // Pods that name no namespace may go anywhere: they do not show that the policy's own are all here.
      const beside = graph.workloads.filter((workload) => workload.object.namespace === object.namespace);
      if (elsewhere.length > 0) report('otherNamespace', policy, field, { ...shared, ...placeOf(policy, elsewhere) });
      else if (near) report('nearMiss', policy, field, { ...shared, nearest: showObject(near.workload.object), labels: showLabels(near.labels) });
      else if (beside.length === 0 || mayBeOperated(graph, object, keysOf(selector))) report('noPodsAtAll', policy, field, shared);
      else report('noPods', policy, field, { ...shared, known: knownLabels(beside, keysOf(selector)) });
    }
  },
});

function peersOf(policy: NetworkPolicy): PeerOfRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    (policy[direction] ?? []).flatMap((rule) => (rule.peers ?? []).map((peer) => ({ peer, rule, direction }))),
  );
}

/** Where pods are that are not where the policy looks for them. */
function placeOf({ object }: NetworkPolicy, elsewhere: readonly Workload[]): { namespace: string; other: string; nearest: string } {
  const others = namespacesOf(elsewhere).map(quote);
  const other = `${others.length === 1 ? 'namespace' : 'namespaces'} ${listed(others)}`;
  return { namespace: quote(object.namespace), other, nearest: listed(elsewhere.slice(0, 3).map((workload) => showObject(workload.object))) };
}

function namespacesOf(workloads: readonly Workload[]): string[] {
  return [...new Set(workloads.flatMap(({ object }) => object.namespace ?? []))].sort();
}

/** The pods of another namespace that a peer in the policy's own was meant for. */
function elsewhereOf(namespaces: MeantNamespaces, policy: NetworkPolicy, entry: PeerOfRule): { selector: string; label: string; namespace: string; other: string; nearest: string } | undefined {
  const { podSelector } = entry.peer;
  const found = namespaces.peerElsewhere(policy, entry);
  if (!podSelector || found.length === 0) return undefined;
  return { selector: showSelector(podSelector), label: labelOf(namespacesOf(found)[0] ?? ''), ...placeOf(policy, found) };
}

/** The namespace whose name a peer's selector asks for under another label, or misspells. */
function meantBy(
  { policies }: Graph,
  namespaces: MeantNamespaces,
  policy: NetworkPolicy,
  entry: PeerOfRule,
): { selector: string; meant: string; label: string } | undefined {
  const { namespaceSelector } = entry.peer;
  const meant = namespaces.peerNamespace(policy, entry);
  if (!namespaceSelector || meant === undefined) return undefined;
  const own = Object.entries(policies.namespaces.known.get(meant) ?? {}).filter(([key]) => key !== NAMESPACE_NAME_LABEL);
  const carried = own.length > 0 ? `, labelled ${showLabels(Object.fromEntries(own))}` : '';
  return { selector: showSelector(namespaceSelector), meant: `${quote(meant)}${carried}`, label: labelOf(meant) };
}

function labelOf(namespace: string): string {
  return quote(`${NAMESPACE_NAME_LABEL}: ${namespace}`);
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
