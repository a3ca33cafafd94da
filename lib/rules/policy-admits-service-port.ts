import type { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { shareNamespace } from '../graph/namespaces';
import type { PolicyPort } from '../graph/network-policy';
import { showObject } from '../graph/object';
import type { Applied } from '../graph/policy-index';
import { linkPort } from '../graph/port-link';
import { admits, isIsolated, opens, type Traffic } from '../graph/reach';
import type { Service, ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Network policies must let somebody through to every port of a Service, and the outside to those that it opens to the outside. */
export const policyAdmitsServicePort = defineRule({
  name: 'policy-admits-service-port',
  why: 'A policy that selects a Service\'s pods refuses what no policy admits: the Service has endpoints, and connections to it time out.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    nobody: {
      problem: 'Service port {{port}} leads to port {{target}} of pods that network policies close to everybody',
      got: '{{policies}} {{admitted}}; the pods are those of {{pods}}',
      fix: 'admit the clients to port {{target}}: on a pattern by connectTo() or allowFrom, elsewhere in a network policy, whose ports are those of the pods',
    },
    outside: {
      problem: 'A {{type}} Service takes traffic from outside, but network policies refuse it at port {{target}} of the pods',
      got: '{{policies}} {{verb}} pods of the cluster alone; the pods are those of {{pods}}',
      fix: 'add a rule for port {{target}} without "from", or with an ipBlock; whom a load balancer lets in, loadBalancerSourceRanges says',
    },
  },
  check(graph, report) {
    forEachTarget(graph, (port, workload, target) => {
      const applied = graph.policies.of(workload, 'ingress');
      if (!isIsolated(graph.policies, applied)) return;
      const { type, object } = port.service;
      const traffic = { to: workload, protocol: port.protocol, port: target };
      const policies = listed([...new Set(applied.map(({ policy }) => showObject(policy.object)))]);
      const shared = { target: `${String(target)}/${port.protocol}`, policies, pods: showObject(workload.object) };
      const plural = applied.length > 1;
      // Who connects to a headless Service may go to the Service's own port number.
      const arriving = port.service.headless ? [traffic, { ...traffic, port: port.port }] : [traffic];
      if (!arriving.some((one) => isOpen(applied, one))) {
        report('nobody', { object }, port.field, { ...shared, port: port.port, admitted: admitted(applied, plural) });
      } else if (isForOutside(port.service) && admits(graph.policies, { ...traffic, from: 'outside' }, 'ingress') === 'no') {
        report('outside', { object }, port.field, { ...shared, type, verb: plural ? 'admit' : 'admits' });
      }
    });
  },
});

/** Calls back for each Service port, workload that is surely behind it, and port of the pods where its traffic arrives. */
function forEachTarget(graph: Graph, call: (port: ServicePort, workload: Workload, target: number) => void): void {
  for (const port of graph.services.flatMap((service) => service.ports)) {
    for (const workload of port.service.workloads) {
      if (shareNamespace(port.service.object.namespace, workload.object.namespace) !== 'yes') continue;
      const link = linkPort(port, workload);
      if (link.status === 'open') call(port, workload, link.port.port);
      else if (link.status === 'undeclared' && typeof port.targetPort === 'number') call(port, workload, port.targetPort);
    }
  }
}

/** Whether any rule opens the port, to whomever. */
function isOpen(applied: readonly Applied[], traffic: Pick<Traffic, 'to' | 'protocol' | 'port'>): boolean {
  return applied.some(({ rules }) => rules.some((rule) => rule.ports?.some((entry) => opens(entry, traffic)) ?? true));
}

/** Whether traffic comes from outside the cluster; Tailscale's proxies are pods. */
function isForOutside({ type, object }: Service): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && record(object.manifest.spec).loadBalancerClass !== 'tailscale');
}

/** What policies admit at all. */
function admitted(applied: readonly Applied[], plural: boolean): string {
  const ports = applied.flatMap(({ rules }) => rules.flatMap((rule) => rule.ports ?? [])).map(showPort);
  if (ports.length === 0) return `${plural ? 'admit' : 'admits'} nothing`;
  return `${plural ? 'admit' : 'admits'} ${listed([...new Set(ports)].sort())} only`;
}

function showPort({ protocol, port, endPort }: PolicyPort): string {
  if (port === undefined) return `any port/${protocol}`;
  return `${quote(port)}${endPort === undefined ? '' : `-${String(endPort)}`}/${protocol}`;
}
