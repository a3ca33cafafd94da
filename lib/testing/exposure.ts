import { BackendLinks } from '../graph/backend-link';
import { isEntrance } from '../graph/entrance';
import type { Graph } from '../graph/graph';
import { list, record } from '../graph/json';
import { admits, isIsolated, opens, type Traffic } from '../graph/reach';
import { gatewayRoutesOf, ingressesOf, isOfMesh, type Route } from '../graph/route';
import type { ServicePort } from '../graph/service';
import { anyOf, both, type Verdict } from '../graph/verdict';
import type { Workload } from '../graph/workload';
import { quote } from '../report/message';
import { type Answer, row } from './answer';
import { type Destination, destinationsOf, leadsTo, showPods } from './destination';
import { type Named, resolveName, showName, showServicePort } from './names';
import { graphsOfSubject, readSubject } from './subject';
import { explain, together } from './traffic';

/** Whether traffic from outside the cluster gets to a name: by a load balancer, a node port, an Ingress or a route, and through policies. */
export function answerExposed(received: unknown, target: string): Answer {
  const named = resolveName(graphsOfSubject(readSubject(received)), target);
  const ways = named.service && named.servicePorts.length > 0 ? byService(named) : byPods(named);
  const verdict = ways.length === 0 ? 'no' : together(ways.map((way) => way.verdict));
  return { verdict, message: () => describe(target, verdict, ways) };
}

/** What lets traffic from outside in: whoever leads to a Service port, or a port of the node. */
interface Entrance {
  readonly shown: string;
  /** Set where pods of a controller bring the traffic, which policies have to admit. */
  readonly route?: Route;
}

interface Way {
  readonly verdict: Verdict;
  readonly shown: string;
  readonly reasons: readonly string[];
}

function byService(named: Named): Way[] {
  const entrances = entrancesOf(named.graph);
  return destinationsOf(named).map((destination) => {
    const open = destination.by ? entrances(destination.by) : [];
    return judge(named.graph, destination, open);
  });
}

/** Ways to pods that no Service port was named for: by any Service in front of them, or by a port of their node. */
function byPods({ graph, workloads, containerPorts, hasPort }: Named): Way[] {
  const entrances = entrancesOf(graph);
  return workloads.flatMap((workload) => {
    const isMeant = (port: number | string): boolean => !hasPort || containerPorts.some((open) => open.port === port || open.name === port);
    const ports = graph.services.filter((service) => service.workloads.includes(workload)).flatMap((service) => service.ports);
    const leading = ports.filter((port) => leadsTo(port, workload) && isMeant(port.targetPort));
    const led = leading.map((port) => {
      const [destination] = destinationsOf({ text: port.service.object.name, graph, service: port.service, workloads: [workload], servicePorts: [port], containerPorts: [], hasPort: true });
      return destination ? judge(graph, destination, entrances(port)) : undefined;
    });
    const onNode = workload.ports.filter((port) => isMeant(port.port) && (port.hostPort !== undefined || workload.hostNetwork));
    const direct = onNode.map((port) => {
      const shown = `${showPods(workload)} port ${String(port.port)}/${port.protocol}`;
      return judge(graph, { to: workload, port: port.port, protocol: port.protocol, shown }, [{ shown: `port ${String(port.hostPort ?? port.port)} of the node` }]);
    });
    const ways = [...led.flatMap((way) => way ?? []), ...direct];
    // One way in is enough: whatever else leads nowhere from outside is no reason for doubt.
    const best = anyOf(ways, ({ verdict }) => verdict);
    return ways.filter(({ verdict }) => verdict === best);
  });
}

/** Finds what leads to a Service port from outside; routes are read once. */
function entrancesOf(graph: Graph): (port: ServicePort) => Entrance[] {
  const backends = new BackendLinks(graph, [...ingressesOf(graph), ...gatewayRoutesOf(graph)]).allOpen().filter(({ backend }) => !isOfMesh(backend.route));
  return (port) => {
    const { type, object } = port.service;
    const routes = new Set(backends.filter(({ ports }) => ports.includes(port)).map(({ backend }) => backend.route));
    return [
      ...(type === 'LoadBalancer' ? [{ shown: `load balancer of ${showName(object)}` }] : []),
      ...(type === 'NodePort' ? [{ shown: `node port ${port.nodePort === undefined ? 'of any number' : String(port.nodePort)}` }] : []),
      ...(list(record(object.manifest.spec).externalIPs).length > 0 ? [{ shown: `external addresses of ${showName(object)}` }] : []),
      ...[...routes].map((route) => ({ shown: `${route.object.kind} ${showName(route.object)}`, route })),
    ];
  };
}

function judge(graph: Graph, destination: Destination, entrances: readonly Entrance[]): Way {
  const { shown, to, port, protocol, doubt, by } = destination;
  if (entrances.length === 0) {
    const type = by ? `Service ${showName(by.service.object)} is of type ${by.service.type}, and no Ingress or route leads to its port ${showServicePort(by)}` : 'nothing leads there from outside';
    return { verdict: 'no', shown, reasons: [type] };
  }
  const told = { shown: `${entrances.map((entrance) => entrance.shown).join(', ')} → ${shown}` };
  if (port === undefined) return { verdict: destination.isDead === true ? 'no' : 'unknown', ...told, reasons: doubt === undefined ? [] : [doubt] };
  if (to === 'outside') return { verdict: 'yes', ...told, reasons: [] };
  const traffic: Traffic & { to: Workload } = { from: 'outside', to, protocol, port };
  const network = anyOf(entrances, ({ route }) => (route ? admitsEntrance(graph, route, traffic) : admits(graph.policies, traffic, 'ingress')));
  return {
    verdict: doubt === undefined ? network : both('unknown', () => network),
    ...told,
    reasons: [...(doubt === undefined ? [] : [doubt]), explain(graph, to, 'ingress', network)],
  };
}

/**
 * Whether the controller of a route is let in. Its pods are seldom among the manifests: it counts as admitted where a policy
 * admits whoever may be it, for a test of what must stay closed would be wrong to rely on labels that nobody has seen.
 */
function admitsEntrance(graph: Graph, route: Route, traffic: Traffic & { readonly to: Workload }): Verdict {
  const applied = graph.policies.of(traffic.to, 'ingress');
  if (applied.length === 0) return 'yes';
  const admitting = applied.flatMap(({ policy, rules }) =>
    rules.filter(({ ports }) => ports?.some((port) => opens(port, traffic)) ?? true).map((rule) => ({ policy, rule })),
  );
  if (admitting.some(({ policy, rule }) => rule.peers?.some((peer) => isEntrance(graph, policy, peer, route) !== 'no') ?? true)) return 'yes';
  return isIsolated(graph.policies, applied) ? 'no' : 'unknown';
}

function describe(target: string, verdict: Verdict, ways: readonly Way[]): string {
  const mixed = new Set(ways.map((way) => way.verdict)).size > 1;
  const title = {
    yes: `${quote(target)} is reachable from outside the cluster`,
    no: `${quote(target)} is not reachable from outside the cluster`,
    unknown: mixed ? `Not all of ${quote(target)} is reachable from outside the cluster, and not nothing of it` : `Manifests do not say whether ${quote(target)} is reachable from outside the cluster`,
  }[verdict];
  const told = ways.flatMap((way) => [row(way.verdict === 'unknown' ? '?' : way.verdict, way.shown), ...way.reasons.map((reason) => row('', reason))]);
  const none = ways.length === 0 ? [row('no', 'no Service leads to its pods, and they open no port of their node')] : [];
  const fix = verdict === 'no' ? [row('fix', 'use PublicLoadBalancedApp, PublicHttpApp or DevNodePortApp, or let a Service of a wider type or a route lead there')] : [];
  return [title, ...told, ...none, ...fix].join('\n');
}
