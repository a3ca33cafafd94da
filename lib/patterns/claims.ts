import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';
import { targetDataOf } from '../target/cluster-target';

/** What the patterns of one app have claimed, each with the path of who did. */
interface Claims {
  readonly names: Map<string, string>;
  readonly nodePorts: Map<string, string>;
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

/** Claims the name of a pattern or of a further Service in its cluster and namespace. */
export function claimName(scope: IConstruct, name: string): void {
  const { names } = claimsOf(scope);
  const { cluster } = targetDataOf(scope);
  const { namespace } = Chart.of(scope);
  const key = [cluster, namespace ?? '', name].join('/');
  const other = names.get(key);
  if (other !== undefined) {
    throw propError({
      path: scope.node.path,
      field: 'name',
      rule: 'object-identity-unique',
      problem: `The name ${quote(name)} is taken${namespace === undefined ? '' : ` in namespace ${quote(namespace)}`}: both would be one Service`,
      got: `${quote(name)} belongs to ${other}`,
      fix: 'give one of them another name, another namespace, or a ClusterTarget with another cluster name',
    });
  }
  names.set(key, scope.node.path);
}

/** Claims a node port of the cluster: in its range, and nobody else's. */
export function claimNodePort(scope: IConstruct, field: string, nodePort: number, protocol: string): void {
  const { cluster, nodePortRange } = targetDataOf(scope);
  const refuse = (rule: string, texts: { problem: string; got?: string; fix: string }): Error =>
    propError({ path: scope.node.path, field, rule, ...texts });
  const { from, to } = nodePortRange;
  if (!Number.isInteger(nodePort) || nodePort < from || nodePort > to) {
    throw refuse('node-port-in-range', fill(sharedMessages.nodePortOutOfRange, { nodePort, from, to }));
  }
  const { nodePorts } = claimsOf(scope);
  const key = `${cluster}/${String(nodePort)}`;
  const owner = `${scope.node.path} (${protocol})`;
  const other = nodePorts.get(key);
  // One Service may have a TCP and a UDP port on the same number.
  const shared = other?.startsWith(`${scope.node.path} (`) === true && other !== owner;
  if (other !== undefined && !shared) throw refuse('node-port-distinct', fill(sharedMessages.nodePortTaken, { nodePort, other }));
  nodePorts.set(key, owner);
}
