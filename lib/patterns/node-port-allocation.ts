import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { integer, type JsonObject, list, record } from '../graph/json';
import { propError } from '../report/prop-error';
import { attach } from '../synth/attach';
import { provenanceOf } from '../synth/origin';
import { targetDataOf } from '../target/cluster-target';
import { type PortRange, staticBand } from '../target/target-data';
import type { PlannedPort } from './ports';

/** A Service of ours that wants node ports. */
interface Wish {
  readonly service: ApiObject;
  readonly ports: readonly PlannedPort[];
}

type Allocation = ReadonlyMap<ApiObject, ReadonlyMap<string, number>>;

const wishes = new WeakMap<IConstruct, Wish[]>();
const allocations = new WeakMap<object, Allocation>();

/** Remembers that a Service wants a node port for each of its ports that names none. */
export function wishForNodePorts(service: ApiObject, ports: readonly PlannedPort[]): void {
  const root = service.node.root;
  const all = wishes.get(root) ?? [];
  all.push({ service, ports });
  wishes.set(root, all);
}

/**
 * The node ports of a Service by port name: the asked for and the allocated.
 *
 * @throws LinkError where the cluster's range holds none for it any more
 */
export function nodePortsOf(service: ApiObject, ports: readonly PlannedPort[]): ReadonlyMap<string, number> {
  const root = service.node.root;
  // Within one linking nothing changes any more; at any other time something may have.
  const run = attach(service).run;
  const allocation = (run && allocations.get(run)) ?? allocate(root);
  if (run) allocations.set(run, allocation);
  const found = allocation.get(service) ?? new Map<string, number>();
  if (ports.some(({ name }) => !found.has(name))) throw exhausted(service, targetDataOf(service).nodePortRange);
  return found;
}

/**
 * Allocates node ports so that they stay the same from synth to synth: over sorted names, each hashed into the range's
 * static band, past those that are taken.
 */
function allocate(root: IConstruct): Allocation {
  const all = wishes.get(root) ?? [];
  const taken = takenPorts(root, all);
  const result = new Map<ApiObject, Map<string, number>>();
  const open = all.flatMap(({ service, ports }) => {
    result.set(service, new Map(ports.flatMap((port) => (port.nodePort === undefined ? [] : [[port.name, port.nodePort] as const]))));
    return ports.filter((port) => port.nodePort === undefined).map((port) => ({ service, port, key: keyOf(service, port) }));
  });
  for (const { service, port, key } of open.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const { cluster, nodePortRange } = targetDataOf(service);
    const nodePort = candidates(nodePortRange, key).find((candidate) => !taken.has(`${cluster}/${String(candidate)}`));
    if (nodePort === undefined) continue;
    taken.add(`${cluster}/${String(nodePort)}`);
    result.get(service)?.set(port.name, nodePort);
  }
  return result;
}

/** Node ports that are asked for by number, in our own Services and everybody else's. */
function takenPorts(root: IConstruct, ours: readonly Wish[]): Set<string> {
  const own = new Map(ours.map((wish) => [wish.service, wish.ports]));
  const taken = new Set<string>();
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct) || construct.kind !== 'Service') continue;
    const { cluster } = targetDataOf(construct);
    const ports = own.get(construct)?.map((port) => port.nodePort) ?? askedFor(construct.toJson() as JsonObject);
    for (const port of ports) if (port !== undefined) taken.add(`${cluster}/${String(port)}`);
  }
  return taken;
}

function askedFor(service: JsonObject): (number | undefined)[] {
  const spec = record(service.spec);
  return [...list(spec.ports).map((port) => integer(record(port).nodePort)), integer(spec.healthCheckNodePort)];
}

function keyOf(service: ApiObject, port: PlannedPort): string {
  return [service.metadata.namespace ?? '', service.name, port.name].join('/');
}

/** Every port of the range, the key's own first: from its place in the static band around the band, then what lies beyond. */
function candidates(range: PortRange, key: string): number[] {
  const band = staticBand(range) ?? range;
  const size = band.to - band.from + 1;
  const start = hash(key) % size;
  const inBand = Array.from({ length: size }, (_, step) => band.from + ((start + step) % size));
  const beyond = Array.from({ length: range.to - band.to }, (_, step) => band.to + 1 + step);
  return [...inBand, ...beyond];
}

/** FNV-1a, 32 bits: the same number for the same name on any machine. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

function exhausted(service: ApiObject, range: PortRange): Error {
  return propError({
    path: service.node.path,
    field: 'nodePort',
    problem: 'Every node port of the cluster\'s range is taken',
    got: `${String(range.from)}-${String(range.to)}`,
    fix: 'set the cluster\'s real nodePortRange on the ClusterTarget, or remove a NodePort Service',
    source: provenanceOf(service).source,
  });
}
