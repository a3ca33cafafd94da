import type { Fault, FaultApp, Manifest } from '../fault';
import { objects, ofKind, podOf, workloads } from '../reach';

/** A rule by which pods connect to others by name. */
const TO_API = { to: [{ podSelector: { matchLabels: { app: 'another-api' } } }], ports: [{ protocol: 'TCP', port: 8080 }] };

export const faults: readonly Fault[] = [
  { name: 'outgoing traffic was restricted to a backend, and DNS was forgotten', also: ['connection-admitted'], seed: (app) => restrict(app, [TO_API]) },
  {
    name: 'DNS was admitted over TCP alone: the protocol was left out',
    also: ['connection-admitted'],
    seed: (app) => restrict(app, [TO_API, { ports: [{ port: 53 }] }]),
  },
  {
    name: 'the pods of DNS were sought in the policy\'s own namespace',
    also: ['connection-admitted'],
    seed: (app) => restrict(app, [TO_API, { to: [{ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ protocol: 'UDP', port: 53 }] }]),
  },
  {
    name: 'the namespace of DNS was misspelt',
    also: ['connection-admitted'],
    seed: (app) =>
      restrict(app, [
        TO_API,
        { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-sytem' } } }], ports: [{ protocol: 'UDP', port: 53 }] },
      ]),
  },
  {
    name: 'only the web was let through, by its port',
    also: ['connection-admitted'],
    seed: (app) => restrict(app, [{ ports: [{ protocol: 'TCP', port: 443 }] }]),
  },
  {
    name: 'the rule for DNS was taken out of a policy',
    seed: (app) => {
      const policies = ofKind(app, 'NetworkPolicy').filter(({ spec }) => spec.egress);
      const restricted = policies.filter(({ spec }) => spec.egress.some((rule: Manifest) => rule.to?.some((peer: Manifest) => !peer.ipBlock)));
      const dns = policies.flatMap(({ spec }) => spec.egress.filter(isOfDns));
      if (restricted.length === 0 || dns.length === 0) return false;
      for (const { spec } of policies) spec.egress = spec.egress.filter((rule: Manifest) => !isOfDns(rule));
      return restricted.some(({ spec }) => spec.egress.length > 0);
    },
  },
];

/** Restricts the outgoing traffic of a workload for which there is no such policy yet. */
function restrict(app: FaultApp & { manifests: Manifest[] }, egress: readonly Manifest[]): boolean {
  const open = workloads(app).find((workload) => isOpen(app, workload));
  if (!open) return false;
  const { namespace } = open.metadata;
  app.manifests.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'restricted', ...(namespace === undefined ? {} : { namespace }) },
    spec: { podSelector: { matchLabels: podOf(open).metadata.labels }, policyTypes: ['Egress'], egress },
  });
  return true;
}

/** Whether the pods may connect anywhere, and the policies that count for them are Kubernetes' own. */
function isOpen(app: FaultApp, workload: Manifest): boolean {
  const { metadata, spec } = podOf(workload);
  const { namespace } = workload.metadata;
  const policies = objects(app).filter(({ kind }) => kind.endsWith('NetworkPolicy'));
  if (spec.hostNetwork || namespace === undefined || namespace === 'kube-system' || Object.keys(metadata?.labels ?? {}).length === 0) return false;
  return policies.every((policy) => policy.kind === 'NetworkPolicy' && policy.metadata.namespace === namespace && policy.spec.egress === undefined && !policy.spec.policyTypes?.includes('Egress'));
}

function isOfDns({ ports }: Manifest): boolean {
  return ports?.some(({ port }: Manifest) => port === 53) ?? false;
}
