import { BackendLinks } from '../graph/backend-link';
import { clientsOf, isEntrance } from '../graph/entrance';
import type { Graph } from '../graph/graph';
import { shareNamespace } from '../graph/namespaces';
import type { NetworkPolicy, PolicyRule } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { isIsolated, opens } from '../graph/reach';
import { gatewayRoutesOf, ingressesOf, isOfMesh, type Route } from '../graph/route';
import type { ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed } from '../report/message';
import { defineRule } from './rule';

/** Network policies must let the gateway or ingress controller through to the pods that a route leads to. */
export const policyAdmitsRoute = defineRule({
  name: 'policy-admits-route',
  why: 'A route is served by the pods of a gateway or ingress controller; where a policy admits other pods alone, requests from outside time out.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    refused: {
      problem: '{{kind}} leads to port {{target}} of pods whose network policies admit other pods alone, and no gateway or ingress controller',
      got: '{{policies}} {{admit}} {{clients}} alone; the pods are those of {{pods}}',
      fix: '{{change}}',
    },
  },
  check(graph, report) {
    const routes = [...ingressesOf(graph), ...gatewayRoutesOf(graph)];
    const seen = new Set<string>();
    for (const { backend: { route, field }, ports } of new BackendLinks(graph, routes).allOpen()) {
      if (isOfMesh(route)) continue;
      for (const { port, workload, target } of ports.flatMap(targetsOf)) {
        const admitting = refusing(graph, route, workload, { protocol: port.protocol, port: target });
        const { object } = route;
        const shown = `${String(target)}/${port.protocol}`;
        const key = [showObject(object), object.kind, showObject(workload.object), shown].join('\n');
        if (!admitting || seen.has(key)) continue;
        seen.add(key);
        const policies = [...new Set(admitting.map(({ policy }) => policy.object))];
        report('refused', { object, related: [...policies, workload.object] }, field, {
          kind: object.kind,
          target: shown,
          policies: listed(policies.map(showObject)),
          admit: policies.length > 1 ? 'admit' : 'admits',
          clients: showClients(graph, admitting),
          pods: showObject(workload.object),
          change: workload.object.ours
            ? `admit the namespace of the controller by allowFrom, or as a platform client of the target`
            : `add a rule for port ${shown} that admits the namespace of the gateway or ingress controller`,
        });
      }
    }
  },
});

interface Target {
  readonly port: ServicePort;
  readonly workload: Workload;
  /** Where traffic arrives at the pods. */
  readonly target: number;
}

/** The workloads that are surely behind a Service port. */
function targetsOf(port: ServicePort): Target[] {
  return port.service.workloads.flatMap((workload) => {
    if (shareNamespace(port.service.object.namespace, workload.object.namespace) !== 'yes') return [];
    const link = linkPort(port, workload);
    if (link.status === 'open') return [{ port, workload, target: link.port.port }];
    return link.status === 'undeclared' && typeof port.targetPort === 'number' ? [{ port, workload, target: port.targetPort }] : [];
  });
}

interface Admitting {
  readonly policy: NetworkPolicy;
  readonly rule: PolicyRule;
}

/** The rules that open the port, where none of them admits an entrance; undefined where one may, or none opens it at all. */
function refusing(graph: Graph, route: Route, to: Workload, arriving: { protocol: string; port: number }): Admitting[] | undefined {
  const applied = graph.policies.of(to, 'ingress');
  if (!isIsolated(graph.policies, applied)) return undefined;
  const admitting = applied.flatMap(({ policy, rules }) =>
    rules.filter(({ ports }) => !ports || ports.some((entry) => opens(entry, { to, ...arriving }))).map((rule) => ({ policy, rule })),
  );
  const isClosed = admitting.every(({ policy, rule }) => rule.peers?.every((peer) => isEntrance(graph, policy, peer, route) === 'no') ?? false);
  return admitting.length > 0 && isClosed ? admitting : undefined;
}

/** Whom the rules let in. */
function showClients(graph: Graph, admitting: readonly Admitting[]): string {
  const named = admitting.flatMap(({ policy, rule }) =>
    (rule.peers ?? []).flatMap((peer) => {
      const clients = clientsOf(graph, policy, peer);
      return clients.length === 0 ? ['pods of its own namespace'] : clients.map(({ object }) => showObject(object));
    }),
  );
  return listed([...new Set(named)].sort());
}
