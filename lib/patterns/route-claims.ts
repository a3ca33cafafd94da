import type { IConstruct } from 'constructs';
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
  readonly byEntrance: Map<string, RouteClaim[]>;
}

const claims = new WeakMap<IConstruct, Claims>();

/**
 * Claims what comes in by a route for its app.
 *
 * @throws LinkError where another app, or the same one, has it already
 */
export function claimRoute(scope: IConstruct, claim: RouteClaim): void {
  const { root } = scope.node;
  const { byRequests, byEntrance } = claims.get(root) ?? { byRequests: new Map<string, RouteClaim[]>(), byEntrance: new Map<string, RouteClaim[]>() };
  claims.set(root, { byRequests, byEntrance });
  const { kind, entrance, host, type, value } = claim;
  const at = [targetDataOf(scope).cluster, entrance];
  const key = JSON.stringify([...at, kind, host ?? '', type, value]);
  const same = byRequests.get(key) ?? [];
  const taken = same.find((other) => shareSection(other, claim));
  if (taken) throw refuseTaken(claim, taken);
  byRequests.set(key, [...same, claim]);
  if (kind === 'Ingress') return;
  // Of each listener's hosts, a few claims stand for all: those of one kind, by host.
  const rivals = byEntrance.get(JSON.stringify([...at, kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute'])) ?? [];
  const rival = rivals.find((other) => shareSection(other, claim) && shareHost(other.host, host));
  if (rival) throw refuseRival(claim, rival);
  const ownKey = JSON.stringify([...at, kind]);
  const own = byEntrance.get(ownKey) ?? [];
  if (!own.some((other) => other.host === host && other.section === claim.section)) byEntrance.set(ownKey, [...own, claim]);
}

function shareSection(a: RouteClaim, b: RouteClaim): boolean {
  return a.section === undefined || b.section === undefined || a.section === b.section;
}

/** Whether some host is both's; `*.example.com` stands for every host below. */
function shareHost(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  return a === b || isBelow(a, b) || isBelow(b, a);
}

function isBelow(host: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1));
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
