import { isAtLeast } from '../target/target-data';
import type { ServicePort } from './service';
import type { ContainerPort, Workload } from './workload';

/** What a Service port comes to in the pods of one workload. */
export type PortLink =
  /** A container declares it. */
  | { readonly status: 'open'; readonly workload: Workload; readonly port: ContainerPort }
  /** A number that no container declares: traffic arrives, and perhaps nobody listens. */
  | { readonly status: 'undeclared'; readonly workload: Workload }
  /** A name that no container bears: the Service has no endpoint in these pods. */
  | { readonly status: 'missing'; readonly workload: Workload }
  /** Declared, but for another protocol only. */
  | { readonly status: 'protocol'; readonly workload: Workload; readonly port: ContainerPort };

/**
 * Resolves a Service port as the endpoints controller does: names by container port of that name and protocol, numbers
 * as they are.
 */
export function linkPort(servicePort: ServicePort, workload: Workload): PortLink {
  const { targetPort, protocol } = servicePort;
  const byName = typeof targetPort === 'string';
  const candidates = workload.ports.filter((port) => (byName ? port.name === targetPort && namesCount(port, workload) : port.port === targetPort));
  const open = candidates.find((port) => port.protocol === protocol);
  if (open) return { status: 'open', workload, port: open };
  const other = candidates[0];
  if (other) return { status: 'protocol', workload, port: other };
  return { status: byName ? 'missing' : 'undeclared', workload };
}

/** The endpoints controller looks for names in native sidecars from Kubernetes 1.32 on. */
function namesCount(port: ContainerPort, workload: Workload): boolean {
  return port.container.role !== 'sidecar' || isAtLeast(workload.object.target, '1.32');
}
