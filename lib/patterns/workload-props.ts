import type { Duration } from 'cdk8s';
import type {
  ContainerProps, ContainerResources, DeploymentStrategy, EnvFrom, EnvValue, ImagePullPolicy, ISecret, IServiceAccount, TaintedNode, VolumeMount,
} from 'cdk8s-plus-28';
import type { IConnectable } from './connectable';
import type { Egress } from './egress';
import type { HealthCheck } from './health-check';
import type { Scaling } from './scaling';
import type { SecurityProfile } from './security-profile';

/** Describes what runs: the container and its pod, whatever keeps them running. */
export interface PodProps {
  /** The container's image, with a tag other than `latest` or a digest. */
  readonly image: string;

  /**
   * Name of everything that the pattern makes, and of the Service in the cluster's DNS: it is an API, so it never holds a hash.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Entry point, in place of the image's own.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Arguments to the entry point.
   *
   * @default - the image's own
   */
  readonly args?: string[];

  /**
   * Working directory.
   *
   * @default - the image's own
   */
  readonly workingDir?: string;

  /**
   * Environment variables: plain strings, or values from Secrets, ConfigMaps and the pod itself by cdk8s-plus's `EnvValue`.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string | EnvValue };

  /**
   * Backends that this app connects to, in any chart of the app: it is told where each one is by `ORDERS_HOST`, `ORDERS_PORT`, `ORDERS_ADDR`
   * (`host:port`) and, where the port's protocol has a scheme, `ORDERS_URL`, in all its containers; where a backend has several ports,
   * by `ORDERS_GRPC_HOST` and so on for each. The network policies of both admit it, and the linker proves that it gets through. For
   * other names there is `connectTo()`.
   *
   * @default - none
   */
  readonly connectsTo?: IConnectable[];

  /**
   * Where the pods may connect to.
   *
   * @default Egress.OPEN
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly egress?: Egress;

  /**
   * Whole ConfigMaps or Secrets as environment variables.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * CPU, memory and ephemeral storage, each by itself: what you leave out keeps its default, and `cpu: {}` reserves none.
   *
   * @default - the target's; where it says nothing, cpu request 100m without a limit, memory request and limit 512Mi, ephemeral storage 128Mi to 1Gi
   */
  readonly resources?: ContainerResources;

  /**
   * How Kubernetes learns that the container is ready for traffic.
   *
   * @default - a TCP connection to the first TCP port; required where there is none
   */
  readonly health?: HealthCheck;

  /**
   * How Kubernetes learns that the container must be restarted. It must be slower than `health`, and ask something else by HTTP:
   * a copied check turns a slow dependency into a restart storm.
   *
   * @default - never restarted for its health
   */
  readonly liveness?: HealthCheck;

  /**
   * How Kubernetes learns that a slow starter has started; until then, `health` and `liveness` wait.
   *
   * @default - none
   */
  readonly startup?: HealthCheck;

  /**
   * What the containers may do, and as whom.
   *
   * @default SecurityProfile.restricted()
   */
  readonly security?: SecurityProfile;

  /**
   * How long a pod keeps serving after it was told to go, until all nodes have stopped sending to it. `Duration.seconds(0)` switches it off.
   *
   * @default - 10 seconds behind a Service on Kubernetes 1.30 and later; none where a successor waits for the only pod: in a singleton, and in a StatefulBackend of one
   * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
   */
  readonly drain?: Duration;

  /**
   * How long a pod may take to stop, drain included, before it is killed.
   *
   * @default - 45 seconds; 2 minutes in a StatefulBackend
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * When nodes pull the image.
   *
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with credentials of the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Name of the pod's PriorityClass.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Labels that a node must carry.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Taints that the pods tolerate, by cdk8s-plus's `Node.tainted()`.
   *
   * @default - none
   */
  readonly tolerations?: TaintedNode[];

  /**
   * The pods' identity in the cluster.
   *
   * @default - the namespace's default account, without its token
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Whether the containers get the service account's token.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Volumes to mount into the container.
   *
   * @default - none but `/tmp` and the security profile's writable paths
   */
  readonly volumes?: VolumeMount[];

  /**
   * Containers that run beside this one, each under a name of its own.
   *
   * @default - none
   */
  readonly sidecars?: ContainerProps[];

  /**
   * Containers that run before it; with `restartPolicy` Always they are native sidecars.
   *
   * @default - none
   */
  readonly initContainers?: ContainerProps[];

  /**
   * Labels of the workload: the Deployment or StatefulSet.
   *
   * @default - the recommended `app.kubernetes.io/*` labels
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the workload.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Further labels of the pods.
   *
   * @default - those that the Service selects, and the recommended `app.kubernetes.io/*` labels
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { readonly [key: string]: string };
}

/** Describes what a Deployment runs: the container, its pod, and how many of them. */
export interface WorkloadProps extends PodProps {
  /**
   * How many pods run, always: short for `scaling: Scaling.fixed()`. Leave it out where an autoscaler decides.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * How many pods run: a fixed number, or as many as an autoscaler finds to be needed, such as `Scaling.cpu({ min: 2, max: 10 })`. Where
   * the Deployment runs already, take `replicas` out of what was last applied first (`kubectl apply edit-last-applied`), or it drops
   * to one pod once.
   *
   * @default - the fixed number of `replicas`
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   */
  readonly scaling?: Scaling;

  /**
   * For what must not run twice, such as a cache or database in one pod: one replica, stopped before its successor starts,
   * and no budget that would keep its node from being drained.
   *
   * @default false
   */
  readonly singleton?: boolean;

  /**
   * How pods are replaced.
   *
   * @default - rolling, maxUnavailable 0, maxSurge 25%; a singleton is recreated
   */
  readonly rollout?: DeploymentStrategy;
}
