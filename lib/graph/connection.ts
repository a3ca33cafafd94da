import type { TargetData } from '../target/target-data';
import type { Provenance } from './object';
import type { Service, ServicePort } from './service';
import type { Workload } from './workload';

/** How a declaration names an object of the cluster. */
export interface ObjectName {
  readonly kind: string;
  /** Absent where the manifest names none. */
  readonly namespace?: string;
  readonly name: string;
}

/** What the author declared: pods of a workload connect to a port of a Service. */
export interface Connection {
  /** The workload whose pods connect. */
  readonly client: ObjectName;
  /** The Service that they connect to. */
  readonly service: ObjectName;
  /** The Service's port. */
  readonly port: number;
  readonly protocol: string;
  /** The cluster that it is in. @default DEFAULT_TARGET */
  readonly target?: TargetData;
  /** The client's construct, and the line that connects it. */
  readonly provenance?: Provenance;
}

/** A connection with what manifests hold of its ends. */
export interface LinkedConnection {
  readonly declared: Connection;
  readonly client?: Workload;
  readonly service?: Service;
  readonly port?: ServicePort;
}

/** Finds the ends of connections, as far as the manifests hold them. */
export function linkConnections(connections: readonly Connection[], workloads: readonly Workload[], services: readonly Service[]): LinkedConnection[] {
  if (connections.length === 0) return [];
  const clients = new Map(workloads.map((workload) => [nameOf(workload.object), workload]));
  const servers = new Map(services.map((service) => [nameOf(service.object), service]));
  return connections.map((declared) => {
    const client = clients.get(nameOf(declared.client));
    const service = servers.get(nameOf(declared.service));
    const port = service?.ports.find((entry) => entry.port === declared.port && entry.protocol === declared.protocol);
    return { declared, ...(client ? { client } : {}), ...(service ? { service } : {}), ...(port ? { port } : {}) };
  });
}

function nameOf({ kind, namespace, name }: ObjectName): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
