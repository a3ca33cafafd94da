import type { Graph } from '../graph/graph';
import { isHelmHook } from '../graph/helm-hook';
import { isInjected } from '../graph/injected';
import { list, record } from '../graph/json';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { probesOf } from '../graph/probe';
import type { Service, ServicePort } from '../graph/service';
import type { Container, Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** A container behind a Service must say when it is ready; otherwise it gets traffic before it listens. */
export const readinessBehindService = defineRule({
  name: 'readiness-behind-service',
  why: 'Without a readinessProbe a container counts as ready once it has started: each rollout sends it connections that it refuses.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    noProbe: {
      problem: 'Container {{container}} gets traffic from {{services}} as soon as it starts, for it has no readinessProbe',
      got: '{{probes}}',
      fix: 'give the container a readinessProbe, such as {{probe}}',
    },
    headless: {
      problem: 'Container {{container}} is found under the name of {{services}} as soon as it starts, for it has no readinessProbe',
      got: '{{probes}}',
      fix: 'give the container a readinessProbe, such as {{probe}}',
      // Peers and scrapers come by a headless Service, and they come again.
      grade: { ours: 'error', foreign: 'note' },
    },
  },
  check(graph, report) {
    for (const [workload, services] of servicesOf(graph)) {
      const unready = services.flatMap((service) => unreadyBehind(service, workload).map((entry) => ({ ...entry, service })));
      // One finding for one pod, whatever the number of its Services and ports: what comes first in the manifest.
      const container = workload.containers.find((candidate) => unready.some((entry) => entry.container === candidate));
      if (!container) continue;
      const mine = unready.filter((entry) => entry.container === container);
      const probes = probesOf(container);
      report(mine.every(({ service }) => service.headless) ? 'headless' : 'noProbe', workload, `${container.field}.readinessProbe`, {
        container: quote(container.name),
        services: listed([...new Set(mine.map(({ service }) => showObject(service.object)))]),
        probes: probes.length === 0 ? 'no probe' : `${listed(probes)} alone`,
        probe: suggest(container, mine.flatMap(({ port }) => port ?? [])),
      });
    }
  },
});

/** What runs for as long as its pods, with the Services that wait for those to be ready. */
function servicesOf(graph: Graph): Map<Workload, Service[]> {
  const result = new Map<Workload, Service[]>();
  for (const service of graph.services) {
    if (record(service.object.manifest.spec).publishNotReadyAddresses === true) continue;
    for (const workload of service.workloads) {
      if (workload.object.group === 'batch' || isHelmHook(workload) || isInjected(workload) || joinsByItself(service, workload)) continue;
      if (!workload.object.ours && isForScrapers(service)) continue;
      const before = result.get(workload);
      if (before) before.push(service);
      else result.set(workload, [service]);
    }
  }
  return result;
}

/** Whether the pods gain a label of the selector from their program, as Patroni's leader does: it asks for traffic when it can take it. */
function joinsByItself({ selector = {} }: Service, { labels }: Workload): boolean {
  return Object.keys(selector).some((key) => !Object.hasOwn(labels, key) && !BY_KUBERNETES.test(key));
}

/** Labels that pods gain before their program runs. */
const BY_KUBERNETES = /kubernetes\.io\/|^(controller-revision-hash|pod-template-hash)$/;

/** Whether metrics alone are behind the Service: whoever scrapes them comes again. */
function isForScrapers({ object, ports }: Service): boolean {
  return ports.length > 0 && (/-metrics$|exporter$/.test(object.name) || ports.every(({ name }) => /metrics|^prom|-prom/.test(name ?? '')));
}

/** Containers that a Service's traffic reaches unready. Where none declares the port, any may listen, and any probe counts. */
function unreadyBehind(service: Service, workload: Workload): { container: Container; port?: ServicePort }[] {
  const running = workload.containers.filter(({ role }) => role !== 'init');
  const probed = running.filter((container) => probesOf(container).includes('readinessProbe'));
  // A pod is ready when all of it is: a sidecar that is served too waits with the rest.
  if (workload.object.ours ? probed.length > 0 : isReadyInItsWay(workload, running)) return [];
  const [first] = running;
  if (!first) return [];
  if (service.ports.length === 0) return probed.length === 0 ? [{ container: first }] : [];
  return service.ports.flatMap((port) => {
    const link = linkPort(port, workload);
    if (link.status === 'open') return probed.includes(link.port.container) ? [] : [{ container: link.port.container, port }];
    return probed.length === 0 ? [{ container: first, port }] : [];
  });
}

/** A pod is ready when all of it is: whichever container waits, the author thought of it. */
function isReadyInItsWay(workload: Workload, running: readonly Container[]): boolean {
  if (list(workload.spec.readinessGates).length > 0) return true;
  return running.some((container) => probesOf(container).some((probe) => probe !== 'livenessProbe'));
}

/** A probe that fits: of the port that the traffic comes in by, where that can be asked. */
function suggest(container: Container, ports: readonly ServicePort[]): string {
  const declared = container.ports.filter(({ protocol }) => protocol === 'TCP');
  const meant = declared.find((own) => ports.some(({ targetPort }) => targetPort === own.port || targetPort === own.name)) ?? declared[0];
  const number = meant?.port ?? ports.find(({ targetPort, protocol }) => protocol === 'TCP' && typeof targetPort === 'number')?.targetPort;
  return number === undefined ? 'exec with a command that fails until the program serves' : `tcpSocket: { port: ${String(number)} }`;
}
