import { Autoscalers } from '../../lib/graph/autoscaler';
import { buildGraph, type Graph } from '../../lib/graph/graph';
import type { PodTemplates } from '../../lib/graph/pod-templates';
import { rollingUpdateOf } from '../../lib/graph/rolling-update';
import { link } from '../../lib/linker';
import { readManifests, toInput } from '../rules/manifests';
import { deployment, service } from '../rules/yaml';

const POD = '{ metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1", ports: [{ name: http, containerPort: 8080 }] }] } }';
const custom = (apiVersion: string, kind: string, spec: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n---\n`;
const graphOf = (yaml: string, podTemplates?: PodTemplates): Graph => buildGraph(toInput(readManifests(yaml)).objects, podTemplates ? { podTemplates } : {});
const fieldsOf = (yaml: string, podTemplates?: PodTemplates): string[] => graphOf(yaml, podTemplates).workloads.map(({ field }) => field);

test.each([
  ['argoproj.io/v1alpha1', 'Rollout', `{ template: ${POD} }`, ['spec.template.spec']],
  ['serving.knative.dev/v1', 'Service', `{ template: ${POD} }`, ['spec.template.spec']],
  ['apps.openshift.io/v1', 'DeploymentConfig', `{ template: ${POD} }`, ['spec.template.spec']],
  ['apps.kruise.io/v1alpha1', 'CloneSet', `{ template: ${POD} }`, ['spec.template.spec']],
  ['apps.kruise.io/v1alpha1', 'AdvancedCronJob', `{ template: { jobTemplate: { spec: { template: ${POD} } } } }`, ['spec.template.jobTemplate.spec.template.spec']],
  ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', `{ leaderWorkerTemplate: { leaderTemplate: ${POD}, workerTemplate: ${POD} } }`, ['spec.leaderWorkerTemplate.leaderTemplate.spec', 'spec.leaderWorkerTemplate.workerTemplate.spec']],
  ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', `{ leaderWorkerTemplate: { workerTemplate: ${POD} } }`, ['spec.leaderWorkerTemplate.workerTemplate.spec']],
  ['acme.example/v1', 'Fleet', `{ template: ${POD} }`, ['spec.template.spec']],
  ['acme.example/v1', 'Fleet', `{ crew: { template: ${POD} } }`, []],
  ['cert-manager.io/v1', 'Certificate', '{ secretName: web }', []],
])('%s %s of %s runs pods at %p', (apiVersion, kind, spec, fields) => {
  expect(fieldsOf(custom(apiVersion, kind, spec))).toEqual(fields);
});

test('a declared path goes before what is known, but for the kinds of Kubernetes itself', () => {
  const both = `{ template: ${POD}, crew: { template: ${POD} } }`;

  expect(fieldsOf(custom('acme.example/v1', 'Fleet', both), { 'acme.example/Fleet': 'spec.crew.template' })).toEqual(['spec.crew.template.spec']);
  expect(fieldsOf(custom('argoproj.io/v1alpha1', 'Rollout', both), { 'argoproj.io/Rollout': ['spec.template', 'spec.crew.template'] })).toEqual(['spec.template.spec', 'spec.crew.template.spec']);
  expect(fieldsOf(custom('apps/v1', 'Deployment', both), { 'apps/Deployment': 'spec.crew.template' })).toEqual(['spec.template.spec']);
});

describe('an Argo Rollout that refers to a Deployment', () => {
  const rollout = custom('argoproj.io/v1alpha1', 'Rollout', '{ replicas: 5, workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web, scaleDown: onsuccess }, strategy: { canary: {} } }');
  const scaled = deployment('shop/web', '{ app: web }', '[{ name: http, containerPort: 8080 }]').replace('spec:', 'spec:\n  replicas: 0');
  const graph = graphOf(rollout + scaled);
  const { workloads } = graph;

  it('runs its pods, as many as the Rollout asks for, and rolls them out by a strategy of its own', () => {
    expect(workloads).toHaveLength(1);
    expect(workloads[0]).toMatchObject({ object: { kind: 'Deployment' }, rollout: { kind: 'Rollout' }, replicas: 5 });
    expect(rollingUpdateOf(workloads[0]!, 5)).toBeUndefined();
  });

  it('is scaled by an autoscaler of the Rollout', () => {
    const autoscaler = '---\n' + custom('autoscaling/v2', 'HorizontalPodAutoscaler', '{ minReplicas: 3, maxReplicas: 9, scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web } }');

    expect(Autoscalers.in(graphOf(rollout + scaled + autoscaler)).leastOf(workloads[0]!)).toBe(3);
    expect(Autoscalers.in(graph).leastOf(workloads[0]!)).toBe(5);
  });

  it('leaves Deployments of other names and namespaces alone', () => {
    const others = graphOf(rollout + scaled.replaceAll('namespace: shop', 'namespace: blog')).workloads;

    expect(others.map((workload) => workload.rollout)).toEqual([undefined]);
  });

  it('has the Service of its canary select by the hash that the Rollout adds', () => {
    const stable = service('shop/web', '{ selector: { app: web, rollouts-pod-template-hash: 5d8c }, ports: [{ port: 80, targetPort: http }] }');

    expect(link(toInput(readManifests(rollout + scaled + stable))).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('a Knative Service serves by itself, and policies select its pods by the labels that Knative adds', () => {
  const knative = custom('serving.knative.dev/v1', 'Service', '{ template: { spec: { containers: [{ image: "web:1", readinessProbe: { httpGet: { path: / } } }] } } }');
  const policy = custom('networking.k8s.io/v1', 'NetworkPolicy', '{ podSelector: { matchLabels: { serving.knative.dev/service: web } }, ingress: [{}] }');

  expect(link(toInput(readManifests(knative + policy))).findings).toEqual([]);
});
