import type { FaultApp, Manifest } from './fault';
import { isNeighbour, objects, ofKind } from './reach';

// How mutations find routes, and what these lead to. Not the graph's code, for the same reason as in reach.ts.

/** A reference to a Service that is there, with that Service. */
export interface Routed {
  readonly route: Manifest;
  /** What holds `name` and `port`. */
  readonly reference: Manifest;
  readonly service: Manifest;
  /** The Service's port that is meant. */
  readonly port: Manifest;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** The backends of all Ingresses that are Services of the app. */
export function ingressBackends(app: FaultApp): Routed[] {
  return ofKind(app, 'Ingress').flatMap((route) => {
    const { defaultBackend, rules = [] } = route.spec;
    const paths = rules.flatMap((rule: Manifest) => rule.http?.paths ?? []);
    const backends = [defaultBackend, ...paths.map(({ backend }: Manifest) => backend)];
    return backends.flatMap((backend) => (backend?.service ? resolve(app, route, backend.service, route) : []));
  });
}

/** The routes of the Gateway API. */
export function gatewayRoutes(app: FaultApp): Manifest[] {
  return ofKind(app, ...ROUTES);
}

/** The backends of all routes of the Gateway API that are Services of the app. */
export function routeBackends(app: FaultApp): Routed[] {
  return gatewayRoutes(app).flatMap((route) =>
    route.spec.rules.flatMap(({ backendRefs = [] }: Manifest) =>
      backendRefs.flatMap((reference: Manifest) => resolve(app, route, reference, { metadata: { namespace: reference.namespace ?? route.metadata.namespace } })),
    ),
  );
}

function resolve(app: FaultApp, route: Manifest, reference: Manifest, at: Manifest): Routed[] {
  const wanted = typeof reference.port === 'object' ? reference.port : { number: reference.port };
  return ofKind(app, 'Service')
    .filter((service) => service.metadata.name === reference.name && isNeighbour(service, at))
    .flatMap((service) => (service.spec.ports ?? []).map((port: Manifest): Routed => ({ route, reference, service, port })))
    .filter(({ port }) => port.port === wanted.number || (wanted.name !== undefined && port.name === wanted.name));
}

/** References of routes to Gateways of the app, with those. */
export function attachments(app: FaultApp): { route: Manifest; parent: Manifest; gateway: Manifest }[] {
  return gatewayRoutes(app).flatMap((route) =>
    (route.spec.parentRefs ?? []).flatMap((parent: Manifest) =>
      ofKind(app, 'Gateway')
        .filter(({ metadata }) => metadata.name === parent.name && metadata.namespace === (parent.namespace ?? route.metadata.namespace))
        .map((gateway) => ({ route, parent, gateway })),
    ),
  );
}

/** A name with two of its letters in the wrong order; none is that of another object. */
export function misspelt(app: FaultApp, name: string): string {
  const match = /(?<=[a-z]{2})([a-z])(?!\1)[a-z]/.exec(name);
  if (!match) throw new Error(`${name} is too short to be misspelt`);
  const at = match.index;
  const slip = name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  if (objects(app).some(({ metadata }) => metadata.name === slip)) throw new Error(`${slip} is there already`);
  return slip;
}
