import { nearest } from '../graph/near';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import { type ContainerPort, showPort } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** A headless Service forwards nothing, so its port must be the one that the pods themselves open. */
export const headlessPortMatches = defineRule({
  name: 'headless-port-matches',
  why: 'The name of a headless Service resolves to the pods themselves: clients connect to port there, and nothing forwards it to targetPort.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    differs: {
      problem: 'Headless Service port {{port}} is not forwarded to {{target}}: clients connect to port {{port}} of the pods, which no container declares',
      got: 'port: {{port}}, targetPort: {{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: 'set port to {{target}}, or give the Service a cluster IP by taking clusterIP: None away',
    },
    noName: {
      problem: 'Headless Service port {{port}} has targetPort {{targetPort}}, but no selected container names a port {{targetPort}} for {{protocol}}: the port has no SRV record',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: 'set targetPort to {{candidate}}, or name a container port {{targetPort}}',
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      if (!service.headless || service.workloads.length === 0) continue;
      const pods = listed([...new Set(service.workloads.map((workload) => showObject(workload.object)))]);
      for (const port of service.ports) {
        const declared = declaredPorts(port);
        const targets = targetsOf(port);
        const shared = { port: port.port, targetPort: quote(port.targetPort), pods, known: known(port, declared) };
        const [target] = targets;
        if (target === undefined) {
          const candidate = candidateFor(String(port.targetPort), port.port, declared);
          report('noName', service, `${port.field}.targetPort`, { ...shared, protocol: port.protocol, candidate });
        } else if (!targets.includes(port.port) && !declared.some((candidate) => candidate.port === port.port)) {
          report('differs', service, `${port.field}.port`, { ...shared, target });
        }
      }
    }
  },
});

/** The numbers that a port's target comes to in the pods; none where it is a name that no container bears. */
function targetsOf(port: ServicePort): number[] {
  if (typeof port.targetPort === 'number') return [port.targetPort];
  return port.service.workloads.flatMap((workload) => {
    const link = linkPort(port, workload);
    return link.status === 'open' ? [link.port.port] : [];
  });
}

function declaredPorts({ service, protocol }: ServicePort): ContainerPort[] {
  return service.workloads.flatMap((workload) => workload.ports).filter((candidate) => candidate.protocol === protocol);
}

/** The name closest to the one that was not found; a container that listens on the port itself is meant above all. */
function candidateFor(name: string, port: number, declared: readonly ContainerPort[]): string | number {
  const own = declared.filter((candidate) => candidate.port === port);
  const names = (own.length > 0 ? own : declared).flatMap((candidate) => candidate.name ?? []);
  const near = nearest(name, names);
  return near === undefined ? port : quote(near);
}

function known({ protocol }: ServicePort, declared: readonly ContainerPort[]): string {
  const shown = [...new Set(declared.map(showPort))].sort();
  return shown.length === 0 ? `declare no ${protocol} port` : `declare ${listed(shown)}`;
}
