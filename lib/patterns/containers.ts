import {
  Capability, type Container, type ContainerProps, type ContainerResources, type ContainerSecurityContextProps, EnvValue, Protocol, type Workload,
} from 'cdk8s-plus-28';
import { IMAGE_PULL_POLICY } from './defaults';
import type { PlannedPort } from './ports';
import type { SecurityProfile } from './security-profile';
import { isBeside, portsBeside, type SidecarPort } from './sidecars';
import type { PodProps } from './workload-props';

/** Ephemeral storage by container: cdk8s-plus renders it in whole gibibytes only. */
export type EphemeralStorage = ReadonlyMap<string, ContainerResources['ephemeralStorage']>;

/** What all containers of a pod are given. */
export interface ContainerDefaults {
  readonly usual: ContainerResources;
  readonly profile: SecurityProfile;
}

/** Adds the pattern's own container, under its name, to the pods of a workload. */
export function addMain(workload: Workload, name: string, props: PodProps, { usual, profile }: ContainerDefaults): Container {
  const { nonRoot, hardened } = profile._settings;
  return workload.addContainer({
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? IMAGE_PULL_POLICY,
    command: props.command,
    args: props.args,
    workingDir: props.workingDir,
    envVariables: environment(props.env),
    envFrom: props.envFrom && [...props.envFrom],
    volumeMounts: props.volumes && [...props.volumes],
    resources: withoutStorage({ ...usual, ...props.resources }),
    securityContext: containerSecurity(nonRoot, hardened),
  });
}

/** Adds the containers that stand beside the pattern's own, and gives the ephemeral storage of each by name. */
export function addBeside(workload: Workload, props: PodProps, { usual, profile }: ContainerDefaults): EphemeralStorage {
  const sidecars = (props.sidecars ?? []).map((given) => ({ given, made: workload.addContainer(withDefaults(given, usual, profile)) }));
  const inits = (props.initContainers ?? []).map((given) => ({
    given,
    made: workload.addInitContainer(withDefaults(given, usual, profile)),
  }));
  return new Map([...sidecars, ...inits].map(({ given, made }) => [made.name, { ...usual, ...given.resources }.ephemeralStorage]));
}

/** Declares the ports that a pattern's own container listens on, which are those that no sidecar does; several Service ports may lead to one. */
export function declarePorts(workload: Workload, container: Container, ports: readonly PlannedPort[]): void {
  const beside = portsBeside(workload, container);
  for (const { name, targetPort, protocol } of ports) {
    if (typeof targetPort !== 'number' || isBeside(beside, { targetPort, protocol })) continue;
    if (container.ports.some((port) => port.number === targetPort && (port.protocol ?? Protocol.TCP) === protocol)) continue;
    const taken = [...container.ports, ...beside].some((port) => port.name === name);
    container.addPort({ number: targetPort, protocol, ...(taken ? {} : { name }) });
  }
}

/** A check that names a port says that the container listens there, though no Service leads to it; unless a sidecar does. */
export function declareHealthPorts(container: Container, { health, liveness, startup }: PodProps, beside: readonly SidecarPort[]): void {
  for (const check of [health, liveness, startup]) {
    const number = check?._options.port;
    if (number === undefined || isBeside(beside, { targetPort: number, protocol: Protocol.TCP })) continue;
    if (container.ports.some((port) => port.number === number && (port.protocol ?? Protocol.TCP) === Protocol.TCP)) continue;
    container.addPort({ number });
  }
}

function environment(env: PodProps['env']): Record<string, EnvValue> {
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
