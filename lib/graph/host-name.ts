import type { Graph } from './graph';
import { looksLike } from './near';
import { NearNames } from './near-names';
import { shareNamespace } from './namespaces';
import type { Service } from './service';

/** A host read as the cluster's DNS would: the name of a Service, in a namespace. */
export interface HostName {
  readonly name: string;
  /** Absent where it is that of the pods, and nobody knows it. */
  readonly namespace?: string;
  /** The pod that is named before the Service. */
  readonly pod?: string;
  /** `svc`: says so; `dotted`: name and namespace; `short`: the name alone. */
  readonly form: 'svc' | 'dotted' | 'short';
  /** What stands behind the name, such as `.shop.svc`. */
  readonly rest: string;
  /** The cluster's domain, where what is written in its place looks like a slip for it. */
  readonly domain?: string;
}

/** Reads hosts as names of Services, and finds the Services. */
export class ServiceNames {
  private readonly namespaces = new Set<string>();
  /** Made when a name is missing, which is seldom. */
  private near?: NearNames;

  constructor(private readonly graph: Graph, private readonly byObject = new Map(graph.services.map((service) => [service.object, service]))) {
    for (const { object } of graph.services) if (object.namespace !== undefined) this.namespaces.add(object.namespace);
  }

  /** The host as the name of a Service; undefined where it is none, or that of another cluster. */
  read(host: string, own: string | undefined, clusterDomain: string): HostName | undefined {
    const labels = host.split('.');
    const at = labels.indexOf('svc', 2);
    if (at >= 0) return readFull(labels, at, clusterDomain);
    const [first = '', second = '', third] = labels;
    const here = own === undefined ? {} : { namespace: own };
    if (labels.length === 1) return { name: first, ...here, form: 'short', rest: '' };
    // A pod of a headless Service, or a Service in another namespace: a public name is neither.
    if (labels.length === 2 && this.named(second, own).some(({ headless }) => headless)) return { name: second, pod: first, ...here, form: 'short', rest: '' };
    if (labels.length === 2 && this.namespaces.has(second)) return { name: first, namespace: second, form: 'dotted', rest: `.${second}` };
    if (labels.length === 3 && third !== undefined && this.namespaces.has(third) && this.named(second, third).some(({ headless }) => headless)) {
      return { name: second, pod: first, namespace: third, form: 'dotted', rest: `.${third}` };
    }
    return undefined;
  }

  /** The Services of that name that may be in the namespace. */
  named(name: string, namespace: string | undefined): Service[] {
    return this.servicesOf(this.graph.index.named('Service', namespace, name));
  }

  /** The Services of that name, wherever they are. */
  anywhere(name: string): Service[] {
    return this.servicesOf(this.graph.index.anywhere('Service', name));
  }

  /** The Services that surely are in the namespace, and whose names look like it. */
  like(name: string, namespace: string | undefined): Service[] {
    this.near ??= new NearNames(this.graph.services.map(({ object }) => object.name));
    return this.near.like(name).flatMap((other) => this.named(other, namespace)).filter(({ object }) => shareNamespace(object.namespace, namespace) === 'yes');
  }

  /** Whether the input has Services in the namespace. */
  has(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  private servicesOf(objects: readonly Service['object'][]): Service[] {
    return objects.flatMap((object) => this.byObject.get(object) ?? []);
  }
}

function readFull(labels: readonly string[], at: number, clusterDomain: string): HostName | undefined {
  const [name = '', namespace = ''] = labels.slice(at - 2, at);
  const pods = labels.slice(0, at - 2);
  const domain = labels.slice(at + 1).join('.');
  if (pods.length > 1) return undefined;
  const shared = { name, namespace, form: 'svc' as const, ...(pods[0] === undefined ? {} : { pod: pods[0] }) };
  if (domain === '' || domain === clusterDomain) return { ...shared, rest: `.${labels.slice(at - 1).join('.')}` };
  return looksLike(domain, clusterDomain) ? { ...shared, rest: `.${namespace}.svc.${clusterDomain}`, domain: clusterDomain } : undefined;
}
