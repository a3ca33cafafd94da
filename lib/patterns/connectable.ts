import type { Protocol, Service } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { nearest } from '../graph/near';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { Client } from './client';
import type { PlannedPort } from './ports';

/** What stands behind a Service that apps connect to. */
export interface Server {
  readonly scope: IConstruct;
  readonly service: Service;
  readonly ports: readonly PlannedPort[];
  /** The one pod that is meant, where it has a name of its own behind the Service. */
  readonly pod?: string;
  /** Admits a client at ports of the pods. */
  admit(client: Client, ports: readonly PlannedPort[]): void;
  /** Lets a client out to ports of the pods. */
  letOut(client: Client, ports: readonly PlannedPort[]): void;
}

/** Something that apps can connect to: a pattern with a Service, or one of its ports. */
export interface IConnectable {
  /** What it offers to those that connect. */
  readonly connections: Connections;
}

/** What a pattern offers to the apps that connect to it: its Service, and ports of it. */
export class Connections {
  /** @internal */
  public static _of(server: Server): Connections {
    return new Connections(server, server.ports, false);
  }

  private constructor(
    /** @internal */
    public readonly _server: Server,
    /** @internal */
    public readonly _ports: readonly PlannedPort[],
    /** Whether the author chose the port. @internal */
    public readonly _chosen: boolean,
  ) {}

  /**
   * One of the ports, as something to connect to.
   *
   * @throws LinkError where no port has that name
   */
  public port(name: string): ConnectablePort {
    const { scope, ports } = this._server;
    const found = ports.find((port) => port.name === name);
    if (found) return ConnectablePort._of(found, new Connections(this._server, [found], true));
    const names = ports.map((port) => port.name);
    throw propError({
      path: scope.node.path,
      field: 'port()',
      problem: `No port is named ${quote(name)}`,
      got: `${quote(name)}; ${names.length === 1 ? 'the port is' : 'the ports are'} ${listed(names.map(quote))}`,
      fix: `use port(${quote(nearest(name, names))})`,
    });
  }
}

/** One port of a pattern, for clients that need no other. */
export class ConnectablePort implements IConnectable {
  /** @internal */
  public static _of(port: PlannedPort, connections: Connections): ConnectablePort {
    return new ConnectablePort(port.name, port.port, port.protocol, connections);
  }

  private constructor(
    /** The port's name. */
    public readonly name: string,
    /** The number that clients connect to. */
    public readonly port: number,
    /** The transport protocol. */
    public readonly protocol: Protocol,
    /** What it offers to those that connect. */
    public readonly connections: Connections,
  ) {}
}
