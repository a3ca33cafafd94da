import { isInjected } from '../graph/injected';
import { isProbed, isTold } from '../graph/listening';
import { declaredPorts, isPortName, meantPort, quotedNumber } from '../graph/meant-port';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import type { ServicePort } from '../graph/service';
import { ConfigMaps } from '../graph/settings';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
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
      fix: '{{change}}',
    },
    noName: {
      problem: 'Headless Service port {{port}} has targetPort {{targetPort}}, but no selected container names a port {{targetPort}} for {{protocol}}: the port has no SRV record',
      got: '{{targetPort}}; the selected pods ({{pods}}) {{known}}',
      fix: '{{change}}',
    },
  },
  check(graph, report) {
    const configMaps = new ConfigMaps(graph);
    for (const service of graph.services) {
      const { workloads } = service;
      if (!service.headless || workloads.length === 0 || workloads.some(isInjected)) continue;
      const place = { object: service.object, related: workloads.map(({ object }) => object) };
      const pods = listed([...new Set(workloads.map((workload) => showObject(workload.object)))]);
      for (const port of service.ports) {
        const declared = declaredPorts(port);
        const targets = targetsOf(port);
        const shared = { port: port.port, targetPort: quote(port.targetPort), pods, known: known(port, declared) };
        const [target] = targets;
        if (target === undefined) {
          const change = changeName(port, String(port.targetPort), declared);
          report('noName', place, `${port.field}.targetPort`, { ...shared, protocol: port.protocol, change });
        } else if (!targets.includes(port.port) && !declared.some((candidate) => candidate.port === port.port)) {
          if (!service.object.ours && workloads.some((workload) => mayListen(workload, port, configMaps))) continue;
          report('differs', place, `${port.field}.port`, { ...shared, target, change: changePort(port, target, declared) });
        }
      }
    }
  },
});

/** Whether the pod itself shows that somebody listens where clients connect, though no container declares it. */
function mayListen(workload: Workload, { port, protocol }: ServicePort, configMaps: ConfigMaps): boolean {
  return (protocol === 'TCP' && isProbed(workload, port)) || isTold(workload, port, configMaps);
}

/** The numbers that a port's target comes to in the pods; none where it is a name that no container bears. */
function targetsOf(port: ServicePort): number[] {
  if (typeof port.targetPort === 'number') return [port.targetPort];
  return port.service.workloads.flatMap((workload) => {
    const link = linkPort(port, workload);
    return link.status === 'open' ? [link.port.port] : [];
  });
}

/** The target is where to go only if somebody declares it, and no other port of the Service is there already. */
function changePort(port: ServicePort, target: number, declared: readonly ContainerPort[]): string {
  const isTaken = port.service.ports.some((other) => other !== port && other.protocol === port.protocol && other.port === target);
  if (!isTaken && declared.some((candidate) => candidate.port === target)) {
    return `set port to ${String(target)}, or give the Service a cluster IP by taking clusterIP: None away`;
  }
  return `declare containerPort: ${String(port.port)} on the container if the program listens there, or set port to the port where it does`;
}

function changeName(port: ServicePort, name: string, declared: readonly ContainerPort[]): string {
  const number = quotedNumber(name);
  if (number !== undefined) return `write the number without quotes, as in targetPort: ${String(number)}`;
  const other = port.service.workloads.flatMap(({ ports }) => ports).find((candidate) => candidate.name === name);
  if (other && other.protocol !== port.protocol) return `set protocol: ${other.protocol} on the Service port, or targetPort to ${String(port.port)}`;
  // Clients connect to port, so a container port of that number is meant above all.
  const meant = declared.find((candidate) => candidate.port === port.port) ?? meantPort(port);
  const nameIt = isPortName(name) && !other ? ` ${quote(name)}` : undefined;
  if (!meant) {
    return nameIt === undefined
      ? 'set port and targetPort to the number of the port where the program listens'
      : `name the container port where the program listens${nameIt}, or set port and targetPort to its number`;
  }
  const target = quote(meant === other ? meant.port : meant.name ?? meant.port);
  const change = meant.port === port.port ? `set targetPort to ${target}` : `set port to ${String(meant.port)} and targetPort to ${target}`;
  return nameIt === undefined ? change : `${change}, or name a container port${nameIt}`;
}

function known({ protocol }: ServicePort, declared: readonly ContainerPort[]): string {
  const shown = [...new Set(declared.map(showPort))].sort();
  return shown.length === 0 ? `declare no ${protocol} port` : `declare ${listed(shown)}`;
}
