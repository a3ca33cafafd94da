import { type Container, ContainerRestartPolicy, Protocol, type Workload } from 'cdk8s-plus-28';
import type { PlannedPort } from './ports';

/** A port that a container beside the pattern's own listens on. */
export interface SidecarPort {
  readonly number: number;
  readonly protocol: Protocol;
  readonly name?: string;
  /** Whether it is that of an init container that keeps running. */
  readonly native: boolean;
}

/** The ports of all sidecars, whoever added them: containers beside a pattern's own, and init containers that keep running. */
export function portsBeside(workload: Workload, own: Container): SidecarPort[] {
  const classic = workload.containers.filter((container) => container !== own).map((container) => ({ container, native: false }));
  const native = workload.initContainers
    .filter((container) => container.restartPolicy === ContainerRestartPolicy.ALWAYS)
    .map((container) => ({ container, native: true }));
  return [...classic, ...native].flatMap(({ container, native: isNative }) =>
    container.ports.map(({ number, protocol = Protocol.TCP, name }) => ({ number, protocol, native: isNative, ...(name === undefined ? {} : { name }) })),
  );
}

/** Whether a port of the pods is a sidecar's: the pattern's own container does not listen there. */
export function isBeside(beside: readonly SidecarPort[], { targetPort, protocol }: Pick<PlannedPort, 'targetPort' | 'protocol'>): boolean {
  return beside.some((port) => port.protocol === protocol && (port.number === targetPort || port.name === targetPort));
}

/**
 * Ports with the names of native sidecars' ports resolved to numbers: Services look such names up from Kubernetes 1.32 on, and not every
 * network plugin does so for its policies.
 */
export function resolveNative(ports: readonly PlannedPort[], beside: readonly SidecarPort[]): PlannedPort[] {
  return ports.map((port) => {
    const found = beside.find(({ native, name, protocol }) => native && name === port.targetPort && protocol === port.protocol);
    return found ? { ...port, targetPort: found.number } : port;
  });
}

/** The number at which a port of the pods is; undefined for a name that no container bears yet. */
export function numberOf(port: Pick<PlannedPort, 'targetPort' | 'protocol'>, beside: readonly SidecarPort[]): number | undefined {
  const { targetPort, protocol } = port;
  return typeof targetPort === 'number' ? targetPort : beside.find((other) => other.name === targetPort && other.protocol === protocol)?.number;
}
