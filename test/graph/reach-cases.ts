import { type End, mayReach } from '../../lib/graph/reach';
import type { Verdict } from '../../lib/graph/verdict';
import { deployment, object, workload } from '../rules/yaml';
import { graphOf } from './fixtures';

/** A network policy. */
export function policy(at: string, spec: string): string {
  return object('networking.k8s.io/v1 NetworkPolicy', at, `spec: ${spec}`);
}

/** A namespace with labels. */
export function namespace(name: string, labels: string): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }\n`;
}

const PORTS = '[{ name: http, containerPort: 8080 }, { name: dns, containerPort: 5353, protocol: UDP }, { name: dns, containerPort: 5300 }]';

/** Two namespaces that the input holds, one of which only the name is known, and one that nobody named. */
const CLUSTER =
  namespace('shop', '{ team: a }') +
  namespace('blog', '{ team: b }') +
  deployment('shop/web', '{ app: web }') +
  deployment('shop/api', '{ app: api, tier: back }', PORTS) +
  deployment('shop/db', '{ app: db, tier: back }', '[{ name: http, containerPort: 8081 }]') +
  deployment('blog/cms', '{ app: web }') +
  deployment('ops/prometheus', '{ app: prometheus }') +
  deployment('tool', '{ app: web }') +
  workload('apps/v1 DaemonSet', 'shop/agent', '{ app: agent }', '{ hostNetwork: true, containers: [{ ports: [{ containerPort: 9100 }] }] }');

/** A sentence about what is there beside the cluster, and whether policies let traffic through: `web -> api 8080`. */
type Case = [sentence: string, manifests: string, reach: Record<string, Verdict>];

/** Whether the policies of the cluster and some more manifests let traffic through. */
export function reach(manifests: string, traffic: string): Verdict {
  const { policies, workloads } = graphOf(CLUSTER + manifests);
  const end = (name = ''): End => {
    if (name === 'outside') return name;
    const found = workloads.find((candidate) => candidate.object.name === name);
    if (!found) throw new Error(`The case speaks of "${name}", which it does not have`);
    return found;
  };
  const [, from, to, port, protocol = 'TCP'] = /^(\S+) -> (\S+) (\d+)(?:\/(\w+))?$/.exec(traffic) ?? [];
  return mayReach(policies, { from: end(from), to: end(to), port: Number(port), protocol });
}

/** Tests of some cases. */
export function tell(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, manifests, expected) => {
    expect(Object.fromEntries(Object.keys(expected).map((traffic) => [traffic, reach(manifests, traffic)]))).toEqual(expected);
  });
}

/** Closes all pods of the shop. */
export const CLOSED = policy('shop/closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
/** Selects the pods of api. */
export const API = 'podSelector: { matchLabels: { app: api } }';

/** A policy of the pods of api, for incoming traffic from somebody. */
export function from(peers: string): string {
  return policy('shop/api', `{ ${API}, ingress: [{ from: ${peers} }] }`);
}

/** A policy of the pods of api, for incoming traffic from anybody to ports. */
export function at(ports: string): string {
  return policy('shop/api', `{ ${API}, ingress: [{ ports: ${ports} }] }`);
}

/** A policy of the pods of web, for outgoing traffic. */
export function out(rule: string): string {
  return policy('shop/web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${rule}] }`);
}
