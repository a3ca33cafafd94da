import type { Fault, FaultApp } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'the fault was mended, and the acknowledgement stayed', seed: (app) => annotate(app, 'service-ports-distinct', 'known, and harmless') },
  { name: 'the acknowledgement misspells its rule', seed: (app) => annotate(app, 'service-port-distinct', 'known, and harmless') },
  { name: 'the acknowledgement gives no reason', seed: (app) => annotate(app, 'service-ports-distinct', '') },
  { name: 'the acknowledgement gives blanks for a reason', seed: (app) => annotate(app, 'service-ports-distinct', '  ') },
  {
    name: 'the acknowledgement stands on the pods, not on the Service that is reported',
    also: ['node-port-in-range'],
    seed: (app) =>
      ofKind(app, 'Service').some(({ metadata, spec }) => {
        const port = spec.ports?.find(({ nodePort }: { nodePort?: number }) => nodePort !== undefined);
        const [workload] = ofKind(app, 'Deployment').filter((other) => other.metadata.namespace === metadata.namespace);
        if (!port || !workload) return false;
        port.nodePort = 80;
        workload.metadata.annotations = { ...workload.metadata.annotations, 'acknowledge.cdk8s-service-patterns/node-port-in-range': 'a wider range' };
        return true;
      }),
  },
];

/** Writes an acknowledgement on the first Service. */
function annotate(app: FaultApp, rule: string, reason: string): boolean {
  const [service] = ofKind(app, 'Service');
  if (!service) return false;
  service.metadata.annotations = { ...service.metadata.annotations, [`acknowledge.cdk8s-service-patterns/${rule}`]: reason };
  return true;
}
