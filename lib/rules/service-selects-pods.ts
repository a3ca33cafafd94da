import type { Graph } from '../graph/graph';
import { knownLabels } from '../graph/known-labels';
import { nearMiss } from '../graph/near-miss';
import { mayShareNamespace, showObject } from '../graph/object';
import { operatorOf } from '../graph/operator';
import type { Service } from '../graph/service';
import type { Workload } from '../graph/workload';
import { quote, showLabels } from '../report/message';
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
    for (const service of graph.services) {
      const { object, selector } = service;
      if (!selector || service.workloads.length > 0) continue;
      const field = 'spec.selector';
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const shared = { selector: showLabels(selector), namespace };
      const elsewhere = graph.podsAnywhere(selector).find((workload) => !hasItsOwn(graph, service, workload));
      const near = nearMiss(graph, service, selector);
      const operator = operatorOf(graph, object, selector);
      const pods = graph.workloads.filter((workload) => mayShareNamespace(workload.object.namespace, object.namespace));
      if (elsewhere) {
        const [own, other] = [quote(object.namespace), quote(elsewhere.object.namespace)];
        report('otherNamespace', service, field, { ...shared, namespace: own, other, nearest: showObject(elsewhere.object) });
      } else if (near) {
        report('nearMiss', service, field, { ...shared, nearest: showObject(near.workload.object), labels: showLabels(near.labels) });
      } else if (operator) {
        report('operated', service, field, { ...shared, operator: showObject(operator) });
      } else if (pods.length === 0) {
        report('noPodsAtAll', service, field, shared);
      } else {
        report('noPods', service, field, { ...shared, known: knownLabels(pods, selector) });
      }
    }
  },
});

/** Whether pods elsewhere have a Service of the same name where they are: then this one is for another copy of the app. */
function hasItsOwn(graph: Graph, { object }: Service, workload: Workload): boolean {
  return graph.services.some((other) => other.object.name === object.name && other.workloads.includes(workload));
}
