import { ApiObject } from 'cdk8s';
import {
  Capability, type Container, type ContainerProps, type ContainerResources, type ContainerSecurityContextProps, Deployment, DeploymentStrategy,
  EnvValue, LabelSelector, Pod, Topology,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { own } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { ClusterTarget, targetDataOf } from '../target/cluster-target';
import { addBudget } from './budget';
import { checkImage, checkReplicas } from './checks';
import { ANTI_AFFINITY_WEIGHT, IMAGE_PULL_POLICY, RESOURCES, ROLLOUT } from './defaults';
import { planDrain } from './drain';
import { recommendedLabels, refuseSelectorLabels, workloadSelector } from './labels';
import { finishPod } from './pod';
import type { PlannedPort } from './ports';
import { planProbes } from './probes';
import { SecurityProfile } from './security-profile';
import type { WorkloadProps } from './workload-props';

/** The Deployment of a pattern, and the container that the pattern is about. */
export interface Deployed {
  readonly deployment: Deployment;
  readonly container: Container;
}

/** Makes the Deployment of a pattern, with its budget: everything that the defaults promise about pods. */
export function deploy(scope: Construct, name: string, props: WorkloadProps, ports: readonly PlannedPort[]): Deployed {
  const path = scope.node.path;
  const singleton = props.singleton ?? false;
  checkImage(path, props.image);
  checkReplicas(path, props.replicas, singleton);
  refuseSelectorLabels(path, 'podLabels', props.podLabels);
  const target = targetDataOf(scope);
  const drain = planDrain(path, props, target, ports.length > 0);
  const probes = planProbes(path, props, ports);
  const profile = props.security ?? SecurityProfile.restricted();
  const others = [...(props.sidecars ?? []), ...(props.initContainers ?? [])];
  const resources = props.resources ?? ClusterTarget.of(scope).resources ?? RESOURCES;
  const { nonRoot, hardened, user, group, fsGroup } = profile._settings;

  const deployment = new Deployment(scope, 'Deployment', {
    metadata: { name, labels: { ...recommendedLabels(name), ...props.labels }, annotations: { ...props.annotations } },
    podMetadata: {
      labels: { ...recommendedLabels(name), ...props.podLabels, ...workloadSelector(name) },
      annotations: { ...props.podAnnotations },
    },
    replicas: singleton ? 1 : props.replicas,
    strategy: props.rollout ?? (singleton ? DeploymentStrategy.recreate() : ROLLOUT),
    select: false,
    terminationGracePeriod: drain.gracePeriod,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken ?? false,
    securityContext: { ensureNonRoot: nonRoot, user, group, fsGroup },
  });
  // cdk8s-plus derives this label from the construct's path; pinned, moving a construct replaces no pod.
  deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, name);
  deployment.select(LabelSelector.of({ labels: workloadSelector(name) }));

  const container = deployment.addContainer({
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? IMAGE_PULL_POLICY,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    envVariables: environment(props.env),
    envFrom: props.envFrom,
    volumeMounts: props.volumes ? [...props.volumes] : undefined,
    resources: withoutStorage(resources),
    securityContext: containerSecurity(nonRoot, hardened),
  });
  declarePorts(container, ports);
  for (const sidecar of props.sidecars ?? []) deployment.addContainer(withDefaults(sidecar, resources, profile));
  for (const init of props.initContainers ?? []) deployment.addInitContainer(withDefaults(init, resources, profile));
  for (const node of props.tolerations ?? []) deployment.scheduling.tolerate(node);
  if (!singleton) deployment.scheduling.separate(deployment, { topology: Topology.HOSTNAME, weight: ANTI_AFFINITY_WEIGHT });

  const storage = new Map(
    [{ name, resources }, ...others.map((entry) => ({ name: entry.name, resources: entry.resources ?? resources }))].flatMap((entry) =>
      entry.name !== undefined && entry.resources.ephemeralStorage ? [[entry.name, entry.resources.ephemeralStorage] as const] : [],
    ),
  );
  overlay(own(ApiObject.of(deployment)), (manifest) => {
    finishPod(manifest.spec.template.spec, { name, props, profile, drain, probes, storage, spread: !singleton });
  });
  if (!singleton && (props.replicas ?? 2) > 1) addBudget(scope, name);
  return { deployment, container };
}

/** Declares the ports that a container listens on; several Service ports may lead to one. */
export function declarePorts(container: Container, ports: readonly PlannedPort[]): void {
  for (const { name, targetPort, protocol } of ports) {
    if (typeof targetPort !== 'number') continue;
    if (container.ports.some((port) => port.number === targetPort && (port.protocol ?? 'TCP') === protocol)) continue;
    const taken = container.ports.some((port) => port.name === name);
    container.addPort({ number: targetPort, protocol, ...(taken ? {} : { name }) });
  }
}

function environment(env: WorkloadProps['env']): Record<string, EnvValue> {
  return Object.fromEntries(
    Object.entries(env ?? {}).map(([name, value]) => [name, typeof value === 'string' ? EnvValue.fromValue(value) : value]),
  );
}

function containerSecurity(nonRoot: boolean, hardened: boolean): ContainerSecurityContextProps {
  return {
    ensureNonRoot: nonRoot,
    readOnlyRootFilesystem: hardened,
    allowPrivilegeEscalation: !hardened,
    ...(hardened ? { capabilities: { drop: [Capability.ALL] } } : {}),
  };
}

/** What the pattern's own container gets, for the containers that stand beside it. */
function withDefaults(props: ContainerProps, resources: ContainerResources, profile: SecurityProfile): ContainerProps {
  const { nonRoot, hardened } = profile._settings;
  return {
    ...props,
    imagePullPolicy: props.imagePullPolicy ?? IMAGE_PULL_POLICY,
    resources: withoutStorage(props.resources ?? resources),
    securityContext: { ...containerSecurity(nonRoot, hardened), ...props.securityContext },
  };
}

/** cdk8s-plus renders storage in whole gibibytes only, and throws at synth for less; `finishPod` renders it instead. */
function withoutStorage({ cpu, memory }: ContainerResources): ContainerResources {
  return { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) };
}
