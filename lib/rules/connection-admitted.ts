import type { LinkedConnection } from '../graph/connection';
import type { Graph } from '../graph/graph';
import { nearest } from '../graph/near';
import type { Direction } from '../graph/network-policy';
import { showObject } from '../graph/object';
import { Outside, type OutsideEnd } from '../graph/outside';
import { linkPort } from '../graph/port-link';
import { admits } from '../graph/reach';
import type { ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule, type Place } from './rule';

/** What the author connects must reach its Service, through the policies of both ends. */
export const connectionAdmitted = defineRule({
  name: 'connection-admitted',
  why: 'A declared connection whose Service or port is gone, or which a network policy refuses, fails at run time with a timeout.',
  grade: { ours: 'error', foreign: 'silent' },
  findsAbsence: true,
  messages: {
    noClient: {
      problem: '{{client}} connects to Service {{service}}, but no manifest holds the client',
      got: '{{client}} is not among the manifests',
      fix: 'keep the name and namespace that the pattern gives its workload, or remove the connection',
    },
    noService: {
      problem: '{{client}} connects to Service {{service}}, but no manifest holds it',
      got: '{{service}}; {{known}}',
      fix: 'keep the name and namespace that the pattern gives the Service, or remove the connection',
    },
    noPort: {
      problem: '{{client}} connects to port {{port}} of Service {{service}}, which has no such port',
      got: '{{port}}; the Service has {{known}}',
      fix: 'keep the ports that the pattern gives the Service, or remove the connection',
    },
    ingressRefused: {
      problem: '{{client}} connects to {{service}}, but network policies of {{server}} do not admit it at port {{port}}',
      got: '{{policies}}',
      fix: 'admit the pods of {{client}} at port {{port}} in a policy of the backend, or restore the policy that the pattern makes',
    },
    egressRefused: {
      problem: '{{client}} connects to {{service}}, but its own network policies do not let it out to port {{port}} of {{server}}',
      got: '{{policies}}',
      fix: 'let the pods of {{client}} out to port {{port}} of {{server}} in a policy of the client',
    },
    outsideRefused: {
      problem: '{{client}} connects to {{service}}, but its own network policies do not let it out to {{server}}, port {{port}}',
      got: '{{policies}}',
      fix: 'let the pods of {{client}} out to {{change}} at port {{port}} in a policy of the client',
    },
  },
  check(graph, report) {
    const outside = graph.connections.length > 0 ? new Outside(graph) : undefined;
    for (const connection of graph.connections) {
      const { client, service, port, declared } = connection;
      const refused = client && port ? refusals(graph, client, port) : [];
      const shut = client && port && outside ? outside.endsOf(port).filter((end) => isShut(graph, client, port, end)) : [];
      if (port && client && refused.length + shut.length === 0) continue;
      const place: Place = { ...(client ? { object: client.object } : {}), declared: declared.provenance };
      const shared = { client: client ? showObject(client.object) : clientOf(connection), service: nameOf(connection) };
      if (!client) {
        report('noClient', place, undefined, shared);
      } else if (!service) {
        report('noService', place, undefined, { ...shared, known: knownServices(graph, connection) });
      } else if (!port) {
        const known = service.ports.map((entry) => `${String(entry.port)}/${entry.protocol}`);
        report('noPort', place, undefined, { ...shared, port: `${String(declared.port)}/${declared.protocol}`, known: listed(known) });
      } else {
        for (const { direction, server, target } of refused) {
          report(direction === 'ingress' ? 'ingressRefused' : 'egressRefused', place, undefined, {
            ...shared,
            server: showObject(server.object),
            port: `${String(target)}/${port.protocol}`,
            policies: policiesOf(graph, direction === 'ingress' ? server : client, direction),
          });
        }
        const [end] = shut;
        if (!end) continue;
        report('outsideRefused', place, undefined, {
          ...shared,
          server: listed(shut.map(({ name }) => quote(name))),
          port: `${String(end.port)}/${port.protocol}`,
          policies: policiesOf(graph, client, 'egress'),
          change: end.address ? `ipBlock ${listed(shut.flatMap(rangeOf))}` : 'the addresses that the name leads to, by ipBlock,',
        });
      }
    }
  },
});

/** Where a connection is surely refused. What the port does not lead to at all is the business of the Service's own rules. */
function refusals(graph: Graph, client: Workload, port: ServicePort): { direction: Direction; server: Workload; target: number }[] {
  return port.service.workloads.flatMap((server) => {
    const link = linkPort(port, server);
    if (link.status !== 'open') return [];
    const target = link.port.port;
    const traffic = { from: client, to: server, protocol: port.protocol, port: target };
    return (['egress', 'ingress'] as const)
      .filter((direction) => admits(graph.policies, traffic, direction) === 'no')
      .map((direction) => ({ direction, server, target }));
  });
}

/** Whether the client's policies surely keep it from an end outside the cluster. */
function isShut(graph: Graph, client: Workload, { protocol }: ServicePort, { port, address }: OutsideEnd): boolean {
  return admits(graph.policies, { from: client, to: 'outside', protocol, port, ...(address ? { outside: address } : {}) }, 'egress') === 'no';
}

/** One address as a policy has it. */
function rangeOf({ name, address }: OutsideEnd): string[] {
  return address ? [quote(`${name}/${address.family === 4 ? '32' : '128'}`)] : [];
}

function policiesOf(graph: Graph, workload: Workload, direction: Direction): string {
  return listed(graph.policies.of(workload, direction).map(({ policy }) => showObject(policy.object)));
}

/** The client as it was declared; nothing shows what it became. */
function clientOf({ declared }: LinkedConnection): string {
  const { kind, namespace, name } = declared.client;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function nameOf({ declared }: LinkedConnection): string {
  const { namespace, name } = declared.service;
  return quote(namespace === undefined ? name : `${namespace}/${name}`);
}

function knownServices(graph: Graph, { declared }: LinkedConnection): string {
  const { namespace, name } = declared.service;
  const beside = graph.services.filter(({ object }) => object.namespace === namespace).map(({ object }) => object.name);
  const candidate = nearest(name, beside);
  return candidate === undefined ? 'there is no Service in its namespace' : `the nearest one in its namespace is ${quote(candidate)}`;
}
