import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { type LoadBalancerSettings, Provider } from '../../lib';

/** Every provider, told as much as it can be told. */
export const providers: Readonly<Record<string, Provider>> = {
  eks: Provider.eks(),
  'eks-legacy': Provider.eksLegacy(),
  gke: Provider.gke(),
  aks: Provider.aks(),
  'digital-ocean': Provider.digitalOcean(),
  'metal-lb': Provider.metalLb({ publicPool: 'public', internalPool: 'private' }),
  kind: Provider.kind(),
  minikube: Provider.minikube(),
  other: Provider.other({
    loadBalancerClass: 'example.com/vip',
    publicAnnotations: { 'service.beta.kubernetes.io/oci-load-balancer-internal': 'false' },
    internalAnnotations: { 'service.beta.kubernetes.io/oci-load-balancer-internal': 'true' },
  }),
};

const words = (...choices: string[]): fc.Arbitrary<string[]> => fc.uniqueArray(fc.constantFrom(...choices), { minLength: 1, maxLength: 2 });

/** Each setting, with values that some provider takes. */
const all: fc.Arbitrary<Required<Omit<LoadBalancerSettings, 'tlsPorts'>>> = fc.record({
  addresses: fc.oneof(words('eipalloc-1', 'eipalloc-2'), words('10.0.0.7', '2001:db8::7', '10.0.0.8'), words('shop', 'shop-v6')),
  subnets: fc.oneof(words('subnet-a', 'subnet-b'), fc.constant('6f0e4b8e-0000-4000-8000-1d1f8e5c2a4b').map((subnet) => [subnet])),
  healthCheckPath: fc.constantFrom('/', '/healthz', '/ready?deep=1'),
  healthCheckPort: fc.constantFrom(80, 443),
  crossZone: fc.boolean(),
  idleTimeout: fc.constantFrom(30, 60, 90, 240, 600, 6000, 6060).map((seconds) => Duration.seconds(seconds)),
  tlsCertificates: fc.oneof(words('arn:aws:acm:eu-west-1:1:certificate/1', 'arn:aws:acm:eu-west-1:1:certificate/2'), words('shop', '6f0e4b8e-0000-4000-8000-1d1f8e5c2a4b')),
  proxyProtocol: fc.boolean(),
});

/** A few settings at once, of a Service with ports 443 and 80; no provider takes them all. */
export const arbitrarySettings: fc.Arbitrary<LoadBalancerSettings> = all.chain((settings) =>
  fc.subarray(Object.entries(settings), { maxLength: 3 }).map((chosen) => Object.fromEntries(chosen) as LoadBalancerSettings),
);
