import { Connections, type ConnectablePort, type IConnectable, type Server } from './connectable';
import { namespaceOf } from './peers';

/** One pod of a StatefulBackend: a name that stays, whichever pod bears it and wherever it runs. */
export class StatefulPod implements IConnectable {
  /** @internal */
  public static _of(server: Server & { readonly pod: string }): StatefulPod {
    const { pod, scope, service } = server;
    const namespace = namespaceOf(scope);
    return new StatefulPod(pod, `${pod}.${service.name}${namespace === undefined ? '' : `.${namespace}.svc`}`, Connections._of(server));
  }

  private constructor(
    /** The pod's name, such as `orders-0`. */
    public readonly name: string,
    /** Its name in the cluster's DNS, such as `orders-0.orders-headless.shop.svc`. It resolves before the pod is ready, too. */
    public readonly host: string,
    /** What clients of this pod connect to: the ports of the container, past the Service. */
    public readonly connections: Connections,
  ) {}

  /**
   * One of its ports, for clients that need no other.
   *
   * @param name the port's name
   * @throws LinkError where no port has that name
   */
  public port(name: string): ConnectablePort {
    return this.connections.port(name);
  }
}
