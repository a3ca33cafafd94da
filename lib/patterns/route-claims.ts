import type { IConstruct } from 'constructs';
import { hostsOverlap } from '../graph/gateway';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { targetDataOf } from '../target/cluster-target';

/** Requests that a route takes for itself. */
export interface RouteClaim {
  /** Path of the pattern, and the prop. */
  readonly path: string;
  readonly field: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute' | 'Ingress';
  /** The Gateway, or the class of the Ingress. */
  readonly entrance: string;
  /** The one listener; absent: all of them. */
  readonly section?: string;
  /** Absent: any host. */
  readonly host?: string;
  /** How the path is compared. */
  readonly type: string;
  /** A path, or a gRPC service; empty: all of them. */
  readonly value: string;
}

interface Claims {
  readonly byRequests: Map<string, RouteClaim[]>;
  /** By Gateway and kind: one claim for each host and listener stands for all of it. */
  readonly byEntrance: Map<string, Map<string, RouteClaim>>;
}

const claims = new WeakMap<IConstruct, Claims>();

function claimsOf(scope: IConstruct): Claims {
  const { root } = scope.node;
  const found = claims.get(root) ?? { byRequests: new Map<string, RouteClaim[]>(), byEntrance: new Map<string, Map<string, RouteClaim>>() };
  claims.set(root, found);
  return found;
}

/**
 * Claims what comes in by a route for its app.
 *
 * @throws LinkError where another app, or the same one, has it already
 */
export function claimRoute(scope: IConstruct, claim: RouteClaim): void {
  const { byRequests, byEntrance } = claimsOf(scope);
  const { kind, entrance, host, section, type, value } = claim;
  const { cluster } = targetDataOf(scope);
  const at = (...rest: string[]): string => JSON.stringify([cluster, entrance, ...rest]);
  const key = at(kind, host ?? '', type, value);
  const same = byRequests.get(key) ?? [];
  const taken = same.find((other) => shareSection(other, claim));
  if (taken) throw refuseTaken(claim, taken);
  byRequests.set(key, [...same, claim]);
  if (kind === 'Ingress') return;
  const rivals = byEntrance.get(at(kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute')) ?? new Map<string, RouteClaim>();
  const rival = [...rivals.values()].find((other) => shareSection(other, claim) && shareHost(other.host, host));
  if (rival) throw refuseRival(claim, rival);
  const own = byEntrance.get(at(kind)) ?? new Map<string, RouteClaim>();
  byEntrance.set(at(kind), own.set(JSON.stringify([host, section]), claim));
}

function shareSection(a: RouteClaim, b: RouteClaim): boolean {
  return a.section === undefined || b.section === undefined || a.section === b.section;
}

function shareHost(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || hostsOverlap(a, b);
}

function refuseTaken(claim: RouteClaim, other: RouteClaim): Error {
  const { path, field, kind, host, value } = claim;
  const what = kind === 'GRPCRoute' ? (value === '' ? 'all gRPC services' : `gRPC service ${quote(value)}`) : quote(`${host ?? ''}${value}`);
  const whose = kind !== 'GRPCRoute' && host !== undefined ? '' : ` of ${host === undefined ? 'any host' : `host ${quote(host)}`}`;
  return propError({
    path,
    field,
    rule: 'route-paths-distinct',
    problem: `Two routes say what becomes of ${what}${whose} at one entrance, and only one gets the requests`,
    got: `${what}, which ${other.path === path ? `${other.field} of the same app` : other.path} has already`,
    fix: 'give one of them another host or path',
  });
}

function refuseRival(claim: RouteClaim, other: RouteClaim): Error {
  const hosts = [claim, other].map(({ host }) => (host === undefined ? 'any host' : quote(host)));
  return propError({
    path: claim.path,
    field: claim.field,
    problem: 'A Gateway takes an HTTPRoute or a GRPCRoute for a host at one listener, and not both',
    got: `${claim.kind} for ${hosts[0] ?? ''}, beside the ${other.kind} of ${other.path} for ${hosts[1] ?? ''}`,
    fix: 'give gRPC a host or a listener of its own, or say appProtocol: "kubernetes.io/h2c" of its port: then it has an HTTPRoute, by path',
  });
}
