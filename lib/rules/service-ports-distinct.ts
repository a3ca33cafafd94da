import type { ServicePort } from '../graph/service';
import { quote } from '../report/message';
import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** Ports of one Service must differ in name and in number with protocol; the API server refuses it otherwise. */
export const servicePortsDistinct = defineRule({
  name: 'service-ports-distinct',
  why: 'The API server refuses a Service in which two ports share a name, or a number and protocol.',
  grade: { ours: 'error', foreign: 'error' },
  messages: { duplicate: sharedMessages.portsDistinct },
  check(graph, report) {
    for (const service of graph.services) {
      const seen = new Map<string, ServicePort>();
      const claim = (what: string, value: string | undefined, port: ServicePort, field: string): void => {
        if (value === undefined) return;
        const first = seen.get(`${what} ${value}`);
        if (!first) seen.set(`${what} ${value}`, port);
        else report('duplicate', service, field, { what, value, first: first.field, second: port.field });
      };
      for (const port of service.ports) {
        claim('name', port.name === undefined ? undefined : quote(port.name), port, `${port.field}.name`);
        claim('port and protocol', `${String(port.port)}/${port.protocol}`, port, `${port.field}.port`);
      }
    }
  },
});
