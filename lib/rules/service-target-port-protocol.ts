import { showObject } from '../graph/object';
import { linkPort } from '../graph/port-link';
import { showPort } from '../graph/workload';
import { defineRule } from './rule';

/** A Service port must use the protocol that the container's port is declared for; otherwise packets are dropped. */
export const serviceTargetPortProtocol = defineRule({
  name: 'service-target-port-protocol',
  why: 'A Service that forwards TCP to a port where the program listens for UDP (or the other way round) delivers to a closed port.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    differs: {
      problem: 'Service port {{port}} forwards {{protocol}}, but the container\'s port is declared for {{other}}',
      got: '{{protocol}}; {{pods}} declares {{declared}} on container "{{container}}"',
      fix: 'set protocol: {{other}} on the Service port, or declare the container\'s port for {{protocol}}',
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      for (const port of service.ports) {
        for (const workload of service.workloads) {
          const link = linkPort(port, workload);
          if (link.status !== 'protocol') continue;
          report('differs', service, `${port.field}.protocol`, {
            port: port.port,
            protocol: port.protocol,
            other: link.port.protocol,
            pods: showObject(workload.object),
            declared: showPort(link.port),
            container: link.port.container.name,
          });
        }
      }
    }
  },
});
