import type { Graph } from '../graph/graph';
import { nearest } from '../graph/near';
import { showObject } from '../graph/object';
import { linkPort, type PortLink } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
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
      fix: 'set targetPort to {{candidate}}, or name a container port {{targetPort}}',
    },
    noNumber: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, but no selected container declares port {{targetPort}}',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: 'set targetPort to {{candidate}}, or declare containerPort: {{targetPort}} on the container that listens there',
      // containerPort is informational: where the pods are not ours, the program may well listen.
      grade: { ours: 'error', foreign: 'warning' },
    },
    sidecarName: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, a port of a native sidecar, whose names count from Kubernetes 1.32 on',
      got: '{{targetPort}} of container {{container}}; the target runs Kubernetes {{version}}',
      fix: 'set targetPort to {{number}}, or set the target\'s Kubernetes version to 1.32 once the cluster runs it',
    },
  },
  check(graph, report) {
    forEachClosedPort(graph, (port, links) => {
      const field = `${port.field}.targetPort`;
      const shared = {
        port: port.port,
        targetPort: quote(port.targetPort),
        pods: listed([...new Set(links.map((link) => showObject(link.workload.object)))]),
      };
      const declared = links.flatMap((link) => link.workload.ports).filter((candidate) => candidate.protocol === port.protocol);
      const sidecar = tooEarly(port, links);
      if (sidecar) {
        const { workload, found } = sidecar;
        const version = workload.object.target.kubernetesVersion;
        report('sidecarName', port.service, field, { ...shared, container: quote(found.container.name), number: found.port, version });
      } else if (typeof port.targetPort === 'number') {
        const meant = declared.find((candidate) => candidate.name !== undefined && candidate.name === port.name) ?? declared[0];
        const candidate = meant?.port ?? 'the number of the port where the program listens';
        report('noNumber', port.service, field, { ...shared, known: known(port, declared), candidate });
      } else {
        const name = nearest(port.targetPort, declared.flatMap((candidate) => candidate.name ?? []));
        const candidate = name === undefined ? declared[0]?.port ?? 'the number of the port where the program listens' : quote(name);
        report('noName', port.service, field, { ...shared, known: known(port, declared), candidate });
      }
    });
  },
});

/**
 * Calls back for each port that some selected workload does not open. One that any selected workload opens still has
 * endpoints: what else the selector caught is `service-selects-one-workload`'s business.
 */
function forEachClosedPort(graph: Graph, call: (port: ServicePort, links: readonly PortLink[]) => void): void {
  for (const service of graph.services) {
    if (service.workloads.length === 0 || service.headless) continue;
    for (const port of service.ports) {
      const links = service.workloads.map((workload) => linkPort(port, workload));
      if (links.some((link) => link.status === 'open' || link.status === 'protocol')) continue;
      call(port, links);
    }
  }
}

/** A container that bears the name though the port is closed: only of native sidecars does a name not count. */
function tooEarly(port: ServicePort, links: readonly PortLink[]): { workload: Workload; found: ContainerPort } | undefined {
  for (const { workload } of links) {
    const found = workload.ports.find((candidate) => candidate.name === port.targetPort && candidate.protocol === port.protocol);
    if (found) return { workload, found };
  }
  return undefined;
}

function known({ targetPort, protocol }: ServicePort, declared: readonly ContainerPort[]): string {
  const shown = [...new Set(declared.map(showPort))].sort();
  if (shown.length === 0) return `declare no ${protocol} port`;
  const verb = typeof targetPort === 'string' && declared.every((port) => port.name !== undefined) ? 'name' : 'declare';
  return `${verb} ${listed(shown)}`;
}
