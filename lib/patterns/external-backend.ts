import type { ApiObject } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { ConnectablePort, IConnectable } from './connectable';
import { Connections } from './connectable';
import { checkPlace } from './external-checks';
import { letOutTo } from './external-egress';
import { type ExternalPortProps, planExternalPorts } from './external-ports';
import { makeEndpointSlices, makeExternalService } from './external-service';
import { begin } from './served-app';

/** Describes a backend that is not in the cluster: where it is, and on which ports. */
export interface ExternalBackendProps {
  /**
   * Name of the Service, under which the cluster's DNS knows the backend: it is an API, so it never holds a hash.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * The DNS name of the backend. The cluster's DNS answers with it, and clients connect to whatever it resolves to, at the port that they
   * choose: no port can be mapped to another. Clients still believe that they talk to `name`: a TLS certificate is checked
   * against it, and HTTP sends it as `Host`, unless they are told otherwise.
   *
   * @default - `addresses` say where it is
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   */
  readonly host?: string;

  /**
   * The IP addresses of the backend, IPv4, IPv6 or both. The cluster spreads connections over them, and asks none of them whether it is well.
   *
   * @default - `host` says where it is
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
   */
  readonly addresses?: string[];

  /**
   * The port that clients connect to.
   *
   * @default - `ports` lists them
   */
  readonly port?: number;

  /**
   * The port at the addresses. Not with `host`.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: ExternalPortProps[];

  /**
   * The ranges of IP addresses that `host` resolves to, in CIDR notation: where clients with `Egress.DECLARED` are let out to, for a
   * network policy knows no DNS names. `['0.0.0.0/0', '::/0']` lets them out to anywhere on these ports. Not with `addresses`.
   *
   * @default - clients with `Egress.DECLARED` cannot connect to a `host`
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly egressTo?: string[];

  /**
   * Labels of the Service.
   *
   * @default - the recommended `app.kubernetes.io/*` labels
   */
  readonly serviceLabels?: { readonly [key: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly serviceAnnotations?: { readonly [key: string]: string };
}

/**
 * A managed database, a legacy host or somebody else's API under a name of the cluster: a Service that leads to a DNS name or to IP
 * addresses outside. Apps connect to it as to any other backend, so that where it is stands in one place.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 *
 * @example
 * const ledger = new ExternalBackend(chart, 'ledger', {
 *   host: 'ledger.abc.eu-west-1.rds.amazonaws.com',
 *   ports: [{ name: 'postgresql', port: 5432 }],
 * });
 * const mainframe = new ExternalBackend(chart, 'mainframe', { addresses: ['10.1.2.3', '10.1.2.4'], port: 80, targetPort: 8080 });
 *
 * new Worker(chart, 'billing', { image: 'ghcr.io/acme/billing:1.0.0', connectsTo: [ledger, mainframe] });
 */
export class ExternalBackend extends Construct implements IConnectable {
  /** The Service, under the pattern's name. */
  public readonly service: Service;
  /** The endpoints, one EndpointSlice for each IP family; none where a DNS name says where it is. */
  public readonly endpointSlices: ApiObject[];
  /** What clients connect to. */
  public readonly connections: Connections;

  /**
   * @throws LinkError where a prop is wrong on its face
   */
  constructor(scope: Construct, id: string, props: ExternalBackendProps) {
    super(scope, id);
    const name = begin(this, props.name, ExternalBackend);
    const place = checkPlace(this, name, props);
    const ports = planExternalPorts(this.node.path, props);
    this.service = makeExternalService(this, name, place, ports, props);
    this.endpointSlices = makeEndpointSlices(this, name, place.addresses, ports);
    this.connections = Connections._of({
      scope: this,
      service: this.service,
      ports,
      // What is outside the cluster has no policy in it.
      admit: () => undefined,
      letOut: (client, wanted, field) => { letOutTo(this, place, client, wanted, field); },
    });
  }

  /**
   * One of the ports, for clients that need no other: `connectsTo: [ledger.port('replica')]`.
   *
   * @param name the port's name
   * @throws LinkError where no port has that name
   */
  public port(name: string): ConnectablePort {
    return this.connections.port(name);
  }
}
