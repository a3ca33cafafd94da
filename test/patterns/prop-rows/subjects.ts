import { type Deployment, type Service, ServiceType, type StatefulSet, type Workload } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  type AdditionalServiceProps, AllowFrom, ClusterTarget, type ConnectionOptions, type Connections, DevNodePortApp, type IConnectable, InternalBackend, InternalLoadBalancedApp, Provider, PublicLoadBalancedApp, StatefulBackend, Worker,
} from '../../../lib';
import { image, type Manifest } from '../harness';
import { declaredTypes, lineage } from '../source';
import { overlaidDeploymentRows, overlaidPodRows, overlaidServedRows } from './overlaid';
import type { Row } from './row';
import {
  allowFromRows,
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
import { peerPortRows, statefulOverlaidRows, statefulRows, storageOptionRows, storageRows } from './stateful';
import { podRows, workloadRows } from './workload';

/** What a pattern hands out. */
interface Made {
  readonly deployment?: Deployment;
  readonly statefulSet?: StatefulSet;
  readonly service?: Service;
  readonly connections?: Connections;
  addService?(name: string, props?: AdditionalServiceProps): Service;
  connectTo?(backend: IConnectable, options?: ConnectionOptions): void;
}

/** Something that takes props: a pattern, or a pattern's method. */
export interface Subject {
  readonly name: string;
  /** The interface that declares its props. */
  readonly props: string;
  /** What it writes beyond its props. */
  readonly overlaid: readonly Row[];
  /** The Service's name, where the chart has several. */
  readonly service?: string;
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

/** Whatever runs the pods of a pattern. */
export function workloadOf({ deployment, statefulSet }: Made): Workload {
  return (deployment ?? statefulSet)!;
}

const behindService = [...overlaidPodRows, ...overlaidDeploymentRows, ...overlaidServedRows];
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
    name: 'Worker',
    props: 'WorkerProps',
    overlaid: [...overlaidPodRows, ...overlaidDeploymentRows],
    make: (scope, props) => new Worker(scope, 'orders', { image, ...props }),
  },
  {
    name: 'StatefulBackend',
    props: 'StatefulBackendProps',
    overlaid: [...overlaidPodRows, ...overlaidServedRows, ...statefulOverlaidRows],
    service: 'orders',
    // As many as the others have by default.
    make: (scope, props) => new StatefulBackend(scope, 'orders', { image, storage: [], replicas: 2, ...withPort(8080, props) }),
  },
  {
    name: 'addService',
    props: 'AdditionalServiceProps',
    overlaid: [],
    service: 'further',
    make(scope, { sidecars, ...props }) {
      // Open to everybody, so that a patch may have the further Service lead to its port.
      const pattern = new InternalBackend(scope, 'orders', { image, port: 8080, sidecars, allowFrom: AllowFrom.cidrs('0.0.0.0/0') });
      return { service: pattern.addService('further', { type: ServiceType.LOAD_BALANCER, ...withPort(9090, props) }) };
    },
  },
];

/** The subjects that are patterns, and those of them that have a Service. */
export const patterns = subjects.filter((subject) => subject.name !== 'addService');
export const served = patterns.filter((subject) => subject.name !== 'Worker');
/** Those that have a Deployment. */
export const deployed = patterns.filter((subject) => subject.name !== 'StatefulBackend');

/** The table: rows for every prop, by the interface that declares it. */
export const rowsByInterface: Readonly<Record<string, readonly Row[]>> = {
  PodProps: podRows,
  WorkloadProps: workloadRows,
  WorkerProps: [],
  BalancingOptions: balancingRows,
  SinglePortProps: singlePortRows,
  PortProps: [...portRows, ...namedTargetPortRows],
  NodePortProps: nodePortRows,
  ServiceOptions: serviceRows,
  ExternalServiceOptions: externalServiceRows,
  LoadBalancerOptions: loadBalancerRows,
  LoadBalancerSettings: loadBalancerSettingsRows,
  InternalBackendProps: allowFromRows,
  DevNodePortAppProps: devNodePortRows,
  PublicLoadBalancedAppProps: [],
  InternalLoadBalancedAppProps: [],
  AdditionalServiceProps: furtherServiceRows,
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
