import { type JsonObject, list, record } from './json';
import type { GraphObject } from './object';

/**
 * Where kinds keep the templates of their pods, by group and kind: `{ 'acme.example/Fleet': 'spec.template' }`. A kind with several
 * templates lists their paths.
 */
export type PodTemplates = Readonly<Record<string, string | readonly string[]>>;

/** The kinds of Kubernetes itself. */
const BUILT_IN: PodTemplates = {
  'apps/Deployment': 'spec.template',
  'apps/StatefulSet': 'spec.template',
  'apps/DaemonSet': 'spec.template',
  'apps/ReplicaSet': 'spec.template',
  '/ReplicationController': 'spec.template',
  '/Pod': '',
  'batch/Job': 'spec.template',
  'batch/CronJob': 'spec.jobTemplate.spec.template',
};

/** Custom kinds that many clusters know. An Argo Rollout may leave its template to a Deployment, so none need be there. */
const WELL_KNOWN: PodTemplates = {
  'argoproj.io/Rollout': 'spec.template',
  'serving.knative.dev/Service': 'spec.template',
  'serving.knative.dev/Configuration': 'spec.template',
  'apps.openshift.io/DeploymentConfig': 'spec.template',
  'apps.kruise.io/CloneSet': 'spec.template',
  'apps.kruise.io/StatefulSet': 'spec.template',
  'apps.kruise.io/DaemonSet': 'spec.template',
  'apps.kruise.io/BroadcastJob': 'spec.template',
  'apps.kruise.io/AdvancedCronJob': ['spec.template.jobTemplate.spec.template', 'spec.template.broadcastJobTemplate.spec.template'],
  'apps.kruise.io/UnitedDeployment': [
    'spec.template.deploymentTemplate.spec.template',
    'spec.template.cloneSetTemplate.spec.template',
    'spec.template.statefulSetTemplate.spec.template',
    'spec.template.advancedStatefulSetTemplate.spec.template',
  ],
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': ['spec.leaderWorkerTemplate.leaderTemplate', 'spec.leaderWorkerTemplate.workerTemplate'],
};

/** A pod template and where it stands in its object: `['spec', 'template']`. */
export interface PodTemplate {
  readonly at: readonly string[];
  readonly template: JsonObject;
}

/** The templates of the pods that an object runs; none where it runs no pods. `declared` goes before what is known. */
export function podTemplatesOf(object: GraphObject, declared: PodTemplates = {}): PodTemplate[] {
  const kind = `${object.group}/${object.kind}`;
  const builtIn = own(BUILT_IN, kind);
  if (builtIn !== undefined) return readAt(object, builtIn);
  const said = own(declared, kind) ?? own(WELL_KNOWN, kind);
  // Most operators that run pods keep the template where a Deployment has it.
  if (said === undefined && !object.group.includes('.')) return [];
  return readAt(object, said ?? 'spec.template').filter(({ template }) => list(record(template.spec).containers).length > 0);
}

function own(templates: PodTemplates, kind: string): string | readonly string[] | undefined {
  return Object.hasOwn(templates, kind) ? templates[kind] : undefined;
}

function readAt(object: GraphObject, paths: string | readonly string[]): PodTemplate[] {
  return (typeof paths === 'string' ? [paths] : paths).map((path) => {
    const at = path === '' ? [] : path.split('.');
    return { at, template: at.reduce<JsonObject>((parent, key) => record(parent[key]), object.manifest) };
  });
}
