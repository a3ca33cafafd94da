import { type ContainerProps, type Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { checkName } from './checks';
import { claimName } from './claims';
import { HEADLESS_SUFFIX } from './defaults';
import { serviceSelector } from './labels';
import { type PeerPortProps, type PlannedPort, planPort, refuseDuplicates } from './ports';
import { serve } from './serve';
import { Balancing, type ServiceOptions } from './service-props';
import type { PodProps } from './workload-props';

/** What the Service that names the pods takes from a pattern's props. */
export interface HeadlessProps extends PodProps, ServiceOptions {
  readonly headlessServiceName?: string;
  readonly peerPorts?: readonly PeerPortProps[];
}

/** Ports as they are reached at the pods themselves. */
export interface HeadlessPorts {
  /** Those of clients: past the Service, a client connects to the port that the container listens on. */
  readonly client: readonly PlannedPort[];
  /** Those of the pods among themselves. */
  readonly peer: readonly PlannedPort[];
}

/**
 * Decides the ports of the Service that names the pods.
 *
 * @throws LinkError where two of them clash, or there is none
 */
export function planHeadless(path: string, ports: readonly PlannedPort[], props: HeadlessProps): HeadlessPorts {
  const client = atPods(ports, props);
  const peer = (props.peerPorts ?? []).map((entry, index) => {
    const at = `peerPorts[${String(index)}].`;
    const planned = planPort(path, at, entry, true, () => '');
    refuseClientPort(path, planned, ports);
    return planned;
  });
  refuseDuplicates(path, [...client, ...peer]);
  if (client.length + peer.length > 0) return { client, peer };
  throw propError({
    path,
    field: 'peerPorts',
    problem: 'The Service that names the pods needs a port, and nobody says the number of one that they listen on',
    got: `targetPort ${quote(ports[0]?.targetPort)}, which no sidecar or init container in the props names`,
    fix: 'give targetPort its number, or list the container that names it in sidecars',
  });
}

/** Each port by the number that the pods listen on, once; by a name only where a container in the props says its number. */
function atPods(ports: readonly PlannedPort[], { sidecars = [], initContainers = [] }: PodProps): PlannedPort[] {
  const named = ([...sidecars, ...initContainers] as ContainerProps[]).flatMap((container) => container.ports ?? []);
  const found = ports.flatMap(({ nodePort: _, ...port }): PlannedPort[] => {
    const { targetPort } = port;
    const number = typeof targetPort === 'number' ? targetPort : named.find(({ name }) => name === targetPort)?.number;
    return number === undefined ? [] : [{ ...port, port: number, targetPort: number }];
  });
  return found.filter((port, index) => found.findIndex((other) => isSame(other, port)) === index);
}

function isSame(a: PlannedPort, b: PlannedPort): boolean {
  return a.targetPort === b.targetPort && a.protocol === b.protocol;
}

/** The pods reach each other at the ports of clients too. */
function refuseClientPort(path: string, peer: PlannedPort, ports: readonly PlannedPort[]): void {
  const client = ports.find((port) => isSame(port, peer));
  if (!client) return;
  throw propError({
    path,
    field: `${peer.field}port`,
    problem: 'A peer port is for the pods alone, and clients connect to this one',
    got: `${String(peer.port)}/${peer.protocol}, where port ${quote(client.name)} leads`,
    fix: 'leave it out of peerPorts: the pods reach each other at the ports of clients too',
  });
}

/** Makes the Service that gives the pods names: those that are not ready too, for peers look for each other to become so. */
export function serveHeadless(scope: Construct, name: string, { client, peer }: HeadlessPorts, props: HeadlessProps): Service {
  const { path } = scope.node;
  const headless = checkName(path, 'headlessServiceName', props.headlessServiceName ?? `${name}${HEADLESS_SUFFIX}`);
  claimName(scope, headless, path, 'headlessServiceName');
  const { ipFamilies, ipFamilyPolicy } = props;
  const options = { ipFamilies, ipFamilyPolicy, balancing: Balancing.CLIENT, publishNotReadyAddresses: true };
  return serve(scope, 'Headless', { path, name: headless, selects: serviceSelector(name), type: ServiceType.CLUSTER_IP, ports: [...client, ...peer], options });
}
