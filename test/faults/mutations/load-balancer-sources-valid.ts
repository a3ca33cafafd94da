import type { Fault, Manifest } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'gave the address of the office without a mask',
    seed: (app) => forEachBalancer(app.manifests, (spec) => (spec.loadBalancerSourceRanges = ['203.0.113.7'])),
  },
  {
    name: 'gave the name of a host in place of its addresses',
    seed: (app) => forEachBalancer(app.manifests, (spec) => (spec.loadBalancerSourceRanges = ['203.0.113.0/24', 'vpn.example.com'])),
  },
  {
    name: 'put several ranges into one text',
    seed: (app) => forEachBalancer(app.manifests, (spec) => (spec.loadBalancerSourceRanges = ['203.0.113.0/24,198.51.100.0/24'])),
  },
  {
    name: 'wrote an address of the office with the mask of its network',
    seed: (app) => forEachBalancer(app.manifests, (spec) => (spec.loadBalancerSourceRanges = ['203.0.113.7/24'])),
  },
  {
    name: 'thought that source ranges guard a Service inside the cluster',
    seed: (app) => {
      const internal = ofKind(app, 'Service').filter(({ spec }) => (spec.type ?? 'ClusterIP') === 'ClusterIP' && (spec.ports ?? []).length > 0);
      for (const { spec } of internal) spec.loadBalancerSourceRanges = ['10.0.0.0/8'];
      return internal.length > 0;
    },
  },
  {
    name: 'used the old annotation with a range that is none',
    seed: (app) => {
      const balancers = ofKind(app, 'Service').filter(({ spec }) => spec.type === 'LoadBalancer');
      for (const { metadata, spec } of balancers) {
        delete spec.loadBalancerSourceRanges;
        metadata.annotations = { ...metadata.annotations, 'service.beta.kubernetes.io/load-balancer-source-ranges': '203.0.113.0/24, 10.0.0.0-10.0.0.9' };
      }
      return balancers.length > 0;
    },
  },
];

function forEachBalancer(manifests: Manifest[], edit: (spec: Manifest) => void): boolean {
  const balancers = ofKind({ name: '', manifests }, 'Service').filter(({ spec }) => spec.type === 'LoadBalancer');
  for (const { spec } of balancers) edit(spec);
  return balancers.length > 0;
}
