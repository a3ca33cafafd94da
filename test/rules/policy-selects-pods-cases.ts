import type { ValidCase } from './rule-tester';
import { cronJob, deployment, networkPolicy, object, workload } from './yaml';

export const WEB = deployment('shop/web', '{ app: web, tier: front }');

/** A policy of namespace shop that admits nothing. */
export function guard(podSelector: string): string {
  return networkPolicy('shop/guard', `{ podSelector: ${podSelector}, policyTypes: [Ingress] }`);
}

/** A policy of namespace shop that admits a peer to the web pods. */
export function admitting(peer: string): string {
  return networkPolicy('shop/guard', `{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [${peer}] }] }`);
}

export const FRONT = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: front } }';

/** What is permitted. */
export const PERMITTED: readonly ValidCase[] = [
  {
    name: 'a peer of the own namespace whose pods are here and elsewhere',
    manifests: WEB + deployment('front/api', '{ app: api }') + deployment('shop/api', '{ app: api }') + admitting('{ podSelector: { matchLabels: { app: api } } }'),
    ours: true,
  },
  {
    name: 'a peer of which pods in an unknown namespace may be meant',
    manifests: WEB + deployment('front/api', '{ app: api }') + deployment('api', '{ app: api }') + admitting('{ podSelector: { matchLabels: { app: api } } }'),
    ours: true,
  },
  {
    name: 'a peer of the own namespace or of the one where such pods are',
    manifests:
      WEB + deployment('front/api', '{ app: api }') + admitting(`{ podSelector: { matchLabels: { app: api } } }, { ${FRONT}, podSelector: { matchLabels: { app: api } } }`),
    ours: true,
  },
  {
    name: 'the same policy in both namespaces, of which the other has the pods',
    manifests:
      WEB +
      deployment('front/api', '{ app: api }') +
      admitting('{ podSelector: { matchLabels: { app: api } } }') +
      admitting('{ podSelector: { matchLabels: { app: api } } }').replace('namespace: shop', 'namespace: front').replace('{ app: web }', '{ app: api }'),
    ours: true,
  },
  {
    name: 'a peer whose pods an operator here may run',
    manifests:
      WEB + deployment('front/db', '{ app: db }') + object('example.com/v1 Database', 'shop/db') + admitting('{ podSelector: { matchLabels: { app: db } } }'),
    ours: true,
  },
  { name: 'a peer in a namespace of the input by its name', manifests: WEB + object('v1 Namespace', 'front') + admitting(`{ ${FRONT} }`), ours: true },
  {
    name: 'a peer in a namespace by a label that no namespace here is named after',
    manifests: WEB + object('v1 Namespace', 'front') + admitting('{ namespaceSelector: { matchLabels: { team: data } } }'),
    ours: true,
  },
  { name: 'a peer in a namespace that no manifest shows', manifests: WEB + admitting('{ namespaceSelector: { matchLabels: { name: front } } }'), ours: true },
  {
    name: 'a namespace by its old label and by its name',
    manifests: WEB + object('v1 Namespace', 'front') + admitting(`{ namespaceSelector: { matchLabels: { name: front } } }, { ${FRONT} }`),
    ours: true,
  },
  { name: 'labels that pods carry', manifests: WEB + guard('{ matchLabels: { app: web } }'), ours: true },
  { name: 'an empty selector, which is for all pods of the namespace', manifests: WEB + guard('{}'), ours: true },
  { name: 'an empty selector where there are no pods at all', manifests: guard('{}'), ours: true },
  { name: 'no selector, which is an empty one', manifests: WEB + guard('null'), ours: true },
  { name: 'one of several values', manifests: WEB + guard('{ matchExpressions: [{ key: app, operator: In, values: [api, web] }] }'), ours: true },
  {
    name: 'labels and expressions together',
    manifests: WEB + guard('{ matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: Exists }, { key: job, operator: DoesNotExist }] }'),
    ours: true,
  },
  { name: 'whatever is not something', manifests: WEB + guard('{ matchExpressions: [{ key: app, operator: NotIn, values: [api] }] }'), ours: true },
  { name: 'pods of a namespace that is not known', manifests: deployment('web', '{ app: web }') + guard('{ matchLabels: { app: web } }'), ours: true },
  {
    name: 'a policy whose namespace is not known',
    manifests: WEB + networkPolicy('guard', '{ podSelector: { matchLabels: { app: web } } }'),
    ours: true,
  },
  {
    name: 'the leader that Patroni elects among its pods',
    manifests: workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }') + guard('{ matchLabels: { app: db, spilo-role: master } }'),
    ours: true,
  },
  {
    name: 'the first pod of a StatefulSet, by an expression',
    manifests:
      workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }') +
      guard('{ matchExpressions: [{ key: statefulset.kubernetes.io/pod-name, operator: In, values: [db-0] }] }'),
    ours: true,
  },
  {
    name: 'the pods of any Job',
    manifests: cronJob('shop/report', '{ app: report }') + guard('{ matchExpressions: [{ key: batch.kubernetes.io/job-name, operator: Exists }] }'),
    ours: true,
  },
  {
    name: 'the name that Istio gives an app, as in Kubeflow',
    manifests:
      deployment('shop/trainer-controller', '{ app.kubernetes.io/name: trainer }') + guard('{ matchLabels: { service.istio.io/canonical-name: trainer } }'),
    ours: true,
  },
  { name: 'a peer whose pods are here', manifests: WEB + deployment('shop/api', '{ app: api }') + admitting('{ podSelector: { matchLabels: { app: api } } }') },
  { name: 'a peer that no manifest shows, and that is like nothing here', manifests: WEB + admitting('{ podSelector: { matchLabels: { app: scraper } } }'), ours: true },
  {
    name: 'a peer of another namespace, which may be labelled in any way',
    manifests: WEB + admitting('{ namespaceSelector: {}, podSelector: { matchLabels: { app: webb } } }'),
    ours: true,
  },
  { name: 'a peer that is every pod, and one that is a range of addresses', manifests: WEB + admitting('{ podSelector: {} }, { ipBlock: { cidr: 10.0.0.0/8 } }') },
  {
    name: 'a peer of several values, which might be like anything',
    manifests: WEB + admitting('{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [webb, webbb] }] } }'),
  },
  {
    name: 'a policy of a removed API, which no cluster takes', refused: true,
    manifests: WEB + object('extensions/v1beta1 NetworkPolicy', 'shop/guard', 'spec: { podSelector: { matchLabels: { app: webb } } }'),
    ours: true,
  },
];
