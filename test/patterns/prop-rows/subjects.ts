import { type Deployment, type Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  type AdditionalServiceProps, AllowFrom, type ConnectionOptions, type Connections, DevNodePortApp, type IConnectable, InternalBackend, PublicLoadBalancedApp, Worker,
} from '../../../lib';
import { image, type Manifest } from '../harness';
import { declaredTypes, lineage } from '../source';
import { overlaidPodRows, overlaidServedRows } from './overlaid';
import type { Row } from './row';
import {
  allowFromRows,
  balancingRows,
  devNodePortRows,
  externalServiceRows,
  furtherServiceRows,
  loadBalancerRows,
  namedTargetPortRows,
  nodePortRows,
  portRows,
  serviceRows,
  singlePortRows,
} from './service';
import { workloadRows } from './workload';

/** What a pattern hands out. */
interface Made {
  readonly deployment?: Deployment;
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

const behindService = [...overlaidPodRows, ...overlaidServedRows];
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
    name: 'Worker',
    props: 'WorkerProps',
    overlaid: overlaidPodRows,
    make: (scope, props) => new Worker(scope, 'orders', { image, ...props }),
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

/** The table: rows for every prop, by the interface that declares it. */
export const rowsByInterface: Readonly<Record<string, readonly Row[]>> = {
  WorkloadProps: workloadRows,
  WorkerProps: [],
  BalancingOptions: balancingRows,
  SinglePortProps: singlePortRows,
  PortProps: [...portRows, ...namedTargetPortRows],
  NodePortProps: nodePortRows,
  ServiceOptions: serviceRows,
  ExternalServiceOptions: externalServiceRows,
  LoadBalancerOptions: loadBalancerRows,
  InternalBackendProps: allowFromRows,
  DevNodePortAppProps: devNodePortRows,
  PublicLoadBalancedAppProps: [],
  AdditionalServiceProps: furtherServiceRows,
};

/** The interface of a list's entries, such as `PortProps` for `PortProps[]`; undefined where it is none of ours. */
export function entryInterface(type: string): string | undefined {
  const name = /^(\w+)\[\]$/.exec(type)?.[1];
  // Behaviour that others implement, such as IConnectable, has no props.
  return name !== undefined && !/^I[A-Z]/.test(name) && declaredTypes.get(name)?.kind === 'interface' ? name : undefined;
}

/** Every interface whose props a subject takes, those of its lists' entries too. */
export function interfacesOf(subject: Subject): string[] {
  const own = lineage(subject.props);
  const entries = own.flatMap((type) => type.props.flatMap((prop) => entryInterface(prop.type) ?? []));
  return [...new Set([...own, ...entries.flatMap(lineage)].map((type) => type.name))];
}
