import { type DeadPort, deadPorts } from '../graph/egress-target';
import type { Graph } from '../graph/graph';
import { record } from '../graph/json';
import { shareNamespace } from '../graph/namespaces';
import { nearest } from '../graph/near';
import type { PolicyPort } from '../graph/network-policy';
import { type GraphObject, showObject } from '../graph/object';
import type { Applied } from '../graph/policy-index';
import { linkPort } from '../graph/port-link';
import { admits, isIsolated, opens, type Traffic } from '../graph/reach';
import type { Service, ServicePort } from '../graph/service';
import { showPort as showOpenPort, type Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule, type Place } from './rule';

/** Network policies must let somebody through to every port of a Service, and the outside to those that it opens to the outside; their ports are those of the pods. */
export const policyAdmitsServicePort = defineRule({
  name: 'policy-admits-service-port',
  why: 'A policy that selects a Service\'s pods refuses what no policy admits: the Service has endpoints, and connections to it time out.',
  grade: { ours: 'error', foreign: 'warning' },
  findsAbsence: true,
  messages: {
    nobody: {
      problem: 'Service port {{port}} leads to port {{target}} of pods that network policies close to everybody',
      got: '{{policies}} {{admitted}}; the pods are those of {{pods}}',
      fix: 'admit the clients to port {{target}} {{where}}, whose ports are those of the pods',
    },
    outside: {
      problem: 'A {{type}} Service takes traffic from outside, but network policies refuse it at port {{target}} of the pods',
      got: '{{policies}} {{verb}} pods of the cluster alone; the pods are those of {{pods}}',
      fix: 'add a rule for port {{target}} without "from", or with an ipBlock; whom a load balancer lets in, loadBalancerSourceRanges says',
    },
    egressPort: {
      problem: 'An egress rule admits port {{port}}, which is that of Service {{service}}; policies count the ports of the pods, and none of them opens it',
      got: '{{port}}; {{service}} leads from there to {{target}} of {{pods}}',
      fix: 'admit {{target}}, the port of the pods',
    },
    egressName: {
      problem: 'An egress rule admits a port by the name {{port}}, which no pod that it speaks of bears: it admits nothing',
      got: '{{port}}; {{known}}',
      fix: '{{change}}',
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
        const where = object.ours ? 'by connectTo() or allowFrom on a pattern, or in a network policy' : 'in a network policy';
        report('nobody', placeOf(object, applied, workload), port.field, { ...shared, port: port.port, where, admitted: admitted(applied, port, plural) });
      } else if (isForOutside(port.service) && admits(graph.policies, { ...traffic, from: 'outside' }, 'ingress') === 'no') {
        report('outside', placeOf(object, applied, workload), port.field, { ...shared, type, verb: plural ? 'admit' : 'admits' });
      }
    });
    for (const { policy, entry, pods, meant } of deadPorts(graph)) {
      const field = `${entry.field}.port`;
      if (!meant) {
        const place = { object: policy.object, related: pods.map(({ object }) => object) };
        report('egressName', place, field, { port: showPort(entry), ...candidateFor(entry, pods) });
        continue;
      }
      const { port, target } = meant;
      const shown = `${String(target.port)}/${target.protocol}`;
      const service = showObject(port.service.object);
      const related = [port.service.object, target.to.object];
      report('egressPort', { object: policy.object, related }, field, { port: showPort(entry), service, target: shown, pods: showObject(target.to.object) });
    }
  },
});

/** The Service, the policies of its pods, and what runs them. */
function placeOf(object: GraphObject, applied: readonly Applied[], workload: Workload): Place {
  return { object, related: [...new Set(applied.map(({ policy }) => policy.object)), workload.object] };
}

/** The pods' port whose name is most like the one that none of them bears. */
function candidateFor({ port, protocol }: PolicyPort, pods: DeadPort['pods']): { known: string; change: string } {
  const named = pods.flatMap(({ ports, object }) => ports.filter(({ name }) => name !== undefined).map((open) => ({ open, object })));
  const fitting = named.filter(({ open }) => open.protocol === protocol);
  const usable = fitting.length > 0 ? fitting : named;
  const name = nearest(String(port), usable.map(({ open }) => open.name ?? ''));
  const found = usable.find(({ open }) => open.name === name);
  const all = listed([...new Set(pods.map(({ object }) => showObject(object)))]);
  if (!found) return { known: `no container of ${all} names a port`, change: 'admit the port by its number, or name it so in the container' };
  const { open, object } = found;
  const known = `the nearest port of ${showObject(object)} is ${showOpenPort(open)}`;
  return { known, change: `admit port ${quote(open.name)}${open.protocol === protocol ? '' : ` with protocol: ${open.protocol}`}` };
}

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

/** What policies admit at all; a common slip is the Service's own port. */
function admitted(applied: readonly Applied[], { port, protocol }: ServicePort, plural: boolean): string {
  const entries = applied.flatMap(({ rules }) => rules.flatMap((rule) => rule.ports ?? []));
  const ports = [...new Set(entries.map(showPort))].sort();
  if (ports.length === 0) return `${plural ? 'admit' : 'admits'} nothing`;
  const own = entries.find((entry) => entry.port === port && entry.protocol === protocol && entry.endPort === undefined);
  const remark = own ? `, ${ports.length === 1 ? 'which' : `of which ${showPort(own)}`} is the Service's port` : '';
  return `${plural ? 'admit' : 'admits'} ${listed(ports)} only${remark}`;
}

function showPort({ protocol, port, endPort }: PolicyPort): string {
  if (port === undefined) return `any port/${protocol}`;
  return `${quote(port)}${endPort === undefined ? '' : `-${String(endPort)}`}/${protocol}`;
}
