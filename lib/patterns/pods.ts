import { ApiObject, type Duration } from 'cdk8s';
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
import { planProbes } from './probes';
import { SecurityProfile } from './security-profile';
import { portsBeside, resolveNative } from './sidecars';
import { checkPods } from './workload-checks';
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
  readonly gracePeriod?: Duration;
  /** What the pods' container and the recommended labels are named after. @default - the workload's name */
  readonly app?: string;
  /** The labels that tell its pods from all others. @default - those of its name, of the stable track */
  readonly selector?: Readonly<Record<string, string>>;
  /** What connections give to its containers. @default - none yet */
  readonly variables?: ConnectionVariables;
}

/** Pods with everything decided. */
export interface PlannedPods extends ContainerDefaults, PodTraits {
  readonly name: string;
  readonly app: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly props: PodProps;
  readonly ports: readonly PlannedPort[];
  readonly drain: Drain;
}

/** The pods of a workload. */
export interface RunningPods {
  /** The container that the pattern is about. */
  readonly container: Container;
  /** What connections give to all of its containers. */
  readonly variables: ConnectionVariables;
  /** The ports of its Service, those of native sidecars by number. */
  readonly ports: readonly PlannedPort[];
}

/**
 * Decides what a pattern's pods are like, whatever runs them.
 *
 * @throws LinkError where a prop is wrong on its face
 */
export function planPods(scope: Construct, name: string, props: PodProps, ports: readonly PlannedPort[], traits: PodTraits): PlannedPods {
  const { path } = scope.node;
  const { app = name, selector = workloadSelector(name) } = traits;
  const target = targetDataOf(scope);
  checkPods(path, app, props, target);
  return {
    ...traits,
    name,
    app,
    selector,
    props,
    ports,
    drain: planDrain(path, props, target, traits.awaited, traits.gracePeriod ?? GRACE_PERIOD),
    profile: props.security ?? SecurityProfile.restricted(),
    // Each kind by itself: whoever sets memory keeps the default for CPU.
    usual: { ...RESOURCES, ...ClusterTarget.of(scope).resources },
  };
}

/** What cdk8s-plus's own props can say of them. */
export function podSettings({ name, app, selector, props, drain, profile }: PlannedPods): WorkloadSettings {
  const { nonRoot, user, group, fsGroup } = profile._settings;
  return {
    metadata: { name, labels: { ...recommendedLabels(app), ...props.labels }, annotations: { ...props.annotations } },
    podMetadata: {
      labels: { ...recommendedLabels(app), ...props.podLabels, ...selector },
      annotations: { ...props.podAnnotations },
    },
    select: false,
    terminationGracePeriod: drain.gracePeriod,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken ?? false,
    securityContext: { ensureNonRoot: nonRoot, user, group, fsGroup },
  };
}

/**
 * Fills a workload with its pods; `edit` has the last word on its manifest but for the author's own patches.
 *
 * @throws LinkError where a health check has no port to go to, or liveness would act before readiness
 */
export function runPods(scope: Construct, workload: Workload, pods: PlannedPods, edit?: (manifest: Manifest) => void): RunningPods {
  const { name, app, selector, props, profile, usual, spread } = pods;
  const { path } = scope.node;
  // cdk8s-plus derives this label from the construct's path; pinned, moving a construct replaces no pod.
  workload.podMetadata.addLabel(Pod.ADDRESS_LABEL, name);
  workload.select(LabelSelector.of({ labels: { ...selector } }));

  const container = addMain(workload, app, props, pods);
  const storage = new Map([[app, { ...usual, ...props.resources }.ephemeralStorage], ...addBeside(workload, props, pods)]);
  const beside = portsBeside(workload, container);
  const ports = resolveNative(pods.ports, beside);
  const probes = planProbes(path, props, ports, beside);
  declarePorts(workload, container, ports);
  declareHealthPorts(container, props, beside);
  for (const node of props.tolerations ?? []) workload.scheduling.tolerate(node);
  if (spread) workload.scheduling.separate(workload, { topology: Topology.HOSTNAME, weight: ANTI_AFFINITY_WEIGHT });

  const object = promise(own(ApiObject.of(workload)), profile._settings.hardened ? 'restricted' : 'baseline');
  const variables = pods.variables ?? new ConnectionVariables(path, () => provenanceOf(object).source);
  overlay(object, (manifest) => {
    finishPod(manifest.spec.template.spec, { ...pods, probes, storage, variables });
    edit?.(manifest);
  });
  acknowledgeUnchecked(scope, props.health);
  return { container, variables, ports };
}

/** Who says why there is no health check has answered the rule that would ask. */
function acknowledgeUnchecked(scope: Construct, health: HealthCheck | undefined): void {
  if (health?._reason === undefined) return;
  declareAcknowledgement(scope, { rule: 'readiness-behind-service', reason: health._reason, implied: true });
}
