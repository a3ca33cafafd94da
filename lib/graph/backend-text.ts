import { listed, quote } from '../report/message';
import type { BackendLink } from './backend-link';
import { looksLike, looksLikePort } from './near';
import { type GraphObject, showObject } from './object';
import type { Backend } from './route';
import type { Service, ServicePort } from './service';

/** What messages say of a reference that leads nowhere. */
export interface BackendText {
  readonly kind: string;
  readonly name: string;
  /** ` in namespace "shop"`, or nothing where it is not known. */
  readonly namespace: string;
  readonly own: string;
  /** The Service that is, or may be, meant; or who may make it. */
  readonly service: string;
  readonly nearest: string;
  /** The namespace of that Service. */
  readonly other: string;
  /** The Services of the namespace. */
  readonly known: string;
  readonly port: string;
  /** The ports of the Service. */
  readonly open: string;
  readonly protocol: string;
  readonly change: string;
}

/** The values of the messages that are about a reference, whichever it will be. */
export function textOf(backend: Backend, link: Exclude<BackendLink, { status: 'open' }>): BackendText {
  const { route, name, namespace, port } = backend;
  const found = serviceOf(link);
  const [one] = link.status === 'targetPort' ? [link.port] : portsFor(backend, found);
  return {
    kind: route.object.kind,
    name: quote(name),
    namespace: namespace === undefined ? '' : ` in namespace ${quote(namespace)}`,
    own: quote(namespace),
    service: link.status === 'operated' ? showObject(link.maker) : found ? showObject(found.object) : '',
    nearest: quote(found?.object.name ?? ''),
    other: quote(found?.object.namespace ?? ''),
    known: 'neighbours' in link ? showNames(link.neighbours) : '',
    port: quote(port),
    open: found ? showPorts(found.ports) : '',
    protocol: route.protocol,
    change: one ? writePort(backend, one) : `name a ${route.protocol} port that the Service opens, or add this one to it`,
  };
}

/** The objects that have a part in it. */
export function relatedTo(link: BackendLink): readonly GraphObject[] {
  const found = serviceOf(link);
  return found ? [found.object] : [];
}

function serviceOf(link: BackendLink): Service | undefined {
  return 'service' in link ? link.service : undefined;
}

/** The ports that may have been meant: the only one that will do, or one that is written almost so. */
function portsFor({ port, route: { protocol } }: Backend, service: Service | undefined): ServicePort[] {
  const fitting = (service?.ports ?? []).filter((candidate) => candidate.protocol === protocol);
  if (fitting.length === 1) return fitting;
  return fitting.filter((candidate) => (typeof port === 'number' ? looksLikePort(candidate.port, port) : looksLike(candidate.name ?? '', port ?? '')));
}

function writePort({ port, route }: Backend, { name, port: number }: ServicePort): string {
  if (route.object.kind !== 'Ingress') return `set port: ${String(number)}, which is the Service's`;
  const isName = typeof port === 'string' && name !== undefined;
  return isName ? `set port: { name: ${name} }` : `set port: { number: ${String(number)} }`;
}

function showNames(services: readonly Service[]): string {
  const names = [...new Set(services.map(({ object }) => object.name))].sort().map(quote);
  const shown = names.length > 5 ? [...names.slice(0, 5), 'more'] : names;
  return names.length === 1 ? `the only Service there is ${listed(shown)}` : `the Services there are called ${listed(shown)}`;
}

function showPorts(ports: readonly ServicePort[]): string {
  const shown = ports.map(({ name, port, protocol }) => {
    const number = `${String(port)}/${protocol}`;
    return name === undefined ? number : `${quote(name)} (${number})`;
  });
  return listed([...new Set(shown)]);
}
