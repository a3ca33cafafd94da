import { ApiObject } from 'cdk8s';
import { type Container, LabelSelector, Pod, Topology, type Workload, type WorkloadProps as WorkloadSettings } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { declareAcknowledgement } from '../synth/declarations';
import { own, promise, provenanceOf } from '../synth/origin';
import { type Manifest, overlay } from '../synth/overlay';
import { ClusterTarget, targetDataOf } from '../target/cluster-target';
import { ConnectionVariables } from './connection-variables';
import { addBeside, addMain, type ContainerDefaults, declareHealthPorts, declarePorts } from './containers';
import { ANTI_AFFINITY_WEIGHT, GRACE_PERIOD, RESOURCES } from './defaults';
import { type Drain, planDrain } from './drain';
import type { HealthCheck } from './health-check';
import { recommendedLabels, workloadSelector } from './labels';
import { finishPod } from './pod';
import type { PlannedPort } from './ports';
import { planProbes, type Probes } from './probes';
import { SecurityProfile } from './security-profile';
import type { PodProps } from './workload-props';

/** What differs between the kinds of workloads. */
export interface PodTraits {
  /** Whether others send traffic to a pod while its successor takes over. */
  readonly awaited: boolean;
  /** Whether pods keep away from each other. */
  readonly spread: boolean;
  /** The label that tells the revisions of the pods apart, where two of them live side by side. */
  readonly revisionLabel?: string;
  /** How long a pod may take to stop. @default GRACE_PERIOD */
  readonly gracePeriod?: typeof GRACE_PERIOD;
}

/** Pods with everything decided. */
export interface PlannedPods extends ContainerDefaults, PodTraits {
  readonly name: string;
  readonly props: PodProps;
  readonly ports: readonly PlannedPort[];
  readonly drain: Drain;
  readonly probes: Probes;
}

/** The pods of a workload. */
export interface RunningPods {
  /** The container that the pattern is about. */
  readonly container: Container;
  /** What connections give to all of its containers. */
  readonly variables: ConnectionVariables;
}

/**
 * Decides what a pattern's pods are like, whatever runs them.
 *
 * @throws LinkError where a drain, a grace period or a health check cannot be had
 */
export function planPods(scope: Construct, name: string, props: PodProps, ports: readonly PlannedPort[], traits: PodTraits): PlannedPods {
  const path = scope.node.path;
  return {
    ...traits,
    name,
    props,
    ports,
    drain: planDrain(path, props, targetDataOf(scope), traits.awaited, traits.gracePeriod ?? GRACE_PERIOD),
    probes: planProbes(path, props, ports),
    profile: props.security ?? SecurityProfile.restricted(),
    // Each kind by itself: whoever sets memory keeps the default for CPU.
    usual: { ...RESOURCES, ...ClusterTarget.of(scope).resources },
  };
}

/** What cdk8s-plus's own props can say of them. */
export function podSettings({ name, props, drain, profile }: PlannedPods): WorkloadSettings {
  const { nonRoot, user, group, fsGroup } = profile._settings;
  return {
    metadata: { name, labels: { ...recommendedLabels(name), ...props.labels }, annotations: { ...props.annotations } },
    podMetadata: {
      labels: { ...recommendedLabels(name), ...props.podLabels, ...workloadSelector(name) },
      annotations: { ...props.podAnnotations },
    },
    select: false,
    terminationGracePeriod: drain.gracePeriod,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken ?? false,
    securityContext: { ensureNonRoot: nonRoot, user, group, fsGroup },
  };
}

/** Fills a workload with its pods; `edit` has the last word on its manifest but for the author's own patches. */
export function runPods(scope: Construct, workload: Workload, pods: PlannedPods, edit?: (manifest: Manifest) => void): RunningPods {
  const { name, props, ports, profile, usual, spread } = pods;
  // cdk8s-plus derives this label from the construct's path; pinned, moving a construct replaces no pod.
  workload.podMetadata.addLabel(Pod.ADDRESS_LABEL, name);
  workload.select(LabelSelector.of({ labels: workloadSelector(name) }));

  const container = addMain(workload, name, props, pods);
  declarePorts(container, ports);
  declareHealthPorts(container, props);
  const storage = new Map([[name, { ...usual, ...props.resources }.ephemeralStorage], ...addBeside(workload, props, pods)]);
  for (const node of props.tolerations ?? []) workload.scheduling.tolerate(node);
  if (spread) workload.scheduling.separate(workload, { topology: Topology.HOSTNAME, weight: ANTI_AFFINITY_WEIGHT });

  const object = promise(own(ApiObject.of(workload)), profile._settings.hardened ? 'restricted' : 'baseline');
  const variables = new ConnectionVariables(scope.node.path, () => provenanceOf(object).source);
  overlay(object, (manifest) => {
    finishPod(manifest.spec.template.spec, { ...pods, storage, variables });
    edit?.(manifest);
  });
  acknowledgeUnchecked(scope, props.health);
  return { container, variables };
}

/** Who says why there is no health check has answered the rule that would ask. */
function acknowledgeUnchecked(scope: Construct, health: HealthCheck | undefined): void {
  if (health?._reason === undefined) return;
  declareAcknowledgement(scope, { rule: 'readiness-behind-service', reason: health._reason, implied: true });
}
