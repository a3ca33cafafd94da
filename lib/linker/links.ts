import type { Graph } from '../graph/graph';
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
  /** How many pods are asked for; absent where an autoscaler or the nodes decide. */
  readonly pods?: number;
  readonly container: string;
  readonly containerPort: number;
}

/** The links of one cluster, by Service in order of namespace and name. */
export function listLinks(graph: Graph): Link[] {
  return graph.services.flatMap((service) => service.ports.flatMap((port) => service.workloads.flatMap((workload) => toLink(port, workload))));
}

function toLink(port: ServicePort, workload: Workload): Link[] {
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
      ...(workload.replicas === undefined ? {} : { pods: workload.replicas }),
      container: link.port.container.name,
      containerPort: link.port.port,
    },
  ];
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
}

/** The connections of one cluster that lead to a container, in order of client and Service. */
export function listConnections(graph: Graph): ConnectionLink[] {
  const links = graph.connections.flatMap(({ client, service, port }): ConnectionLink[] => {
    if (!client || !service || !port || !service.workloads.some((workload) => linkPort(port, workload).status === 'open')) return [];
    return [
      {
        ...(client.object.namespace === undefined ? {} : { namespace: client.object.namespace }),
        workload: `${client.object.kind} ${client.object.name}`,
        ...(service.object.namespace === undefined ? {} : { serviceNamespace: service.object.namespace }),
        service: service.object.name,
        port: port.port,
        protocol: port.protocol,
        ...(port.name === undefined ? {} : { portName: port.name }),
      },
    ];
  });
  const lines = new Map(links.map((entry) => [formatConnection(entry), entry]));
  return [...lines].sort(([a], [b]) => compare(a, b)).map(([, entry]) => entry);
}

/** Writes connections one a line: `shop/Deployment web → shop/orders:80/TCP http`. */
export function formatConnections(connections: readonly ConnectionLink[]): string {
  return connections.map((connection) => harmless(formatConnection(connection))).join('\n');
}

function formatConnection({ namespace, workload, serviceNamespace, service, port, protocol, portName }: ConnectionLink): string {
  const within = (name: string | undefined): string => (name === undefined ? '' : `${name}/`);
  const name = portName === undefined ? '' : ` ${portName}`;
  return `${within(namespace)}${workload} → ${within(serviceNamespace)}${service}:${String(port)}/${protocol}${name}`;
}

/** Writes links one a line: `shop/orders:80/TCP http → Deployment orders (2 pods) → container orders:8080`. */
export function formatLinks(links: readonly Link[]): string {
  return links.map((link) => harmless(formatLink(link))).join('\n');
}

function formatLink(link: Link): string {
  const service = `${link.namespace === undefined ? '' : `${link.namespace}/`}${link.service}:${String(link.port)}/${link.protocol}`;
  const name = link.portName === undefined ? '' : ` ${link.portName}`;
  const pods = link.pods === undefined ? '' : ` (${String(link.pods)} pod${link.pods === 1 ? '' : 's'})`;
  const node = link.nodePort === undefined ? '' : `, on <NodeIP>:${String(link.nodePort)}`;
  return `${service}${name} → ${link.workload}${pods} → container ${link.container}:${String(link.containerPort)}${node}`;
}
