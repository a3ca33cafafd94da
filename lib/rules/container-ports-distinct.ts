import type { Graph } from '../graph/graph';
import { type ContainerPort, showPort, type Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** No two containers of a pod may declare one port; otherwise the second to listen there cannot start. */
export const containerPortsDistinct = defineRule({
  name: 'container-ports-distinct',
  why: 'The containers of a pod share one address: the second that listens on a port fails, and a Service finds the first of a name.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    sharedNumber: {
      problem: 'Containers {{first}} and {{second}} both declare port {{port}}, but the containers of a pod share one address',
      got: '{{ports}}',
      fix: 'let one of the two programs listen on another port, and declare that',
    },
    numberTwice: {
      problem: 'Container {{second}} declares port {{port}} twice, and an update of the object keeps one of the two',
      got: '{{ports}}',
      fix: 'remove one of the two entries',
    },
    sharedName: {
      problem: 'Containers {{first}} and {{second}} both name a port {{name}}, and a Service that asks for it finds the first alone',
      got: '{{ports}}',
      fix: 'give one of the two ports another name',
    },
    sharedNameUnasked: {
      problem: 'Containers {{first}} and {{second}} both name a port {{name}}, and a Service that asked for it would find the first alone',
      got: '{{ports}}',
      fix: 'give one of the two ports another name',
      // Whoever scrapes pods finds both.
      grade: { ours: 'error', foreign: 'note' },
    },
    nameTwice: {
      problem: 'Container {{second}} names two ports {{name}}',
      got: '{{ports}}',
      fix: 'give each of the two ports its own name',
      // The API server refuses it, or the pods that a template makes.
      grade: { ours: 'error', foreign: 'error' },
    },
    hostPort: {
      problem: 'Two ports of the pod ask for port {{hostPort}} of the node',
      got: '{{ports}}',
      fix: 'give one of the two another port of the node, or leave its hostPort out',
      grade: { ours: 'error', foreign: 'error' },
    },
  },
  check(graph, report) {
    const asked = askedNames(graph);
    for (const workload of graph.workloads) {
      for (const { message, first, second } of clashesOf(workload)) {
        const isUnasked = message === 'sharedName' && asked.get(workload)?.has(`${second.name ?? ''}/${second.protocol}`) !== true;
        report(isUnasked ? 'sharedNameUnasked' : message, workload, second.field, {
          first: quote(first.container.name),
          second: quote(second.container.name),
          port: `${String(second.port)}/${second.protocol}`,
          ports: showPorts(first, second),
          name: quote(second.name),
          hostPort: hostPortOf(second, workload) ?? second.port,
        });
      }
    }
  },
});

function showPorts(first: ContainerPort, second: ContainerPort): string {
  const of = ({ container }: ContainerPort): string => ` of container ${quote(container.name)}`;
  return `${showPort(first)}${first.container === second.container ? '' : of(first)} and ${showPort(second)}${of(second)}`;
}

/** The names, with their protocols, by which Services ask for ports of each workload. */
function askedNames(graph: Graph): Map<Workload, Set<string>> {
  const asked = new Map<Workload, Set<string>>();
  for (const { workloads, ports } of graph.services) {
    const names = ports.flatMap(({ targetPort, protocol }) => (typeof targetPort === 'string' ? [`${targetPort}/${protocol}`] : []));
    if (names.length === 0) continue;
    for (const workload of workloads) {
      const known = asked.get(workload);
      if (!known) asked.set(workload, new Set(names));
      else for (const name of names) known.add(name);
    }
  }
  return asked;
}

interface Clash {
  readonly message: 'sharedNumber' | 'numberTwice' | 'sharedName' | 'nameTwice' | 'hostPort';
  readonly first: ContainerPort;
  readonly second: ContainerPort;
}

/** What each port of the containers that run together has in common with one before it: the worst of it alone. */
function clashesOf(workload: Workload): Clash[] {
  if (workload.ports.length < 2) return [];
  const taken = new Map<string, ContainerPort>();
  return workload.ports.flatMap((second) => {
    const keys = keysOf(second, workload);
    const clash = keys.flatMap(([message, key]): Clash[] => {
      const first = taken.get(key);
      if (first === undefined || areApart(message, first, second)) return [];
      return [{ message: messageOf(message, first, second), first, second }];
    })[0];
    for (const [, key] of keys) if (!taken.has(key)) taken.set(key, second);
    return clash ? [clash] : [];
  });
}

type Kind = 'nameTwice' | 'hostPort' | 'number' | 'name';

/** What must be a port's own, the gravest first. */
function keysOf(port: ContainerPort, workload: Workload): [Kind, string][] {
  const { container, name, protocol } = port;
  const hostPort = hostPortOf(port, workload);
  return [
    ...(name === undefined ? [] : [['nameTwice', `${container.field} ${name}`] as [Kind, string]]),
    // The API server compares containers; a sidecar is compared with itself alone.
    ...(hostPort === undefined
      ? []
      : [['hostPort', [container.role === 'sidecar' ? container.field : 'node', protocol, port.hostIP, hostPort].join(' ')] as [Kind, string]]),
    ['number', `number ${String(port.port)}/${protocol}`],
    ...(name === undefined ? [] : [['name', `name ${name}/${protocol}`] as [Kind, string]]),
  ];
}

/** On the node's network each port is one of the node's. */
function hostPortOf({ hostPort, port }: ContainerPort, { hostNetwork }: Workload): number | undefined {
  return hostPort ?? (hostNetwork ? port : undefined);
}

/** One port may be led to from several ports or addresses of the node: it has an entry for each. */
function areApart(kind: Kind, first: ContainerPort, second: ContainerPort): boolean {
  if (kind === 'name') return first.container === second.container;
  if (kind !== 'number' || first.container !== second.container) return false;
  return first.hostPort !== second.hostPort || first.hostIP !== second.hostIP;
}

function messageOf(kind: Kind, first: ContainerPort, second: ContainerPort): Clash['message'] {
  if (kind === 'number') return first.container === second.container ? 'numberTwice' : 'sharedNumber';
  return kind === 'name' ? 'sharedName' : kind;
}
