import type { Graph } from '../graph/graph';
import { isInjected } from '../graph/injected';
import { isProbed, isTold } from '../graph/listening';
import { declaredPorts, isPortName, meantPort, quotedNumber } from '../graph/meant-port';
import { showObject } from '../graph/object';
import { linkPort, type PortLink } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import { ConfigMaps } from '../graph/settings';
import { joinsByDeclaration } from '../graph/variants';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** Every port of a Service must reach a port that the selected containers declare; otherwise nobody listens there. */
export const serviceTargetPortOpen = defineRule({
  name: 'service-target-port-open',
  why: 'A named targetPort that no selected container bears leaves the Service without endpoints; a number that none declares sends traffic where probably nobody listens.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    noName: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, but no selected container names a port {{targetPort}}',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: '{{change}}',
    },
    noNumber: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, but no selected container declares port {{targetPort}}',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: '{{change}}',
      // containerPort is informational: where the pods are not ours, the program may listen all the same.
      grade: { ours: 'error', foreign: 'warning' },
    },
    joiner: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}} of {{joiner}} too, which joins it by its track, but no container there {{verb}} that port',
      got: '{{targetPort}}; the pods of {{joiner}} {{known}}, those of {{other}} open it',
      fix: '{{change}}',
      grade: { ours: 'error', foreign: 'warning' },
    },
    sidecarName: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, a port of a native sidecar, whose names count from Kubernetes 1.32 on',
      got: '{{targetPort}} of container {{container}}; the target runs Kubernetes {{version}}',
      fix: 'set targetPort to {{number}}, or set the target\'s Kubernetes version to 1.32 once the cluster runs it',
    },
  },
  check(graph, report) {
    const configMaps = new ConfigMaps(graph);
    forEachClosedJoiner(graph, (port, { workload }, other) => {
      const { service, targetPort, protocol } = port;
      const byName = typeof targetPort === 'string';
      if (!byName && mayListen(workload, targetPort, protocol, configMaps) && !service.object.ours) return;
      report('joiner', { object: service.object, related: [workload.object, other.object] }, `${port.field}.targetPort`, {
        port: port.port,
        targetPort: quote(targetPort),
        joiner: showObject(workload.object),
        other: showObject(other.object),
        verb: byName ? 'names' : 'declares',
        known: knownOf(workload.ports),
        change: `${byName ? `name a container port ${quote(targetPort)}` : `declare containerPort: ${String(targetPort)}`} in the pods of ${showObject(workload.object)} if the program listens there, or take the label off them that the Service selects`,
      });
    });
    forEachClosedPort(graph, (port, links) => {
      const field = `${port.field}.targetPort`;
      const { service, targetPort } = port;
      const place = { object: service.object, related: service.workloads.map(({ object }) => object) };
      const shared = {
        port: port.port,
        targetPort: quote(targetPort),
        pods: listed([...new Set(links.map((link) => showObject(link.workload.object)))]),
      };
      const sidecar = tooEarly(port, links);
      if (sidecar) {
        const { workload, found } = sidecar;
        const version = workload.object.target.kubernetesVersion;
        report('sidecarName', place, field, { ...shared, container: quote(found.container.name), number: found.port, version });
      } else if (typeof targetPort === 'number') {
        const listens = service.workloads.some((workload) => mayListen(workload, targetPort, port.protocol, configMaps));
        if (listens && !service.object.ours) return;
        const change = changeNumber(port, targetPort, listens ? undefined : meantPort(port));
        report('noNumber', place, field, { ...shared, known: known(port), change });
      } else {
        report('noName', place, field, { ...shared, known: known(port), change: changeName(targetPort, meantPort(port)) });
      }
    });
  },
});

/** Whether the pod itself shows that somebody listens on a number, though no container declares it. */
function mayListen(workload: Workload, port: number, protocol: string, configMaps: ConfigMaps): boolean {
  return (protocol === 'TCP' && isProbed(workload, port)) || isTold(workload, port, configMaps);
}

function changeNumber({ protocol }: ServicePort, number: number, meant: ContainerPort | undefined): string {
  const also = protocol === 'TCP' ? '' : ` with protocol: ${protocol}`;
  const declare = `declare containerPort: ${String(number)}${also} on the container if the program listens there`;
  return meant ? `set targetPort to ${String(meant.port)}, or ${declare}` : `${declare}, or set targetPort to the port where it does`;
}

function changeName(name: string, meant: ContainerPort | undefined): string {
  const number = quotedNumber(name);
  if (number !== undefined) return `write the number without quotes, as in targetPort: ${String(number)}`;
  const instead = meant && quote(meant.name ?? meant.port);
  if (!isPortName(name)) return `set targetPort to ${instead ?? 'the number of the port where the program listens'}`;
  return instead === undefined
    ? `name the container port where the program listens ${quote(name)}, or set targetPort to its number`
    : `set targetPort to ${instead}, or name a container port ${quote(name)}`;
}

/**
 * Calls back for each port that some selected workload does not open. One that any selected workload opens still has
 * endpoints: what else the selector caught is `service-selects-one-workload`'s business.
 */
function forEachClosedPort(graph: Graph, call: (port: ServicePort, links: readonly PortLink[]) => void): void {
  for (const service of graph.services) {
    if (service.workloads.length === 0 || service.headless || service.workloads.some(isInjected)) continue;
    for (const port of service.ports) {
      const links = service.workloads.map((workload) => linkPort(port, workload));
      if (links.some((link) => link.status === 'open' || link.status === 'protocol')) continue;
      call(port, links);
    }
  }
}

/** Calls back for each port that pods open which the Service is for, and pods do not that join it on purpose: a share of the traffic fails. */
function forEachClosedJoiner(graph: Graph, call: (port: ServicePort, closed: PortLink, other: Workload) => void): void {
  for (const service of graph.services) {
    if (service.headless || !service.workloads.some(joinsByDeclaration) || service.workloads.some(isInjected)) continue;
    for (const port of service.ports) {
      const links = service.workloads.map((workload) => linkPort(port, workload));
      const open = links.find(({ status }) => status === 'open');
      if (!open) continue;
      for (const link of links) {
        if (joinsByDeclaration(link.workload) && (link.status === 'undeclared' || link.status === 'missing')) call(port, link, open.workload);
      }
    }
  }
}

function knownOf(ports: readonly ContainerPort[]): string {
  const shown = [...new Set(ports.map(showPort))].sort();
  return shown.length === 0 ? 'declare no port' : `declare ${listed(shown)}`;
}

/** A container that bears the name though the port is closed: only of native sidecars does a name not count. */
function tooEarly(port: ServicePort, links: readonly PortLink[]): { workload: Workload; found: ContainerPort } | undefined {
  for (const { workload } of links) {
    const found = workload.ports.find((candidate) => candidate.name === port.targetPort && candidate.protocol === port.protocol);
    if (found) return { workload, found };
  }
  return undefined;
}

function known(servicePort: ServicePort): string {
  const { targetPort, protocol } = servicePort;
  const declared = declaredPorts(servicePort);
  const shown = [...new Set(declared.map(showPort))].sort();
  if (shown.length === 0) return `declare no ${protocol} port`;
  const verb = typeof targetPort === 'string' && declared.every((port) => port.name !== undefined) ? 'name' : 'declare';
  return `${verb} ${listed(shown)}`;
}
