import { ApiObject } from 'cdk8s';
import {
  Capability,
  type Container,
  type ContainerProps,
  type ContainerResources,
  type ContainerSecurityContextProps,
  Deployment,
  DeploymentStrategy,
  EnvValue,
  LabelSelector,
  Pod,
  Protocol,
  Topology,
} from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { declareAcknowledgement } from '../synth/declarations';
import { own, promise, provenanceOf } from '../synth/origin';
import { overlay } from '../synth/overlay';
import { ClusterTarget, targetDataOf } from '../target/cluster-target';
import { addAutoscaler } from './autoscaler';
import { addBudget } from './budget';
import { ConnectionVariables } from './connection-variables';
import { ANTI_AFFINITY_WEIGHT, IMAGE_PULL_POLICY, RESOURCES, ROLLOUT } from './defaults';
import { planDrain } from './drain';
import type { HealthCheck } from './health-check';
import { recommendedLabels, workloadSelector } from './labels';
import { finishPod } from './pod';
import type { PlannedPort } from './ports';
import { planProbes } from './probes';
import { planScale } from './scale';
import { SecurityProfile } from './security-profile';
import { isBeside, portsBeside, resolveNative, type SidecarPort } from './sidecars';
import { checkWorkload } from './workload-checks';
import type { WorkloadProps } from './workload-props';

/** The Deployment of a pattern, and the container that the pattern is about. */
export interface Deployed {
  readonly deployment: Deployment;
  /** What connections give to all of its containers. */
  readonly variables: ConnectionVariables;
  readonly container: Container;
  /** The ports of its Service, those of native sidecars by number. */
  readonly ports: readonly PlannedPort[];
  /** Absent where one pod is all there is. */
  readonly budget?: ApiObject;
  /** Absent where the number of pods is fixed. */
  readonly autoscaler?: ApiObject;
}

/** What differs where a Deployment is not its pattern's own, or not alone behind its Service. */
export interface DeployOptions {
  /** What the pods' container and the recommended labels are named after. @default - the Deployment's name */
  readonly app?: string;
  /** The labels that tell its pods from all others. @default - those of its name, of the stable track */
  readonly selector?: Readonly<Record<string, string>>;
  /** What connections give to its containers. @default - none yet */
  readonly variables?: ConnectionVariables;
}

/** Makes the Deployment of a pattern, with its budget: everything that the defaults promise about pods. */
export function deploy(scope: Construct, name: string, props: WorkloadProps, planned: readonly PlannedPort[], options: DeployOptions = {}): Deployed {
  const { app = name, selector = workloadSelector(name) } = options;
  const path = scope.node.path;
  const singleton = props.singleton ?? false;
  const target = targetDataOf(scope);
  checkWorkload(path, app, props, target);
  const scale = planScale(path, props);
  // A singleton's successor waits until it is gone: to linger would only make the outage longer.
  const drain = planDrain(path, props, target, planned.length > 0 && !singleton);
  const profile = props.security ?? SecurityProfile.restricted();
  // Each kind by itself: whoever sets memory keeps the default for CPU.
  const usual = { ...RESOURCES, ...ClusterTarget.of(scope).resources };
  const resources = { ...usual, ...props.resources };
  const { nonRoot, hardened, user, group, fsGroup } = profile._settings;

  const deployment = new Deployment(scope, 'Deployment', {
    metadata: { name, labels: { ...recommendedLabels(app), ...props.labels }, annotations: { ...props.annotations } },
    podMetadata: {
      labels: { ...recommendedLabels(app), ...props.podLabels, ...selector },
      annotations: { ...props.podAnnotations },
    },
    replicas: scale.replicas,
    strategy: props.rollout ?? (singleton ? DeploymentStrategy.recreate() : ROLLOUT),
    select: false,
    terminationGracePeriod: drain.gracePeriod,
    serviceAccount: props.serviceAccount,
    automountServiceAccountToken: props.automountServiceAccountToken ?? false,
    securityContext: { ensureNonRoot: nonRoot, user, group, fsGroup },
  });
  // cdk8s-plus derives this label from the construct's path; pinned, moving a construct replaces no pod.
  deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, name);
  deployment.select(LabelSelector.of({ labels: { ...selector } }));

  const container = deployment.addContainer({
    name: app,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? IMAGE_PULL_POLICY,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    envVariables: environment(props.env),
    envFrom: props.envFrom && [...props.envFrom],
    volumeMounts: props.volumes && [...props.volumes],
    resources: withoutStorage(resources),
    securityContext: containerSecurity(nonRoot, hardened),
  });
  const storage = new Map([[app, resources.ephemeralStorage], ...addBeside(deployment, props, usual, profile)]);
  const beside = portsBeside(deployment, container);
  const ports = resolveNative(planned, beside);
  const probes = planProbes(path, props, ports, beside);
  declarePorts(deployment, container, ports);
  declareHealthPorts(container, props, beside);
  for (const node of props.tolerations ?? []) deployment.scheduling.tolerate(node);
  if (!singleton) deployment.scheduling.separate(deployment, { topology: Topology.HOSTNAME, weight: ANTI_AFFINITY_WEIGHT });

  const object = promise(own(ApiObject.of(deployment)), hardened ? 'restricted' : 'baseline');
  const variables = options.variables ?? new ConnectionVariables(path, () => provenanceOf(object).source);
  overlay(object, (manifest) => {
    finishPod(manifest.spec.template.spec, { name: app, selector, props, profile, drain, probes, storage, variables, spread: !singleton });
  });
  acknowledgeUnchecked(scope, props.health);
  return {
    deployment,
    container,
    ports,
    variables,
    ...(scale.least > 1 ? { budget: addBudget(scope, name, app, selector) } : {}),
    ...(scale.autoscaling ? { autoscaler: addAutoscaler(scope, name, app, deployment, scale.autoscaling) } : {}),
  };
}

/** Adds the containers that stand beside the pattern's own, and gives the ephemeral storage of each by name. */
function addBeside(
  deployment: Deployment,
  props: WorkloadProps,
  usual: ContainerResources,
  profile: SecurityProfile,
): Map<string, ContainerResources['ephemeralStorage']> {
  const sidecars = (props.sidecars ?? []).map((given) => ({ given, made: deployment.addContainer(withDefaults(given, usual, profile)) }));
  const inits = (props.initContainers ?? []).map((given) => ({
    given,
    made: deployment.addInitContainer(withDefaults(given, usual, profile)),
  }));
  return new Map([...sidecars, ...inits].map(({ given, made }) => [made.name, { ...usual, ...given.resources }.ephemeralStorage]));
}

/** Declares the ports that a pattern's own container listens on, which are those that no sidecar does; several Service ports may lead to one. */
export function declarePorts(deployment: Deployment, container: Container, ports: readonly PlannedPort[]): void {
  const beside = portsBeside(deployment, container);
  for (const { name, targetPort, protocol } of ports) {
    if (typeof targetPort !== 'number' || isBeside(beside, { targetPort, protocol })) continue;
    if (container.ports.some((port) => port.number === targetPort && (port.protocol ?? Protocol.TCP) === protocol)) continue;
    const taken = [...container.ports, ...beside].some((port) => port.name === name);
    container.addPort({ number: targetPort, protocol, ...(taken ? {} : { name }) });
  }
}

/** A check that names a port says that the container listens there, though no Service leads to it; unless a sidecar does. */
function declareHealthPorts(container: Container, { health, liveness, startup }: WorkloadProps, beside: readonly SidecarPort[]): void {
  for (const check of [health, liveness, startup]) {
    const number = check?._options.port;
    if (number === undefined || isBeside(beside, { targetPort: number, protocol: Protocol.TCP })) continue;
    if (container.ports.some((port) => port.number === number && (port.protocol ?? Protocol.TCP) === Protocol.TCP)) continue;
    container.addPort({ number });
  }
}

/** Who says why there is no health check has answered the rule that would ask. */
function acknowledgeUnchecked(scope: Construct, health: HealthCheck | undefined): void {
  if (health?._reason === undefined) return;
  declareAcknowledgement(scope, { rule: 'readiness-behind-service', reason: health._reason, implied: true });
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

/** What the pattern's own container gets, for the containers that stand beside it. Lists are copied: cdk8s-plus adds to them later. */
function withDefaults(props: ContainerProps, resources: ContainerResources, profile: SecurityProfile): ContainerProps {
  const { nonRoot, hardened } = profile._settings;
  return {
    ...props,
    envVariables: { ...props.envVariables },
    envFrom: props.envFrom && [...props.envFrom],
    volumeMounts: props.volumeMounts && [...props.volumeMounts],
    imagePullPolicy: props.imagePullPolicy ?? IMAGE_PULL_POLICY,
    resources: withoutStorage({ ...resources, ...props.resources }),
    securityContext: { ...containerSecurity(nonRoot, hardened), ...props.securityContext },
  };
}

/** cdk8s-plus renders storage in whole gibibytes only, and throws at synth for less; `finishPod` renders it instead. */
function withoutStorage({ cpu, memory }: ContainerResources): ContainerResources {
  return { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) };
}
