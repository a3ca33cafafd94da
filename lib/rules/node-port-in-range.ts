import { nodePortClaims } from '../graph/node-ports';
import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** A node port must lie in the cluster's range; the API server refuses it otherwise. */
export const nodePortInRange = defineRule({
  name: 'node-port-in-range',
  why: 'The API server refuses a node port outside the range that the cluster was set up with.',
  grade: { ours: 'error', foreign: 'error' },
  messages: { outOfRange: sharedMessages.nodePortOutOfRange },
  check(graph, report) {
    for (const { service, field, nodePort } of nodePortClaims(graph)) {
      const { from, to } = service.object.target.nodePortRange;
      if (nodePort < from || nodePort > to) report('outOfRange', service, field, { nodePort, from, to });
    }
  },
});
