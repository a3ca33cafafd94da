import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import type { Admission } from './admission';
import type { AllowFrom } from './allow-from';
import { planGatewayRoute } from './gateway-route';
import { planIngressRoute } from './ingress-route';
import { recommendedLabels } from './labels';
import { admitCluster, type PolicyPeer } from './peers';
import type { PlannedRoute, RouteContext } from './planned-route';
import type { PlannedPort } from './ports';
import { Route } from './route';
import { claimRoute } from './route-claims';

interface RoutesProps {
  readonly route?: Route;
  readonly routes?: readonly Route[];
}

/**
 * Decides the routes of an app.
 *
 * @throws LinkError where there is none, one leads to no port, or asks what its entrance cannot do
 */
export function planRoutes(context: Omit<RouteContext, 'field' | 'nameRoute'>, props: RoutesProps): PlannedRoute[] {
  const counts = new Map<string, number>();
  const nameRoute: RouteContext['nameRoute'] = (kind, name) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const further = count === 1 ? '' : String(count);
    return { id: `${kind}${further}`, name: name ?? (count === 1 ? context.service : `${context.service}-${further}`) };
  };
  return givenRoutes(context.path, props).map(({ field, route }) => {
    const { _asked: asked } = route;
    const full = { ...context, field, nameRoute };
    return asked.kind === 'gateway' ? planGatewayRoute(full, asked) : planIngressRoute(full, asked);
  });
}

/** Either form; plain JavaScript may give anything. */
function givenRoutes(path: string, { route, routes }: RoutesProps): { field: string; route: Route }[] {
  const refuse = (field: string, problem: string, got: string, fix: string): Error => propError({ path, field, problem, got, fix });
  const example = 'such as Route.gateway({ gateway: { name: "public", namespace: "infra" }, hostnames: ["shop.example.com"] })';
  if (route !== undefined && routes !== undefined) {
    throw refuse('routes', 'A route is given either by itself or in routes, not both ways', `route and ${String(routes.length)} in routes`, 'move route into routes');
  }
  const given = routes?.map((entry, index) => ({ field: `routes[${String(index)}]`, route: entry })) ?? (route === undefined ? [] : [{ field: 'route', route }]);
  if (given.length === 0) {
    throw refuse(routes ? 'routes' : 'route', 'An app that is reached by HTTP from outside needs a route', routes ? 'routes: []' : 'neither route nor routes', `give one, ${example}; InternalBackend needs none`);
  }
  const none = given.find((entry) => !((entry.route as unknown) instanceof Route));
  if (none) throw refuse(none.field, 'A route is made by a factory of Route', quote(none.route), `use one, ${example}`);
  return given;
}

/** Makes the objects of routes, those of each route in a list of their own. */
export function addRoutes(scope: Construct, service: string, routes: readonly PlannedRoute[]): ApiObject[][] {
  for (const claim of routes.flatMap(({ claims }) => claims)) claimRoute(scope, claim);
  const labels = recommendedLabels(service);
  return routes.map(({ objects }) =>
    objects.map(({ id, apiVersion, kind, name, annotations, spec }) => {
      const metadata = { name, labels, ...(Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}) };
      return overlay(own(new ApiObject(scope, id, { apiVersion, kind, metadata, spec })));
    }),
  );
}

/** Admits those who bring the traffic of routes at the ports that they lead to, where nobody admits them yet. */
export function admitEntrances(admission: Admission, routes: readonly PlannedRoute[], allowFrom: AllowFrom): void {
  const byPort = new Map<string, { port: PlannedPort; open: boolean; peers: Map<string, PolicyPeer> }>();
  for (const { port, entrance } of routes) {
    const key = String(port.targetPort);
    const entry = byPort.get(key) ?? { port, open: false, peers: new Map<string, PolicyPeer>() };
    byPort.set(key, { ...entry, open: entry.open || !entrance });
    if (entrance) entry.peers.set(JSON.stringify(entrance), entrance);
  }
  const admitted = new Set(allowFrom._peers.map((peer) => JSON.stringify(peer)));
  for (const { port, open, peers } of byPort.values()) {
    const missing = [...peers].filter(([key]) => !admitted.has(key)).map(([, peer]) => peer);
    if (open) admission.admit([port]);
    else if (missing.length > 0 && !admitCluster(allowFrom._peers)) admission.admit([port], missing);
  }
}
