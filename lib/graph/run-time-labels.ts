import type { GraphObject } from './object';
import type { Labels } from './selector';
import type { Workload } from './workload';

type Pair = readonly [key: string, value: string];

/** Labels that Kubernetes' own controllers and service meshes put on pods, with the pods that get them. */
const BY_CONTROLLERS = new Map<string, (workload: Workload, value: string) => boolean>([
  ['statefulset.kubernetes.io/pod-name', ({ object }, value) => object.kind === 'StatefulSet' && isNumbered(value, object.name)],
  ['apps.kubernetes.io/pod-index', ({ object }, value) => object.kind === 'StatefulSet' && /^\d+$/.test(value)],
  ['controller-revision-hash', ({ object }) => object.kind === 'StatefulSet' || object.kind === 'DaemonSet'],
  ['pod-template-hash', ({ object }) => object.kind === 'Deployment'],
  ['job-name', isOfJob],
  ['batch.kubernetes.io/job-name', isOfJob],
  ['batch.kubernetes.io/job-completion-index', ({ object }, value) => object.group === 'batch' && /^\d+$/.test(value)],
  ['controller-uid', ({ object }) => object.group === 'batch'],
  ['batch.kubernetes.io/controller-uid', ({ object }) => object.group === 'batch'],
  ['rollouts-pod-template-hash', ({ object, rollout }) => (rollout ?? object).kind === 'Rollout'],
  ['serving.knative.dev/service', ({ object }, value) => isOfKnative(object) && value === object.name],
  ['serving.knative.dev/configuration', ({ object }, value) => isOfKnative(object) && value === object.name],
  ['serving.knative.dev/revision', ({ object }, value) => isOfKnative(object) && value.startsWith(`${object.name}-`)],
  // Of the node, from Kubernetes 1.35 on.
  ['topology.kubernetes.io/zone', () => true],
  ['topology.kubernetes.io/region', () => true],
  // Istio calls an app as its pods are labelled, or as the workload is named.
  ['service.istio.io/canonical-name', ({ object, labels }, value) => [labels['app.kubernetes.io/name'], labels.app, object.name].includes(value)],
  ['linkerd.io/control-plane-ns', () => true],
]);

const RANK = /^(leader|master|primary|active|replica|standby|secondary|follower|slave)$/;
const STATE = /(leader|master|primary|active|standby|sealed|initialized)$/;

/**
 * The pairs of a selector that pods may gain while they run: no template carries them, and the Service works.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export function gainedPairs(selector: Labels): Pair[] {
  const pairs = Object.entries(selector);
  // A rank alone, without a label of the app that elects, could be anybody's.
  if (pairs.every(isElected)) return [];
  return pairs.filter((pair) => BY_CONTROLLERS.has(pair[0]) || isElected(pair));
}

/** Whether a label is one that controllers put on pods, whatever its value. */
export function isOfControllers(key: string): boolean {
  return BY_CONTROLLERS.has(key);
}

/** Whether pods of the workload may gain a pair. */
export function mayGain(workload: Workload, [key, value]: Pair): boolean {
  if (Object.hasOwn(workload.labels, key)) return false;
  const isAdded = BY_CONTROLLERS.get(key);
  if (isAdded) return isAdded(workload, value);
  // What stands on the workload itself was forgotten on its pods; nobody elects it.
  return !Object.hasOwn(workload.object.labels, key);
}

/**
 * Programs that elect a leader mark their own pods: `spilo-role: master`, `vault-active: "true"`. The recommended labels
 * are for people, and no program sets them.
 */
function isElected([key, value]: Pair): boolean {
  if (key.startsWith('app.kubernetes.io/')) return false;
  return (/role$/i.test(key) && RANK.test(value)) || (STATE.test(key) && /^(true|false)$/.test(value));
}

function isOfKnative({ group }: GraphObject): boolean {
  return group === 'serving.knative.dev';
}

function isOfJob({ object }: Workload, value: string): boolean {
  return (object.kind === 'Job' && value === object.name) || (object.kind === 'CronJob' && isNumbered(value, object.name));
}

function isNumbered(value: string, name: string): boolean {
  return value.startsWith(`${name}-`) && /^\d+$/.test(value.slice(name.length + 1));
}
