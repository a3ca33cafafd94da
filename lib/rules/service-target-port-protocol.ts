import { isInjected } from '../graph/injected';
import { showObject } from '../graph/object';
import { linkPort, type PortLink } from '../graph/port-link';
import { showPort } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** A Service port must use the protocol that the container's port is declared for; otherwise packets are dropped. */
export const serviceTargetPortProtocol = defineRule({
  name: 'service-target-port-protocol',
  why: 'A Service that forwards TCP to a port where the program listens for UDP (or the other way round) delivers to a closed port.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    differs: {
      problem: 'Service port {{port}} forwards {{protocol}}, but the port named {{name}} is declared for {{other}}: the Service has no endpoint',
      got: '{{protocol}}; {{pods}} declares {{declared}} on container {{container}}',
      fix: 'set protocol: {{other}} on the Service port, or declare the container\'s port for {{protocol}}',
    },
    differsByNumber: {
      problem: 'Service port {{port}} forwards {{protocol}} to {{number}}, but the container\'s port {{number}} is declared for {{other}} only',
      got: '{{protocol}}; {{pods}} declares {{declared}} on container {{container}}',
      fix: 'set protocol: {{other}} on the Service port, or declare containerPort: {{number}} for {{protocol}} too if the program listens there',
      // containerPort is informational: where the pods are not ours, the program may well listen for both.
      grade: { ours: 'error', foreign: 'warning' },
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      if (service.headless) continue; // no proxy: clients choose port and protocol themselves
      if (service.workloads.some(isInjected)) continue; // nobody knows the ports
      for (const port of service.ports) {
        const links = service.workloads.map((workload) => linkPort(port, workload));
        // With one workload for each protocol, every port has endpoints.
        if (links.some((link) => link.status === 'open')) continue;
        for (const link of links.filter(isOfOtherProtocol)) {
          const shared = {
            port: port.port,
            protocol: port.protocol,
            other: link.port.protocol,
            pods: showObject(link.workload.object),
            declared: showPort(link.port),
            container: quote(link.port.container.name),
          };
          const { targetPort } = port;
          const place = { object: service.object, related: [link.workload.object] };
          if (typeof targetPort === 'string') report('differs', place, `${port.field}.protocol`, { ...shared, name: quote(targetPort) });
          else report('differsByNumber', place, `${port.field}.protocol`, { ...shared, number: targetPort });
        }
      }
    }
  },
});

function isOfOtherProtocol(link: PortLink): link is Extract<PortLink, { status: 'protocol' }> {
  return link.status === 'protocol';
}
