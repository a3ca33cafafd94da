import { addTo } from './add-to';
import type { Graph } from './graph';
import { type HostName, ServiceNames } from './host-name';
import { Lookup } from './lookup';
import { looksLike } from './near';
import { shareNamespace } from './namespaces';
import { type GraphObject, mayShareNamespace } from './object';
import type { Service, ServicePort } from './service';
import type { Workload } from './workload';
import { ownHostNames, toldHosts, type ToldHost, usesClusterDns } from './told-host';

/** What comes of a host that pods are told, where something does not hold. */
export type HostFault =
  /** The Service is there, and does not open the port; nor, where no port is written, the one that the scheme stands for. */
  | { readonly fault: 'wrongPort' | 'impliedPort'; readonly told: ToldHost; readonly service: Service; readonly port: number }
  /** There is none of that name, and this is what was meant. */
  | { readonly fault: 'nearMiss'; readonly told: ToldHost; readonly name: HostName; readonly service: Service; readonly meant: string }
  /** The domain behind it is not that of the cluster. */
  | { readonly fault: 'domain'; readonly told: ToldHost; readonly meant: string; readonly domain: string }
  /** There is one, in another namespace than the host says, or than that of the pods. */
  | { readonly fault: 'otherNamespace'; readonly told: ToldHost; readonly name: HostName; readonly service: Service }
  /** There is none, though others that are told beside it are there, or pods of that name. */
  | { readonly fault: 'missing'; readonly told: ToldHost; readonly name: HostName; readonly beside: GraphObject };

interface ReadHost {
  readonly told: ToldHost;
  readonly name: HostName;
  readonly services: readonly Service[];
}

/** Holds the hosts that pods are told against the Services of the input. */
export class HostCheck {
  private readonly names: ServiceNames;
  private readonly lookup: Lookup;
  private readonly workloads = new Map<string, Workload[]>();

  constructor(private readonly graph: Graph) {
    this.names = new ServiceNames(graph);
    this.lookup = Lookup.in(graph);
    for (const workload of graph.workloads) {
      addTo(this.workloads, workload.object.name, workload);
    }
  }

  faults(): HostFault[] {
    if (this.graph.services.length === 0) return [];
    const read = toldHosts(this.graph).flatMap((told) => this.read(told) ?? []);
    const beside = servicesByTeller(read);
    return read.flatMap((host) => this.faultOf(host, [...(beside.get(host.told.object) ?? [])]) ?? []);
  }

  private read(told: ToldHost): ReadHost | undefined {
    const { namespace, target } = told.object;
    const name = this.names.read(told.host, namespace, target.clusterDomain ?? CLUSTER_DOMAIN);
    if (!name || (name.form !== 'svc' && !told.readers.every(usesClusterDns))) return undefined;
    return { told, name, services: this.names.named(name.name, name.namespace) };
  }

  private faultOf({ told, name, services }: ReadHost, beside: readonly Service[]): HostFault | undefined {
    if (this.graph.externals.has('Service', name.namespace, name.name)) return undefined;
    if (name.domain !== undefined) return { fault: 'domain', told, domain: name.domain, meant: hostOf(name, name.name) };
    if (services.length > 0) return portFault(told, name, services);
    if (!isConnection(told, name) || this.isKnown(told, name)) return undefined;
    const near = this.nearFault(told, name, beside);
    if (near) return near;
    const elsewhere = this.elsewhere(told, name);
    if (elsewhere) return { fault: 'otherNamespace', told, name, service: elsewhere };
    // A ConfigMap may hold what an overlay replaces.
    const unserved = (told.object.kind === 'ConfigMap' ? [] : this.podsOf(name)).find(({ ports }) => told.meant && ports.some(({ port }) => port === told.port));
    if (unserved) return { fault: 'missing', told, name, beside: unserved.object };
    const siblings = beside.filter(({ object }) => shareNamespace(object.namespace, name.namespace) === 'yes');
    const [first] = siblings;
    // Another namespace is another's, who may have more there; and a word may be a switch that is off, unless we are to know the whole app.
    const isHome = name.form === 'svc' && shareNamespace(told.object.namespace, name.namespace) === 'yes';
    const isWhole = isHome ? siblings.length > 0 : name.form === 'short' && told.object.ours && told.meant && told.port !== undefined && siblings.length > 1;
    return first && isWhole ? { fault: 'missing', told, name, beside: first.object } : undefined;
  }

  /** Whether something else than a Service of the input answers to the name. */
  private isKnown({ readers }: ToldHost, { name, namespace, form }: HostName): boolean {
    if (name === 'kubernetes' || this.lookup.mayExist('Service', namespace, name)) return true;
    return form === 'short' && readers.some((workload) => ownHostNames(workload).includes(name) || workload.containers.some((container) => container.name === name));
  }

  private nearFault(told: ToldHost, name: HostName, beside: readonly Service[]): HostFault | undefined {
    const fits = (service: Service): boolean => (told.port === undefined ? name.name.length >= LONG && told.meant : opens(service, told.port));
    const meant = this.names.like(name.name, name.namespace).find((service) => fits(service) && (told.port !== undefined || !beside.includes(service)));
    // Pods that bear the name itself lack a Service; that a like one is there is chance, unless it is theirs.
    if (meant && this.podsOf(name).every((workload) => meant.workloads.includes(workload))) return { fault: 'nearMiss', told, name, service: meant, meant: hostOf(name, meant.object.name) };
    if (name.form !== 'svc' || name.namespace === undefined || this.names.has(name.namespace)) return undefined;
    const { namespace } = name;
    const there = this.names.anywhere(name.name).find(({ object }) => object.namespace !== undefined && looksLike(object.namespace, namespace));
    if (!there || (told.port !== undefined && !opens(there, told.port))) return undefined;
    return { fault: 'nearMiss', told, name, service: there, meant: told.host.replace(`.${namespace}.svc`, `.${there.object.namespace ?? ''}.svc`) };
  }

  /** Workloads of the very name, in the namespace. */
  private podsOf({ name, namespace }: HostName): Workload[] {
    return (this.workloads.get(name) ?? []).filter(({ object }) => shareNamespace(object.namespace, namespace) === 'yes');
  }

  /** The one Service of that name, where it surely is in another namespace, and the one that is asked has Services of the input. */
  private elsewhere(told: ToldHost, { name, namespace, form }: HostName): Service | undefined {
    // A name and a namespace alone may be a public name all the same.
    if (namespace === undefined || !this.names.has(namespace) || form === 'dotted' || (form === 'short' && (!told.meant || told.port === undefined))) return undefined;
    const [service, ...more] = this.names.anywhere(name).filter(({ object }) => !mayShareNamespace(object.namespace, namespace));
    if (!service || more.length > 0 || (told.port !== undefined && !opens(service, told.port))) return undefined;
    return service;
  }
}

/** So many show whether a teller knows the others; more would make long lists cost the square of their length. */
const ENOUGH = 32;

/** The Services that each object tells of, as far as they are there. */
function servicesByTeller(read: readonly ReadHost[]): Map<ToldHost['object'], Set<Service>> {
  const beside = new Map<ToldHost['object'], Set<Service>>();
  for (const { told, services } of read) {
    const known = beside.get(told.object) ?? new Set();
    for (const service of known.size < ENOUGH ? services : []) known.add(service);
    beside.set(told.object, known);
  }
  return beside;
}

const CLUSTER_DOMAIN = 'cluster.local';

/** Names of that length are seldom alike by chance. */
const LONG = 6;

/** Whether a host is one to connect to, and no word that happens to stand there. */
function isConnection(told: ToldHost, { form }: HostName): boolean {
  if (form === 'svc') return true;
  return told.port !== undefined ? told.form !== 'bare' || told.meant : told.form === 'bare' && told.meant;
}

function hostOf({ pod, rest }: HostName, name: string): string {
  return `${pod === undefined ? '' : `${pod}.`}${name}${rest}`;
}

/** Ports that a scheme stands for. */
const IMPLIED: ReadonlyMap<string | undefined, number> = new Map([['http', 80], ['https', 443]]);

function portFault(told: ToldHost, name: HostName, services: readonly Service[]): HostFault | undefined {
  const port = told.port ?? (told.portToCome || !told.meant ? undefined : IMPLIED.get(told.scheme));
  if (port === undefined || services.some((service) => opens(service, port))) return undefined;
  const [service] = services;
  if (!service || !services.every(({ object }) => shareNamespace(object.namespace, name.namespace) === 'yes')) return undefined;
  // Pods that are told their own Service listen under its name, or tell others of it.
  if (told.readers.some((workload) => services.some(({ workloads }) => workloads.includes(workload)))) return undefined;
  return { fault: told.port === undefined ? 'impliedPort' : 'wrongPort', told, service, port };
}

/** Whether connections to the port may arrive: a headless Service leads to whatever port of the pods, an ExternalName elsewhere. */
function opens({ headless, type, ports }: Service, port: number): boolean {
  return headless || type === 'ExternalName' || ports.length === 0 || ports.some((entry) => entry.port === port);
}

/** The port of a Service that was meant by the number of the container's, or the only one that it has. */
export function meantServicePort({ ports }: Service, port: number): ServicePort | undefined {
  return ports.find(({ targetPort }) => targetPort === port) ?? (ports.length === 1 ? ports[0] : undefined);
}
