import type { Graph } from '../graph/graph';
import { isLoopback, type ListenAddress, listenAddresses, mentionsLoopback, settingsOf } from '../graph/listen-address';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import type { Service } from '../graph/service';
import type { Container, Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** A container behind a Service must listen on the pod's address, not on loopback alone; otherwise every connection is refused. */
export const listensBeyondLoopback = defineRule({
  name: 'listens-beyond-loopback',
  why: 'A program on 127.0.0.1 is reached from its own pod alone: a Service sends traffic to the pod\'s address, where it is refused.',
  grade: { ours: 'warning', foreign: 'warning' },
  messages: {
    loopback: {
      problem: 'Container {{container}} is told to listen on {{host}}, where {{service}} cannot reach port {{port}}',
      got: '{{setting}}',
      fix: 'let it listen on all addresses: {{open}}',
    },
  },
  check(graph, report) {
    for (const { workload, container, ports } of servedContainers(graph)) {
      // Few mention it at all.
      if (!mentionsLoopback(container)) continue;
      const addresses = listenAddresses(container);
      const told = toldPorts(container);
      for (const { setting, host, port } of addresses) {
        if (!isLoopback(host) || addresses.some((other) => isOpenBeside(other, port))) continue;
        const served = ports.find(({ number }) => (port === undefined ? told.length === 0 || told.includes(number) : number === port));
        if (!served) continue;
        report('loopback', workload, setting.field, {
          container: quote(container.name),
          host: quote(host),
          service: showObject(served.service.object),
          port: served.number,
          setting: setting.name === undefined ? quote(setting.value) : `${setting.name} ${quote(setting.value)}`,
          open: quote(port === undefined ? '0.0.0.0' : `0.0.0.0:${String(port)}`),
        });
      }
    }
  },
});

interface Served {
  readonly workload: Workload;
  readonly container: Container;
  readonly ports: { readonly service: Service; readonly number: number }[];
}

/** Each container that a Service sends traffic to, with the numbers of the ports; where none declares one, the only container serves it. */
function servedContainers(graph: Graph): Iterable<Served> {
  const result = new Map<Container, Served>();
  for (const service of graph.services) {
    for (const workload of service.workloads) {
      const running = workload.containers.filter(({ role }) => role !== 'init');
      for (const port of service.ports) {
        if (port.protocol !== 'TCP') continue;
        const link = linkPort(port, workload);
        const container = link.status === 'open' ? link.port.container : running.length === 1 ? running[0] : undefined;
        const number = link.status === 'open' ? link.port.port : port.targetPort;
        if (!container || typeof number === 'string') continue;
        const served = result.get(container) ?? { workload, container, ports: [] };
        served.ports.push({ service, number });
        result.set(container, served);
      }
    }
  }
  return result.values();
}

/** Whether a program listens on all addresses, or on one that only the cluster knows, beside a loopback one. */
function isOpenBeside({ host, port }: ListenAddress, wanted: number | undefined): boolean {
  return !isLoopback(host) && (wanted === undefined || port === undefined || port === wanted);
}

/** Ports that are told apart from hosts: if the program serves none of them to the Service, its host is for something else. */
function toldPorts(container: Container): number[] {
  return settingsOf(container).flatMap(({ name = '', value }) =>
    /^(--?(port|p|http-port|server-port)|PORT|HTTP_PORT|SERVER_PORT)$/.test(name) && /^\d+$/.test(value) ? [Number(value)] : [],
  );
}
