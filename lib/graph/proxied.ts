import { type Json, record, text } from './json';
import { type GraphObject, mayShareNamespace } from './object';

/** Kinds that put a proxy before Services; it sends each request to a pod of its own choice. */
const PROXYING = /^(Ingress|HTTPRoute|GRPCRoute|IngressRoute|HTTPProxy|Mapping|VirtualService|DestinationRule|ServiceProfile|TrafficSplit)$/;

/** Where such kinds name Services, whichever form they have for it. */
const NAMING = new Set(['name', 'serviceName', 'service', 'host']);

/** Knows which Services some Ingress, route or mesh configuration of the input names. */
export class ProxiedServices {
  private readonly namespaces = new Map<string, Set<string | undefined>>();

  constructor(objects: readonly GraphObject[]) {
    for (const { kind, manifest, namespace } of objects) {
      if (PROXYING.test(kind)) this.read(manifest.spec, namespace);
    }
  }

  includes({ name, namespace }: GraphObject): boolean {
    return [...(this.namespaces.get(name) ?? [])].some((named) => mayShareNamespace(named, namespace));
  }

  private read(value: Json, inherited: string | undefined): void {
    if (typeof value !== 'object' || value === null) return;
    const namespace = text(record(value).namespace) ?? inherited;
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry !== 'string') this.read(entry, namespace);
      else if (NAMING.has(key)) this.add(entry, namespace);
    }
  }

  /** A host may be written out, as in `orders.shop.svc.cluster.local`, or with a port. */
  private add(host: string, namespace: string | undefined): void {
    const [name = '', named] = host.split(':')[0]?.split('.') ?? [];
    const found = this.namespaces.get(name) ?? new Set();
    this.namespaces.set(name, found.add(named ?? namespace));
  }
}
