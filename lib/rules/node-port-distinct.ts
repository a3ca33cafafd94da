import { type NodePortClaim, nodePortClaims } from '../graph/node-ports';
import { isSameObject, showObject } from '../graph/object';
import { sharedMessages } from '../report/shared-messages';
import { defineRule } from './rule';

/** A node port belongs to one Service of the cluster; the second one to ask is refused. */
export const nodePortDistinct = defineRule({
  name: 'node-port-distinct',
  why: 'The API server allocates a node port once per cluster, whatever the protocol and namespace: the second Service that asks for it is refused.',
  grade: { ours: 'error', foreign: 'error' },
  messages: { taken: sharedMessages.nodePortTaken },
  check(graph, report) {
    const claims = new Map<number, NodePortClaim[]>();
    for (const claim of nodePortClaims(graph)) {
      const earlier = claims.get(claim.nodePort) ?? [];
      claims.set(claim.nodePort, [...earlier, claim]);
      const rival = earlier.find((other) => !mayShare(other, claim));
      if (!rival) continue;
      report('taken', { object: claim.service.object, related: [rival.service.object] }, claim.field, {
        nodePort: claim.nodePort,
        other: `${showObject(rival.service.object)} (${rival.field})`,
      });
    }
  },
});

/** Within one Service, a TCP and a UDP port may share a node port. */
function mayShare(a: NodePortClaim, b: NodePortClaim): boolean {
  // One object written twice is the business of object-identity-unique.
  if (a.service !== b.service) return isSameObject(a.service.object, b.service.object);
  return a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol;
}
