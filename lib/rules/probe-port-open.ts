import type { Graph } from '../graph/graph';
import { isTold } from '../graph/listening';
import { looksLikePort, nearest } from '../graph/near';
import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { type KubeletCall, kubeletCalls } from '../graph/probe';
import type { ServicePort } from '../graph/service';
import { ConfigMaps } from '../graph/settings';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
import { listed, quote } from '../report/message';
import { defineRule } from './rule';

/** A probe must go to a port that its container declares; otherwise the kubelet asks where nobody listens. */
export const probePortOpen = defineRule({
  name: 'probe-port-open',
  why: 'A probe of a closed port always fails: a readinessProbe keeps the pod out of its Services, a livenessProbe restarts it over and over.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    noName: {
      problem: 'The {{caller}} of container {{container}} goes to port {{port}}, but the container names no port {{port}}',
      got: '{{port}}; {{known}}',
      fix: 'set the port to {{candidate}}, or name a port of the container {{port}}',
      // The kubelet looks names up in the container's own ports: where there is none, no program can help.
      grade: { ours: 'error', foreign: 'error' },
    },
    servicePort: {
      problem: 'The {{caller}} of container {{container}} goes to port {{port}} of {{service}}, but the kubelet asks the pod, not the Service',
      got: '{{port}}; {{known}}',
      fix: 'set the port to {{candidate}}, where the Service leads, or declare containerPort: {{port}} if the program listens there',
    },
    nearNumber: {
      problem: 'The {{caller}} of container {{container}} goes to port {{port}}, which the container does not declare',
      got: '{{port}}; {{known}}',
      fix: 'set the port to {{candidate}}, or declare containerPort: {{port}} if the program listens there',
    },
    noNumber: {
      problem: 'The {{caller}} of container {{container}} goes to port {{port}}, which the container does not declare',
      got: '{{port}}; {{known}}',
      fix: 'declare containerPort: {{port}} if the program listens there, or set the port to {{candidate}}',
      // Many programs have a port for health alone, and few people declare it.
      grade: { ours: 'error', foreign: 'note' },
    },
    otherProtocol: {
      problem: 'The {{caller}} of container {{container}} goes to port {{port}} by TCP, and the container declares it for {{protocol}} alone',
      got: '{{port}}; {{known}}',
      fix: 'set the port to {{candidate}}, or declare the port for TCP too if the program listens there',
    },
  },
  check(graph, report) {
    const configMaps = new ConfigMaps(graph);
    const services = portsBefore(graph);
    for (const workload of graph.workloads) {
      for (const call of callsOf(workload)) {
        const { field, container, port } = call;
        const found = container.ports.find((own) => (typeof port === 'string' ? own.name : own.port) === port);
        const number = found?.port ?? port;
        const shared = { caller: call.caller, container: quote(container.name), port: quote(port), known: known(container.ports) };
        if (typeof number === 'string') {
          if (isFragment(workload, call)) continue;
          report('noName', workload, field, { ...shared, candidate: namedInstead(workload, call, number) });
          continue;
        }
        // Whatever the port was declared for, the call is by TCP.
        if (isOpen(workload, call, number) || mayListen(workload, call, number, configMaps)) continue;
        const before = services.get(workload)?.find((servicePort) => servicePort.port === number);
        const candidate = numberInstead(workload, call, number, before);
        const isNear = container.ports.some((own) => looksLikePort(own.port, number));
        if (found) report('otherProtocol', workload, field, { ...shared, protocol: found.protocol, candidate });
        else if (before) report('servicePort', workload, field, { ...shared, service: showObject(before.service.object), candidate });
        else report(isNear ? 'nearNumber' : 'noNumber', workload, field, { ...shared, candidate });
      }
    }
  },
});

/** The ports of the Services before each workload that lead to another number. */
function portsBefore(graph: Graph): Map<Workload, ServicePort[]> {
  const result = new Map<Workload, ServicePort[]>();
  for (const service of graph.services) {
    if (service.headless) continue;
    for (const workload of service.workloads) {
      const ports = service.ports.filter((port) => numberOf(port, workload) !== undefined && numberOf(port, workload) !== port.port);
      const before = result.get(workload);
      if (before) before.push(...ports);
      else result.set(workload, ports);
    }
  }
  return result;
}

function numberOf(port: ServicePort, workload: Workload): number | undefined {
  const link = linkPort(port, workload);
  return link.status === 'open' ? link.port.port : undefined;
}

/** Calls to the containers that keep running: the kubelet asks no other. */
function callsOf(workload: Workload): KubeletCall[] {
  return workload.containers.filter(({ role }) => role !== 'init').flatMap(kubeletCalls);
}

/** A patch that an overlay merges into a whole container: its ports are in the base. */
function isFragment({ object }: Workload, { container }: KubeletCall): boolean {
  return !object.ours && typeof container.manifest.image !== 'string';
}

/** Whether the port is declared. A call to another host is none to this pod; and the containers of a pod share their address. */
function isOpen(workload: Workload, { host }: KubeletCall, port: number): boolean {
  return host !== undefined || workload.ports.some((declared) => declared.protocol === 'TCP' && declared.port === port);
}

/** Whether a program of others may listen though nobody declares it: `containerPort` is informational. */
function mayListen(workload: Workload, call: KubeletCall, port: number, configMaps: ConfigMaps): boolean {
  if (workload.object.ours) return false;
  if (call.container.ports.length === 0 || isFragment(workload, call) || workload.hostNetwork) return true;
  return isTold(workload, port, configMaps);
}

function namedInstead(workload: Workload, { container }: KubeletCall, name: string): string | number {
  const own = container.ports.filter(({ protocol }) => protocol === 'TCP');
  const beside = workload.ports.find((other) => other.name === name && other.protocol === 'TCP');
  const near = nearest(name, own.flatMap((declared) => declared.name ?? []));
  if (beside) return beside.port;
  return near === undefined ? own[0]?.port ?? 'the number of the port where the program listens' : quote(near);
}

function numberInstead(workload: Workload, { container }: KubeletCall, port: number, before: ServicePort | undefined): string | number {
  const numbers = container.ports.flatMap((own) => (own.protocol === 'TCP' ? String(own.port) : []));
  return (before && numberOf(before, workload)) ?? nearest(String(port), numbers) ?? 'the port where the program listens';
}

function known(ports: readonly ContainerPort[]): string {
  return ports.length === 0 ? 'the container declares no port' : `the container declares ${listed(ports.map(showPort))}`;
}
