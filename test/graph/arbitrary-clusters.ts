import * as fc from 'fast-check';
import { type Manifest, PORTS, PROTOCOLS } from './reach-brute-force';

/** The manifests of a cluster, by what they are. */
export interface Cluster {
  readonly namespaces: readonly Manifest[];
  readonly workloads: readonly Manifest[];
  readonly policies: readonly Manifest[];
}

/** How little an input may tell of a cluster: which objects it holds, and which of them name their namespace. */
export interface Gaps {
  readonly hidden: readonly boolean[];
  readonly unnamed: readonly boolean[];
}

/** How a cluster may have turned out where its input told nothing. */
export interface Completion {
  /** Labels of the namespaces that were hidden. */
  readonly labels: readonly Readonly<Record<string, string>>[];
  /** The namespace of all objects that name none; `new` is a namespace of its own. */
  readonly home: string;
  /** What controllers put on pods. */
  readonly hash: readonly string[];
}

// Few of everything, so that things meet.
export const NAMESPACES = ['shop', 'blog', 'ops'];
const value = fc.constantFrom('a', 'b');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), value, { noNullPrototype: true });
const namespaceLabels = fc.dictionary(fc.constantFrom('team', 'env'), value, { noNullPrototype: true });
const NAME = 'kubernetes.io/metadata.name';
const HASH = 'pod-template-hash';
const ORDINAL = 'statefulset.kubernetes.io/pod-name';

function perhaps<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

/** Selectors over pairs of key and value. */
function selector(pair: fc.Arbitrary<readonly [string, string]>): fc.Arbitrary<Manifest> {
  const expression = fc.oneof(
    fc.tuple(fc.constantFrom('In', 'NotIn'), fc.array(pair, { minLength: 1, maxLength: 2 })).map(([operator, pairs]) => {
      const key = pairs[0]![0];
      return { key, operator, values: pairs.filter((other) => other[0] === key).map(([, one]) => one) };
    }),
    fc.record({ key: pair.map(([key]) => key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  );
  const pairs = fc.array(pair, { maxLength: 2 }).map((chosen): Record<string, string> => Object.fromEntries(chosen));
  return fc.oneof(
    fc.constant({}),
    { weight: 3, arbitrary: pairs.map((matchLabels) => ({ matchLabels })) },
    fc.record({ matchExpressions: fc.array(expression, { maxLength: 2 }) }),
    fc.record({ matchLabels: pairs, matchExpressions: fc.array(expression, { maxLength: 1 }) }),
  );
}

const plainPair = fc.tuple(fc.constantFrom('app', 'tier'), value);
const gainedPair = fc.oneof(
  fc.tuple(fc.constant(HASH), value),
  fc.tuple(fc.constant(ORDINAL), fc.constantFrom('w0-0', 'w0-1', 'w1-0', 'w1-1')),
);
const namespaceSelector = selector(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('team', 'env'), value) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(NAME), fc.constantFrom(...NAMESPACES, 'new')) },
  ),
);

const portName = fc.constantFrom('web', 'dns');
const protocol = fc.constantFrom(undefined, ...PROTOCOLS);
const containerPort = fc.record({ name: perhaps(portName), containerPort: fc.constantFrom(...PORTS), protocol });
const policyPort = fc.oneof(
  fc.record({ protocol }),
  fc.record({ protocol, port: portName }),
  fc.record({ protocol, port: fc.constantFrom(...PORTS) }),
  fc.record({ protocol, port: fc.constantFrom(1, 2, 3), endPort: fc.constantFrom(3, 4, 6) }),
);

function policySpec(podSelector: fc.Arbitrary<Manifest>): fc.Arbitrary<Manifest> {
  const peer = fc.oneof(
    { weight: 3, arbitrary: fc.record({ podSelector }) },
    { weight: 3, arbitrary: fc.record({ namespaceSelector }) },
    { weight: 3, arbitrary: fc.record({ namespaceSelector, podSelector }) },
    { weight: 1, arbitrary: fc.constant({ ipBlock: { cidr: '0.0.0.0/0' } }) },
  );
  const peers = perhaps(fc.array(peer, { maxLength: 2 }));
  const ports = perhaps(fc.array(policyPort, { maxLength: 2 }));
  return fc.record({
    podSelector: perhaps(podSelector),
    policyTypes: perhaps(fc.constantFrom([], ['Ingress'], ['Egress'], ['Ingress', 'Egress'])),
    ingress: perhaps(fc.array(fc.record({ from: peers, ports }), { maxLength: 2 })),
    egress: perhaps(fc.array(fc.record({ to: peers, ports }), { maxLength: 2 })),
  });
}

/** Clusters in which nothing is left to guess; with `gains`, selectors also ask for labels that controllers put on pods. */
export function clusters({ gains }: { gains: boolean }): fc.Arbitrary<Cluster> {
  const pair = gains ? fc.oneof({ weight: 3, arbitrary: plainPair }, { weight: 2, arbitrary: gainedPair }) : plainPair;
  const namespace = fc.constantFrom(...NAMESPACES);
  const pods = fc.record({
    namespace,
    labels,
    ports: fc.array(fc.array(containerPort, { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    kind: fc.constantFrom('Deployment', 'StatefulSet'),
    hostNetwork: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(true) }),
  });
  return fc
    .record({
      labels: fc.tuple(namespaceLabels, namespaceLabels, namespaceLabels),
      pods: fc.array(pods, { minLength: 2, maxLength: 6 }),
      policies: fc.array(fc.record({ namespace, spec: policySpec(selector(pair)) }), { maxLength: 5 }),
    })
    .map((world) => ({
      namespaces: NAMESPACES.map((name, index) => namespaceOf(name, world.labels[index]!)),
      workloads: world.pods.map(({ ports, kind, hostNetwork, ...pod }, index) => ({
        apiVersion: 'apps/v1',
        kind,
        metadata: { name: `w${String(index)}`, namespace: pod.namespace },
        spec: { template: { metadata: { labels: pod.labels }, spec: { hostNetwork, containers: ports.map((own) => ({ ports: own })) } } },
      })),
      policies: world.policies.map(({ spec, ...policy }, index) => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `p${String(index)}`, namespace: policy.namespace },
        spec,
      })),
    }));
}

export const gaps: fc.Arbitrary<Gaps> = fc.record({
  hidden: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  unnamed: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }), {
    minLength: 11,
    maxLength: 11,
  }),
});

export const completions: fc.Arbitrary<Completion> = fc.record({
  labels: fc.array(namespaceLabels, { minLength: 4, maxLength: 4 }),
  home: fc.constantFrom(...NAMESPACES, 'new'),
  hash: fc.array(value, { minLength: 6, maxLength: 6 }),
});

/** What an input with gaps holds of a cluster. */
export function leaveOut({ namespaces, workloads, policies }: Cluster, { hidden, unnamed }: Gaps): Manifest[] {
  return [
    ...namespaces.filter((_, index) => !hidden[index]),
    ...[...workloads, ...policies].map((manifest, index) =>
      unnamed[index] ? { ...manifest, metadata: { name: manifest.metadata.name } } : manifest,
    ),
  ];
}

/** A cluster that an input may be part of. */
export function complete(manifests: readonly Manifest[], { labels: found, home, hash }: Completion): Manifest[] {
  const known = manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  const others = [...NAMESPACES, 'new']
    .map((name, index) => namespaceOf(name, found[index]!))
    .filter(({ metadata }) => !known.includes(metadata.name));
  const objects = manifests.map((manifest, index) => {
    if (manifest.kind === 'Namespace') return manifest;
    const { metadata, spec } = manifest;
    const placed = { ...manifest, metadata: { namespace: home, ...metadata } };
    return spec.template ? { ...placed, spec: { template: withGained(placed, hash[index % hash.length]!) } } : placed;
  });
  return [...others, ...objects];
}

/** A pod as its controller makes it. */
function withGained({ kind, metadata, spec: { template } }: Manifest, hash: string): Manifest {
  const gained = kind === 'Deployment' ? { [HASH]: hash } : { [ORDINAL]: `${String(metadata.name)}-${hash === 'a' ? '0' : '1'}` };
  return { ...template, metadata: { labels: { ...template.metadata.labels, ...gained } } };
}

function namespaceOf(name: string, own: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: own } };
}
