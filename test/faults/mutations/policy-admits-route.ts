import { isDeepStrictEqual } from 'node:util';
import type { Fault, FaultApp, Manifest } from '../fault';
import { ofKind, podOf, selectedBy, workloads } from '../reach';
import { ingressBackends, routeBackends, type Routed } from '../routing';

export const faults: readonly Fault[] = [
  {
    name: 'admitted a client by its labels, and forgot the entrance',
    seed: (app) => unguarded(app).some(({ pods, client }) => guard(app, pods, [{ podSelector: { matchLabels: podOf(client).metadata.labels } }])),
  },
  {
    name: 'admitted a client of a namespace by both selectors, and forgot the entrance',
    seed: (app) =>
      unguarded(app).some(({ pods, client }) => {
        const { namespace } = client.metadata;
        if (namespace === undefined) return false;
        const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
        return guard(app, pods, [{ namespaceSelector, podSelector: { matchLabels: podOf(client).metadata.labels } }]);
      }),
  },
  {
    name: 'admitted the namespace of the pods, while the Gateway is in another',
    seed: (app) =>
      unguarded(app).some(({ pods, route }) => {
        const parents = route.spec.parentRefs ?? [];
        if (parents.length === 0 || parents.some(({ namespace, kind = 'Gateway' }: Manifest) => kind !== 'Gateway' || (namespace ?? pods.metadata.namespace) === pods.metadata.namespace)) return false;
        return guard(app, pods, [{ podSelector: {} }]);
      }),
  },
  {
    name: 'took the entrance out of a policy',
    seed: (app) =>
      ofKind(app, 'NetworkPolicy').some((policy) => {
        if (policy.metadata.name !== 'from-ingress') return false;
        app.manifests.splice(app.manifests.indexOf(policy), 1);
        return true;
      }),
    // Nobody else is admitted to the other backend.
    also: ['policy-admits-service-port'],
  },
  {
    name: 'let a policy for clients stand alone at what a new path leads to',
    seed: (app) =>
      ofKind(app, 'Ingress').some(({ metadata, spec }) => {
        if (metadata.name !== 'ledger') return false;
        for (const policy of ofKind(app, 'NetworkPolicy')) {
          if (policy.metadata.name === 'statements') policy.spec.ingress[0].from = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ledger-ui' } } }];
        }
        spec.rules[0].http.paths.push({ path: '/statements', pathType: 'Prefix', backend: { service: { name: 'statements', port: { number: 80 } } } });
        return true;
      }),
  },
  {
    name: 'narrowed the policy of a pattern to its own namespace, by a patch',
    seed: (app) =>
      app.ours === true &&
      routeBackends(app).some(({ route, service }) => {
        if ((route.spec.parentRefs ?? []).some(({ namespace }: Manifest) => (namespace ?? route.metadata.namespace) === route.metadata.namespace)) return false;
        const policy = ofKind(app, 'NetworkPolicy').find(({ spec }) => isDeepStrictEqual(spec.podSelector.matchLabels, service.spec.selector));
        if (!policy) return false;
        for (const rule of policy.spec.ingress) rule.from = [{ podSelector: {} }];
        return true;
      }),
  },
];

interface Unguarded extends Routed {
  readonly pods: Manifest;
  /** Other pods of the same namespace. */
  readonly client: Manifest;
}

/** Pods that a route leads to, where no policy is about any pods yet, with a client that is no entrance. */
function unguarded(app: FaultApp): Unguarded[] {
  if (ofKind(app, 'NetworkPolicy', 'CiliumNetworkPolicy').length > 0) return [];
  return [...ingressBackends(app), ...routeBackends(app)].flatMap((routed) => {
    const [pods] = selectedBy(app, routed.service);
    if (!pods || pods.metadata.namespace !== routed.service.metadata.namespace) return [];
    const client = workloads(app).find((other) => other !== pods && other.metadata.namespace === pods.metadata.namespace && !selectedBy(app, routed.service).includes(other));
    return client ? [{ ...routed, pods, client }] : [];
  });
}

/** Lets these peers, and nobody else, to pods. */
function guard(app: FaultApp & { manifests: Manifest[] }, pods: Manifest, from: readonly Manifest[]): boolean {
  const { namespace } = pods.metadata;
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'clients-alone', ...(namespace === undefined ? {} : { namespace }) },
    spec: { podSelector: { matchLabels: podOf(pods).metadata.labels }, ingress: [{ from }] },
  };
  app.manifests.push(policy);
  return true;
}
