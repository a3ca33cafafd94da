import { type Gateway, type Listener, readGateway, sharesHost, showListener, takes, takesKind, takesNamespace } from '../graph/gateway';
import type { Graph } from '../graph/graph';
import { looksLike, nearest } from '../graph/near';
import { mayShareNamespace, showObject } from '../graph/object';
import { GATEWAY_API, gatewayRoutesOf, type ParentReference, type Route } from '../graph/route';
import type { Service } from '../graph/service';
import { ServiceIndex } from '../graph/service-index';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

const GATEWAY = `Gateway.${GATEWAY_API}`;

/** The Gateway that a route attaches to must take it: its name, listener, kind, namespace and hosts must fit. */
export const gatewayExists = defineRule({
  name: 'gateway-exists',
  why: 'A route that no listener of its Gateway takes is accepted by the API server, and no traffic ever comes in by it.',
  grade: { ours: 'error', foreign: 'error' },
  findsAbsence: true,
  messages: {
    nearName: {
      problem: '{{kind}} attaches to {{parent}} {{name}}, but no {{parent}}{{namespace}} is called that',
      got: '{{name}}; {{candidate}} has a name like it',
      fix: 'write {{nearest}} in place of {{name}}',
    },
    otherNamespace: {
      problem: '{{kind}} attaches to Gateway {{name}} of namespace {{own}}, and that Gateway is in {{other}}',
      got: 'namespace {{own}}; {{candidate}} takes routes of this namespace',
      fix: 'set namespace: {{other}} on the parentRef',
    },
    noSection: {
      problem: '{{kind}} attaches to listener {{section}} of Gateway {{name}}, which has no listener of that name',
      got: '{{section}}; the listeners of {{candidate}} are {{listeners}}',
      fix: 'write {{nearest}} in place of {{section}}, or leave sectionName out and attach to all',
    },
    noPort: {
      problem: '{{kind}} attaches to port {{port}} of {{parent}} {{name}}, which has no such port',
      got: '{{port}}; {{candidate}} has {{ports}}',
      fix: 'name a port that is there, or leave port out and attach to all',
    },
    kindRefused: {
      problem: '{{kind}} attaches to Gateway {{name}}, none of whose listeners takes routes of that kind',
      got: '{{listeners}} of {{candidate}}',
      fix: 'attach to a listener of another protocol, or let allowedRoutes.kinds list {{kind}}',
    },
    namespaceRefused: {
      problem: '{{kind}} of namespace {{own}} attaches to Gateway {{name}}, none of whose listeners takes routes of that namespace',
      got: '{{listeners}} of {{candidate}} {{admission}}',
      fix: 'let allowedRoutes.namespaces of the listener admit namespace {{own}}, as from: All does',
    },
    hostRefused: {
      problem: '{{kind}} is for {{hosts}}, and no listener of Gateway {{name}} that it attaches to takes such a host',
      got: '{{hosts}}; {{taken}} of {{candidate}}',
      fix: 'name a host that the listener takes, or add a listener for {{hosts}}',
    },
  },
  check(graph, report) {
    const services = new ServiceIndex(graph.services);
    for (const route of gatewayRoutesOf(graph)) {
      for (const parent of route.parents) {
        const fault = isService(parent) ? serviceFault(graph, services, parent) : isGateway(parent) ? gatewayFault(graph, route, parent) : undefined;
        if (!fault) continue;
        const { object } = route;
        const data = { ...textOf(route, parent), ...fault.data, candidate: showObject(fault.related.object) };
        report(fault.message, { object, related: [fault.related.object] }, fault.field === '' ? parent.field : `${parent.field}.${fault.field}`, data);
      }
    }
  },
});

interface Fault {
  readonly message: 'nearName' | 'otherNamespace' | 'noSection' | 'noPort' | 'kindRefused' | 'namespaceRefused' | 'hostRefused';
  readonly related: Gateway | Service;
  /** Within the reference; empty: the reference itself. */
  readonly field: string;
  readonly data: Partial<ReturnType<typeof textOf>>;
}

function isGateway({ group, kind }: ParentReference): boolean {
  return group === GATEWAY_API && kind === 'Gateway';
}

function isService({ group, kind }: ParentReference): boolean {
  return group === '' && kind === 'Service';
}

/** What messages say, whichever it will be; faults fill in what they know. */
function textOf({ object, hostnames }: Route, { kind, name, namespace, sectionName, port }: ParentReference) {
  return {
    kind: object.kind,
    parent: kind,
    name: quote(name),
    namespace: namespace === undefined ? '' : ` in namespace ${quote(namespace)}`,
    own: quote(namespace),
    section: quote(sectionName),
    port: quote(port),
    hosts: listed(hostnames.map(quote), 'or'),
    nearest: '',
    other: '',
    listeners: '',
    ports: '',
    admission: '',
    taken: '',
  };
}

function gatewayFault(graph: Graph, route: Route, parent: ParentReference): Fault | undefined {
  const { namespace, name } = parent;
  if (graph.externals.has('Gateway', namespace, name)) return undefined;
  const named = graph.index.named(GATEWAY, namespace, name).map(readGateway);
  if (named.length === 0) return nearGateway(graph, route, parent);
  const faults = named.map((gateway) => refusal(graph, gateway, route, parent));
  return faults.every((fault) => fault !== undefined) ? faults[0] : undefined;
}

/** A Gateway that the route was meant for, where the one that it names is not there: one that would take it. */
function nearGateway(graph: Graph, route: Route, parent: ParentReference): Fault | undefined {
  const { namespace, name, namesNamespace } = parent;
  const mayTake = (gateway: Gateway): boolean => gateway.listeners.some((listener) => takes(graph, gateway, listener, route) !== 'no');
  const isOther = (candidate: string): boolean => !route.parents.some((other) => other.name === candidate);
  const gateways = graph.index.ofKind(GATEWAY).filter((object) => mayShareNamespace(object.namespace, namespace) && looksLike(object.name, name));
  const near = gateways.map(readGateway).find((gateway) => isOther(gateway.object.name) && mayTake(gateway));
  if (near) return { message: 'nearName', related: near, field: 'name', data: { nearest: quote(near.object.name) } };
  const twins = graph.index.anywhere(`${route.object.kind}.${GATEWAY_API}`, route.object.name);
  const elsewhere = graph.index.anywhere(GATEWAY, name).map(readGateway).find(({ object, ...gateway }) => {
    const isMeant = !namesNamespace || looksLike(object.namespace ?? '', namespace ?? '');
    // A route of the same name there is this one's copy, and each copy has a Gateway of its own.
    return isMeant && mayTake({ object, ...gateway }) && !twins.some((twin) => twin.namespace === object.namespace);
  });
  return elsewhere && { message: 'otherNamespace', related: elsewhere, field: namesNamespace ? 'namespace' : '', data: { other: quote(elsewhere.object.namespace) } };
}

/** Why a Gateway surely does not take a route: the first question to which no listener is left. */
function refusal(graph: Graph, gateway: Gateway, route: Route, { sectionName, port, namespace }: ParentReference): Fault | undefined {
  const { listeners } = gateway;
  const own = route.object.namespace;
  if (listeners.length === 0) return undefined;
  const fault = (message: Fault['message'], field: string, data: Fault['data']): Fault => ({ message, related: gateway, field, data });
  const named = listeners.filter((listener) => sectionName === undefined || listener.name === sectionName);
  if (named.length === 0) {
    const names = listeners.map(({ name }) => name);
    return fault('noSection', 'sectionName', { listeners: showAll(listeners), nearest: quote(nearest(sectionName ?? '', names)) });
  }
  const atPort = named.filter((listener) => port === undefined || listener.port === port);
  if (atPort.length === 0) return fault('noPort', 'port', { ports: showAll(named) });
  const ofKind = atPort.filter((listener) => takesKind(listener, route));
  if (ofKind.length === 0) return fault('kindRefused', '', { listeners: showAll(atPort) });
  const open = ofKind.filter((listener) => takesNamespace(graph, gateway, listener, own) !== 'no');
  if (open.length === 0) return fault('namespaceRefused', '', { own: quote(own), listeners: showAll(ofKind), admission: showAdmission(gateway, ofKind) });
  const hosting = open.some((listener) => sharesHost(listener, route));
  return hosting ? undefined : fault('hostRefused', '', { namespace, taken: listed(open.map((listener) => `${showListener(listener)} takes ${quote(listener.hostname)}`)) });
}

function showAll(listeners: readonly Listener[]): string {
  return listed(listeners.map(showListener));
}

function showAdmission({ object }: Gateway, listeners: readonly Listener[]): string {
  const plural = listeners.length > 1;
  if (listeners.every(({ from }) => from === 'Same')) return `${plural ? 'take' : 'takes'} those of namespace ${quote(object.namespace)} alone`;
  return `${plural ? 'select' : 'selects'} other namespaces`;
}

/** Within a mesh a route attaches to a Service. */
function serviceFault(graph: Graph, services: ServiceIndex, { namespace, name, port }: ParentReference): Fault | undefined {
  if (graph.externals.has('Service', namespace, name)) return undefined;
  const named = services.named(namespace, name);
  const [first] = named;
  if (!first) {
    const near = services.beside(namespace).find(({ object }) => looksLike(object.name, name));
    return near && { message: 'nearName', related: near, field: 'name', data: { nearest: quote(near.object.name) } };
  }
  if (port === undefined || named.some(({ ports }) => ports.length === 0 || ports.some((open) => open.port === port))) return undefined;
  return { message: 'noPort', related: first, field: 'port', data: { ports: listed(first.ports.map((open) => `${String(open.port)}/${open.protocol}`)) } };
}
