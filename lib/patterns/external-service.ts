import { ApiObject } from 'cdk8s';
import { k8s, Service, ServiceType } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import type { ExternalAddress, ExternalPlace } from './external-checks';
import type { ExternalPort } from './external-ports';
import { recommendedLabels } from './labels';
import { IpFamily, IpFamilyPolicy } from './service-props';

interface Metadata {
  readonly serviceLabels?: { readonly [key: string]: string };
  readonly serviceAnnotations?: { readonly [key: string]: string };
}

/** Makes the Service of a backend outside the cluster: one without a selector. */
export function makeExternalService(scope: Construct, name: string, { host, addresses }: ExternalPlace, ports: readonly ExternalPort[], given: Metadata): Service {
  const service = new Service(scope, 'Service', {
    metadata: { name, labels: { ...recommendedLabels(name), ...given.serviceLabels }, annotations: { ...given.serviceAnnotations } },
    ...(host === undefined ? { type: ServiceType.CLUSTER_IP } : { type: ServiceType.EXTERNAL_NAME, externalName: host }),
  });
  for (const { port, targetPort, name: portName, protocol } of ports) service.bind(port, { name: portName, targetPort, protocol });
  overlay(own(ApiObject.of(service)), ({ spec }: { spec: Record<string, unknown> }) => {
    // cdk8s-plus leaves the ports of an ExternalName out, and writes a selector that selects nothing.
    spec.ports = ports.map(({ port, targetPort, ...rest }) => ({ ...shown(rest), port, targetPort }));
    delete spec.selector;
    Object.assign(spec, familiesOf(addresses));
  });
  return service;
}

/** What a port is called, and what it speaks, as Services and endpoints both say it. */
function shown({ name, protocol, appProtocol }: Pick<ExternalPort, 'name' | 'protocol' | 'appProtocol'>): Pick<ExternalPort, 'name' | 'protocol' | 'appProtocol'> {
  return { name, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

/**
 * A Service uses the endpoints of its own IP families alone, and by default has the cluster's first: it must say which its
 * endpoints are of, so that a cluster without that family refuses it rather than lead nowhere.
 */
function familiesOf(addresses: readonly ExternalAddress[]): object {
  const families = [...new Set(addresses.map(({ family }) => (family === 4 ? IpFamily.IPV4 : IpFamily.IPV6)))];
  // Of both, a cluster takes what it has.
  if (families.length > 1) return { ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK };
  return families.length === 1 ? { ipFamilies: families } : {};
}

/**
 * Makes the endpoints of the Service, one EndpointSlice for each IP family, in the order of the families.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/
 */
export function makeEndpointSlices(scope: Construct, name: string, addresses: readonly ExternalAddress[], ports: readonly ExternalPort[]): ApiObject[] {
  return ([4, 6] as const).flatMap((family) => {
    const members = addresses.filter((address) => address.family === family);
    if (members.length === 0) return [];
    const slice = new k8s.KubeEndpointSlice(scope, `IPv${String(family)}Endpoints`, {
      metadata: {
        name: `${name}-ipv${String(family)}`,
        labels: {
          ...recommendedLabels(name),
          'kubernetes.io/service-name': name,
          // Says that no controller of the cluster is to touch it.
          'endpointslice.kubernetes.io/managed-by': 'cdk8s-service-patterns',
        },
      },
      addressType: `IPv${String(family)}`,
      endpoints: members.map(({ text }) => ({ addresses: [text] })),
      ports: ports.map(({ targetPort, ...rest }) => ({ ...shown(rest), port: targetPort })),
    });
    return [overlay(own(slice))];
  });
}
