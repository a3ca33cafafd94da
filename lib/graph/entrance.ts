import type { Graph } from './graph';
import { text } from './json';
import type { NetworkPolicy, Peer } from './network-policy';
import { podsOfPeer } from './peer-pods';
import { GATEWAY_API, type Route } from './route';
import { asLabels } from './selector';
import type { Verdict } from './verdict';
import type { Workload } from './workload';

/** What those who bring traffic into a cluster are called, or their images. */
const ENTRANCES =
  /ingress|gateway|proxy|router|traefik|haproxy|kong|envoy|contour|istio|linkerd|ambassador|emissary|apisix|skipper|caddy|tunnel|cloudflared|ngrok|tailscale|nginx-plus|balancer|\b(edge|lb)\b/i;

/** Labels that tell one app from another; others are for groups, which an entrance may join. */
const IDENTITY = /(^|[-./])(app|name|service|component|instance|run)$/;

/**
 * Whether a peer of a policy may be the ingress controller, or the gateway, by which a route's traffic comes: its pods are seldom in
 * the input. It surely is not where the peer names apps of the input, or the policy's own namespace while the Gateway is in another.
 */
export function isEntrance(graph: Graph, policy: NetworkPolicy, peer: Peer, route: Route): Verdict {
  if (peer.ipBlock) return 'unknown';
  if (!peer.namespaceSelector && isElsewhere(route, policy.object.namespace)) return 'no';
  const pods = clientsOf(graph, policy, peer);
  return pods.length > 0 && !pods.some(mayBeEntrance) ? 'no' : 'unknown';
}

/** The apps of the input that a peer names. */
export function clientsOf(graph: Graph, policy: NetworkPolicy, peer: Peer): readonly Workload[] {
  const labels = peer.podSelector && (asLabels(peer.podSelector) ?? peer.podSelector.matchLabels);
  if (!labels || !Object.keys(labels).some((key) => IDENTITY.test(key))) return [];
  return podsOfPeer(graph, policy, peer) ?? [];
}

/** Whether the pods of a route's Gateways are in no case in the namespace: they are in the Gateway's, or in that of its controller. */
function isElsewhere({ parents }: Route, namespace: string | undefined): boolean {
  const isAway = ({ group, kind, namespace: other }: Route['parents'][number]): boolean =>
    group === GATEWAY_API && kind === 'Gateway' && other !== undefined && other !== namespace;
  return namespace !== undefined && parents.length > 0 && parents.every(isAway);
}

function mayBeEntrance({ object, labels, containers, hostNetwork }: Workload): boolean {
  const words = [object.name, ...Object.values(labels), ...containers.flatMap(({ name, manifest }) => [name, text(manifest.image) ?? ''])];
  return hostNetwork || words.some((word) => ENTRANCES.test(word));
}
