import type { Fault, Manifest, SeededApp } from '../fault';
import { served } from '../reach';

const COUNTED = ['Deployment', 'StatefulSet', 'ReplicaSet'];

export const faults: readonly Fault[] = [
  {
    name: 'kept the client\'s address at a node port, and with it the traffic on the node',
    seed: (app) => forEach(app, (spec) => spec.type === 'NodePort', (spec) => (spec.externalTrafficPolicy = 'Local')),
  },
  {
    name: 'wanted to save traffic between nodes',
    seed: (app) => forEach(app, (spec) => spec.type !== 'ExternalName', (spec) => (spec.internalTrafficPolicy = 'Local')),
  },
  {
    name: 'turned a load balancer into a node port, and left its policy as it was',
    also: ['node-port-development-only'],
    seed: (app) =>
      forEach(app, (spec) => spec.type === 'LoadBalancer', (spec) => {
        delete spec.loadBalancerSourceRanges;
        delete spec.loadBalancerClass;
        delete spec.loadBalancerIP;
        delete spec.allocateLoadBalancerNodePorts;
        delete spec.healthCheckNodePort;
        spec.type = 'NodePort';
        spec.externalTrafficPolicy = 'Local';
      }),
  },
];

/** Edits the Services before counted pods that have something to break, and says whether there were any. */
function forEach(app: SeededApp, isMeant: (spec: Manifest) => boolean, edit: (spec: Manifest) => unknown): boolean {
  const meant = served(app).filter(({ service, behind }) => isMeant(service.spec) && behind.every(({ kind }) => COUNTED.includes(kind)));
  for (const { service } of meant) edit(service.spec);
  return meant.length > 0;
}
