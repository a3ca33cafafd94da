import type { Protocol, Service } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { nearest } from '../graph/near';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { AllowFrom } from './allow-from';
import type { Client } from './client';
import type { Egress } from './egress';
import type { PlannedPort } from './ports';

/** What stands behind a pattern's Services, for others that join them. */
export interface Joinable {
  /** The pattern's name, by which its Services select. */
  readonly name: string;
  readonly singleton: boolean;
  /** Who may connect; absent: anybody. */
  readonly allowFrom?: AllowFrom;
  readonly egress: Egress;
  /** The pattern whose Service it joins itself. */
  readonly joins?: string;
  /** The ports that its Services lead to, those of further Services too. */
  readonly ports: readonly PlannedPort[];
}

/** What stands behind a Service that apps connect to. */
export interface Server {
  readonly scope: IConstruct;
  readonly service: Service;
  readonly ports: readonly PlannedPort[];
  /** What others may join it by. @default - nobody may */
  readonly joinable?: Joinable;
  /** The one pod that is meant, where it has a name of its own behind the Service. */
  readonly pod?: string;
  /** Admits a client at ports of the pods. */
  admit(client: Client, ports: readonly PlannedPort[]): void;
  /**
   * Lets a client out to ports of the pods.
   *
   * @param field the client's prop or call that asks for it
   * @throws LinkError where the client lets out only what is declared, and nothing can say where this is
   */
  letOut(client: Client, ports: readonly PlannedPort[], field: string): void;
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
