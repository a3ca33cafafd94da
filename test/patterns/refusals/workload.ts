import { Duration } from 'cdk8s';
import { ContainerRestartPolicy, DeploymentStrategy } from 'cdk8s-plus-28';
import { HealthCheck } from '../../../lib';
import { shop } from '../harness';
import { backend, type Refusals } from './refusal';

const sidecars = (...containers: object[]): object => ({ sidecars: containers });

/** What runs, and how many of them. */
export const workloadRefusals: Refusals = {
  'no image': (chart) => backend(chart, { image: undefined }),
  'an empty image': (chart) => backend(chart, { image: '' }),
  'an image with a space': (chart) => backend(chart, { image: 'ghcr.io/acme/orders :1.4.2' }),
  '-1 replicas': (chart) => backend(chart, { replicas: -1 }),
  '1.5 replicas': (chart) => backend(chart, { replicas: 1.5 }),
  'replicas in quotes': (chart) => backend(chart, { replicas: '3' }),
  'a singleton with 3 replicas': (chart) => backend(chart, { singleton: true, replicas: 3 }),
  'a singleton with a rollout': (chart) => backend(chart, { singleton: true, rollout: DeploymentStrategy.rollingUpdate() }),
  'an empty command': (chart) => backend(chart, { command: [] }),
  'a command without a program': (chart) => backend(chart, { command: ['', '--serve'] }),
  'an environment variable without a name': (chart) => backend(chart, { env: { '': 'x' } }),
  'an environment variable with an equals sign in its name': (chart) => backend(chart, { env: { 'A=B': 'x' } }),
  'an environment variable with a name for Kubernetes 1.32 on a target of 1.31': () =>
    backend(shop({ kubernetesVersion: '1.31' }), { env: { '1ST:KEY': 'x' } }),
  'an environment variable with a number': (chart) => backend(chart, { env: { PORT: 8080 } }),
  'an environment variable with nothing, such as one that the process lacks': (chart) => backend(chart, { env: { TOKEN: undefined } }),
  'a sidecar without a name': (chart) => backend(chart, sidecars({ image: 'exporter:1' })),
  'a sidecar named like the pattern': (chart) => backend(chart, sidecars({ name: 'orders', image: 'exporter:1' })),
  'two sidecars of one name': (chart) => backend(chart, sidecars({ name: 'metrics', image: 'a:1' }, { name: 'metrics', image: 'b:1' })),
  'an init container named like a sidecar': (chart) =>
    backend(chart, { ...sidecars({ name: 'proxy', image: 'a:1' }), initContainers: [{ name: 'proxy', image: 'b:1' }] }),
  'a sidecar with a name that is none': (chart) => backend(chart, sidecars({ name: 'Metrics_Exporter', image: 'exporter:1' })),
  'a sidecar with the restart policy of a native one': (chart) =>
    backend(chart, sidecars({ name: 'proxy', image: 'proxy:1', restartPolicy: ContainerRestartPolicy.ALWAYS })),
};

/** How pods stop. */
export const drainRefusals: Refusals = {
  'a drain longer than the grace period': (chart) => backend(chart, { drain: Duration.minutes(2) }),
  'a drain as long as the grace period': (chart) =>
    backend(chart, { drain: Duration.seconds(5), terminationGracePeriod: Duration.seconds(5) }),
  'a grace period shorter than the drain that it did not know of': (chart) =>
    backend(chart, { terminationGracePeriod: Duration.seconds(5) }),
  'a drain on Kubernetes 1.29': () => backend(shop({ kubernetesVersion: '1.29' }), { drain: Duration.seconds(5) }),
  'a drain of half a second': (chart) => backend(chart, { drain: Duration.millis(500) }),
  'a grace period of 1.5 seconds': (chart) => backend(chart, { terminationGracePeriod: Duration.seconds(1.5) }),
};

/** Labels and annotations. */
export const labelRefusals: Refusals = {
  'a pod label that selects the pods': (chart) => backend(chart, { podLabels: { 'cdk8s-service-patterns/service': 'other' } }),
  'a pod label of the track': (chart) => backend(chart, { podLabels: { 'cdk8s-service-patterns/track': 'canary' } }),
  'a pod label that cdk8s-plus selects by': (chart) => backend(chart, { podLabels: { 'cdk8s.io/metadata.addr': 'x' } }),
  'a label with a space': (chart) => backend(chart, { labels: { team: 'the shop' } }),
  'a pod label with a number': (chart) => backend(chart, { podLabels: { version: 2 } }),
  'a label with a key that is none': (chart) => backend(chart, { labels: { 'the team': 'shop' } }),
  'a label with two slashes in its key': (chart) => backend(chart, { podLabels: { 'example.com/shop/team': 'a' } }),
  'a label of 64 characters': (chart) => backend(chart, { serviceLabels: { description: 'd'.repeat(64) } }),
  'a node selector with true': (chart) => backend(chart, { nodeSelector: { gpu: true } }),
  'an annotation with a number': (chart) => backend(chart, { podAnnotations: { 'prometheus.io/port': 9090 } }),
  'an annotation with nothing': (chart) => backend(chart, { annotations: { owner: undefined } }),
  'an annotation with a key that is none': (chart) => backend(chart, { serviceAnnotations: { 'the owner': 'x' } }),
  'a label with a key in an upper-case domain': (chart) => backend(chart, { labels: { 'Example.com/owner': 'x' } }),
};

/** Health checks in a pattern. */
export const healthRefusals: Refusals = {
  'a UDP-only app without health': (chart) => backend(chart, { port: undefined, ports: [{ port: 53, protocol: 'UDP' }] }),
  'an app with only a sidecar\'s port, without health': (chart) => backend(chart, { targetPort: 'metrics' }),
  'a check by HTTP in a UDP-only app': (chart) =>
    backend(chart, { port: undefined, ports: [{ port: 53, protocol: 'UDP' }], health: HealthCheck.http('/healthz') }),
  'a liveness check by TCP in a UDP-only app': (chart) =>
    backend(chart, {
      port: undefined,
      ports: [{ port: 53, protocol: 'UDP' }],
      health: HealthCheck.none('dig is not in the image'),
      liveness: HealthCheck.tcp(),
    }),
  'liveness that acts before health does': (chart) =>
    backend(chart, { liveness: HealthCheck.http('/livez', { period: Duration.seconds(5), failureThreshold: 3 }) }),
  'liveness as fast as a slow health': (chart) =>
    backend(chart, { health: HealthCheck.http('/healthz', { period: Duration.minutes(1) }), liveness: HealthCheck.tcp() }),
  'liveness that asks what health asks': (chart) =>
    backend(chart, { health: HealthCheck.http('/healthz'), liveness: HealthCheck.http('/healthz', { port: 8080 }) }),
  'liveness with two successes': (chart) => backend(chart, { liveness: HealthCheck.tcp({ successThreshold: 2 }) }),
  'startup with two successes': (chart) => backend(chart, { startup: HealthCheck.tcp({ successThreshold: 2 }) }),
  'a health check with a path only': () => HealthCheck.http('healthz'),
  'a health check with a whole URL': () => HealthCheck.http('http://localhost:8080/healthz'),
  'a health check of port 0': () => HealthCheck.tcp({ port: 0 }),
  'a health check without a command': () => HealthCheck.exec([]),
  'a health check every 0 seconds': () => HealthCheck.tcp({ period: Duration.seconds(0) }),
  'a health check every half second': () => HealthCheck.tcp({ period: Duration.millis(500) }),
  'a health check with a timeout of 1.5 seconds': () => HealthCheck.grpc({ timeout: Duration.seconds(1.5) }),
  'a health check that waits for half a second': () => HealthCheck.tcp({ initialDelay: Duration.millis(500) }),
  'a health check that fails after 0 failures': () => HealthCheck.tcp({ failureThreshold: 0 }),
  'a health check that passes after 1.5 successes': () => HealthCheck.tcp({ successThreshold: 1.5 }),
  'no health check, and no reason': () => HealthCheck.none(''),
  'no health check, and spaces for a reason': () => HealthCheck.none('  '),
};
