import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { targetDataOf } from '../target/cluster-target';

/** What the patterns of one app have claimed, each with the path of who did. */
interface Claims {
  readonly names: Map<string, string>;
  readonly nodePorts: Map<string, readonly NodePortClaim[]>;
}

interface NodePortClaim {
  readonly path: string;
  readonly field: string;
  readonly protocol?: string;
}

const claims = new WeakMap<IConstruct, Claims>();

function claimsOf(scope: IConstruct): Claims {
  const root = scope.node.root;
  let found = claims.get(root);
  if (!found) {
    found = { names: new Map(), nodePorts: new Map() };
    claims.set(root, found);
  }
  return found;
}

/** Claims the name of a pattern or of a further Service in its cluster and namespace, for what stands at a path. */
export function claimName(scope: IConstruct, name: string, path: string, field = 'name'): void {
  const { names } = claimsOf(scope);
  const { cluster } = targetDataOf(scope);
  const { namespace } = Chart.of(scope);
  const key = [cluster, namespace ?? '', name].join('/');
  const other = names.get(key);
  if (other !== undefined) {
    const where = namespace === undefined ? '' : ` in namespace ${quote(namespace)}`;
    throw propError({
      path,
      field,
      rule: 'object-identity-unique',
      problem: `The name ${quote(name)} is taken${where}: the objects of one would overwrite the other's`,
      got: `${quote(name)} belongs to ${other}`,
      fix: 'give one of them another name, or put it into a chart with another namespace, or with a ClusterTarget of another cluster',
    });
  }
  names.set(key, path);
}

/**
 * Claims a node port of the cluster: in its range, and nobody else's. A health check's port has no protocol, and shares its
 * number with nothing.
 */
export function claimNodePort(scope: IConstruct, at: { path: string; field: string }, nodePort: number, protocol?: string): void {
  const { cluster, nodePortRange } = targetDataOf(scope);
  const { from, to } = nodePortRange;
  if (!Number.isInteger(nodePort) || nodePort < from || nodePort > to) {
    throw propError({ ...at, rule: 'node-port-in-range', ...fill(sharedMessages.nodePortOutOfRange, { nodePort, from, to }) });
  }
  const { nodePorts } = claimsOf(scope);
  const key = `${cluster}/${String(nodePort)}`;
  const others = nodePorts.get(key) ?? [];
  // One Service may have a TCP and a UDP port on the same number.
  const other = others.find(
    (claim) => claim.path !== at.path || protocol === undefined || claim.protocol === undefined || claim.protocol === protocol,
  );
  if (other) {
    const owner = `${other.path} (${other.field})`;
    throw propError({ ...at, rule: 'node-port-distinct', ...fill(sharedMessages.nodePortTaken, { nodePort, other: owner }) });
  }
  nodePorts.set(key, [...others, { ...at, protocol }]);
}
