import { type Address, readAddress } from './cidr';
import { type EndpointSlice, readEndpointSlice } from './endpoint-slice';
import type { Graph } from './graph';
import { record, text } from './json';
import { mayShareNamespace } from './object';
import type { Service, ServicePort } from './service';

/** Where a port of a Service without pods leads. */
export interface OutsideEnd {
  /** Its address, or its DNS name. */
  readonly name: string;
  /** Absent where a DNS name says it. */
  readonly address?: Address;
  readonly port: number;
}

/** Finds what is behind Services that have no selector: a DNS name, or endpoints that somebody wrote. */
export class Outside {
  private readonly slices = new Map<string, EndpointSlice[]>();

  constructor({ index }: Graph) {
    for (const object of [...index.ofKind('EndpointSlice.discovery.k8s.io'), ...index.ofKind('Endpoints')]) {
      const slice = readEndpointSlice(object);
      if (slice?.serviceName === undefined) continue;
      const known = this.slices.get(slice.serviceName);
      if (known) known.push(slice);
      else this.slices.set(slice.serviceName, [slice]);
    }
  }

  /** Where a port leads outside the cluster, as far as manifests say; nothing for what leads to pods, or back to another Service. */
  endsOf({ service, name = '', port, protocol }: ServicePort): OutsideEnd[] {
    if (service.type === 'ExternalName') {
      const host = text(record(service.object.manifest.spec).externalName)?.replace(/\.$/, '');
      return host === undefined || isOfCluster(host) ? [] : [{ name: host, port }];
    }
    return this.slicesOf(service).flatMap((slice) => {
      const number = slice.ports?.find((own) => own.name === name && own.protocol === protocol)?.port;
      if (number === undefined) return [];
      return slice.addresses.flatMap((written) => {
        const address = readAddress(written);
        return address ? [{ name: written, address, port: number }] : [];
      });
    });
  }

  private slicesOf({ object, selector }: Service): EndpointSlice[] {
    if (selector) return [];
    return (this.slices.get(object.name) ?? []).filter((slice) => mayShareNamespace(object.namespace, slice.object.namespace));
  }
}

/** Whether a name is that of a Service: it leads to pods after all. */
function isOfCluster(host: string): boolean {
  return /\.svc(\.|$)/.test(host);
}
