import { buildGraph } from '../lib/graph/graph';
import { mayReach } from '../lib/graph/reach';
import type { Link } from '../lib/linker';
import type { Manifest } from './manifest';

interface PodPort {
  readonly namespace: string;
  /** Kind and name, as a link has them. */
  readonly workload: string;
  readonly container: string;
  readonly containerPort: number;
}

interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly readinessProbe?: { readonly httpGet?: { readonly path?: string; readonly port: string | number; readonly scheme?: string } };
}

interface Workload {
  readonly template?: { readonly spec?: { readonly containers?: readonly Container[]; readonly initContainers?: readonly Container[] } };
}

function find(manifests: readonly Manifest[], kind: string, namespace: string, name: string): Manifest | undefined {
  return manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name && (manifest.metadata.namespace ?? '') === namespace);
}

/** The path where a container's port answers HTTP while it is ready: what the kubelet asks for there. Absent where it asks otherwise. */
export function httpPath(manifests: readonly Manifest[], { namespace, workload, container, containerPort }: PodPort): string | undefined {
  const [kind = '', name = ''] = workload.split(' ');
  const { template } = (find(manifests, kind, namespace, name)?.spec ?? {}) as Workload;
  const containers = [...(template?.spec?.containers ?? []), ...(template?.spec?.initContainers ?? [])];
  const owner = containers.find((entry) => entry.name === container);
  const check = owner?.readinessProbe?.httpGet;
  if (!check || check.scheme === 'HTTPS') return undefined;
  const asked = typeof check.port === 'number' ? check.port : owner.ports?.find((port) => port.name === check.port)?.containerPort;
  return asked === containerPort ? (check.path ?? '/') : undefined;
}

/** Whether a Service has no address of its own. */
export function isHeadless(manifests: readonly Manifest[], namespace: string, service: string): boolean {
  return (find(manifests, 'Service', namespace, service)?.spec as { clusterIP?: string } | undefined)?.clusterIP === 'None';
}

/** The links whose network policies surely keep a client out that nobody declared: those of backends that admit their clients alone. */
export function strangersKeptOut(manifests: readonly Manifest[], client: readonly Manifest[], links: readonly Link[]): Link[] {
  const graph = buildGraph([...manifests, ...client].map((manifest) => ({ manifest: manifest as never })));
  const from = graph.workloads.find(({ object }) => client.some(({ kind, metadata }) => kind === object.kind && metadata.name === object.name));
  if (!from) throw new Error('the client is no pod');
  return links.filter((link) => {
    const to = graph.workloads.find(({ object }) => object.namespace === link.namespace && `${object.kind} ${object.name}` === link.workload);
    return to !== undefined && mayReach(graph.policies, { from, to, protocol: link.protocol, port: link.containerPort }) === 'no';
  });
}
