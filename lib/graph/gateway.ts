import type { Graph } from './graph';
import { integer, type Json, list, record, text } from './json';
import { shareNamespace } from './namespaces';
import type { GraphObject } from './object';
import { GATEWAY_API, type Route } from './route';
import { type LabelSelector, readLabelSelector } from './selector';
import { type Verdict, verdictOf } from './verdict';

/** A port at which a Gateway takes traffic, and the routes that it does so for. */
export interface Listener {
  readonly name: string;
  readonly port?: number;
  readonly protocol: string;
  /** Absent: any host. */
  readonly hostname?: string;
  /** The namespaces of the routes: `All`, `Same` or `Selector`. */
  readonly from: string;
  readonly selector?: LabelSelector;
  /** The kinds of routes, as `HTTPRoute.gateway.networking.k8s.io`; none: those of the protocol. */
  readonly kinds: readonly string[];
}

export interface Gateway {
  readonly object: GraphObject;
  readonly listeners: readonly Listener[];
}

/** Kinds that a protocol's listeners surely do not take. What implementations differ in, such as TLS that a Gateway ends, is not here. */
const FOREIGN_TO: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['TLSRoute', 'TCPRoute', 'UDPRoute'],
  HTTPS: ['TCPRoute', 'UDPRoute'],
  TLS: ['UDPRoute'],
  TCP: ['HTTPRoute', 'GRPCRoute', 'UDPRoute'],
  UDP: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
};

/**
 * The Gateway in an object of that kind.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/gateway/
 */
export function readGateway(object: GraphObject): Gateway {
  return { object, listeners: list(record(object.manifest.spec).listeners).map(readListener) };
}

function readListener(value: Json): Listener {
  const { name, port, protocol, hostname, allowedRoutes } = record(value);
  const { namespaces, kinds } = record(allowedRoutes);
  const { from, selector } = record(namespaces);
  return {
    name: text(name) ?? '',
    port: integer(port),
    protocol: text(protocol) ?? '',
    hostname: text(hostname),
    from: text(from) ?? 'Same',
    selector: readLabelSelector(selector),
    kinds: list(kinds).map((entry) => {
      const { group, kind } = record(entry);
      return `${text(kind) ?? ''}.${typeof group === 'string' ? group : GATEWAY_API}`;
    }),
  };
}

/** Whether a listener takes routes of that kind. */
export function takesKind({ kinds, protocol }: Listener, { object: { kind, group } }: Route): boolean {
  if (kinds.length > 0) return kinds.includes(`${kind}.${group}`);
  return !(FOREIGN_TO[protocol] ?? []).includes(kind);
}

/** Whether a listener takes routes of a namespace. */
export function takesNamespace({ policies }: Graph, { object }: Gateway, { from, selector }: Listener, namespace: string | undefined): Verdict {
  if (from === 'Same') return shareNamespace(object.namespace, namespace);
  if (from === 'Selector') return selector ? policies.namespaces.matches(selector, namespace) : 'unknown';
  return from === 'None' ? 'no' : 'yes';
}

/** Whether some host is both the listener's and the route's. */
export function sharesHost({ hostname }: Listener, { hostnames }: Route): boolean {
  return hostname === undefined || hostnames.length === 0 || hostnames.some((host) => hostsOverlap(hostname.toLowerCase(), host.toLowerCase()));
}

/** Whether some host is both's: `*.example.com` stands for every host below, however deep, and not for `example.com` itself. */
export function hostsOverlap(a: string, b: string): boolean {
  const [left, right] = [wildcardSuffix(a), wildcardSuffix(b)];
  if (left !== undefined && right !== undefined) return left.endsWith(right) || right.endsWith(left);
  if (left !== undefined) return b.endsWith(left);
  return right === undefined ? a === b : a.endsWith(right);
}

function wildcardSuffix(host: string): string | undefined {
  return host.startsWith('*.') ? host.slice(1) : undefined;
}

/** A listener as messages show it: `"https" (443/HTTPS)`. */
export function showListener({ name, port, protocol }: Listener): string {
  return `${JSON.stringify(name)} (${port === undefined ? '' : String(port)}/${protocol})`;
}

/** Whether a listener is one that a route may take, where nobody would say no. */
export function takes(graph: Graph, gateway: Gateway, listener: Listener, route: Route): Verdict {
  return takesKind(listener, route) && sharesHost(listener, route) ? takesNamespace(graph, gateway, listener, route.object.namespace) : verdictOf(false);
}
