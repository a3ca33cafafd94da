import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind } from '../reach';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE = 'service.beta.kubernetes.io/azure-load-balancer-';
const OCEAN = 'service.beta.kubernetes.io/do-loadbalancer-';
const GKE_TYPE = 'networking.gke.io/load-balancer-type';

export const faults: readonly Fault[] = [
  {
    name: 'forgot a hyphen in an annotation of AWS',
    seed: (app) => rename(app, `${AWS}scheme`, 'service.beta.kubernetes.io/aws-loadbalancer-scheme'),
  },
  {
    name: 'swapped two letters of an annotation of GKE',
    seed: (app) => rename(app, GKE_TYPE, 'networking.gke.io/load-balancer-tpye'),
  },
  {
    name: 'called it public, as everybody does but AWS',
    seed: (app) => edit(app, (annotations) => `${AWS}scheme` in annotations, (annotations) => (annotations[`${AWS}scheme`] = 'public')),
  },
  {
    name: 'wrote True as Python does, where AKS reads true alone',
    seed: (app) => edit(app, (annotations) => annotations[`${AZURE}internal`] === 'true', (annotations) => (annotations[`${AZURE}internal`] = 'True')),
  },
  {
    name: 'wrote INTERNAL, which GKE takes for external',
    seed: (app) => edit(app, (annotations) => annotations[GKE_TYPE] === 'Internal', (annotations) => (annotations[GKE_TYPE] = 'INTERNAL')),
  },
  {
    name: 'added the older annotation of AWS beside the newer, and meant the opposite',
    seed: (app) =>
      edit(app, (annotations) => ['internal', 'internet-facing'].includes(annotations[`${AWS}scheme`]), (annotations) => (annotations[`${AWS}internal`] = String(annotations[`${AWS}scheme`] !== 'internal'))),
  },
  {
    name: 'gave two subnets and one address',
    seed: (app) =>
      edit(app, (annotations) => annotations[`${AWS}scheme`] === 'internet-facing', (annotations) => {
        annotations[`${AWS}subnets`] = 'subnet-a,subnet-b';
        annotations[`${AWS}eip-allocations`] = 'eipalloc-1';
      }),
  },
  {
    name: 'made a load balancer public, and left its private subnet',
    seed: (app) => edit(app, (annotations) => `${AZURE}internal-subnet` in annotations, (annotations) => (annotations[`${AZURE}internal`] = 'false')),
  },
  {
    name: 'passed TLS on, and left the certificate',
    seed: (app) => edit(app, (annotations) => `${OCEAN}certificate-id` in annotations, (annotations) => (annotations[`${OCEAN}tls-passthrough`] = 'true')),
  },
  {
    name: 'went back to instances, and left node ports off',
    seed: (app) =>
      edit(
        app,
        (annotations, spec) => annotations[`${AWS}nlb-target-type`] === 'ip' && spec.allocateLoadBalancerNodePorts === false,
        (annotations) => (annotations[`${AWS}nlb-target-type`] = 'instance'),
      ),
  },
];

/** Edits the annotations of the load balancers that have something to break, and says whether there were any. */
function edit(app: SeededApp, isMeant: (annotations: Manifest, spec: Manifest) => boolean, change: (annotations: Manifest) => unknown): boolean {
  const meant = ofKind(app, 'Service').filter(({ metadata, spec }) => spec.type === 'LoadBalancer' && isMeant(metadata.annotations ?? {}, spec));
  for (const { metadata } of meant) change(metadata.annotations);
  return meant.length > 0;
}

function rename(app: SeededApp, from: string, to: string): boolean {
  const meant = ofKind(app, 'Service').filter(({ metadata, spec }) => spec.type === 'LoadBalancer' && from in (metadata.annotations ?? {}));
  for (const { metadata } of meant) {
    metadata.annotations = Object.fromEntries(Object.entries(metadata.annotations as object).map(([key, value]) => [key === from ? to : key, value as unknown]));
  }
  return meant.length > 0;
}
