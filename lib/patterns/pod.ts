import type { Size } from 'cdk8s';
import type { EphemeralStorageResources } from 'cdk8s-plus-28';
import type { Manifest } from '../synth/overlay';
import type { ConnectionVariables } from './connection-variables';
import { PRIVILEGED_PORTS, SCRATCH_SIZE } from './defaults';
import type { Drain } from './drain';
import type { Probes } from './probes';
import type { SecurityProfile } from './security-profile';
import type { PodProps } from './workload-props';

/** What a pattern promises of its pods beyond what cdk8s-plus can render. */
export interface PodPlan {
  /** The name of the pattern's own container. */
  readonly app: string;
  /** The labels that tell the workload's pods from all others. */
  readonly selector: Readonly<Record<string, string>>;
  readonly props: PodProps;
  readonly profile: SecurityProfile;
  readonly drain: Drain;
  readonly probes: Probes;
  /** Ephemeral storage by container. */
  readonly storage: ReadonlyMap<string, EphemeralStorageResources | undefined>;
  readonly variables: ConnectionVariables;
  readonly spread: boolean;
  /** The label that tells revisions apart, where two of them live side by side. */
  readonly revisionLabel?: string;
}

/** Completes the final JSON of a pod's spec, for all of its containers, whoever added them. */
export function finishPod(spec: Manifest, plan: PodPlan): void {
  const { app, props, profile, drain, probes } = plan;
  const containers: Manifest[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  spec.enableServiceLinks = false;
  if (props.priorityClassName !== undefined) spec.priorityClassName = props.priorityClassName;
  if (props.nodeSelector) spec.nodeSelector = { ...props.nodeSelector };
  if (props.imagePullSecrets) spec.imagePullSecrets = props.imagePullSecrets.map((secret) => ({ name: secret.name }));
  if (plan.spread) spec.topologySpreadConstraints = [zoneSpread(plan), ...(spec.topologySpreadConstraints ?? [])];
  plan.variables.inject(containers);
  secure(spec, containers, profile);
  makeWritable(spec, containers, plan);
  for (const container of containers) reserveStorage(container, plan.storage.get(container.name));
  Object.assign(spec.containers?.find((container: Manifest) => container.name === app) ?? {}, probes);
  if (drain.sleep !== undefined) for (const container of spec.containers ?? []) sleepBeforeStop(container, drain.sleep);
}

/** Zones share the pods of each revision evenly, where that can be had: never at the price of a pod that stays Pending. */
function zoneSpread({ selector, revisionLabel }: PodPlan): object {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...selector } },
    ...(revisionLabel === undefined ? {} : { matchLabelKeys: [revisionLabel] }),
  };
}

function secure(spec: Manifest, containers: readonly Manifest[], profile: SecurityProfile): void {
  const { hardened } = profile._settings;
  const context = { ...spec.securityContext, seccompProfile: { type: 'RuntimeDefault' } };
  const low = containers.some((container) => container.ports?.some((port: Manifest) => port.containerPort < PRIVILEGED_PORTS));
  // Without root or capabilities, this is what lets a process listen below 1024; Pod Security "restricted" permits it.
  if (low) context.sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];
  spec.securityContext = context;
  if (!hardened) return;
  for (const container of containers) {
    // What cdk8s-plus leaves out for containers that are added to the Deployment directly.
    const own = (container.securityContext ??= {});
    own.capabilities = { drop: ['ALL'], ...own.capabilities };
  }
}

/** Gives each container with a read-only root a `/tmp` of its own, and the pattern's container its writable paths. */
function makeWritable(spec: Manifest, containers: readonly Manifest[], { app, profile }: PodPlan): void {
  for (const container of containers) {
    const paths = container.name === app ? (profile._settings.writablePaths ?? []) : [];
    const scratch = container.securityContext?.readOnlyRootFilesystem === true ? ['/tmp', ...paths] : paths;
    for (const path of scratch) {
      if (container.volumeMounts?.some((mount: Manifest) => mount.mountPath === path)) continue;
      const volume = volumeName(path, container.name, spec.volumes ?? []);
      container.volumeMounts = [...(container.volumeMounts ?? []), { name: volume, mountPath: path }];
      spec.volumes = [...(spec.volumes ?? []), { name: volume, emptyDir: { sizeLimit: SCRATCH_SIZE } }];
    }
  }
}

/** A name for a folder's volume: a DNS label, the folder first, numbered where another volume bears it. */
function volumeName(path: string, container: string, taken: readonly Manifest[]): string {
  const name = `${path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')}-${container}`.replace(/^-/, '');
  const candidate = (suffix: string): string => `${name.slice(0, 63 - suffix.length).replace(/-+$/, '')}${suffix}`;
  for (let number = 1; ; number += 1) {
    const free = candidate(number === 1 ? '' : `-${String(number)}`);
    if (!taken.some((volume) => volume.name === free)) return free;
  }
}

function reserveStorage(container: Manifest, storage: EphemeralStorageResources | undefined): void {
  if (!storage) return;
  const resources = (container.resources ??= {});
  if (storage.request) resources.requests = { ...resources.requests, 'ephemeral-storage': quantity(storage.request) };
  if (storage.limit) resources.limits = { ...resources.limits, 'ephemeral-storage': quantity(storage.limit) };
}

/** All containers keep serving until endpoints have left, sidecars too; one that has a hook of its own keeps that. */
function sleepBeforeStop(container: Manifest, seconds: number): void {
  container.lifecycle = { preStop: { sleep: { seconds } }, ...container.lifecycle };
}

/** A size as manifests have it. */
export function quantity(size: Size): string {
  const mebibytes = size.toMebibytes();
  return mebibytes % 1024 === 0 ? `${String(mebibytes / 1024)}Gi` : `${String(mebibytes)}Mi`;
}
