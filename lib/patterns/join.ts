import { type Container, Protocol } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CANARY_TRACK, STABLE_TRACK } from '../graph/pattern-labels';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { targetDataOf } from '../target/cluster-target';
import type { AllowFrom } from './allow-from';
import type { Connections, IConnectable, Joinable, Server } from './connectable';
import { Egress } from './egress';
import { serviceSelector, workloadSelector } from './labels';
import { namespaceOf } from './peers';

/** Which pods a pattern's own Services select, and which its Deployment counts as its own. */
export interface PodLabels {
  readonly pods: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /** What is joined, where anything is. */
  readonly joined?: Joinable;
}

/**
 * Decides the labels of a pattern's pods: those of its own name, or those of the Service that they join, with a track of their own.
 *
 * @throws LinkError where the two cannot stand behind one Service
 */
export function planLabels(scope: Construct, name: string, alsoServes: IConnectable | undefined, singleton: boolean): PodLabels {
  if (alsoServes === undefined) return { pods: serviceSelector(name), selector: workloadSelector(name) };
  const { path } = scope.node;
  const refuse = (problem: string, got: string, fix: string, field = 'alsoServes'): Error => propError({ path, field, problem, got, fix });
  const connections = connectionsOf(alsoServes);
  const server = connections?._server;
  const joined = server?.joinable;
  if (!server || !joined || connections._chosen === true) throw refuse('alsoServes names a pattern whose Service these pods are to join', Construct.isConstruct(alsoServes) ? `${alsoServes.node.path}, which has no such Service` : connections?._chosen === true ? 'one of its ports' : quote(alsoServes), 'give the pattern itself, made before this line');
  if (!isNeighbour(scope, server)) throw refuse('A Service selects pods of its own namespace and cluster only', `${server.scope.node.path} is in another`, 'make both in charts of one namespace and one ClusterTarget');
  if (joined.joins !== undefined) throw refuse('alsoServes names a pattern with a Service of its own pods', `${quote(joined.name)}, which joins ${quote(joined.joins)}`, `name ${quote(joined.joins)} instead`);
  if (joined.singleton || singleton) throw refuse('A singleton runs one pod at a time, so nothing else stands behind its Service', `singleton: true on ${joined.singleton ? quote(joined.name) : 'this pattern'}`, 'leave out singleton, or alsoServes');
  if (name === STABLE_TRACK || name === CANARY_TRACK || name.startsWith(`${CANARY_TRACK}-`)) {
    throw refuse('The name tells these pods from others behind the Service, and this one is taken for canaries and what they stand beside', quote(name), `give another name, such as name: ${quote(`${joined.name}-next`)}`, 'name');
  }
  const selector = workloadSelector(joined.name, name);
  return { pods: selector, selector, joined };
}

function isNeighbour(scope: Construct, { scope: other }: Server): boolean {
  return scope.node.root === other.node.root && namespaceOf(scope) === namespaceOf(other) && targetDataOf(scope).cluster === targetDataOf(other).cluster;
}

/** Whom the pattern that is joined admits; undefined where nothing is joined, or it admits anybody. */
export function joinedAllowFrom(alsoServes: IConnectable | undefined): AllowFrom | undefined {
  return connectionsOf(alsoServes)?._server?.joinable?.allowFrom;
}

/** Plain JavaScript may hand over anything, and a port has connections too. */
function connectionsOf(given: IConnectable | null | undefined): Partial<Connections> | undefined {
  return given?.connections;
}

/**
 * Where a pattern's pods may connect to. Policies add up: those of what is joined select these pods as well.
 *
 * @throws LinkError where a policy of the other would keep in what is to be let out
 */
export function joinedEgress(path: string, egress: Egress | undefined, joined: Joinable | undefined): Egress | undefined {
  if (joined?.egress !== Egress.DECLARED) return egress;
  if (egress !== Egress.OPEN) return Egress.DECLARED;
  throw propError({
    path,
    field: 'egress',
    problem: `The policy of ${quote(joined.name)} selects all pods of its Service, and lets them out to what is declared only`,
    got: 'Egress.OPEN',
    fix: `leave egress out, and connect to each backend; or let ${quote(joined.name)} out to anywhere`,
  });
}

/** Pods that join a Service must open what it leads to. */
export function checkOpens(path: string, containers: readonly Container[], { name, ports }: Joinable): void {
  const opened = containers.flatMap((container) => container.ports.map((port) => ({ number: port.number, name: port.name, protocol: port.protocol ?? Protocol.TCP })));
  const closed = ports.find((port) => !opened.some((own) => own.protocol === port.protocol && (own.number === port.targetPort || own.name === port.targetPort)));
  if (!closed) return;
  const shown = opened.map(({ number, protocol }) => `${String(number)}/${protocol}`);
  const needed = `${quote(closed.targetPort)} (${closed.protocol})`;
  throw propError({
    path,
    field: 'alsoServes',
    rule: 'service-target-port-open',
    problem: `A Service of ${quote(name)} sends traffic for port ${String(closed.port)} to port ${needed} of its pods, and these do not open it`,
    got: shown.length === 0 ? 'no ports' : listed(shown),
    fix: typeof closed.targetPort === 'number' ? `let the program listen there too, with targetPort: ${String(closed.targetPort)}` : `let a sidecar name a port ${needed}`,
  });
}
