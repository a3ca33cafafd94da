import type { Construct } from 'constructs';
import type { ProviderName } from '../target/target-data';
import type { PolicyPeer } from './peers';
import type { PlannedPort } from './ports';
import type { RouteClaim } from './route-claims';

/** An object that leads requests to an app's Service, or that such an object names. */
export interface RouteObject {
  /** Its id below the pattern. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute' | 'Ingress' | 'FrontendConfig';
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: object;
}

/** A route with everything decided. */
export interface PlannedRoute {
  readonly port: PlannedPort;
  /** Whose pods bring the traffic; absent: it comes from outside the cluster. */
  readonly entrance?: PolicyPeer;
  /** The route itself, then what goes with it. */
  readonly objects: readonly RouteObject[];
  readonly claims: readonly RouteClaim[];
  /** What the Service must say for its sake. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
}

/** What a route is planned for. */
export interface RouteContext {
  readonly scope: Construct;
  readonly path: string;
  /** The prop, such as `routes[1]`. */
  readonly field: string;
  /** Name of the Service. */
  readonly service: string;
  readonly ports: readonly PlannedPort[];
  readonly provider?: ProviderName;
  /** Id and name of a route of a kind; the first one bears the app's own name. */
  nameRoute(kind: RouteObject['kind'], name: string | undefined): { id: string; name: string };
}
