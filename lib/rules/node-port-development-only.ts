import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** NodePort Services are for development: in production they bypass the load balancer and its rules. */
export const nodePortDevelopmentOnly = defineRule({
  name: 'node-port-development-only',
  why: 'A node port is open on every node to whoever can reach one, past load balancers, source ranges and TLS.',
  grade: { ours: 'error', foreign: 'note' },
  messages: {
    production: sharedMessages.nodePortInProduction,
    undeclared: {
      problem: 'A NodePort Service is for development, and nobody says what this target is for',
      got: 'the target declares no environment',
      fix: 'declare environment: Environment.DEVELOPMENT on the LinkedApp or ClusterTarget; in production use PublicLoadBalancedApp',
      grade: { ours: 'warning', foreign: 'silent' },
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      if (service.type !== 'NodePort') continue;
      const { environment } = service.object.target;
      if (environment === 'production') report('production', service, 'spec.type', {});
      else if (environment === undefined) report('undeclared', service, 'spec.type', {});
    }
  },
});
