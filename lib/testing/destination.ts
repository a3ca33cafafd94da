import { Outside, type OutsideEnd } from '../graph/outside';
import { linkPort } from '../graph/port-link';
import type { End } from '../graph/reach';
import type { ServicePort } from '../graph/service';
import { showPort, type Workload } from '../graph/workload';
import { quote } from '../report/message';
import { Unanswerable } from './answer';
import { type Named, showName, showServicePort } from './names';

/** Where traffic to a name arrives: a port of pods, or of something outside the cluster. */
export interface Destination {
  readonly to: End;
  readonly protocol: string;
  /** The pods' own port; absent where the Service port leads to none. */
  readonly port?: number;
  /** The Service port by which it goes, if by one. */
  readonly by?: ServicePort;
  readonly end?: OutsideEnd;
  /** Why nothing, or perhaps nothing, listens there. */
  readonly doubt?: string;
  /** Whether the doubt is a certainty: the Service port has no endpoint. */
  readonly isDead?: boolean;
  /** As a line of the link report has it, from the Service port on. */
  readonly shown: string;
}

/**
 * Every place at which traffic to a name arrives.
 *
 * @throws Unanswerable where the manifests show none
 */
export function destinationsOf(named: Named): Destination[] {
  const { text, graph, service, servicePorts, containerPorts, workloads } = named;
  const outside = new Outside(graph);
  const byService = servicePorts.flatMap((port) => [...port.service.workloads.map((workload) => behind(port, workload)), ...outside.endsOf(port).map((end) => beyond(port, end))]);
  const direct = workloads.flatMap((workload) =>
    containerPorts.filter((port) => workload.ports.includes(port)).map((port): Destination => ({ to: workload, port: port.port, protocol: port.protocol, shown: `${showPods(workload)} port ${showPort(port)}` })),
  );
  const all = [...byService, ...direct];
  if (all.length > 0) return all;
  if (!service) throw new Unanswerable(`${quote(text)} opens no port, so nothing can be sent to it`, undefined, 'declare the ports of its containers, or name another workload');
  const reason = service.ports.length === 0 ? 'has no port' : 'selects no pods among the manifests, and names no address outside';
  throw new Unanswerable(`Service ${showName(service.object)} ${reason}, so nothing can be said of traffic to it`, undefined, 'see what toLinkCleanly() says of its selector, or bring the manifests of its pods into the app');
}

/**
 * The pods that a name stands for: with a port, those that serve it.
 *
 * @throws Unanswerable where the manifests show none
 */
export function podsOf({ text, service, workloads, servicePorts, containerPorts, hasPort }: Named): readonly Workload[] {
  const serving = hasPort ? workloads.filter(({ ports }) => ports.some((port) => containerPorts.includes(port))) : workloads;
  const behindPorts = servicePorts.flatMap((port) => port.service.workloads.filter((workload) => leadsTo(port, workload)));
  const behindService = hasPort ? behindPorts : service?.workloads;
  const pods = [...new Set(service && containerPorts.length === 0 ? behindService : serving)];
  if (pods.length > 0) return pods;
  throw new Unanswerable(`No pods among the manifests are those of ${quote(text)}, so nothing can be said of what they send`, undefined, 'name a workload, or a Service that selects one');
}

/** Whether a Service port surely has endpoints in the pods of a workload. */
export function leadsTo(port: ServicePort, workload: Workload): boolean {
  const { status } = linkPort(port, workload);
  return status === 'open' || status === 'undeclared';
}

function behind(by: ServicePort, workload: Workload): Destination {
  const link = linkPort(by, workload);
  const start = `${showName(by.service.object)}:${showServicePort(by)} → ${showPods(workload)}`;
  const shared = { to: workload, protocol: by.protocol, by };
  switch (link.status) {
    case 'open':
      return { ...shared, port: link.port.port, shown: `${start} → container ${link.port.container.name}:${String(link.port.port)}` };
    case 'undeclared':
      return { ...shared, ...(typeof by.targetPort === 'number' ? { port: by.targetPort } : {}), shown: `${start} port ${String(by.targetPort)}`, doubt: `no container declares port ${String(by.targetPort)}` };
    case 'missing':
      return { ...shared, shown: start, doubt: `no container names a port ${quote(by.targetPort)}`, isDead: true };
    default:
      return { ...shared, shown: start, doubt: `the containers open ${showPort(link.port)}, and the Service sends ${by.protocol}`, ...(typeof by.targetPort === 'string' ? { isDead: true } : { port: by.targetPort }) };
  }
}

function beyond(by: ServicePort, end: OutsideEnd): Destination {
  return { to: 'outside', protocol: by.protocol, port: end.port, by, end, shown: `${showName(by.service.object)}:${showServicePort(by)} → ${end.name}:${String(end.port)}` };
}

/** `shop/Deployment web`, as the link report has it. */
export function showPods({ object: { namespace, kind, name } }: Workload): string {
  return showName({ ...(namespace === undefined ? {} : { namespace }), name: `${kind} ${name}` });
}
