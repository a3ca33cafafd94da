import { Duration, Size } from 'cdk8s';
import { type ContainerResources, Cpu, DeploymentStrategy, ImagePullPolicy, PercentOrAbsolute } from 'cdk8s-plus-28';
import { StorageRetention } from './storage-props';

// What a pattern does where nobody says otherwise. Each is one constant, with the reason beside it.

/** One pod is an outage at every node drain. Never set on the Deployment, so that an autoscaler may attach. */
export const REPLICAS = 2;

/** Capacity never drops below what was asked for: new pods are ready before old ones go. */
export const ROLLOUT = DeploymentStrategy.rollingUpdate({
  maxUnavailable: PercentOrAbsolute.absolute(0),
  maxSurge: PercentOrAbsolute.percent(25),
});

/** Drains proceed one pod at a time while the Service stays up. */
export const BUDGET_MAX_UNAVAILABLE = 1;

/** A new pod takes a while to start; until it serves, the others bear its share out of the rest. */
export const SCALING_TARGET = 70;

/** Load comes in waves: pods are taken away only when none has needed them for so long. It is what Kubernetes does, said aloud. */
export const SCALE_DOWN_WINDOW = Duration.minutes(5);

/** Kubernetes would take all that are too many at once; a quarter a minute leaves time to see that they were, and their clients to reconnect. */
export const SCALE_DOWN_PERCENT = 25;
export const SCALE_DOWN_PERIOD = Duration.minutes(1);

/** The smallest share of traffic that one pod can take: what a canary is for. */
export const CANARY_REPLICAS = 1;

/** Endpoints leave every node's tables before the process is told to stop; 10 s covers slow nodes and cloud balancers. */
export const DRAIN = Duration.seconds(10);

/** The first version in which `preStop.sleep` works without a feature gate; an `exec sleep` fails on images without a shell. */
export const DRAIN_SINCE = '1.30';

/** Drain, and half a minute for requests under way. */
export const GRACE_PERIOD = Duration.seconds(45);

/** Restarting is the last resort: a pod must be unwell for two minutes, long after readiness took it out of service. */
export const LIVENESS_PERIOD = Duration.seconds(20);
export const LIVENESS_FAILURES = 6;

/** What was tested is what runs: a tag or digest is pulled once. */
export const IMAGE_PULL_POLICY = ImagePullPolicy.IF_NOT_PRESENT;

/** Enough to be scheduled fairly; no CPU limit, which throttles; memory request equals its limit, so that nothing is evicted for a neighbour. */
export const RESOURCES: ContainerResources = {
  cpu: { request: Cpu.millis(100) },
  memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
  ephemeralStorage: { request: Size.mebibytes(128), limit: Size.gibibytes(1) },
};

/** A writable folder on a read-only root: bounded, so that a pod cannot fill its node. */
export const SCRATCH_SIZE = '256Mi';

/** Below this a process needs privileges to listen, unless the pod says that it does not. */
export const PRIVILEGED_PORTS = 1024;

/** Preferred as strongly as can be, yet never so that a pod stays Pending. */
export const ANTI_AFFINITY_WEIGHT = 100;

/** An app that names no path is all there is of its host. */
export const ROUTE_PATH = '/';

/** Visitors are sent on to HTTPS for good: of the codes for that, the one that every Gateway knows. */
export const REDIRECT_STATUS = 301;

/** Where Prometheus looks unless it is told otherwise, and most programs answer. */
export const METRICS_PATH = '/metrics';

/** Two pods of a database are two databases, unless it is told how to be one: more than one is for the author to ask for. */
export const STATEFUL_REPLICAS = 1;

/** Databases write down what they hold before they stop; killed before that, they start by recovering. */
export const STATEFUL_GRACE_PERIOD = Duration.minutes(2);

/** What the one volume of a pod is called, as charts of the field call it. */
export const STORAGE_NAME = 'data';

/** Data outlives what used it, until somebody says otherwise. */
export const STORAGE_RETENTION = StorageRetention.RETAIN;

/** Who owns the volumes where nobody says: any group does, for the pods are put into it. This one is "nonroot" in many images. */
export const STORAGE_GROUP = 65532;

/** What the field calls the Service that gives pods their names. */
export const HEADLESS_SUFFIX = '-headless';
