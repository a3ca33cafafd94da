import type { ApiObject } from 'cdk8s';
import {
  FsGroupChangePolicy, type PodManagementPolicy, type Service, StatefulSet, type StatefulSetUpdateStrategy, type Volume, type WorkloadProps as WorkloadSettings,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { Manifest } from '../synth/overlay';
import { addBudget } from './budget';
import { declarePorts } from './containers';
import { STATEFUL_GRACE_PERIOD, STATEFUL_REPLICAS, STORAGE_GROUP } from './defaults';
import type { HeadlessPorts } from './headless';
import { type PlannedPods, planPods, podSettings, type RunningPods, runPods } from './pods';
import type { PlannedPort } from './ports';
import { claimsOf, mountStorage, type PlannedStorage, planStorage } from './storage';
import type { StorageOptions } from './storage-props';
import { checkReplicas } from './scaling';
import type { PodProps } from './workload-props';

/** What a StatefulSet takes from a pattern's props. */
export interface StatefulProps extends PodProps, StorageOptions {
  readonly replicas?: number;
  readonly podManagementPolicy?: PodManagementPolicy;
  readonly rollout?: StatefulSetUpdateStrategy;
}

/** A StatefulSet with everything decided. */
export interface PlannedSet {
  readonly pods: PlannedPods;
  readonly storage: readonly PlannedStorage[];
  readonly several: boolean;
}

/** The StatefulSet of a pattern. */
export interface RunningSet extends RunningPods {
  readonly statefulSet: StatefulSet;
  readonly volumes: ReadonlyMap<string, Volume>;
  /** Absent where one pod is all there is. */
  readonly budget?: ApiObject;
}

/** Pods carry the set's name and a hash in a label. */
const LONGEST_NAME = 63 - '-'.length - 10;

/**
 * Decides a StatefulSet and its pods.
 *
 * @throws LinkError where a prop is wrong on its face
 */
export function planSet(scope: Construct, name: string, props: StatefulProps, ports: readonly PlannedPort[]): PlannedSet {
  const { path } = scope.node;
  checkLength(path, name, props.name === undefined ? 'id' : 'name');
  if (props.replicas !== undefined) checkReplicas(path, 'replicas', props.replicas, STATEFUL_REPLICAS);
  const storage = planStorage(path, props);
  const several = (props.replicas ?? STATEFUL_REPLICAS) > 1;
  // A pod's successor has its name and its volume, so it waits until the pod is gone: to linger serves nobody where there is no other.
  const pods = planPods(scope, name, props, ports, { awaited: several, spread: several, gracePeriod: STATEFUL_GRACE_PERIOD });
  return { pods, storage, several };
}

function checkLength(path: string, name: string, field: string): void {
  if (name.length <= LONGEST_NAME) return;
  throw propError({
    path,
    field,
    problem: `The name of a StatefulSet has ${String(LONGEST_NAME)} characters at most: its pods carry it in a label, with a hash behind it`,
    got: `${quote(name)}, which has ${String(name.length)} characters`,
    fix: `give a shorter name, such as name: ${quote(name.slice(0, 30).replace(/-+$/, ''))}`,
  });
}

/** Makes the StatefulSet of a pattern, with its volumes and its budget. */
export function runSet(scope: Construct, { pods, storage, several }: PlannedSet, service: Service, { peer }: HeadlessPorts, props: StatefulProps): RunningSet {
  // cdk8s-plus would have the Service select by a label of its own, too.
  service.select = () => undefined;
  const statefulSet = new StatefulSet(scope, 'StatefulSet', {
    ...withGroup(podSettings(pods), pods, storage),
    service,
    replicas: props.replicas,
    strategy: props.rollout,
    podManagementPolicy: props.podManagementPolicy,
  });
  Reflect.deleteProperty(service, 'select');
  const running = runPods(scope, statefulSet, pods, (manifest: Manifest) => {
    claimVolumes(manifest.spec, storage, props);
  });
  declarePorts(statefulSet, running.container, peer);
  const volumes = mountStorage(scope, running.container, storage);
  return { ...running, statefulSet, volumes, ...(several ? { budget: addBudget(scope, pods.name, pods.app, pods.selector) } : {}) };
}

/** A volume that is new belongs to root; the group lets others write to it. Once it fits, a start need not go through all files. */
function withGroup(settings: WorkloadSettings, { profile }: PlannedPods, storage: readonly PlannedStorage[]): WorkloadSettings {
  const { nonRoot, user, group, fsGroup = nonRoot ? (group ?? user ?? STORAGE_GROUP) : undefined } = profile._settings;
  if (storage.length === 0 || fsGroup === undefined) return settings;
  return { ...settings, securityContext: { ...settings.securityContext, fsGroup, fsGroupChangePolicy: FsGroupChangePolicy.ON_ROOT_MISMATCH } };
}

/** Puts claims in place of the volumes that stand for them. */
function claimVolumes(spec: Manifest, storage: readonly PlannedStorage[], props: StatefulProps): void {
  Object.assign(spec, claimsOf(storage, props));
  const pod = spec.template.spec;
  const rest = (pod.volumes ?? []).filter((volume: Manifest) => !storage.some(({ name }) => name === volume.name));
  if (rest.length > 0) pod.volumes = rest;
  else delete pod.volumes;
}

