import type { Fault, FaultApp, Manifest } from '../fault';
import { isNeighbour, ofKind, podOf, workloads } from '../reach';

export const faults: readonly Fault[] = [
  { name: 'the selector has a letter too few', seed: (app) => editSelector(app, (value) => value.slice(0, -1)) },
  { name: 'the selector has two letters the wrong way round', seed: (app) => editSelector(app, (value) => value.replace(/(.)(.)$/, '$2$1')) },
  { name: 'the policy is a copy of another app\'s, whose name it kept', seed: (app) => editSelector(app, () => 'somebody-else') },
  {
    name: 'the selector asks for one label more than the pods have',
    // What it admitted, the denial of the whole namespace now refuses.
    also: ['policy-admits-service-port'],
    seed: (app) =>
      guarding(app).some(({ spec }) => {
        spec.podSelector.matchLabels = { ...spec.podSelector.matchLabels, environment: 'production' };
        return true;
      }),
  },
  {
    name: 'the policy is in another namespace than its pods, where others run',
    seed: (app) =>
      guarding(app).some((policy) => {
        const other = workloads(app).find(({ metadata }) => metadata.namespace !== undefined && metadata.namespace !== policy.metadata.namespace);
        if (!other || selects(policy.spec.podSelector.matchLabels, other)) return false;
        policy.metadata.namespace = other.metadata.namespace;
        return true;
      }),
  },
  {
    name: 'a peer is misspelt',
    also: ['connection-admitted'],
    seed: (app) =>
      ofKind(app, 'NetworkPolicy').some((policy) =>
        peers(policy).some((peer) => {
          const { namespaceSelector, podSelector } = peer;
          const [pair, ...others] = Object.entries<string>(podSelector?.matchLabels ?? {});
          const meant = workloads(app).some((workload) => isNeighbour(workload, policy) && selects(podSelector?.matchLabels ?? {}, workload));
          if (namespaceSelector || !pair || others.length > 0 || !meant || pair[1].length < 4) return false;
          podSelector.matchLabels = { [pair[0]]: `${pair[1]}e` };
          return true;
        }),
      ),
  },
  {
    name: 'a client of another namespace is named by its pods alone',
    seed: (app) =>
      ofKind(app, 'NetworkPolicy').some((policy) => {
        const { namespace } = policy.metadata;
        const [here, there] = [true, false].map((own) =>
          workloads(app).filter(({ metadata }) => metadata.namespace !== undefined && (metadata.namespace === namespace) === own),
        );
        const meant = there?.find((workload) => {
          const labels = podOf(workload).metadata?.labels ?? {};
          return Object.keys(labels).length > 0 && !workloads(app).some((other) => isNeighbour(other, policy) && selects(labels, other));
        });
        if (namespace === undefined || !here?.length || !meant || !policy.spec.ingress?.[0]) return false;
        policy.spec.ingress.push({ from: [{ podSelector: { matchLabels: podOf(meant).metadata.labels } }], ports: [{ port: 4321 }] });
        return true;
      }),
  },
  {
    name: 'a namespace is asked for by a label "name" that it does not have',
    seed: (app) =>
      ofKind(app, 'NetworkPolicy').some((policy) => {
        const namespace = ofKind(app, 'Namespace').find(({ metadata }) => metadata.labels?.name === undefined);
        if (!namespace || !policy.spec.ingress?.[0]) return false;
        policy.spec.ingress.push({ from: [{ namespaceSelector: { matchLabels: { name: namespace.metadata.name } } }], ports: [{ port: 4321 }] });
        return true;
      }),
  },
];

/** Changes the last value of the first selector that then picks nothing. */
function editSelector(app: FaultApp, edit: (value: string) => string): boolean {
  return guarding(app).some((policy) => {
    const { matchLabels } = policy.spec.podSelector;
    const [key, value] = Object.entries<string>(matchLabels).at(-1) ?? ['', ''];
    const edited = { ...matchLabels, [key]: edit(value) };
    if (value.length < 4 || edited[key] === value || workloads(app).some((workload) => selects(edited, workload))) return false;
    policy.spec.podSelector.matchLabels = edited;
    return true;
  });
}

/** Policies whose own pods are in the app, by labels. */
function guarding(app: FaultApp): Manifest[] {
  return ofKind(app, 'NetworkPolicy').filter(
    ({ metadata, spec }) =>
      spec.podSelector?.matchLabels &&
      workloads(app).some((workload) => workload.metadata.namespace === metadata.namespace && selects(spec.podSelector.matchLabels, workload)),
  );
}

function peers({ spec }: Manifest): Manifest[] {
  return [...(spec.ingress ?? []).flatMap((rule: Manifest) => rule.from ?? []), ...(spec.egress ?? []).flatMap((rule: Manifest) => rule.to ?? [])];
}

function selects(labels: Manifest, workload: Manifest): boolean {
  return Object.entries(labels).every(([key, value]) => podOf(workload).metadata?.labels?.[key] === value);
}
