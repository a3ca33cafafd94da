import type { Graph } from '../graph/graph';
import { looksLike, nearest } from '../graph/near';
import { showObject } from '../graph/object';
import type { Service, ServicePort } from '../graph/service';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
import { harmless } from '../report/harmless';
import { listed, quote } from '../report/message';
import { Unanswerable } from './answer';

/** What a name in a test stands for: a Service, workloads, or a Service and the workloads that bear its name. */
export interface Named {
  readonly text: string;
  readonly graph: Graph;
  readonly service?: Service;
  /** Those of that very name, whether or not they are behind the Service. */
  readonly workloads: readonly Workload[];
  /** The Service's ports that are meant: all of them where the name says none. */
  readonly servicePorts: readonly ServicePort[];
  /** The workload's ports that are meant, where no port of a Service is. */
  readonly containerPorts: readonly ContainerPort[];
  readonly hasPort: boolean;
}

/** `shop/web:http`, `web:80/TCP`, `Deployment web`: as the link report writes them. */
const FORM = /^(?:(?<namespace>[^/\s:]+)\/)?(?:(?<kind>[A-Z]\w*) )?(?<name>[^/\s:]+)(?::(?<port>[^/\s:]+)(?:\/(?<protocol>TCP|UDP|SCTP))?)?$/;
/** More than fit into a message. */
const MOST_LISTED = 12;

interface Written {
  readonly text: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly name: string;
  readonly port?: string;
  readonly protocol?: string;
}

/**
 * Finds what a name stands for.
 *
 * @throws Unanswerable where nothing bears it, or more than one thing, or it has no such port
 */
export function resolveName(graphs: readonly Graph[], text: string): Named {
  const groups = FORM.exec(text)?.groups;
  if (groups?.name === undefined) throw new Unanswerable(`${quote(text)} is no name of a Service or workload`, undefined, 'write it like "web", "web:80", "web:http", "shop/web:80" or "Deployment web"');
  const written: Written = { ...groups, name: groups.name, text };
  const found = graphs.flatMap((graph) => candidates(graph, written));
  const [only, ...others] = found;
  if (!only) throw unknownName(graphs, written);
  if (others.length > 0) throw ambiguous(found, written);
  return withPorts(only, written);
}

type Candidate = Pick<Named, 'graph' | 'service' | 'workloads'>;

/** One for each namespace in which something bears the name. */
function candidates(graph: Graph, { namespace, kind, name }: Written): Candidate[] {
  const isMeant = ({ object }: Service | Workload): boolean =>
    object.name === name && (namespace === undefined || object.namespace === namespace) && (kind === undefined || object.kind === kind);
  const [services, workloads] = [graph.services.filter(isMeant), graph.workloads.filter(isMeant)];
  const namespaces = new Set([...services, ...workloads].map(({ object }) => object.namespace));
  return [...namespaces].flatMap((place): Candidate[] => {
    const here = ({ object }: Service | Workload): boolean => object.namespace === place;
    const own = workloads.filter(here);
    const [service, ...twins] = services.filter(here);
    if (service) return [service, ...twins].map((each) => ({ graph, service: each, workloads: own }));
    return [...new Set(own.map(({ object }) => object))].map((object) => ({ graph, workloads: own.filter((each) => each.object === object) }));
  });
}

function withPorts(candidate: Candidate, { text, port, protocol }: Written): Named {
  const { service, workloads } = candidate;
  const isMeant = (open: { readonly name?: string; readonly port: number; readonly protocol: string }): boolean =>
    (port === undefined || open.name === port || String(open.port) === port) && (protocol === undefined || open.protocol === protocol);
  const servicePorts = service?.ports.filter(isMeant) ?? [];
  // A Service hides the ports of the workload that bears its name, but for those that it does not have.
  const asksPods = servicePorts.length === 0 && (!service || port !== undefined);
  const containerPorts = asksPods ? workloads.flatMap(({ ports }) => ports).filter(isMeant) : [];
  if (port !== undefined && servicePorts.length + containerPorts.length === 0) throw unknownPort(candidate, text);
  return { ...candidate, text, servicePorts, containerPorts, hasPort: port !== undefined };
}

function unknownPort({ service, workloads }: Candidate, text: string): Unanswerable {
  const known = [
    ...(service ? [`Service ${showName(service.object)} has ${listed(service.ports.map(showServicePort))}`] : []),
    ...workloads.map(({ object, ports }) => `${object.kind} ${showName(object)} opens ${listed(ports.map(showPort))}`),
  ];
  const names = [...(service?.ports ?? []), ...workloads.flatMap(({ ports }) => ports)].flatMap(({ name, port }) => [...(name === undefined ? [] : [name]), String(port)]);
  return new Unanswerable(`${quote(text)} names a port that is not there`, known.join('\n'), suggestion(text.replace(/^.*:/, '').replace(/\/.*$/, ''), names, 'name one of these ports, by number or name'));
}

function unknownName(graphs: readonly Graph[], { text, name }: Written): Unanswerable {
  const all = graphs.flatMap(({ services, workloads }) => [...services, ...workloads].map(({ object }) => object));
  const known = [...new Set(all.map((object) => (object.kind === 'Service' ? `Service ${showName(object)}` : `${object.kind} ${showName(object)}`)))].sort();
  const shown = known.length > MOST_LISTED ? [...known.slice(0, MOST_LISTED), `and ${String(known.length - MOST_LISTED)} more`] : known;
  const there = known.length === 0 ? 'no Service and no workload at all' : shown.join('\n');
  return new Unanswerable(`No Service or workload is named ${quote(text)}`, there, suggestion(name, all.map((object) => object.name), 'write a name that is there, with its namespace where you give one'));
}

function suggestion(written: string, names: readonly string[], otherwise: string): string {
  // A slip of the pen before the shortest way from letter to letter: for wbe, web is meant and not db.
  const near = names.find((name) => looksLike(name, written)) ?? nearest(written, names);
  return near === undefined || near === written ? otherwise : `did you mean ${quote(near)}?`;
}

function ambiguous(found: readonly Candidate[], { text }: Written): Unanswerable {
  const objects = found.map(({ service, workloads, graph }) => ({ object: service?.object ?? workloads[0]?.object, graph }));
  const shown = objects.flatMap(({ object }) => (object ? [`${object.kind} ${showName(object)} of cluster ${quote(object.target.cluster)}: ${showObject(object)}`] : []));
  const clusters = new Set(objects.map(({ graph }) => graph)).size > 1;
  const fix = clusters ? 'give expect() the chart that is for the cluster you mean' : 'write the namespace before it, as in "shop/web:80", or the kind, as in "Deployment web"';
  return new Unanswerable(`${quote(text)} may be any of ${String(shown.length)}`, shown.join('\n'), fix);
}

/** `shop/web`. */
export function showName({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return harmless(`${namespace === undefined ? '' : `${namespace}/`}${name}`);
}

/** `80/TCP http`. */
export function showServicePort({ port, protocol, name }: ServicePort): string {
  return `${String(port)}/${protocol}${name === undefined ? '' : ` ${harmless(name)}`}`;
}
