import type { Graph } from './graph';
import { integer, type Json, list, record, text } from './json';
import { type GraphObject, isOwned } from './object';

export const GATEWAY_API = 'gateway.networking.k8s.io';

/** Where a route sends traffic: a Service, or an object of another kind. */
export interface Backend {
  readonly route: Route;
  /** Where it stands, such as `spec.rules[0].backendRefs[0]`. */
  readonly field: string;
  /** Where its name stands. */
  readonly nameField: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** The namespace that it is in: the route's own where the reference names none. */
  readonly namespace?: string;
  /** A port of the Service, by number or, in an Ingress, by name; absent where the manifest leaves it out. */
  readonly port?: number | string;
  /** Where the port stands. */
  readonly portField: string;
}

/** What a route attaches to: a Gateway, or, within a mesh, a Service. */
export interface ParentReference {
  /** Where it stands, such as `spec.parentRefs[0]`. */
  readonly field: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** The route's own where the reference names none. */
  readonly namespace?: string;
  /** Whether the reference itself names it. */
  readonly namesNamespace: boolean;
  /** The one listener of the Gateway that is meant; absent: all of them. */
  readonly sectionName?: string;
  readonly port?: number;
}

/** Something that leads traffic from an entrance to Services: an Ingress, or a route of the Gateway API. */
export interface Route {
  readonly object: GraphObject;
  /** The protocol of the Service ports that it can lead to. */
  readonly protocol: string;
  readonly backends: readonly Backend[];
  /** None on an Ingress. */
  readonly parents: readonly ParentReference[];
  /** The hosts that it is for; none: any. */
  readonly hostnames: readonly string[];
}

const INGRESS_GROUPS = ['networking.k8s.io', 'extensions'];
const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** The Ingresses of the input; those that a controller made are its own business. */
export function ingressesOf({ index }: Graph): Route[] {
  const objects = INGRESS_GROUPS.flatMap((group) => index.ofKind(`Ingress.${group}`));
  return objects.filter((object) => !isOwned(object)).map(readIngress);
}

/** The Gateway API's routes of the input; those that a controller made are its own business. */
export function gatewayRoutesOf({ index }: Graph): Route[] {
  const objects = ROUTE_KINDS.flatMap((kind) => index.ofKind(`${kind}.${GATEWAY_API}`));
  return objects.filter((object) => !isOwned(object)).map(readGatewayRoute);
}

/** Whether a route steers what clients in a mesh send to a Service, rather than what comes in by a Gateway. */
export function isOfMesh({ parents }: Route): boolean {
  return parents.some(({ group, kind }) => group === '' && kind === 'Service');
}

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/ */
function readIngress(object: GraphObject): Route {
  const spec = record(object.manifest.spec);
  const backends: Backend[] = [];
  const route: Route = { object, protocol: 'TCP', backends, parents: [], hostnames: [] };
  const add = (value: Json, field: string): void => {
    const backend = readIngressBackend(route, value, field);
    if (backend) backends.push(backend);
  };
  add(spec.defaultBackend, 'spec.defaultBackend');
  add(spec.backend, 'spec.backend');
  for (const [index, rule] of list(spec.rules).entries()) {
    for (const [at, path] of list(record(record(rule).http).paths).entries()) {
      add(record(path).backend, `spec.rules[${String(index)}].http.paths[${String(at)}].backend`);
    }
  }
  return route;
}

/** A backend that is a resource of another kind has no `service`; `serviceName` is what the versions before v1 had. */
function readIngressBackend(route: Route, value: Json, field: string): Backend | undefined {
  const { service, serviceName, servicePort } = record(value);
  const shared = { route, group: '', kind: 'Service', namespace: route.object.namespace };
  const name = text(record(service).name);
  if (name !== undefined) {
    const { number, name: portName } = record(record(service).port);
    const portField = `${field}.service.port.${number === undefined ? 'name' : 'number'}`;
    return { ...shared, field: `${field}.service`, nameField: `${field}.service.name`, name, port: integer(number) ?? text(portName), portField };
  }
  const before = text(serviceName);
  if (before === undefined) return undefined;
  const port = integer(servicePort) ?? text(servicePort);
  return { ...shared, field, nameField: `${field}.serviceName`, name: before, port, portField: `${field}.servicePort` };
}

/** @see https://kubernetes.io/docs/concepts/services-networking/gateway/ */
function readGatewayRoute(object: GraphObject): Route {
  const spec = record(object.manifest.spec);
  const backends: Backend[] = [];
  const route: Route = {
    object,
    protocol: object.kind === 'UDPRoute' ? 'UDP' : 'TCP',
    backends,
    parents: list(spec.parentRefs).flatMap((entry, index) => readParent(object, record(entry), `spec.parentRefs[${String(index)}]`) ?? []),
    hostnames: list(spec.hostnames).flatMap((host) => text(host) ?? []),
  };
  const add = (value: Json, field: string): void => {
    const backend = readBackend(route, value, field);
    if (backend) backends.push(backend);
  };
  const addMirrors = (filters: Json, field: string): void => {
    for (const [index, filter] of list(filters).entries()) add(record(record(filter).requestMirror).backendRef, `${field}[${String(index)}].requestMirror.backendRef`);
  };
  for (const [index, entry] of list(spec.rules).entries()) {
    const { backendRefs, filters } = record(entry);
    const rule = `spec.rules[${String(index)}]`;
    for (const [at, reference] of list(backendRefs).entries()) {
      const field = `${rule}.backendRefs[${String(at)}]`;
      add(reference, field);
      addMirrors(record(reference).filters, `${field}.filters`);
    }
    addMirrors(filters, `${rule}.filters`);
  }
  return route;
}

function readBackend(route: Route, value: Json, field: string): Backend | undefined {
  const { group, kind, name, namespace, port } = record(value);
  const found = text(name);
  if (found === undefined) return undefined;
  return {
    route,
    field,
    nameField: `${field}.name`,
    group: text(group) ?? '',
    kind: text(kind) ?? 'Service',
    name: found,
    namespace: text(namespace) ?? route.object.namespace,
    port: integer(port),
    portField: `${field}.port`,
  };
}

function readParent(object: GraphObject, { group, kind, name, namespace, sectionName, port }: ReturnType<typeof record>, field: string): ParentReference | undefined {
  const found = text(name);
  if (found === undefined) return undefined;
  return {
    field,
    // An empty group is the core one, which Services are of; one that is left out is the Gateway API's.
    group: typeof group === 'string' ? group : GATEWAY_API,
    kind: text(kind) ?? 'Gateway',
    name: found,
    namespace: text(namespace) ?? object.namespace,
    namesNamespace: text(namespace) !== undefined,
    sectionName: text(sectionName),
    port: integer(port),
  };
}
