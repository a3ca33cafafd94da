import type { Graph } from './graph';
import { looksLike } from './near';
import type { GraphObject } from './object';
import type { Backend, Route } from './route';
import type { Service, ServicePort } from './service';
import { ServiceIndex } from './service-index';
import { ServiceMakers } from './service-maker';

/** What a route's reference to a Service comes to. */
export type BackendLink =
  /** There is such a Service; its ports that are meant, unless the manifest does not show them. */
  | { readonly status: 'open'; readonly services: readonly Service[]; readonly ports: readonly ServicePort[] }
  /** No such Service, and one of a like name. */
  | { readonly status: 'nearName'; readonly service: Service }
  /** No such Service there, and one of the same name elsewhere. */
  | { readonly status: 'otherNamespace'; readonly service: Service }
  /** No such Service, though those to which the same route leads besides are there. */
  | { readonly status: 'missing'; readonly neighbours: readonly Service[] }
  /** No such Service among others of the namespace. */
  | { readonly status: 'absent'; readonly neighbours: readonly Service[] }
  /** No such Service, and a single one in the namespace that has the port and no route: its name is part of the other, or the other of it. */
  | { readonly status: 'onlyService'; readonly service: Service }
  /** No such Service, but somebody may make it. */
  | { readonly status: 'operated'; readonly maker: GraphObject }
  /** No such Service, and nothing is known of those of the namespace. */
  | { readonly status: 'unknown' }
  /** The Service has no such port. */
  | { readonly status: 'noPort'; readonly service: Service }
  /** The Service has no such port, but one that leads to pods at that port. */
  | { readonly status: 'targetPort'; readonly service: Service; readonly port: ServicePort }
  /** The Service's port is for another protocol. */
  | { readonly status: 'protocol'; readonly service: Service; readonly port: ServicePort };

/** Whether the Service is there, and the port is what is wrong. */
export function isAboutPort({ status }: BackendLink): boolean {
  return status === 'noPort' || status === 'protocol' || status === 'targetPort';
}

/** Resolves what routes refer to, as their controllers do. */
export class BackendLinks {
  private readonly services: ServiceIndex;
  private readonly routed: ReadonlySet<string>;
  /** Asked for only where a Service is not there. */
  private makers?: ServiceMakers;

  /** @param routes all of the input, for a Service that has a route of its own is not meant by one that goes astray */
  constructor(private readonly graph: Graph, private readonly routes: readonly Route[]) {
    this.services = new ServiceIndex(graph.services);
    this.routed = new Set(routes.flatMap(({ backends }) => backends.map(({ namespace, name }) => keyOf(namespace, name))));
  }

  /** Of each reference to a Service, what it comes to. */
  all(): { backend: Backend; link: BackendLink }[] {
    return this.backends().map((backend) => ({ backend, link: this.link(backend) }));
  }

  /** Of each reference to a Service that is there with such a port, the ports. */
  allOpen(): { backend: Backend; ports: readonly ServicePort[] }[] {
    return this.backends().flatMap((backend) => {
      const link = linkPorts(backend, this.services.named(backend.namespace, backend.name));
      return link.status === 'open' ? [{ backend, ports: link.ports }] : [];
    });
  }

  private backends(): Backend[] {
    return this.routes.flatMap((route) => route.backends).filter(({ group, kind }) => group === '' && kind === 'Service');
  }

  private link(backend: Backend): BackendLink {
    const { namespace, name } = backend;
    if (this.graph.externals.has('Service', namespace, name)) return { status: 'open', services: [], ports: [] };
    const named = this.services.named(namespace, name);
    return named.length === 0 ? this.absent(backend) : linkPorts(backend, named);
  }

  private absent(backend: Backend): BackendLink {
    const { namespace, name, route } = backend;
    this.makers ??= new ServiceMakers(this.graph);
    const maker = this.makers.operatorOf(namespace, name);
    if (maker) return { status: 'operated', maker };
    const near = this.services.beside(namespace).find(({ object }) => isMeant(object.name, name) && !route.backends.some((other) => other.name === object.name));
    if (near) return { status: 'nearName', service: near };
    const elsewhere = this.services.anywhere(name).find((service) => !this.isSpokenFor(service, route));
    if (elsewhere) return { status: 'otherNamespace', service: elsewhere };
    const installer = this.makers.installerOf(namespace);
    if (installer) return { status: 'operated', maker: installer };
    const neighbours = this.services.within(namespace);
    if (route.backends.some((other) => other.namespace === namespace && neighbours.some(({ object }) => object.name === other.name))) {
      return { status: 'missing', neighbours };
    }
    const [only, ...others] = neighbours.filter((service) => !this.routed.has(keyOf(namespace, service.object.name)) && isApp(service, backend));
    if (only && others.length === 0 && isPartOf(only.object.name, name)) return { status: 'onlyService', service: only };
    return neighbours.length > 0 ? { status: 'absent', neighbours } : { status: 'unknown' };
  }

  /** Whether a Service elsewhere has a route of its own, or a copy of this one: then each copy of the app has its own. */
  private isSpokenFor({ object: { name, namespace } }: Service, { object }: Route): boolean {
    if (this.routed.has(keyOf(namespace, name))) return true;
    const kind = `${object.kind}.${object.group}`;
    return this.graph.index.anywhere(kind, object.name).some((twin) => twin !== object && twin.namespace === namespace);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** A slip of the pen, or the name as DNS has it: `web.shop.svc.cluster.local`. */
function isMeant(name: string, written: string): boolean {
  return looksLike(name, written) || (written.includes('.') && written.split('.')[0] === name);
}

/** Whether one name is the other with words before or after it: web and web-service. */
function isPartOf(a: string, b: string): boolean {
  const [left, right] = [a.split(/[-.]/), b.split(/[-.]/)];
  return left.every((word) => right.includes(word)) || right.every((word) => left.includes(word));
}

/** Whether a Service is one that routes are written for, with the port that is asked for: it has pods, and no entrance of its own. */
function isApp({ type, headless, workloads, ports }: Service, { port, route: { protocol } }: Backend): boolean {
  const isWanted = (open: ServicePort): boolean => open.protocol === protocol && (typeof port === 'number' ? open.port : open.name) === port;
  return type === 'ClusterIP' && !headless && workloads.length > 0 && ports.some(isWanted);
}

function linkPorts({ port, route: { protocol } }: Backend, named: readonly Service[]): BackendLink {
  const [first] = named;
  // Of an ExternalName, controllers take any port; a headless Service may list none at all.
  const isOpen = ({ type, ports }: Service): boolean => type === 'ExternalName' || ports.length === 0;
  if (!first || port === undefined || named.some(isOpen)) return { status: 'open', services: named, ports: [] };
  const all = named.flatMap(({ ports }) => ports);
  const meant = all.filter((candidate) => (typeof port === 'number' ? candidate.port : candidate.name) === port);
  const fitting = meant.filter((candidate) => candidate.protocol === protocol);
  if (fitting.length > 0) return { status: 'open', services: named, ports: fitting };
  const [other] = meant;
  if (other) return { status: 'protocol', service: other.service, port: other };
  const before = all.find((candidate) => candidate.targetPort === port && candidate.protocol === protocol);
  return before ? { status: 'targetPort', service: before.service, port: before } : { status: 'noPort', service: first };
}
