import type { ApiObject } from 'cdk8s';
import { Cpu, type Deployment, Protocol, type Service, ServiceType, type StatefulSet, type Workload } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  type AdditionalServiceProps, AllowFrom, type Canary, type CanaryProps, ClusterTarget, type ConnectionOptions, type Connections, DevNodePortApp, Egress, ExternalBackend, ExternalObjects, type IConnectable, InternalBackend, InternalLoadBalancedApp, Provider, PublicHttpApp, PublicLoadBalancedApp, Route, StatefulBackend, Worker,
} from '../../../lib';
import { image, type Manifest } from '../harness';
import { declaredTypes, lineage } from '../source';
import { externalPortRows, externalRows, overlaidExternalRows } from './external';
import { overlaidDeploymentRows, overlaidPodRows, overlaidServedRows } from './overlaid';
import { metricsRows } from './metrics';
import type { Row } from './row';
import {
  allowFromRows,
  alsoServesRows,
  balancingRows,
  devNodePortRows,
  externalServiceRows,
  furtherServiceRows,
  loadBalancerRows,
  loadBalancerSettingsRows,
  namedTargetPortRows,
  nodePortRows,
  portRows,
  serviceRows,
  singlePortRows,
} from './service';
import { routeRows } from './routes';
import { canaryRows, overlaidCanaryRows } from './scaling';
import { peerPortRows, statefulOverlaidRows, statefulRows, storageOptionRows, storageRows } from './stateful';
import { podRows, workloadRows } from './workload';

/** What a pattern hands out. */
interface Made {
  readonly deployment?: Deployment;
  readonly statefulSet?: StatefulSet;
  readonly service?: Service;
  readonly autoscaler?: ApiObject;
  readonly metricsService?: Service;
  readonly connections?: Connections;
  addService?(name: string, props?: AdditionalServiceProps): Service;
  canary?(props: CanaryProps): Canary;
  connectTo?(backend: IConnectable, options?: ConnectionOptions): void;
}

/** Something that takes props: a pattern, or a pattern's method. */
export interface Subject {
  readonly name: string;
  /** The interface that declares its props. */
  readonly props: string;
  /** What it writes beyond its props. */
  readonly overlaid: readonly Row[];
  /** The name of the object that a row is about, where the chart has several. */
  readonly names?: (row: Row) => string | undefined;
  make(scope: Construct, props: Manifest): Made;
}

/** `port` unless there are `ports`. */
const withPort = (port: number, props: Manifest): Manifest => ({ ...(props.ports ? {} : { port }), ...props });

/** The scope, or one within it, for a target that says who makes its load balancers. */
function withProvider(scope: Construct): Construct {
  if (ClusterTarget.of(scope).provider) return scope;
  const within = new Construct(scope, 'private');
  new ClusterTarget({ provider: Provider.eks() }).applyTo(within);
  return within;
}

/** The Service as the cluster may have it, so that a patch may have it open another port than the route leads to. */
function patchable(scope: Construct, { name = 'orders' }: Manifest): Construct {
  ExternalObjects.declare(scope, `service/shop/${name as string}`);
  return scope;
}

/** A route to the first port that it may lead to. */
function routed(props: Manifest): Manifest {
  if (props.route ?? props.routes) return props;
  const { ports = [], name = 'orders' } = props;
  const port = ports.find(({ protocol = Protocol.TCP }: Manifest) => protocol === Protocol.TCP)?.name;
  const gateway = { name: 'public', namespace: 'infra' };
  return { ...props, route: Route.gateway({ gateway, hostnames: [`${name as string}.example.com`], ...(port === undefined ? {} : { port }) }) };
}

/** Whatever runs the pods of a pattern. */
export function workloadOf({ deployment, statefulSet }: Made): Workload {
  return (deployment ?? statefulSet)!;
}

const ofPods = [...overlaidPodRows, ...overlaidDeploymentRows];
const behindCanary = [
  ...overlaidCanaryRows,
  ...ofPods.filter(({ at, kind }) => kind === 'Deployment' && !at.includes('ephemeral')),
  ...overlaidServedRows.filter(({ props }) => Object.keys(props).length === 0),
];
const behindService = [...ofPods, ...overlaidServedRows];
export const subjects: readonly Subject[] = [
  {
    name: 'InternalBackend',
    props: 'InternalBackendProps',
    overlaid: behindService,
    make: (scope, props) => new InternalBackend(scope, 'orders', { image, ...withPort(8080, props) }),
  },
  {
    name: 'DevNodePortApp',
    props: 'DevNodePortAppProps',
    overlaid: behindService,
    make: (scope, props) => new DevNodePortApp(scope, 'orders', { image, ...withPort(8080, props) }),
  },
  {
    name: 'PublicLoadBalancedApp',
    props: 'PublicLoadBalancedAppProps',
    overlaid: behindService,
    make: (scope, props) => new PublicLoadBalancedApp(scope, 'orders', { image, ...withPort(8080, props) }),
  },
  {
    name: 'InternalLoadBalancedApp',
    props: 'InternalLoadBalancedAppProps',
    overlaid: behindService,
    make(scope, props) {
      return new InternalLoadBalancedApp(withProvider(scope), 'orders', { image, ...withPort(8080, props) });
    },
  },
  {
    name: 'PublicHttpApp',
    props: 'PublicHttpAppProps',
    overlaid: behindService,
    make: (scope, props) => new PublicHttpApp(patchable(scope, props), 'orders', { image, ...withPort(8080, routed(props)) }),
  },
  {
    name: 'Worker',
    props: 'WorkerProps',
    overlaid: [...overlaidPodRows, ...overlaidDeploymentRows],
    make: (scope, props) => new Worker(scope, 'orders', { image, ...props }),
  },
  {
    name: 'StatefulBackend',
    props: 'StatefulBackendProps',
    overlaid: [...overlaidPodRows, ...overlaidServedRows, ...statefulOverlaidRows],
    names: ({ kind }) => (kind === 'Service' ? 'orders' : undefined),
    // As many as the others have by default.
    make: (scope, props) => new StatefulBackend(scope, 'orders', { image, storage: [], replicas: 2, ...withPort(8080, props) }),
  },
  {
    name: 'ExternalBackend',
    props: 'ExternalBackendProps',
    overlaid: overlaidExternalRows,
    // Egress is a matter of its clients: some rows want one.
    make(scope, { client, ...props }) {
      const host = props.addresses ? {} : { host: 'orders.example.com', egressTo: ['203.0.113.0/24'] };
      const backend = new ExternalBackend(scope, 'orders', { ...host, ...withPort(5432, props) });
      if (client) new Worker(scope, 'client', { image, egress: Egress.DECLARED, connectsTo: [backend] });
      return backend;
    },
  },
  {
    name: 'addService',
    props: 'AdditionalServiceProps',
    overlaid: [],
    names: ({ kind }) => (kind === 'Service' ? 'further' : undefined),
    make(scope, { sidecars, ...props }) {
      // Open to everybody, so that a patch may have the further Service lead to its port.
      const pattern = new InternalBackend(scope, 'orders', { image, port: 8080, sidecars, allowFrom: AllowFrom.cidrs('0.0.0.0/0') });
      return { service: pattern.addService('further', { type: ServiceType.LOAD_BALANCER, ...withPort(9090, props) }) };
    },
  },
  {
    name: 'Canary',
    props: 'CanaryProps',
    overlaid: behindCanary,
    // A row patches the name of a canary with one in its track alone.
    names: ({ kind, props }) => (kind === 'Deployment' ? `orders-canary${'name' in props ? '-beta' : ''}` : undefined),
    make(scope, props) {
      const told = { env: { QUEUE: 'mail' }, resources: { cpu: { request: Cpu.millis(50) } } };
      return new InternalBackend(scope, 'orders', { image, port: 8080, ...told, replicas: 4 }).canary(props);
    },
  },
];

/** The subjects that are constructs, those of them that are patterns that run pods, and those of these that have a Service. */
export const constructs = subjects.filter((subject) => subject.name !== 'addService');
export const patterns = constructs.filter((subject) => subject.name !== 'ExternalBackend' && subject.name !== 'Canary');
export const served = patterns.filter((subject) => subject.name !== 'Worker');
/** Those that have a Deployment. */
export const deployed = patterns.filter((subject) => subject.name !== 'StatefulBackend');
/** Those that have both. */
export const servedDeployments = served.filter((subject) => deployed.includes(subject));

/** The table: rows for every prop, by the interface that declares it. */
export const rowsByInterface: Readonly<Record<string, readonly Row[]>> = {
  PodProps: podRows,
  WorkloadProps: workloadRows,
  WorkerProps: [],
  CanaryProps: canaryRows,
  BalancingOptions: balancingRows,
  SinglePortProps: singlePortRows,
  PortProps: [...portRows, ...namedTargetPortRows],
  NodePortProps: nodePortRows,
  ServiceOptions: serviceRows,
  ExternalServiceOptions: externalServiceRows,
  LoadBalancerOptions: loadBalancerRows,
  LoadBalancerSettings: loadBalancerSettingsRows,
  InternalBackendProps: [...allowFromRows, ...alsoServesRows],
  DevNodePortAppProps: devNodePortRows,
  PublicHttpAppProps: [...allowFromRows, ...routeRows],
  PublicLoadBalancedAppProps: [],
  InternalLoadBalancedAppProps: [],
  AdditionalServiceProps: furtherServiceRows,
  MetricsOptions: [],
  MetricsProps: metricsRows,
  ExternalBackendProps: externalRows,
  ExternalPortProps: externalPortRows,
  StatefulBackendProps: [...allowFromRows, ...statefulRows],
  StorageOptions: storageOptionRows,
  StorageProps: storageRows,
  PeerPortProps: peerPortRows,
};

/** The interface of a prop, or of its list's entries, such as `PortProps` for `PortProps[]`; undefined where it is none of ours. */
export function entryInterface(type: string): string | undefined {
  const name = /^(\w+)(\[\])?$/.exec(type)?.[1];
  // Behaviour that others implement, such as IConnectable, has no props.
  return name !== undefined && !/^I[A-Z]/.test(name) && declaredTypes.get(name)?.kind === 'interface' ? name : undefined;
}

/** Every interface whose props a subject takes, those of its lists' entries too. */
export function interfacesOf(subject: Subject): string[] {
  const own = lineage(subject.props);
  const entries = own.flatMap((type) => type.props.flatMap((prop) => entryInterface(prop.type) ?? []));
  return [...new Set([...own, ...entries.flatMap(lineage)].map((type) => type.name))];
}
