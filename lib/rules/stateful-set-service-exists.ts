import { addTo } from '../graph/add-to';
import type { Graph } from '../graph/graph';
import { record, text } from '../graph/json';
import { looksLike } from '../graph/near';
import { mayShareNamespace, showObject } from '../graph/object';
import type { Service } from '../graph/service';
import type { Workload } from '../graph/workload';
import { quote, showLabels } from '../report/message';
import { defineRule } from './rule';

/** The serviceName of a StatefulSet must be a headless Service over its pods; otherwise they have no names of their own. */
export const statefulSetServiceExists = defineRule({
  name: 'stateful-set-service-exists',
  why: 'The pods of a StatefulSet get their DNS names from the headless Service that serviceName names; without it their names do not resolve.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    otherName: {
      problem: 'serviceName is {{name}}, but no Service{{namespace}} is called that: the names of the pods do not resolve',
      got: '{{name}}; {{other}} {{relation}}',
      fix: '{{change}} a headless Service {{name}} over these pods',
    },
    missing: {
      problem: 'serviceName is {{name}}, but no manifest has a Service of that name{{namespace}}',
      fix: 'add a headless Service {{name}} over the pods, which carry {{labels}}',
      // What is missing may live outside the input: in somebody else's chart, or made by an operator.
      grade: { ours: 'error', foreign: 'note' },
    },
    notSelecting: {
      problem: 'serviceName is {{name}}, but that Service does not select the pods of this StatefulSet: their names do not resolve',
      got: '{{service}} {{selects}}; the pods carry {{labels}}',
      fix: 'let Service {{name}} select labels that the pods carry, or set serviceName to a headless Service over them',
    },
    notHeadless: {
      problem: 'serviceName is {{name}}, but that Service is not headless: only pods behind a headless one are sure of DNS names of their own',
      got: '{{service}} has a cluster IP',
      fix: 'set clusterIP: None on a Service over these pods, and serviceName to its name',
      grade: { ours: 'warning', foreign: 'note' },
    },
  },
  check(graph, report) {
    const index = indexServices(graph);
    for (const set of graph.workloads) {
      const name = serviceNameOf(set);
      const { object } = set;
      if (name === undefined || graph.externals.has('Service', object.namespace, name)) continue;
      const field = 'spec.serviceName';
      const labels = Object.keys(set.labels).length === 0 ? 'no label' : showLabels(set.labels);
      const shared = { name: quote(name), namespace: object.namespace === undefined ? '' : ` in namespace ${quote(object.namespace)}` };
      const named = (index.byName.get(name) ?? []).filter((service) => mayShareNamespace(service.object.namespace, object.namespace));
      const [first] = named;
      const other = first ? undefined : otherService(graph, index, set, name);
      if (other) {
        const relation = other.workloads.includes(set) ? 'selects these pods' : 'has a name like it';
        // A Service with a cluster IP shows whose business this is, but is itself no use.
        const change = other.headless ? `set serviceName to ${quote(other.object.name)}, or add` : 'add';
        report('otherName', set, field, { ...shared, other: showObject(other.object), relation, change });
      } else if (!first) {
        report('missing', set, field, { ...shared, labels });
      } else if (!named.some((service) => mayGovern(service, set))) {
        report('notSelecting', set, field, { ...shared, service: showObject(first.object), selects: showSelection(first), labels });
      } else if (!named.some((service) => service.headless && mayGovern(service, set))) {
        report('notHeadless', set, field, { ...shared, service: showObject(first.object) });
      }
    }
  },
});

function serviceNameOf({ object }: Workload): string | undefined {
  return object.kind === 'StatefulSet' && object.group === 'apps' ? text(record(object.manifest.spec).serviceName) : undefined;
}

interface ServiceIndex {
  readonly byName: ReadonlyMap<string, readonly Service[]>;
  readonly byWorkload: ReadonlyMap<Workload, readonly Service[]>;
}

function indexServices(graph: Graph): ServiceIndex {
  const byName = new Map<string, Service[]>();
  const byWorkload = new Map<Workload, Service[]>();
  for (const service of graph.services) {
    addTo(byName, service.object.name, service);
    for (const workload of service.workloads) addTo(byWorkload, workload, service);
  }
  return { byName, byWorkload };
}

/** A Service that shows the one of that name is not merely elsewhere: one over the same pods, headless above all, or one of a like name. */
function otherService(graph: Graph, { byWorkload }: ServiceIndex, set: Workload, name: string): Service | undefined {
  const over = byWorkload.get(set) ?? [];
  const headless = over.find((service) => service.headless);
  if (headless) return headless;
  const near = graph.services.find(
    (service) =>
      // One that selects other pods is another app's, whose name happens to be alike.
      (service.workloads.length === 0 || service.workloads.includes(set)) &&
      service.type !== 'ExternalName' &&
      mayShareNamespace(service.object.namespace, set.object.namespace) &&
      looksLike(service.object.name, name),
  );
  return near ?? over[0];
}

/** One without a selector may be kept by the program itself, as Patroni does; an ExternalName leads elsewhere. */
function mayGovern(service: Service, set: Workload): boolean {
  if (service.type === 'ExternalName') return false;
  return service.selector === undefined || service.workloads.includes(set);
}

function showSelection({ type, selector }: Service): string {
  return selector === undefined ? `is of type ${type}` : `selects ${showLabels(selector)}`;
}
