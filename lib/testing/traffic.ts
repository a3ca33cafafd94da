import type { Graph } from '../graph/graph';
import type { Direction } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { admits, type End, type Traffic } from '../graph/reach';
import { both, type Verdict } from '../graph/verdict';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { type Answer, row, Unanswerable } from './answer';
import { type Destination, destinationsOf, podsOf, showPods } from './destination';
import { resolveName } from './names';
import { graphsOfSubject, readSubject } from './subject';

/** Whether requests from the pods of one name arrive behind a Service port: its selector and target port lead to a container, and policies let them through. */
export function answerRoute(received: unknown, from: string, to: string): Answer {
  return answerTraffic(received, { from, to, proved: true });
}

/** Whether network policies let the pods of one name reach the port of another, be it by a Service or directly. */
export function answerReach(received: unknown, from: string, to: string): Answer {
  return answerTraffic(received, { from, to, proved: false });
}

interface Question {
  readonly from: string;
  readonly to: string;
  /** Whether the way must lead by a Service to a port that a container declares. */
  readonly proved: boolean;
}

function answerTraffic(received: unknown, { from, to, proved }: Question): Answer {
  const graphs = graphsOfSubject(readSubject(received));
  const [client, server] = [resolveName(graphs, from), resolveName(graphs, to)];
  if (client.graph !== server.graph) throw new Unanswerable(`${quote(from)} and ${quote(to)} are for different clusters`, undefined, 'give expect() the chart that is for the cluster you mean');
  if (proved && server.servicePorts.length === 0) {
    throw new Unanswerable(`${quote(to)} is no port of a Service, and toRoute() asks for the way through one`, undefined, 'name a port of a Service, or ask toReach() for a port of pods');
  }
  const destinations = destinationsOf(server);
  const ways = podsOf(client).flatMap((pods) => destinations.map((destination) => judgeWay(client.graph, pods, destination, proved)));
  const verdict = together(ways.map((way) => way.verdict));
  return { verdict, message: () => describe({ from, to, verdict, ways }) };
}

/** One way from pods to a destination. */
interface Way {
  readonly verdict: Verdict;
  readonly shown: string;
  /** Whatever speaks for the verdict. */
  readonly reasons: readonly string[];
  /** Who has to let whom through, where policies refuse. */
  readonly fixes: readonly string[];
}

/** Yes or no only where it holds of all: a Service may send a request to any of its pods. */
export function together(verdicts: readonly Verdict[]): Verdict {
  const [first = 'unknown', ...others] = verdicts;
  return others.every((verdict) => verdict === first) ? first : 'unknown';
}

function judgeWay(graph: Graph, client: Workload, destination: Destination, proved: boolean): Way {
  const shown = `${showPods(client)} → ${destination.shown}`;
  const { port, doubt, isDead = false } = destination;
  if (port === undefined) return { verdict: proved && isDead ? 'no' : 'unknown', shown, reasons: doubt === undefined ? [] : [doubt], fixes: [] };
  const { end, to, protocol } = destination;
  const traffic: Traffic = { from: client, to, protocol, port, ...(end?.address ? { outside: end.address } : {}) };
  const egress = admits(graph.policies, traffic, 'egress');
  const ingress = admits(graph.policies, traffic, 'ingress');
  const network = both(egress, () => ingress);
  const verdict = proved && doubt !== undefined ? both('unknown', () => network) : network;
  const refusing = [...(egress === 'no' ? ['egress' as const] : []), ...(ingress === 'no' ? ['ingress' as const] : [])];
  return {
    verdict,
    shown,
    reasons: [
      ...(doubt === undefined ? [] : [doubt]),
      explain(graph, client, 'egress', egress),
      ...(to === 'outside' ? [] : [explain(graph, to, 'ingress', ingress)]),
    ],
    fixes: refusing.map((direction) => fixOf({ client, to, direction, at: `${String(port)}/${protocol}` })),
  };
}

/** What the policies of one end say. */
export function explain(graph: Graph, guarded: Workload, direction: Direction, verdict: Verdict): string {
  const policies = [...new Set(graph.policies.of(guarded, direction).map(({ policy }) => showObject(policy.object)))];
  const pods = `${direction === 'ingress' ? 'into' : 'out of'} ${showPods(guarded)}`;
  if (policies.length === 0) return `${pods}: no network policy selects these pods for ${direction}`;
  const names = listed(policies);
  const plural = policies.length > 1;
  if (verdict === 'yes') return `${pods}: admitted by ${names}`;
  if (verdict === 'no') return `${pods}: refused, for ${names} ${plural ? 'do' : 'does'} not admit it`;
  return `${pods}: not to be told from ${names}: labels of a namespace that is not here, addresses, pods on their node's network, or a plugin's own policies decide`;
}

function fixOf({ client, to, direction, at }: { client: Workload; to: End; direction: Direction; at: string }): string {
  const server = to === 'outside' ? 'that address' : showPods(to);
  if (direction === 'egress') return `let ${showPods(client)} out to ${server} at port ${at}: by connectTo() on a pattern, or in its policy`;
  return `admit ${showPods(client)} at port ${at} of ${server}: by connectTo() or allowFrom on a pattern, or in its policy`;
}

/** More ways than these say nothing new. */
const MOST_WAYS = 6;

function describe({ from, to, verdict, ways }: { from: string; to: string; verdict: Verdict; ways: readonly Way[] }): string {
  const [a, b] = [quote(from), quote(to)];
  const mixed = new Set(ways.map((way) => way.verdict)).size > 1;
  const title = {
    yes: `Traffic from ${a} gets through to ${b}`,
    no: `Traffic from ${a} does not get through to ${b}`,
    unknown: mixed ? `Traffic from ${a} gets through to ${b} on some ways, and not surely on others` : `Manifests do not say whether traffic from ${a} gets through to ${b}`,
  }[verdict];
  const told = ways.slice(0, MOST_WAYS).flatMap((way) => [row(way.verdict === 'unknown' ? '?' : way.verdict, way.shown), ...way.reasons.map((reason) => row('', reason))]);
  const fixes = [...new Set(ways.flatMap((way) => way.fixes))];
  return [title, ...told, ...(ways.length > MOST_WAYS ? [row('', `and ${String(ways.length - MOST_WAYS)} more`)] : []), ...fixes.map((fix) => row('fix', fix))].join('\n');
}
