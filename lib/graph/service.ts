import { type Json, integer, list, record, strings, text } from './json';
import type { GraphObject } from './object';
import type { Labels } from './selector';
import type { Workload } from './workload';

/** A port that a Service opens. */
export interface ServicePort {
  readonly service: Service;
  /** Where it stands, such as `spec.ports[0]`. */
  readonly field: string;
  readonly name?: string;
  readonly port: number;
  /** The container's port by number or name; `port` where the manifest leaves it out. */
  readonly targetPort: number | string;
  readonly protocol: string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

export interface Service {
  readonly object: GraphObject;
  readonly type: string;
  /** No cluster IP: its name resolves to the pods themselves. */
  readonly headless: boolean;
  /** Absent where there is none or an empty one: then somebody else keeps the endpoints. */
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
  /** What runs the pods that it selects. */
  readonly workloads: readonly Workload[];
}

/** The Service in an object; `select` finds the workloads behind a selector. */
export function readService(
  object: GraphObject,
  select: (selector: Labels, namespace: string | undefined) => readonly Workload[],
): Service | undefined {
  if (object.kind !== 'Service' || object.group !== '') return undefined;
  const spec = record(object.manifest.spec);
  const type = text(spec.type) ?? 'ClusterIP';
  const labels = strings(spec.selector);
  const selector = Object.keys(labels).length === 0 || type === 'ExternalName' ? undefined : labels;
  const ports: ServicePort[] = [];
  const service: Service = {
    object,
    type,
    headless: spec.clusterIP === 'None',
    ...(selector ? { selector } : {}),
    ports,
    workloads: selector ? select(selector, object.namespace) : [],
  };
  for (const [index, item] of list(spec.ports).entries()) {
    const port = readPort(service, item, `spec.ports[${String(index)}]`);
    if (port) ports.push(port);
  }
  return service;
}

function readPort(service: Service, item: Json, field: string): ServicePort | undefined {
  const manifest = record(item);
  const port = integer(manifest.port);
  if (port === undefined) return undefined;
  return {
    service,
    field,
    name: text(manifest.name),
    port,
    targetPort: readTargetPort(manifest.targetPort) ?? port,
    protocol: text(manifest.protocol) ?? 'TCP',
    nodePort: integer(manifest.nodePort),
    appProtocol: text(manifest.appProtocol),
  };
}

/** Zero and the empty string count as left out: so the API server defaults them. */
function readTargetPort(value: Json): number | string | undefined {
  return integer(value) || text(value) || undefined;
}
