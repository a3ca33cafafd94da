import type { Protocol } from 'cdk8s-plus-28';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { type PlannedPort, planPorts } from './ports';

/**
 * One of several ports of what is outside the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export interface ExternalPortProps {
  /**
   * Name of the port, for clients, meshes and monitors: 1 to 15 lower-case letters, digits and hyphens.
   *
   * @default - "tcp", "udp" or "sctp"; required where there are several
   */
  readonly name?: string;
  /** The port that clients connect to. */
  readonly port: number;
  /**
   * The port at the addresses. Not with `host`.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;
  /**
   * The transport protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * What is spoken on top, for gateways and meshes, such as `https` or `kubernetes.io/h2c`.
   *
   * @default - nothing is said
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;
}

/** A port with everything decided, the number at the other end too. */
export interface ExternalPort extends PlannedPort {
  readonly targetPort: number;
}

interface PortsProps {
  readonly host?: string;
  readonly port?: number;
  readonly targetPort?: number;
  readonly ports?: ExternalPortProps[];
}

/**
 * Decides the ports of a backend that is outside.
 *
 * @throws LinkError where a port is none, or is to be mapped to another behind a DNS name
 */
export function planExternalPorts(path: string, props: PortsProps): ExternalPort[] {
  return planPorts(path, props).map((planned) => {
    const { field, port, targetPort } = planned;
    if (typeof targetPort !== 'number') {
      const fix = 'give the number that the backend listens on';
      throw propError({ path, field: `${field}targetPort`, problem: 'What is outside the cluster has no named ports', got: quote(targetPort), fix });
    }
    if (props.host !== undefined && targetPort !== port) throw mapped(path, field, port, targetPort);
    return { ...planned, targetPort };
  });
}

/** DNS hands out addresses, and clients say the port: nobody is in between who could change it. */
function mapped(path: string, field: string, port: number, targetPort: number): Error {
  return propError({
    path,
    field: `${field}targetPort`,
    problem: 'Behind a DNS name no port can be mapped to another: clients connect to it themselves, at the port that they are told',
    got: `port ${String(port)}, targetPort ${String(targetPort)}`,
    fix: `give port: ${String(targetPort)} and leave targetPort out, or give addresses in place of host`,
  });
}
