import type { ContainerResources } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { checkPlatformClients, type PlatformClient } from './platform-client';
import { Provider } from './provider';
import { DEFAULT_TARGET, FLOOR_VERSION, isAtLeast, type PortRange, type TargetData } from './target-data';

/** What a cluster is used for. */
export enum Environment {
  DEVELOPMENT = 'development',
  STAGING = 'staging',
  PRODUCTION = 'production',
}

/** A level of the Pod Security standards. */
export enum PodSecurityLevel {
  /** Anything goes. */
  PRIVILEGED = 'privileged',
  /** No known way to gain more privileges than were given. */
  BASELINE = 'baseline',
  /** Hardened, as is good practice. */
  RESTRICTED = 'restricted',
}

/** Describes the cluster that manifests are for. */
export interface ClusterTargetProps {
  /**
   * A name of your own for the cluster. Objects of different clusters are never linked together, so that development
   * and production of one app may bear the same names and node ports.
   *
   * @default 'default'
   */
  readonly cluster?: string;

  /**
   * The Kubernetes version that the cluster runs: major and minor, at least 1.28.
   *
   * @default '1.34'
   */
  readonly kubernetesVersion?: string;

  /**
   * What the cluster is used for. Patterns that are for development only refuse a production target.
   *
   * @default - not declared; rules that depend on it warn
   */
  readonly environment?: Environment;

  /**
   * The cluster's node-port range, as given to the API server's `--service-node-port-range`.
   *
   * @default '30000-32767'
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
   */
  readonly nodePortRange?: string;

  /**
   * Resources of every pattern's container, where the pattern names none.
   *
   * @default - cpu request 100m without a limit; memory request and limit 512Mi; ephemeral storage 128Mi to 1Gi
   */
  readonly resources?: ContainerResources;

  /**
   * The Pod Security level that the namespaces of patterns enforce: what a pattern emits must keep to it.
   *
   * @default - what each pattern's `security` promises: "restricted", or "baseline" where its profile says so
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurityLevel?: PodSecurityLevel;

  /**
   * Pods of the platform that every pattern admits, whatever its `allowFrom` says. A target that names some replaces those from above.
   *
   * @default - none
   */
  readonly platformClients?: PlatformClient[];

  /**
   * Who makes the cluster's load balancers: patterns tell it where each is reached, and what `loadBalancer` says of it.
   *
   * @default - not declared; load balancers get no annotations, and are reached from where the cluster's default has it
   */
  readonly provider?: Provider;
}

const CONTEXT = 'cdk8s-service-patterns/target';

/** What the context holds: each scope adds to what the scopes above it said. */
interface TargetContext {
  readonly data: Partial<TargetData>;
  readonly environment?: Environment;
  readonly resources?: ContainerResources;
  readonly platformClients?: readonly PlatformClient[];
  readonly podSecurityLevel?: PodSecurityLevel;
  readonly provider?: Provider;
}

/** The cluster that manifests are for: its version, its use, its node ports. Inherited downwards from where it is applied. */
export class ClusterTarget {
  /** The target in effect at a construct: what was applied to it and above it, and the defaults. */
  public static of(scope: IConstruct): ClusterTarget {
    const context = contextAt(scope);
    return new ClusterTarget({
      cluster: context.data.cluster,
      kubernetesVersion: context.data.kubernetesVersion,
      environment: context.environment,
      podSecurityLevel: context.podSecurityLevel,
      nodePortRange: context.data.nodePortRange ? showRange(context.data.nodePortRange) : undefined,
      resources: context.resources,
      platformClients: context.platformClients && [...context.platformClients],
      provider: context.provider,
    });
  }

  /** Your own name for the cluster. */
  public readonly cluster: string;
  /** Major and minor, such as `1.34`. */
  public readonly kubernetesVersion: string;
  /** What the cluster is used for, or undefined where nobody said. */
  public readonly environment?: Environment;
  /** Such as `30000-32767`, both ends included. */
  public readonly nodePortRange: string;
  /** Resources of every pattern's container, or undefined where nobody said. */
  public readonly resources?: ContainerResources;
  /** The Pod Security level that patterns must keep to, or undefined where nobody said. */
  public readonly podSecurityLevel?: PodSecurityLevel;
  /** Pods of the platform that every pattern admits. */
  public readonly platformClients: PlatformClient[];
  /** Who makes the cluster's load balancers, or undefined where nobody said. */
  public readonly provider?: Provider;

  readonly #said: TargetContext;

  /**
   * @throws LinkError where the version, the environment, the node-port range, a platform client or the provider is none
   */
  constructor(props: ClusterTargetProps = {}) {
    const data: Partial<TargetData> = dropAbsent({
      cluster: props.cluster === undefined ? undefined : checkCluster(props.cluster),
      kubernetesVersion: props.kubernetesVersion === undefined ? undefined : readVersion(props.kubernetesVersion),
      environment: props.environment === undefined ? undefined : checkEnvironment(props.environment),
      podSecurityLevel: props.podSecurityLevel === undefined ? undefined : checkLevel(props.podSecurityLevel),
      nodePortRange: props.nodePortRange === undefined ? undefined : readRange(props.nodePortRange),
      provider: props.provider === undefined ? undefined : checkProvider(props.provider)._name,
    });
    this.#said = {
      data,
      ...(props.environment ? { environment: props.environment } : {}),
      ...(props.resources ? { resources: props.resources } : {}),
      ...(props.podSecurityLevel ? { podSecurityLevel: props.podSecurityLevel } : {}),
      ...(props.platformClients ? { platformClients: checkPlatformClients(props.platformClients) } : {}),
      ...(props.provider ? { provider: props.provider } : {}),
    };
    const full = { ...DEFAULT_TARGET, ...data };
    this.cluster = full.cluster;
    this.kubernetesVersion = full.kubernetesVersion;
    this.environment = props.environment;
    this.nodePortRange = showRange(full.nodePortRange);
    this.resources = props.resources;
    this.podSecurityLevel = props.podSecurityLevel;
    this.platformClients = [...(props.platformClients ?? [])];
    this.provider = props.provider;
  }

  /**
   * Applies this target to an app, a chart or a construct, and to everything that is added to it from then on. What this
   * target leaves open is inherited.
   *
   * @throws LinkError where the scope has children already: they were made for another target
   */
  public applyTo(scope: IConstruct): void {
    const children = scope.node.children.map((child) => child.node.id);
    if (children.length > 0) {
      throw propError({
        path: scope.node.path,
        field: 'ClusterTarget.applyTo',
        problem: 'A target must be applied before anything is added to its scope',
        got: `the scope already holds ${children.map(quote).join(', ')}`,
        fix: 'call applyTo() right after the scope is created, or give the target to LinkedApp as props',
      });
    }
    const above = contextAt(scope);
    scope.node.setContext(CONTEXT, { ...above, ...this.#said, data: { ...above.data, ...this.#said.data } });
  }
}

/** The target in effect at a construct, as the linker takes it. */
export function targetDataOf(scope: IConstruct): TargetData {
  return { ...DEFAULT_TARGET, ...contextAt(scope).data };
}

function contextAt(scope: IConstruct): TargetContext {
  return (scope.node.tryGetContext(CONTEXT) as TargetContext | undefined) ?? { data: {} };
}

function checkCluster(cluster: string): string {
  if (cluster.trim() !== '') return cluster;
  throw propError({
    path: '',
    field: 'cluster',
    problem: 'cluster must be a name',
    got: quote(cluster),
    fix: 'name the cluster, or leave cluster out where there is only one',
  });
}

function checkEnvironment(environment: Environment): Environment {
  return checkChoice('environment', environment, 'Environment', Environment);
}

function checkLevel(level: PodSecurityLevel): PodSecurityLevel {
  return checkChoice('podSecurityLevel', level, 'PodSecurityLevel', PodSecurityLevel);
}

/** Plain JavaScript may give a name in its place. */
function checkProvider(provider: Provider): Provider {
  if (provider instanceof Provider) return provider;
  throw propError({
    path: '',
    field: 'provider',
    problem: 'provider must be a Provider',
    got: quote(provider),
    fix: 'use one of its factories, such as Provider.eks()',
  });
}

/** What is read from a variable or a file may be anything; a misspelt production would be taken for none. */
function checkChoice<T extends string>(field: string, value: T, type: string, choices: Readonly<Record<string, T>>): T {
  const known = Object.values(choices);
  if (known.includes(value)) return value;
  throw propError({
    path: '',
    field,
    problem: `${field} must be ${listed(known.map(quote), 'or')}`,
    got: quote(value),
    fix: `use ${listed(
      Object.keys(choices).map((name) => `${type}.${name}`),
      'or',
    )}`,
  });
}

function readVersion(version: string): string {
  const match = /^v?(1\.\d+)(\.\d+.*)?$/.exec(version);
  const minor = match?.[1];
  if (minor === undefined || !isAtLeast({ ...DEFAULT_TARGET, kubernetesVersion: minor }, FLOOR_VERSION)) {
    throw propError({
      path: '',
      field: 'kubernetesVersion',
      problem: `kubernetesVersion must be a Kubernetes version from ${FLOOR_VERSION} on`,
      got: quote(version),
      fix:
        minor !== undefined
          ? `upgrade the cluster: what the patterns write needs ${FLOOR_VERSION}`
          : `give major and minor, such as ${quote(DEFAULT_TARGET.kubernetesVersion)}`,
    });
  }
  return minor;
}

function readRange(range: string): PortRange {
  const match = /^(\d+)-(\d+)$/.exec(range);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || from < 1 || to > 65535 || from > to) {
    throw propError({
      path: '',
      field: 'nodePortRange',
      problem: 'nodePortRange must be two ports from 1 to 65535, the lower one first',
      got: quote(range),
      fix: 'write it as the API server does: \'30000-32767\'',
    });
  }
  return { from, to };
}

function showRange({ from, to }: PortRange): string {
  return `${String(from)}-${String(to)}`;
}

function dropAbsent<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
