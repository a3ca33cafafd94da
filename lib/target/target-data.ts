/** What a cluster is used for. */
export type EnvironmentName = 'development' | 'staging' | 'production';

/** A level of the Pod Security standards. */
export type PodSecurityLevelName = 'privileged' | 'baseline' | 'restricted';

/** Who makes the load balancers of a cluster. */
export type ProviderName = 'eks' | 'eks-legacy' | 'gke' | 'aks' | 'digital-ocean' | 'metal-lb' | 'kind' | 'minikube' | 'other';

/** A range of node ports, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The cluster that manifests are for, as plain data: what the linker and the patterns ask of it. */
export interface TargetData {
  /** Objects of different clusters are never linked together. */
  readonly cluster: string;
  /** Major and minor, such as `1.34`. */
  readonly kubernetesVersion: string;
  /** Absent: nobody said, and rules that depend on it can only warn. */
  readonly environment?: EnvironmentName;
  readonly nodePortRange: PortRange;
  /** The domain behind `svc` in the names of Services. @default cluster.local */
  readonly clusterDomain?: string;
  /** What every pattern's pods must keep to. Absent: what the pattern's own security profile promises. */
  readonly podSecurityLevel?: PodSecurityLevelName;
  /** Who makes the load balancers. Absent: nobody said. */
  readonly provider?: ProviderName;
}

/** The oldest minor that we know the rules of. */
export const FLOOR_VERSION = '1.28';

/** What holds where nobody says otherwise. */
export const DEFAULT_TARGET: TargetData = {
  cluster: 'default',
  kubernetesVersion: '1.34',
  nodePortRange: { from: 30000, to: 32767 },
};

/** Whether the target runs at least this minor version. */
export function isAtLeast(target: TargetData, version: string): boolean {
  return minor(target.kubernetesVersion) >= minor(version);
}

/** The minor of a version such as `1.34`: 34. */
export function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}

/**
 * The part of a node-port range that the API server leaves to explicit requests: what is allocated at synth comes from
 * here, so that it cannot race with ports that the cluster allocates by itself.
 *
 * @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/
 */
export function staticBand(range: PortRange): PortRange | undefined {
  const size = range.to - range.from + 1;
  if (size <= 16) return undefined;
  const ports = Math.min(Math.max(16, Math.floor(size / 32)), 128);
  return { from: range.from, to: range.from + ports - 1 };
}
