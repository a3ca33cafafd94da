import { Protocol } from 'cdk8s-plus-28';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { checkPort, checkPortName } from './checks';
import type { HealthCheck } from './health-check';
import { checkQualifiedName } from '../report/label-checks';

/** The one port of a simple pattern. */
export interface SinglePortProps {
  /**
   * The port that clients connect to.
   *
   * @default - `ports` lists them
   */
  readonly port?: number;
  /**
   * The port that the container listens on, or the name of a port that one of its sidecars declares.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;
}

/**
 * One of several ports.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export interface PortProps {
  /**
   * Name of the port, for clients, meshes and monitors: 1 to 15 lower-case letters, digits and hyphens.
   *
   * @default - "http", "https" or "grpc" if the health check goes to this port that way, otherwise "tcp", "udp" or "sctp"; required where there are several
   */
  readonly name?: string;
  /** The port that clients connect to. */
  readonly port: number;
  /**
   * The port that the container listens on, or the name of a port that one of its sidecars declares.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;
  /**
   * The transport protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * What is spoken on top, for gateways, meshes and load balancers, such as `http` or `kubernetes.io/h2c`.
   *
   * @default - nothing is said
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;
}

/** One of several ports of a NodePort Service. */
export interface NodePortProps extends PortProps {
  /**
   * The port on every node.
   *
   * @default - allocated at synth, from the part of the cluster's range that it leaves to explicit requests
   */
  readonly nodePort?: number;
}

/**
 * A port for the pods of one pattern among themselves.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export interface PeerPortProps {
  /** Name of the port: 1 to 15 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** The port that the container listens on, and that its peers connect to. */
  readonly port: number;
  /**
   * The transport protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * What is spoken on top, for meshes.
   *
   * @default - nothing is said
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   */
  readonly appProtocol?: string;
}

/** A port with everything decided. */
export interface PlannedPort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
  readonly nodePort?: number;
  /** The prop that it came from. */
  readonly field: string;
}

interface PortsProps extends SinglePortProps {
  readonly ports?: readonly NodePortProps[];
  readonly nodePort?: number;
  readonly health?: HealthCheck;
}

/**
 * Decides the ports of a Service from either form.
 *
 * @throws LinkError where both forms are used or none, or a port is none
 */
export function planPorts(path: string, props: PortsProps): PlannedPort[] {
  const given = givenPorts(path, props);
  const ports = given.map(({ at, entry }, index) => planPort(path, at, entry, given.length > 1, () => defaultName(entry, index, props.health)));
  refuseDuplicates(path, ports);
  return ports;
}

/** Decides one port; `otherwise` names it where its author does not. */
export function planPort(path: string, at: string, entry: NodePortProps, several: boolean, otherwise: () => string): PlannedPort {
  checkPort(path, `${at}port`, entry.port);
  if (typeof entry.targetPort === 'number') checkPort(path, `${at}targetPort`, entry.targetPort);
  if (typeof entry.targetPort === 'string') checkPortName(path, `${at}targetPort`, entry.targetPort);
  if (several && entry.name === undefined) {
    throw refused(path, `${at}name`, 'service-ports-named', fill(sharedMessages.portsNamed, { port: entry.port }));
  }
  const { appProtocol, nodePort } = entry;
  if (appProtocol !== undefined) checkQualifiedName(path, `${at}appProtocol`, appProtocol, 'kubernetes.io/h2c');
  return {
    name: entry.name === undefined ? otherwise() : checkPortName(path, `${at}name`, entry.name),
    port: entry.port,
    targetPort: entry.targetPort ?? entry.port,
    protocol: entry.protocol ?? Protocol.TCP,
    ...(appProtocol === undefined ? {} : { appProtocol }),
    ...(nodePort === undefined ? {} : { nodePort }),
    field: at,
  };
}

function givenPorts(path: string, props: PortsProps): { at: string; entry: NodePortProps }[] {
  const { port, targetPort, nodePort, ports } = props;
  const given = Object.entries({ port, targetPort, nodePort }).filter(([, value]) => value !== undefined);
  const shown = given.map(([field, value]) => `${field}: ${quote(value)}`).join(', ');
  if (ports && given.length > 0) {
    throw propError({
      path,
      field: 'ports',
      problem: 'A port is given either by itself or in ports, not both ways',
      got: `${shown} and ports with ${String(ports.length)} ${ports.length === 1 ? 'entry' : 'entries'}`,
      fix: `move ${shown} into an entry of ports`,
    });
  }
  if (ports && ports.length > 0) return ports.map((entry, index) => ({ at: `ports[${String(index)}].`, entry }));
  if (port === undefined) {
    throw propError({
      path,
      field: ports ? 'ports' : 'port',
      problem: 'A Service needs a port that clients connect to',
      got: ports ? 'ports: []' : shown === '' ? 'neither port nor ports' : `${shown} without port`,
      fix: ports ? 'list a port, such as { port: 80 }' : 'give port, such as port: 80, or a list of ports',
    });
  }
  return [{ at: '', entry: { port, targetPort, nodePort } }];
}

/** Meshes and gateways read the protocol from the port's name, so a check that tells it gives the name. */
function defaultName(entry: PortProps, index: number, health: HealthCheck | undefined): string {
  const protocol = entry.protocol ?? Protocol.TCP;
  const checked = health?._options.port === undefined || health._options.port === (entry.targetPort ?? entry.port);
  if (protocol === Protocol.TCP && index === 0 && checked && health?._spoken !== undefined) return health._spoken;
  return protocol.toLowerCase();
}

/** Ports of one Service differ in name, and in number or protocol. */
export function refuseDuplicates(path: string, ports: readonly PlannedPort[]): void {
  for (const [index, port] of ports.entries()) {
    for (const earlier of ports.slice(0, index)) {
      const what =
        earlier.name === port.name
          ? 'name'
          : earlier.port === port.port && earlier.protocol === port.protocol
            ? 'port and protocol'
            : undefined;
      if (what === undefined) continue;
      const value = what === 'name' ? quote(port.name) : `${String(port.port)}/${port.protocol}`;
      const [first, second] = [earlier, port].map((entry) => entry.field.replace(/\.$/, '') || 'port');
      throw refused(
        path,
        second ?? '',
        'service-ports-distinct',
        fill(sharedMessages.portsDistinct, { what, value, first: first ?? '', second: second ?? '' }),
      );
    }
  }
}

function refused(path: string, field: string, rule: string, texts: { problem: string; got?: string; fix: string }): Error {
  return propError({ path, field, rule, ...texts });
}
