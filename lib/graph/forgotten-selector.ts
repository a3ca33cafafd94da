import { quote } from '../report/message';
import { endpointsOf } from './endpoint-slice';
import type { Graph } from './graph';
import { isHelmHook } from './helm-hook';
import { list, record, text } from './json';
import { type GraphObject, isOwned, mayShareNamespace } from './object';
import { operatorOf } from './operator';
import { SERVICE_LABEL } from './pattern-labels';
import { isEmpty, type Labels, matchesLabels } from './selector';
import type { Service } from './service';
import type { Workload } from './workload';

/** A Service without a selector and without endpoints, and the workload that it was surely meant for. */
export interface ForgottenSelector {
  readonly service: Service;
  readonly workload: Workload;
  /** What of the workload shows it, as messages say it. */
  readonly sign: string;
  /** What the Service could select. */
  readonly labels: Labels;
}

/** What people call apps by, and what our patterns select. */
const APP_KEYS = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name', SERVICE_LABEL];

/**
 * Services that select nothing by oversight. It is permitted, for somebody else may keep the endpoints: so only such are found as
 * nothing of the input could keep, and as some pods beside them claim.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export function forgottenSelectors(graph: Graph): ForgottenSelector[] {
  const bare = graph.services.filter(isBare);
  if (bare.length === 0 || graph.objects.some((object) => mayWriteEndpoints(object) || addsSelectors(object))) return [];
  const kept = keptNames(graph);
  const owners = new Owners(graph);
  return bare.flatMap((service) => {
    const { name, namespace } = service.object;
    if ([...(kept.get(name) ?? []), ...(kept.get('') ?? [])].some((other) => mayShareNamespace(other, namespace))) return [];
    const owner = owners.of(service);
    return owner && !operatorOf(graph, service.object, { name }) ? [{ service, ...owner, labels: labelsOf(owner.workload) }] : [];
  });
}

/** Whether it says that it selects nothing, and is whole: a patch of kustomize has no ports. */
function isBare({ object, type, selector, headless, ports }: Service): boolean {
  const { selector: given } = record(object.manifest.spec);
  if (object.unfinished) return false; // kustomize may give it one
  if (selector !== undefined || type === 'ExternalName' || (ports.length === 0 && !headless)) return false;
  if (isOwned(object) || isElectedFor(object)) return false;
  return given === undefined || given === null || (typeof given === 'object' && !Array.isArray(given) && Object.keys(given).length === 0);
}

/** Whether it is for the leader that programs elect, as those of Spilo and Patroni, who write the endpoints themselves. */
function isElectedFor({ labels }: GraphObject): boolean {
  return Object.entries(labels).some(([key, value]) => /[-/](role|leader|master|primary)$/i.test(key) || /spilo|patroni|stolon/.test(value));
}

/** Whether it lets a program of the input write endpoints, as those that elect a leader by them do. */
function mayWriteEndpoints({ kind, manifest }: GraphObject): boolean {
  if (kind !== 'Role' && kind !== 'ClusterRole') return false;
  return list(manifest.rules).some((rule) => {
    const { resources, verbs } = record(rule);
    return (
      list(resources).some((resource) => ['endpoints', 'endpointslices', '*'].includes(text(resource) ?? '')) &&
      list(verbs).some((verb) => ['create', 'update', 'patch', '*'].includes(text(verb) ?? ''))
    );
  });
}

/** Whether kustomize will give the Services of the input a selector. */
function addsSelectors({ kind, manifest }: GraphObject): boolean {
  return kind === 'Kustomization' && (manifest.commonLabels !== undefined || manifest.labels !== undefined);
}

/** Names of Services that something of the input gives endpoints, with where; under the empty name, endpoints that may be anybody's. */
function keptNames({ objects, services, workloads }: Graph): Map<string, (string | undefined)[]> {
  const kept = new Map<string, (string | undefined)[]>();
  const keep = (name: string, namespace: string | undefined): void => {
    const places = kept.get(name);
    if (places) places.push(namespace);
    else kept.set(name, [namespace]);
  };
  const names = new Set(services.map(({ object }) => object.name));
  for (const object of objects) {
    const endpoints = endpointsOf(object);
    if (!endpoints) continue;
    const { serviceName = '' } = endpoints;
    // Those of the name in another namespace are another rule's business.
    if (names.has(serviceName)) keep(serviceName, undefined);
    else keep('', object.namespace);
  }
  for (const { object } of workloads) {
    const governing = object.kind === 'StatefulSet' ? text(record(object.manifest.spec).serviceName) : undefined;
    if (governing !== undefined) keep(governing, object.namespace);
  }
  // One of two manifests for one Service selects: the other is a patch of it.
  for (const { object, selector, type } of services) if (selector || type === 'ExternalName') keep(object.name, object.namespace);
  return kept;
}

/** Finds the workload that claims a Service. */
class Owners {
  private readonly byName = new Map<string, Workload>();
  private readonly byLabel = new Map<string, { readonly workload: Workload; readonly label: string }>();
  /** Workloads that no Service selects, by the names of their ports. */
  private readonly byPort = new Map<string, Set<Workload>>();
  private readonly selectedBy = new Map<Workload, Set<Service>>();

  constructor({ services, workloads }: Graph) {
    for (const service of services) for (const workload of service.workloads) add(this.selectedBy, workload, service);
    for (const workload of workloads.filter(mayServe)) {
      const { object, labels, ports } = workload;
      const name = keyOf(object, object.name);
      if (!this.byName.has(name)) this.byName.set(name, workload);
      for (const key of APP_KEYS) {
        const value = labels[key];
        if (value !== undefined && !this.byLabel.has(keyOf(object, value))) this.byLabel.set(keyOf(object, value), { workload, label: `${key}=${value}` });
      }
      if (!this.selectedBy.has(workload)) for (const { name: port } of ports) if (port !== undefined) add(this.byPort, keyOf(object, port), workload);
    }
  }

  of(service: Service): { readonly workload: Workload; readonly sign: string } | undefined {
    const { object } = service;
    const key = keyOf(object, object.name);
    const [named, labelled, port] = [this.byName.get(key), this.byLabel.get(key), this.byPortName(service)];
    const found = named
      ? { workload: named, sign: 'bears its name' }
      : labelled
        ? { workload: labelled.workload, sign: `has pods that carry ${quote(labelled.label)}` }
        : port;
    return found && !this.isServed(found.workload, service) ? found : undefined;
  }

  /** The only unselected workload that declares all the ports which the Service asks for by name. */
  private byPortName({ object, ports }: Service): { readonly workload: Workload; readonly sign: string } | undefined {
    const asked = ports.flatMap(({ targetPort }) => (typeof targetPort === 'string' ? [targetPort] : []));
    const [first] = asked;
    if (first === undefined) return undefined;
    const [workload, ...others] = this.byPort.get(keyOf(object, first)) ?? [];
    if (!workload || others.length > 0 || !asked.every((name) => workload.ports.some((port) => port.name === name))) return undefined;
    return { workload, sign: `alone declares port ${quote(first)}, and no Service selects it` };
  }

  /** Whether another Service opens the same ports of the workload: then this one may be there for its name. */
  private isServed(workload: Workload, service: Service): boolean {
    const others = [...(this.selectedBy.get(workload) ?? [])];
    return others.some(({ ports }) => service.ports.every((port) => ports.some((other) => other.port === port.port || other.targetPort === port.targetPort)));
  }
}

/** Whether it runs for long, and is whole: what kustomize has still to patch or to label has no image or no selector. */
function mayServe(workload: Workload): boolean {
  const { object, labels, containers, selector } = workload;
  if (object.group === 'batch' || isHelmHook(workload) || Object.keys(labels).length === 0) return false;
  if (object.group === 'apps' && (selector === undefined || isEmpty(selector))) return false;
  return containers.some(({ role, manifest }) => role === 'container' && text(manifest.image) !== undefined);
}

/** Labels that the workload knows its own pods by, or all that they carry. */
function labelsOf({ selector, labels }: Workload): Labels {
  const own = selector?.matchLabels ?? {};
  return Object.keys(own).length > 0 && matchesLabels(own, labels) ? own : labels;
}

function keyOf({ namespace = '' }: GraphObject, name: string): string {
  return `${namespace}/${name}`;
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
