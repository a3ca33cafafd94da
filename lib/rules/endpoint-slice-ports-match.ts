import { addTo } from '../graph/add-to';
import { type EndpointPort, type EndpointSlice, readEndpointSlice } from '../graph/endpoint-slice';
import type { Graph } from '../graph/graph';
import { looksLike, nearest } from '../graph/near';
import { mayShareNamespace, showObject } from '../graph/object';
import type { Service, ServicePort } from '../graph/service';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Endpoints written by hand must bear the names of their Service's ports; otherwise those ports lead nowhere. */
export const endpointSlicePortsMatch = defineRule({
  name: 'endpoint-slice-ports-match',
  why: 'A port of a Service without a selector leads to the endpoint port of the same name and protocol; where there is none, connections are refused.',
  grade: { ours: 'error', foreign: 'error' },
  findsAbsence: true,
  messages: {
    noName: {
      problem: 'Service port {{port}} has {{name}}, but no port of its endpoints does: nothing is forwarded',
      got: '{{name}}; in {{slices}}: {{known}}',
      fix: '{{change}}',
    },
    otherProtocol: {
      problem: 'Service port {{port}} forwards {{protocol}}, but the port of its endpoints with {{name}} is for {{other}}: nothing is forwarded',
      got: '{{protocol}}; in {{slices}}: {{known}}',
      fix: 'set protocol: {{protocol}} on the endpoint port, or protocol: {{other}} on the Service port',
    },
    nearService: {
      problem: '{{kind}} is for Service {{name}}, which is not there: nothing uses its endpoints',
      got: '{{name}}; {{service}} has no endpoints',
      fix: 'write {{nearest}} in place of {{name}}',
    },
    onlyService: {
      problem: '{{kind}} is for Service {{name}}, which is not there: nothing uses its endpoints',
      got: '{{name}}; {{service}} alone has neither a selector nor endpoints',
      fix: 'write {{nearest}} in place of {{name}}',
      // Endpoints without a Service are permitted, and the one that is meant may be elsewhere.
      grade: { ours: 'error', foreign: 'warning' },
    },
    otherNamespace: {
      problem: '{{kind}} is for Service {{name}} of its own namespace {{namespace}}, and that Service is in {{other}}: nothing uses its endpoints',
      got: 'namespace {{namespace}}; {{service}} has no endpoints',
      fix: 'put the {{kind}} into namespace {{other}}, or the Service into {{namespace}}',
      grade: { ours: 'error', foreign: 'warning' },
    },
    unbound: {
      problem: 'EndpointSlice has no label "kubernetes.io/service-name": it belongs to no Service',
      got: 'no such label; {{service}} has no endpoints',
      fix: 'label the EndpointSlice "kubernetes.io/service-name={{nearest}}"',
    },
  },
  check(graph, report) {
    const { bound, loose } = bind(graph);
    for (const [service, slices] of bound) {
      // DNS answers with the endpoints of a headless Service, whatever its ports are called.
      if (service.headless) continue;
      for (const { port, ports } of closedPorts(service, slices)) {
        const name = showName(port.name);
        const shared = { port: port.port, name, slices: listed(slices.map(({ object }) => showObject(object))), known: showPorts(ports) };
        const other = ports.find((candidate) => candidate.name === (port.name ?? ''));
        if (other) report('otherProtocol', service, `${port.field}.protocol`, { ...shared, protocol: port.protocol, other: other.protocol });
        else report('noName', service, `${port.field}.name`, { ...shared, change: changeFor(port, ports) });
      }
    }
    const free = graph.services.filter((service) => isKeptByHand(service) && !bound.has(service));
    for (const slice of loose) {
      const meant = meantBy(slice, free);
      if (!meant) continue;
      const { message, service: { object } } = meant;
      const { serviceName, field } = slice;
      const [name, near, { kind }] = [quote(serviceName), quote(object.name), slice.object];
      const shared = { service: showObject(object), nearest: near, name, kind };
      if (message === 'unbound') report('unbound', slice, field, { service: shared.service, nearest: object.name });
      else if (message !== 'otherNamespace') report(message, slice, field, shared);
      else report(message, slice, 'metadata.namespace', { ...shared, namespace: quote(slice.object.namespace), other: quote(object.namespace) });
    }
  },
});

interface Bindings {
  /** Services without a selector, with their endpoints. */
  readonly bound: ReadonlyMap<Service, readonly EndpointSlice[]>;
  /** Endpoints whose Service is not in the input. */
  readonly loose: readonly EndpointSlice[];
}

function bind(graph: Graph): Bindings {
  const bound = new Map<Service, EndpointSlice[]>();
  const loose: EndpointSlice[] = [];
  const services = new Map<string, Service[]>();
  for (const service of graph.services) {
    addTo(services, service.object.name, service);
  }
  for (const slice of graph.objects.flatMap((object) => readEndpointSlice(object) ?? [])) {
    const namesakes = slice.serviceName === undefined ? [] : services.get(slice.serviceName) ?? [];
    const meant = namesakes.filter((service) => mayShareNamespace(service.object.namespace, slice.object.namespace));
    if (meant.length === 0) loose.push(slice);
    for (const service of meant.filter(isKeptByHand)) {
      addTo(bound, service, slice);
    }
  }
  return { bound, loose };
}

function isKeptByHand({ selector, type }: Service): boolean {
  return selector === undefined && type !== 'ExternalName';
}

/** Ports that no slice serves. One that lists no port may serve them all. */
function closedPorts(service: Service, slices: readonly EndpointSlice[]): { port: ServicePort; ports: readonly EndpointPort[] }[] {
  if (slices.some(({ ports }) => ports === undefined)) return [];
  const ports = slices.flatMap((slice) => slice.ports ?? []);
  return service.ports
    .filter((port) => !ports.some(({ name, protocol }) => name === (port.name ?? '') && protocol === port.protocol))
    .map((port) => ({ port, ports }));
}

interface Meant {
  readonly service: Service;
  /** What is wrong. */
  readonly message: 'unbound' | 'nearService' | 'otherNamespace' | 'onlyService';
}

/** The Service without endpoints that loose ones were probably written for. */
function meantBy(slice: EndpointSlice, without: readonly Service[]): Meant | undefined {
  const { name, namespace } = slice.object;
  const free = without.filter((service) => mayShareNamespace(service.object.namespace, namespace));
  if (slice.serviceName === undefined) {
    const exact = free.find((service) => service.object.name === name);
    // Slices bear their Service's name with something behind it.
    const before = free.filter((service) => name.startsWith(`${service.object.name}-`)).sort((a, b) => b.object.name.length - a.object.name.length);
    const service = exact ?? before[0] ?? free.find((candidate) => looksLike(candidate.object.name, name));
    return service && { service, message: 'unbound' };
  }
  const wanted = slice.serviceName;
  const near = free.find((service) => looksLike(service.object.name, wanted));
  if (near) return { service: near, message: 'nearService' };
  const elsewhere = without.find(({ object }) => object.name === wanted);
  if (elsewhere) return { service: elsewhere, message: 'otherNamespace' };
  const [only, ...others] = free;
  if (!only || others.length > 0 || only.object.namespace !== namespace || !mayLeadTo(only, slice)) return undefined;
  return { service: only, message: 'onlyService' };
}

/** Whether endpoints are what a port of the Service could be for: of its number, or of its name. */
function mayLeadTo({ ports }: Service, slice: EndpointSlice): boolean {
  return (slice.ports ?? []).some(({ name, port, protocol }) =>
    ports.some(
      (own) => own.protocol === protocol && (own.port === port || own.targetPort === port || (name !== '' && (own.name === name || own.targetPort === name))),
    ),
  );
}

function changeFor({ name }: ServicePort, ports: readonly EndpointPort[]): string {
  const candidate = nearest(name ?? '', ports.map((port) => port.name)) ?? '';
  if (name === undefined) return `set name: ${quote(candidate)} on the Service port, or take the name off the endpoint port`;
  if (candidate === '') return `set name: ${quote(name)} on the endpoint port, or take the name off the Service port`;
  return `set name: ${quote(name)} on the endpoint port, or name: ${quote(candidate)} on the Service port`;
}

function showName(name: string | undefined): string {
  return name === undefined ? 'no name' : `the name ${quote(name)}`;
}

function showPorts(ports: readonly EndpointPort[]): string {
  const shown = ports.map(({ name, protocol, port }) => {
    const number = `${port === undefined ? 'any port' : String(port)}/${protocol}`;
    return name === '' ? `${number} without a name` : `${quote(name)} (${number})`;
  });
  return listed([...new Set(shown)].sort());
}
