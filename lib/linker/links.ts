import { capacityOf } from '../graph/capacity';
import type { Graph } from '../graph/graph';
import { Outside } from '../graph/outside';
import { linkPort } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';
import { compare } from '../report/finding';
import { harmless } from '../report/harmless';

/** A proved path: a port of a Service, the pods behind it, and the container port where traffic arrives. */
export interface Link {
  readonly namespace?: string;
  readonly service: string;
  readonly port: number;
  readonly protocol: string;
  readonly portName?: string;
  readonly nodePort?: number;
  /** Kind and name of what runs the pods. */
  readonly workload: string;
  /** How many pods are asked for, be it by an autoscaler at the least; absent where nothing says, or the nodes decide. */
  readonly pods?: number;
  /** Whether an autoscaler may add to them. @default false */
  readonly autoscaled?: boolean;
  /** How many of these pods are sure to stay while a rollout replaces them; absent where the manifests do not say. */
  readonly duringRollout?: number;
  /** How many of these pods are sure to stay while nodes are drained: none, where no budget says so. */
  readonly duringDrain?: number;
  readonly container: string;
  readonly containerPort: number;
}

/** The links of one cluster, by Service in order of namespace and name. */
export function listLinks(graph: Graph): Link[] {
  return graph.services.flatMap((service) => service.ports.flatMap((port) => service.workloads.flatMap((workload) => toLink(graph, port, workload))));
}

function toLink(graph: Graph, port: ServicePort, workload: Workload): Link[] {
  const link = linkPort(port, workload);
  if (link.status !== 'open') return [];
  const { object } = port.service;
  return [
    {
      ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
      service: object.name,
      port: port.port,
      protocol: port.protocol,
      ...(port.name === undefined ? {} : { portName: port.name }),
      ...(port.nodePort === undefined ? {} : { nodePort: port.nodePort }),
      workload: `${workload.object.kind} ${workload.object.name}`,
      ...stayingPods(graph, workload),
      container: link.port.container.name,
      containerPort: link.port.port,
    },
  ];
}

function stayingPods(graph: Graph, workload: Workload): Pick<Link, 'pods' | 'autoscaled' | 'duringRollout' | 'duringDrain'> {
  const capacity = capacityOf(graph, workload);
  if (!capacity) return {};
  const { pods, scaled, duringRollout, duringDrain } = capacity;
  return { pods, ...(scaled ? { autoscaled: true } : {}), ...(duringRollout === undefined ? {} : { duringRollout }), duringDrain };
}

/** A proved connection: the pods that connect, and the Service port that they reach. */
export interface ConnectionLink {
  /** Namespace of the client. */
  readonly namespace?: string;
  /** Kind and name of what runs the client's pods. */
  readonly workload: string;
  /** Namespace of the Service. */
  readonly serviceNamespace?: string;
  readonly service: string;
  readonly port: number;
  readonly protocol: string;
  readonly portName?: string;
  /** Where it leads outside the cluster, such as `10.1.2.3:5432`; absent where it leads to pods. */
  readonly outside?: readonly string[];
}

/** The connections of one cluster that lead to a container, or out of it, in order of client and Service. */
export function listConnections(graph: Graph): ConnectionLink[] {
  if (graph.connections.length === 0) return [];
  const ends = new Outside(graph);
  const links = graph.connections.flatMap(({ client, service, port }): ConnectionLink[] => {
    if (!client || !service || !port) return [];
    const outside = ends.endsOf(port).map(({ name, port: number }) => (name.includes(':') ? `[${name}]:${String(number)}` : `${name}:${String(number)}`));
    if (outside.length === 0 && !service.workloads.some((workload) => linkPort(port, workload).status === 'open')) return [];
    return [
      {
        ...(client.object.namespace === undefined ? {} : { namespace: client.object.namespace }),
        workload: `${client.object.kind} ${client.object.name}`,
        ...(service.object.namespace === undefined ? {} : { serviceNamespace: service.object.namespace }),
        service: service.object.name,
        port: port.port,
        protocol: port.protocol,
        ...(port.name === undefined ? {} : { portName: port.name }),
        ...(outside.length === 0 ? {} : { outside }),
      },
    ];
  });
  const lines = new Map(links.map((entry) => [formatConnection(entry), entry]));
  return [...lines].sort(([a], [b]) => compare(a, b)).map(([, entry]) => entry);
}

/** Writes connections one a line: `shop/Deployment web → shop/orders:80/TCP http`, with `→ ledger.example.com:5432` behind it where it leads outside. */
export function formatConnections(connections: readonly ConnectionLink[]): string {
  return connections.map((connection) => harmless(formatConnection(connection))).join('\n');
}

function formatConnection({ namespace, workload, serviceNamespace, service, port, protocol, portName, outside = [] }: ConnectionLink): string {
  const within = (name: string | undefined): string => (name === undefined ? '' : `${name}/`);
  const name = portName === undefined ? '' : ` ${portName}`;
  const shown = outside.length > MOST_SHOWN ? [...outside.slice(0, MOST_SHOWN - 1), `${String(outside.length - MOST_SHOWN + 1)} more`] : outside;
  const leads = outside.length === 0 ? '' : ` → ${shown.join(', ')}`;
  return `${within(namespace)}${workload} → ${within(serviceNamespace)}${service}:${String(port)}/${protocol}${name}${leads}`;
}

/** A pool of machines may be long, and a line is not. */
const MOST_SHOWN = 4;

/**
 * Writes links one a line:
 * `shop/orders:80/TCP http → Deployment orders (2 pods; 2 stay in a rollout, 1 in a drain) → container orders:8080`.
 */
export function formatLinks(links: readonly Link[]): string {
  return links.map((link) => harmless(formatLink(link))).join('\n');
}

function formatLink(link: Link): string {
  const service = `${link.namespace === undefined ? '' : `${link.namespace}/`}${link.service}:${String(link.port)}/${link.protocol}`;
  const name = link.portName === undefined ? '' : ` ${link.portName}`;
  const node = link.nodePort === undefined ? '' : `, on <NodeIP>:${String(link.nodePort)}`;
  return `${service}${name} → ${link.workload}${formatPods(link)} → container ${link.container}:${String(link.containerPort)}${node}`;
}

/** What is asked for, and what is sure to stay of it: `(2 pods; 2 stay in a rollout, 1 in a drain)`. */
function formatPods({ pods, autoscaled, duringRollout, duringDrain }: Link): string {
  if (pods === undefined) return '';
  const count = `${String(pods)} pod${pods === 1 ? '' : 's'}${autoscaled === true ? ' or more' : ''}`;
  const staying = [
    { stay: duringRollout, when: 'in a rollout' },
    { stay: duringDrain, when: 'in a drain' },
  ].flatMap(({ stay, when }) => (stay === undefined ? [] : [{ stay, when }]));
  if (pods === 0 || staying.length === 0) return ` (${count})`;
  const verb = staying[0]?.stay === 1 ? 'stays' : 'stay';
  return ` (${count}; ${staying.map(({ stay, when }, index) => `${String(stay)} ${index === 0 ? `${verb} ` : ''}${when}`).join(', ')})`;
}
