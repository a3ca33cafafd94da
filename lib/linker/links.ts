import type { Graph } from '../graph/graph';
import { linkPort } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import type { Workload } from '../graph/workload';

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

/** Writes links one a line: `shop/orders:80/TCP http → Deployment orders (2 pods) → container orders:8080`. */
export function formatLinks(links: readonly Link[]): string {
  return links.map(formatLink).join('\n');
}

function formatLink(link: Link): string {
  const service = `${link.namespace === undefined ? '' : `${link.namespace}/`}${link.service}:${String(link.port)}/${link.protocol}`;
  const name = link.portName === undefined ? '' : ` ${link.portName}`;
  const pods = link.pods === undefined ? '' : ` (${String(link.pods)} pod${link.pods === 1 ? '' : 's'})`;
  const node = link.nodePort === undefined ? '' : `, on <NodeIP>:${String(link.nodePort)}`;
  return `${service}${name} → ${link.workload}${pods} → container ${link.container}:${String(link.containerPort)}${node}`;
}
