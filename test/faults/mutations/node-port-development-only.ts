import type { Fault, Manifest } from '../fault';
import { ofKind } from '../reach';

const LOAD_BALANCER_FIELDS = [
  'allocateLoadBalancerNodePorts', 'externalTrafficPolicy', 'healthCheckNodePort', 'loadBalancerClass', 'loadBalancerSourceRanges',
];

export const faults: readonly Fault[] = [
  {
    name: 'what was for developers goes to production as it is',
    seed: (app) => {
      app.target.environment = 'production';
      return ofKind(app, 'Service').some(({ spec }) => spec.type === 'NodePort');
    },
  },
  {
    name: 'nobody says what the cluster is for',
    seed: (app) => {
      delete app.target.environment;
      return app.ours === true && ofKind(app, 'Service').some(({ spec }) => spec.type === 'NodePort');
    },
  },
  {
    name: 'a load balancer was saved in production',
    seed: (app) => {
      const service = ofKind(app, 'Service').find(({ spec }) => spec.type === 'LoadBalancer');
      if (service === undefined) return false;
      app.target.environment = 'production';
      toNodePort(service);
      return true;
    },
  },
  {
    name: 'an internal Service was opened for a look, in production',
    also: ['policy-admits-service-port'],
    seed: (app) => {
      const internal = ofKind(app, 'Service').filter(({ spec }) => (spec.type ?? 'ClusterIP') === 'ClusterIP');
      const service = internal.find(({ spec }) => spec.selector && spec.clusterIP === undefined);
      if (service === undefined) return false;
      app.target.environment = 'production';
      toNodePort(service);
      return true;
    },
  },
];

function toNodePort({ spec }: Manifest): void {
  spec.type = 'NodePort';
  for (const field of LOAD_BALANCER_FIELDS) Reflect.deleteProperty(spec, field);
}
