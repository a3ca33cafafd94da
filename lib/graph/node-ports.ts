import type { Graph } from './graph';
import { integer, record } from './json';
import type { Service } from './service';

/** A node port that a Service asks for by number. */
export interface NodePortClaim {
  readonly service: Service;
  readonly field: string;
  readonly nodePort: number;
  /** Absent on a health check's port, which shares its number with nothing. */
  readonly protocol?: string;
}

/** Every node port asked for in the cluster; `healthCheckNodePort` comes out of the same range. */
export function nodePortClaims(graph: Graph): NodePortClaim[] {
  return graph.services.flatMap((service) => {
    if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') return [];
    const claims = service.ports.flatMap((port): NodePortClaim[] =>
      port.nodePort === undefined || port.nodePort === 0
        ? []
        : [{ service, field: `${port.field}.nodePort`, nodePort: port.nodePort, protocol: port.protocol }],
    );
    const health = integer(record(service.object.manifest.spec).healthCheckNodePort);
    if (health !== undefined && health !== 0) {
      claims.push({ service, field: 'spec.healthCheckNodePort', nodePort: health });
    }
    return claims;
  });
}
