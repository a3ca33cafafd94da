import { nodePortClaims } from '../graph/node-ports';
import { staticBand } from '../target/target-data';
import { defineRule } from './rule';

/** A node port that is asked for by number comes from the band that the cluster leaves to such requests. */
export const nodePortStaticBand = defineRule({
  name: 'node-port-static-band',
  why: 'Above the static band the cluster allocates node ports by itself: one that is asked for by number may be another Service\'s by then.',
  grade: { ours: 'note', foreign: 'note' },
  messages: {
    dynamic: {
      problem: 'The cluster may have given node port {{nodePort}} to another Service by the time that this one is applied',
      got: '{{nodePort}}; ports from {{next}} to {{last}} are allocated to whoever asks for none',
      fix: 'choose a port from {{from}} to {{to}}, which the cluster leaves to explicit requests, or leave it out and one is allocated',
    },
  },
  check(graph, report) {
    for (const { service, field, nodePort } of nodePortClaims(graph)) {
      const { nodePortRange: range } = service.object.target;
      const band = staticBand(range);
      if (!band || nodePort <= band.to || nodePort > range.to) continue;
      report('dynamic', service, field, { nodePort, next: band.to + 1, last: range.to, from: band.from, to: band.to });
    }
  },
});
