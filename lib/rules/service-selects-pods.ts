import { forgottenSelectors } from '../graph/forgotten-selector';
import type { Graph } from '../graph/graph';
import { knownLabels } from '../graph/known-labels';
import { nearest } from '../graph/near';
import { nearMiss } from '../graph/near-miss';
import { mayShareNamespace, showObject } from '../graph/object';
import { operatorOf } from '../graph/operator';
import { type Labels, matchesLabels } from '../graph/selector';
import type { Service } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed, quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** A Service must select at least one pod; otherwise every connection to it is refused. */
export const serviceSelectsPods = defineRule({
  name: 'service-selects-pods',
  why: 'A Service whose selector matches no pod has no endpoints: its name resolves, and every connection to it is refused or times out.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    noPods: {
      problem: 'Service selects {{selector}}, but no pod{{namespace}} is labelled that way',
      got: '{{selector}}; {{known}}',
      fix: 'label the pods {{selector}}, or select labels that they carry',
    },
    nearMiss: {
      problem: 'Service selects {{selector}}, but no pod{{namespace}} is labelled that way',
      got: '{{selector}}; the pods of {{nearest}} carry {{labels}}',
      fix: 'select {{labels}}, or label the pods {{selector}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    notOnPods: {
      problem: 'Service selects {{selector}}, but no pod{{namespace}} is labelled that way: {{workload}} is, and it is no pod',
      got: 'the labels stand on {{workload}} itself, not on {{template}}',
      fix: 'write {{missing}} under {{template}} of {{workload}} too',
    },
    noSuchSet: {
      problem: 'Service selects pod {{pod}} of StatefulSet {{set}}, but no StatefulSet{{namespace}} is called that',
      got: '{{pod}}; {{known}}',
      fix: '{{change}}',
    },
    noSelector: {
      problem: 'Service has no selector, and nothing writes endpoints for it: every connection to it is refused',
      got: 'no selector; {{workload}} {{sign}}',
      fix: 'select {{labels}}, which the pods of {{workload}} carry, or write an EndpointSlice for the Service',
    },
    otherNamespace: {
      problem: 'Service selects pods in its own namespace {{namespace}} only, and the pods that carry {{selector}} are in {{other}}',
      got: 'namespace {{namespace}}; the pods of {{nearest}} are in namespace {{other}}',
      fix: 'put the Service into namespace {{other}}, or the pods into {{namespace}}',
      grade: { ours: 'error', foreign: 'error' },
    },
    operated: {
      problem: 'Service selects {{selector}}; no manifest shows such pods, though the operator of {{operator}} may run them',
      fix: 'make sure that the operator labels the pods of {{operator}} {{selector}}',
      grade: { ours: 'error', foreign: 'note' },
    },
    noPodsAtAll: {
      problem: 'Service selects {{selector}}, but no manifest runs any pod{{namespace}}',
      fix: 'add a workload whose pods are labelled {{selector}}, or link its manifests together with the Service',
      // What is missing may live outside the input: somebody else's chart, or the control plane.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    for (const { service, workload, sign, labels } of forgottenSelectors(graph)) {
      report('noSelector', service, 'spec.selector', { workload: showObject(workload.object), sign, labels: showLabels(labels) });
    }
    for (const service of graph.services) {
      const { object, selector } = service;
      if (!selector || service.workloads.length > 0) continue;
      const field = 'spec.selector';
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const shared = { selector: showLabels(selector), namespace };
      const elsewhere = graph.podsAnywhere(selector).find((workload) => !hasItsOwn(graph, service, workload));
      const pods = graph.workloads.filter((workload) => mayShareNamespace(workload.object.namespace, object.namespace));
      const wanted = Object.entries(selector);
      const labelled = pods.find(({ object: { labels } }) => wanted.every(([key, value]) => labels[key] === value));
      // Each looks at every workload or object, so none is asked for before it is needed.
      const near = elsewhere || labelled ? undefined : nearMiss(graph, service, selector);
      const operator = elsewhere || labelled || near ? undefined : operatorOf(graph, object, selector);
      const set = absentSet(selector, pods);
      if (elsewhere) {
        const [own, other] = [quote(object.namespace), quote(elsewhere.object.namespace)];
        report('otherNamespace', service, field, { ...shared, namespace: own, other, nearest: showObject(elsewhere.object) });
      } else if (labelled) {
        report('notOnPods', service, field, { ...shared, ...onPods(labelled, selector) });
      } else if (near) {
        report('nearMiss', service, field, { ...shared, nearest: showObject(near.workload.object), labels: showLabels(near.labels) });
      } else if (operator) {
        report('operated', service, field, { ...shared, operator: showObject(operator) });
      } else if (pods.length === 0) {
        report('noPodsAtAll', service, field, shared);
      } else if (set) {
        report('noSuchSet', service, field, { ...set, namespace });
      } else {
        report('noPods', service, field, { ...shared, known: knownLabels(pods, selector) });
      }
    }
  },
});

/** What the pods of a workload lack, and where it goes. */
function onPods({ object, labels, field }: Workload, selector: Labels): { workload: string; template: string; missing: string } {
  const missing = Object.fromEntries(Object.entries(selector).filter(([key, value]) => labels[key] !== value));
  return { workload: showObject(object), template: field.replace(/spec$/, 'metadata.labels'), missing: showLabels(missing) };
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** The StatefulSet whose pod a selector asks for by its name, where it is that alone which no pod has. */
function absentSet(selector: Labels, pods: readonly Workload[]): { pod: string; set: string; known: string; change: string } | undefined {
  const pod = selector[POD_NAME] ?? '';
  const [, set, ordinal] = /^(.+)-(\d+)$/.exec(pod) ?? [];
  const others = Object.fromEntries(Object.entries(selector).filter(([key]) => key !== POD_NAME));
  if (set === undefined || ordinal === undefined || !pods.some(({ labels }) => matchesLabels(others, labels))) return undefined;
  const names = [...new Set(pods.filter(({ object }) => object.kind === 'StatefulSet').map(({ object }) => object.name))].sort();
  if (names.includes(set)) return undefined;
  // The one that the other labels select was meant, or else the one of the likest name.
  const candidates = pods.filter(({ object, labels }) => object.kind === 'StatefulSet' && matchesLabels(others, labels)).map(({ object }) => object.name);
  const meant = nearest(set, candidates);
  const shown = names.slice(0, 5).map(quote);
  return {
    pod: quote(pod),
    set: quote(set),
    known: names.length === 0 ? 'no manifest has a StatefulSet' : `StatefulSets are called ${listed(names.length > 5 ? [...shown, 'more'] : shown)}`,
    change: meant === undefined ? `add StatefulSet ${quote(set)}, or link its manifests together with the Service` : `select ${quote(`${POD_NAME}=${meant}-${ordinal}`)}`,
  };
}

/** Whether pods elsewhere have a Service of the same name where they are: then this one is for another copy of the app. */
function hasItsOwn(graph: Graph, { object }: Service, workload: Workload): boolean {
  return graph.services.some((other) => other.object.name === object.name && other.workloads.includes(workload));
}
