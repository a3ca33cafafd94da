import type { Graph } from '../graph/graph';
import { looksLike } from '../graph/near';
import { mayShareNamespace, showObject } from '../graph/object';
import type { Labels } from '../graph/selector';
import type { Workload } from '../graph/workload';
import { listed, quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** A Service must select at least one pod; otherwise every connection to it is refused. */
export const serviceSelectsPods = defineRule({
  name: 'service-selects-pods',
  why: 'A Service whose selector matches no pod has no endpoints: its name resolves, and every connection to it is refused or times out.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    noPods: {
      problem: 'Service selects {{selector}}, but no pod{{namespace}} carries it',
      got: '{{selector}}; {{known}}',
      fix: 'label the pods {{selector}}, or select labels that they carry',
    },
    nearMiss: {
      problem: 'Service selects {{selector}}, but no pod{{namespace}} carries it',
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
  },
  check(graph, report) {
    for (const service of graph.services) {
      const { object, selector } = service;
      if (!selector || service.workloads.length > 0) continue;
      const field = 'spec.selector';
      const shown = showLabels(selector);
      const namespace = object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}`;
      const elsewhere = graph.podsAnywhere(selector)[0];
      if (elsewhere) {
        const [own, other] = [quote(object.namespace), quote(elsewhere.object.namespace)];
        report('otherNamespace', service, field, { selector: shown, namespace: own, other, nearest: showObject(elsewhere.object) });
        continue;
      }
      const near = nearMiss(graph, selector, object.namespace);
      if (near) {
        report('nearMiss', service, field, { selector: shown, namespace, nearest: showObject(near.workload.object), labels: showLabels(near.labels) });
        continue;
      }
      report('noPods', service, field, { selector: shown, namespace, known: knownPods(graph, selector, object.namespace) });
    }
  },
});

/** The workload whose labels differ from the selector by slips of the pen alone, with the labels that were meant. */
function nearMiss(graph: Graph, selector: Labels, namespace: string | undefined): { workload: Workload; labels: Labels } | undefined {
  for (const workload of graph.workloads) {
    if (!mayShareNamespace(workload.object.namespace, namespace)) continue;
    const labels: Record<string, string> = {};
    for (const [key, value] of Object.entries(selector)) {
      const meant = Object.entries(workload.labels).find(
        ([k, v]) => (k === key && (v === value || looksLike(v, value))) || (v === value && looksLike(k, key)),
      );
      if (meant) labels[meant[0]] = meant[1];
    }
    if (Object.keys(labels).length === Object.keys(selector).length) return { workload, labels };
  }
  return undefined;
}

/** What the pods at hand do carry under the selector's keys. */
function knownPods(graph: Graph, selector: Labels, namespace: string | undefined): string {
  const pods = graph.workloads.filter((workload) => mayShareNamespace(workload.object.namespace, namespace));
  if (pods.length === 0) return 'no pods are in the input';
  const values = new Set<string>();
  for (const { labels } of pods) {
    for (const key of Object.keys(selector)) {
      const value = labels[key];
      if (value !== undefined) values.add(`${key}=${value}`);
    }
  }
  if (values.size === 0) return `no pod carries a label ${listed(Object.keys(selector).sort().map(quote))}`;
  const sorted = [...values].sort();
  const rest = sorted.length - 5;
  return `pods carry ${listed(sorted.slice(0, 5).map(quote))}${rest > 0 ? ` and ${String(rest)} others` : ''}`;
}
