import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** A Service with more than one port must name each; the API server refuses it otherwise. */
export const servicePortsNamed = defineRule({
  name: 'service-ports-named',
  why: 'The API server refuses a Service with several ports of which one has no name.',
  grade: { ours: 'error', foreign: 'error' },
  messages: { unnamed: sharedMessages.portsNamed },
  check(graph, report) {
    for (const service of graph.services) {
      if (service.ports.length < 2) continue;
      for (const port of service.ports) {
        if (port.name === undefined) report('unnamed', service, `${port.field}.name`, { port: port.port });
      }
    }
  },
});
