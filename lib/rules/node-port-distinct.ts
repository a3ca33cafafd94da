import { type NodePortClaim, nodePortClaims } from '../graph/node-ports';
import { showObject } from '../graph/object';
import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** A node port belongs to one Service of the cluster; the second one to ask is refused. */
export const nodePortDistinct = defineRule({
  name: 'node-port-distinct',
  why: 'The API server allocates a node port once per cluster, whatever the protocol and namespace: the second Service that asks for it is refused.',
  grade: { ours: 'error', foreign: 'error' },
  messages: { taken: sharedMessages.nodePortTaken },
  check(graph, report) {
    const owners = new Map<number, NodePortClaim>();
    for (const claim of nodePortClaims(graph)) {
      const first = owners.get(claim.nodePort);
      if (!first) owners.set(claim.nodePort, claim);
      else if (!mayShare(first, claim)) {
        report('taken', claim.service, claim.field, {
          nodePort: claim.nodePort,
          other: `${showObject(first.service.object)} (${first.field})`,
        });
      }
    }
  },
});

/** Within one Service, a TCP and a UDP port may share a node port. */
function mayShare(a: NodePortClaim, b: NodePortClaim): boolean {
  return a.service === b.service && a.protocol !== b.protocol;
}
