import type { ApiObject } from 'cdk8s';
import { type Container, type PodManagementPolicy, type Service, ServiceType, type StatefulSet, type StatefulSetUpdateStrategy, type Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { nearest } from '../graph/near';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { AllowFrom } from './allow-from';
import { connect, type ConnectionOptions } from './connect';
import type { ConnectablePort, Connections, IConnectable } from './connectable';
import { STATEFUL_REPLICAS } from './defaults';
import { type HeadlessPorts, planHeadless, serveHeadless } from './headless';
import { serviceSelector } from './labels';
import type { MetricsOptions } from './metrics';
import { admitNamespace, namespaceOf, podsPeer } from './peers';
import { type PeerPortProps, planPorts, type PortProps, type SinglePortProps } from './ports';
import { type AdditionalServiceProps, addService, begin, servePods, type ServedWorkload } from './served-app';
import type { BalancingOptions, ServiceOptions } from './service-props';
import { planSet, runSet } from './stateful-set';
import { StatefulPod } from './stateful-pod';
import type { StorageOptions } from './storage-props';
import type { PodProps } from './workload-props';

/** Describes a database or broker. */
export interface StatefulBackendProps extends PodProps, StorageOptions, SinglePortProps, ServiceOptions, BalancingOptions, MetricsOptions {
  /**
   * Several ports, in place of `port` and `targetPort`.
   *
   * @default - the one of `port`
   */
  readonly ports?: PortProps[];

  /**
   * Ports for the pods among themselves, such as those of replication or elections: nobody else is admitted to them.
   *
   * @default - none
   */
  readonly peerPorts?: PeerPortProps[];

  /**
   * How many pods run, each with volumes of its own: what makes one database of them is the program's business.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Whether pods start one after the other, each when the one before is ready, or all at once. Members that are ready only together
   * need `PARALLEL`: in order, the first one would wait for ever. A StatefulSet that exists cannot change it.
   *
   * @default PodManagementPolicy.ORDERED_READY
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * How pods are replaced: one at a time from the last one, down to a partition, or only when somebody deletes them.
   *
   * @default - StatefulSetUpdateStrategy.rollingUpdate()
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
   */
  readonly rollout?: StatefulSetUpdateStrategy;

  /**
   * Name of the Service that gives the pods names of their own. A StatefulSet that exists cannot change it.
   *
   * @default - the pattern's name and `-headless`
   */
  readonly headlessServiceName?: string;

  /**
   * Who may connect.
   *
   * @default AllowFrom.cluster()
   */
  readonly allowFrom?: AllowFrom;
}

/**
 * A database or broker: a StatefulSet whose pods keep their names and their volumes, behind one stable endpoint for clients, and a
 * headless Service that gives each pod a name of its own, for its peers.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 *
 * @example
 * new StatefulBackend(chart, 'queue', {
 *   image: 'docker.io/library/redis:8.2.1',
 *   args: ['--appendonly', 'yes'],
 *   ports: [{ name: 'redis', port: 6379 }],
 *   storage: [{ mountPath: '/data', size: Size.gibibytes(10) }],
 *   security: SecurityProfile.restricted({ user: 999 }),
 * });
 */
export class StatefulBackend extends Construct implements IConnectable {
  /** The workload; whatever cdk8s-plus can do to it, you still can. */
  public readonly statefulSet: StatefulSet;
  /** The container that the pattern is about, to be told what is known only now, such as the names of its peers. */
  public readonly container: Container;
  /** The Service for clients, under the pattern's name. */
  public readonly service: Service;
  /** The Service that gives the pods names of their own. */
  public readonly headlessService: Service;
  /** The Service that metrics are scraped from, or undefined where `metrics` does not ask for it. */
  public readonly metricsService?: Service;
  /** The network policy that admits traffic. */
  public readonly policy: ApiObject;
  /** The disruption budget, or undefined where one pod is all there is. */
  public readonly budget?: ApiObject;
  /** What clients connect to. */
  public readonly connections: Connections;

  readonly #app: ServedWorkload;
  readonly #headless: HeadlessPorts;
  readonly #volumes: ReadonlyMap<string, Volume>;
  readonly #replicas?: number;

  /**
   * @throws LinkError where a prop is wrong on its face
   */
  constructor(scope: Construct, id: string, props: StatefulBackendProps) {
    super(scope, id);
    const name = begin(this, props.name, StatefulBackend);
    const { path } = this.node;
    const ports = planPorts(path, props);
    const planned = planSet(this, name, props, ports);
    this.#headless = planHeadless(path, ports, props);
    this.#replicas = props.replicas;
    this.headlessService = serveHeadless(this, name, this.#headless, props);
    const { volumes, statefulSet, budget, ...running } = runSet(this, planned, this.headlessService, this.#headless, props);
    const allowFrom = props.allowFrom ?? AllowFrom.cluster();
    const pods = { ...running, scope: this, name, workload: statefulSet, pods: serviceSelector(name), peerPorts: this.#headless.peer };
    this.#app = servePods(pods, ServiceType.CLUSTER_IP, props, allowFrom);
    this.#volumes = volumes;
    this.statefulSet = statefulSet;
    this.container = running.container;
    this.service = this.#app.service;
    this.metricsService = this.#app.metrics?.service;
    this.policy = this.#app.admission.policy;
    this.budget = budget;
    this.connections = this.#app.connections;
    this.admitPeers(allowFrom);
  }

  /**
   * The names of all pods in the cluster's DNS, such as `orders-0.orders-headless.shop.svc`: as many as there are `replicas`.
   */
  public get podHosts(): string[] {
    return Array.from({ length: this.#replicas ?? STATEFUL_REPLICAS }, (_, ordinal) => this.pod(ordinal).host);
  }

  /**
   * One of the pods, by its number from 0, for clients that mean it and no other, such as a database's primary:
   * `connectsTo: [orders.pod(0)]`.
   *
   * @throws LinkError where `replicas` leaves no pod of that number
   */
  public pod(ordinal: number): StatefulPod {
    checkOrdinal(this.node.path, ordinal, this.#replicas);
    return StatefulPod._of({ ...this.connections._server, service: this.headlessService, ports: this.#headless.client, pod: `${this.#app.name}-${String(ordinal)}` });
  }

  /**
   * A volume of `storage`, for containers that are added later: `orders.statefulSet.addContainer({ volumeMounts: [{ path, volume }] })`.
   *
   * @param name the volume's name
   * @throws LinkError where no volume has that name
   */
  public volume(name: string): Volume {
    const found = this.#volumes.get(name);
    if (found) return found;
    const names = [...this.#volumes.keys()];
    const got = `${quote(name)}; ${names.length === 0 ? 'storage is []' : `storage has ${listed(names.map(quote))}`}`;
    const fix = names.length === 0 ? 'list it in storage' : `use volume(${quote(nearest(name, names))})`;
    throw propError({ path: this.node.path, field: 'volume()', problem: `No volume is named ${quote(name)}`, got, fix });
  }

  /**
   * Connects to a backend, under names of your own; it does what `connectsTo` does.
   *
   * @throws LinkError where the two are not in one app and cluster, or a variable is set already
   */
  public connectTo(backend: IConnectable, options: ConnectionOptions = {}): void {
    connect(this.#app, backend, options);
  }

  /**
   * One of the ports, for clients that need no other: `connectsTo: [orders.port('grpc')]`.
   *
   * @param name the port's name
   * @throws LinkError where no port has that name
   */
  public port(name: string): ConnectablePort {
    return this.connections.port(name);
  }

  /**
   * Adds a Service over the same pods, such as a public one beside the internal one.
   *
   * @param name the Service's name, and its id below this construct
   * @throws LinkError where the name is taken, or a prop is wrong on its face
   */
  public addService(name: string, props: AdditionalServiceProps = {}): Service {
    return addService(this.#app, name, props);
  }

  /** The pods reach each other at all of their ports, whoever else may. */
  private admitPeers({ _peers }: AllowFrom): void {
    const { admission, ports } = this.#app;
    const own = podsPeer(this.#app, this);
    const namespace = namespaceOf(this);
    const toAdmit = [...(admitNamespace(_peers, namespace, namespace) ? [] : ports), ...this.#headless.peer];
    if (toAdmit.length > 0) admission.admitClient(toAdmit, own);
    admission.letOut([...ports, ...this.#headless.peer], own);
  }
}

/** Where nobody says how many pods there are, an autoscaler may. */
function checkOrdinal(path: string, ordinal: number, replicas: number | undefined): void {
  if (Number.isInteger(ordinal) && ordinal >= 0 && ordinal < (replicas ?? Infinity)) return;
  throw propError({
    path,
    field: 'pod()',
    problem: 'The pods of a StatefulSet are numbered from 0',
    got: `${quote(ordinal)}${replicas === undefined ? '' : `, with replicas ${String(replicas)}`}`,
    fix: replicas === 0 ? 'let replicas be 1 or more' : `give a number from 0${replicas === undefined ? '' : ` to ${String(replicas - 1)}`}`,
  });
}
