import { type Json, integer, list, record, text } from './json';
import { type GraphObject, isOwned } from './object';

/** A port at which endpoints listen; the Service's port of this name and protocol leads there. */
export interface EndpointPort {
  /** Empty where the manifest leaves it out: so the API server defaults it. */
  readonly name: string;
  readonly protocol: string;
  readonly port?: number;
}

/** Endpoints written by hand: an EndpointSlice, or Endpoints as they were before. */
export interface EndpointSlice {
  readonly object: GraphObject;
  /** The Service that it belongs to; absent on an EndpointSlice that does not say. */
  readonly serviceName?: string;
  /** Where it says that. */
  readonly field: string;
  /** Absent where it lists none, which may stand for all. */
  readonly ports?: readonly EndpointPort[];
  /** Where the endpoints are: IP addresses, or names in an EndpointSlice of type FQDN. */
  readonly addresses: readonly string[];
}

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/**
 * The endpoints in an object, or undefined where there are none, or a controller keeps them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export function readEndpointSlice(object: GraphObject): EndpointSlice | undefined {
  return isKept(object) ? undefined : endpointsOf(object);
}

/** The endpoints in an object, whoever keeps them. */
export function endpointsOf(object: GraphObject): EndpointSlice | undefined {
  const { group, kind, name, labels, manifest } = object;
  if (group === 'discovery.k8s.io' && kind === 'EndpointSlice') {
    const serviceName = text(labels[SERVICE_NAME_LABEL]);
    const addresses = list(manifest.endpoints).flatMap((endpoint) => list(record(endpoint).addresses)).flatMap((address) => text(address) ?? []);
    return { object, serviceName, field: `metadata.labels["${SERVICE_NAME_LABEL}"]`, ports: readPorts(manifest.ports), addresses };
  }
  if (group === '' && kind === 'Endpoints') {
    const subsets = list(manifest.subsets).map(record);
    const addresses = subsets.flatMap((subset) => list(subset.addresses)).flatMap((address) => text(record(address).ip) ?? []);
    return { object, serviceName: name, field: 'metadata.name', ports: readPorts(subsets.flatMap((subset) => list(subset.ports))), addresses };
  }
  return undefined;
}

/** Whether something in the cluster writes it, as in a dump of what is running there. */
function isKept(object: GraphObject): boolean {
  const manager = object.labels['endpointslice.kubernetes.io/managed-by'] ?? '';
  return manager.endsWith('controller.k8s.io') || isOwned(object);
}

function readPorts(value: Json): readonly EndpointPort[] | undefined {
  const ports = list(value).map((entry) => {
    const { name, protocol, port } = record(entry);
    return { name: text(name) ?? '', protocol: text(protocol) ?? 'TCP', port: integer(port) };
  });
  return ports.length === 0 ? undefined : ports;
}
