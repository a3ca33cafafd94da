import { record, text } from './json';
import type { Service } from './service';

/**
 * Finds the Services whose addresses Kubernetes writes into the environment of pods, by the variables' prefix: Service
 * `redis-cart` makes `REDIS_CART_PORT`, `REDIS_CART_SERVICE_HOST` and others for every pod of its namespace.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export class ServiceLinks {
  private readonly byPrefix = new Map<string, Service>();

  constructor(services: readonly Service[]) {
    for (const service of services) {
      // The API server's own Service is there in every namespace, and everybody knows.
      if (service.headless || service.type === 'ExternalName' || service.ports.length === 0 || service.object.name === 'kubernetes') continue;
      const key = keyOf(service.object.namespace, service.object.name.toUpperCase().replaceAll('-', '_'));
      if (!this.byPrefix.has(key)) this.byPrefix.set(key, service);
    }
  }

  /** The Service to whose variables a name seems to belong: of `redis` and `redis-cart`, the latter for `REDIS_CART_HOST`. */
  of(variable: string, namespace: string | undefined): ServiceLink | undefined {
    for (let end = variable.lastIndexOf('_'); end > 0; end = variable.lastIndexOf('_', end - 1)) {
      const prefix = variable.slice(0, end);
      const service = this.byPrefix.get(keyOf(namespace, prefix));
      if (service) return { prefix, service };
    }
    return undefined;
  }
}

export interface ServiceLink {
  /** Without the underscore behind it. */
  readonly prefix: string;
  readonly service: Service;
}

/** What Kubernetes sets `<PREFIX>_PORT` to: the address comes with the Service, so that an example stands for it. */
export function linkValue({ service }: ServiceLink): string {
  const [port] = service.ports;
  const address = text(record(service.object.manifest.spec).clusterIP) ?? '10.0.0.1';
  return `${port?.protocol.toLowerCase() ?? 'tcp'}://${address}:${String(port?.port ?? 80)}`;
}

/** Whether a variable is one of those that Kubernetes makes beside `<PREFIX>_PORT`: who names one means the link. */
export function isLinkVariable(variable: string, prefix: string): boolean {
  return /^(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/.test(variable.slice(prefix.length + 1));
}

function keyOf(namespace: string | undefined, prefix: string): string {
  return `${namespace ?? ''}/${prefix}`;
}
