import type { Graph } from '../graph/graph';
import { nearest } from '../graph/near';
import { showObject } from '../graph/object';
import { linkPort, type PortLink } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { isAtLeast } from '../target/target-data';
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
      fix: 'set targetPort: {{candidate}}, or name a container port {{targetPort}}',
    },
    noNumber: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, but no selected container declares a port {{targetPort}}',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: 'set targetPort: {{candidate}}, or declare containerPort: {{targetPort}} on the container that listens there',
      // containerPort is informational: where the pods are not ours, the program may well listen.
      grade: { ours: 'error', foreign: 'warning' },
    },
    sidecarName: {
      problem: 'Service port {{port}} sends traffic to {{targetPort}}, a port of a native sidecar, whose names count from Kubernetes 1.32 on',
      got: '{{targetPort}} of container {{container}}; the target runs Kubernetes {{version}}',
      fix: 'set targetPort: {{number}}, or raise the target to Kubernetes 1.32',
    },
  },
  check(graph, report) {
    forEachClosedPort(graph, (port, links) => {
      const shared = {
        port: port.port,
        targetPort: quote(port.targetPort),
        pods: listed(links.map((link) => showObject(link.workload.object))),
      };
      const declared = links.flatMap((link) => link.workload.ports).filter((candidate) => candidate.protocol === port.protocol);
      if (typeof port.targetPort === 'number') {
        const candidate = String(declared[0]?.port ?? 'a port that a container declares');
        report('noNumber', port.service, `${port.field}.targetPort`, { ...shared, known: known('declare', declared), candidate });
        return;
      }
      const sidecar = tooEarly(port, links);
      if (sidecar) {
        const { workload, found } = sidecar;
        report('sidecarName', port.service, `${port.field}.targetPort`, {
          ...shared, container: quote(found.container.name), number: found.port, version: workload.object.target.kubernetesVersion,
        });
        return;
      }
      const names = declared.flatMap((candidate) => candidate.name ?? []);
      const name = nearest(port.targetPort, names);
      const candidate = name === undefined ? String(declared[0]?.port ?? 'the name of a container port') : quote(name);
      report('noName', port.service, `${port.field}.targetPort`, { ...shared, known: known('name', declared), candidate });
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

function tooEarly(port: ServicePort, links: readonly PortLink[]): { workload: Workload; found: ContainerPort } | undefined {
  for (const { workload } of links) {
    if (isAtLeast(workload.object.target, '1.32')) continue;
    const found = workload.ports.find((p) => p.name === port.targetPort && p.protocol === port.protocol);
    if (found) return { workload, found };
  }
  return undefined;
}

function known(verb: string, ports: readonly ContainerPort[]): string {
  const shown = [...new Set(ports.map(showPort))].sort();
  return shown.length === 0 ? 'declare no port of this protocol' : `${verb} ${listed(shown)}`;
}
