import { App, Chart, Duration, Size } from 'cdk8s';
import { ContainerRestartPolicy, Cpu } from 'cdk8s-plus-28';
import { ClusterTarget, Egress, HealthCheck, type InternalBackend, type MetricsScalingOptions, Scaling, type ScalingOptions, ScalingMetric, Worker } from '../../../lib';
import { image, shop } from '../harness';
import { backend, portless, type Refusals } from './refusal';

const cpu = Scaling.cpu({ max: 9 });
const metrics = (given: unknown): Refusals[string] => () => Scaling.metrics({ max: 9, metrics: given } as MetricsScalingOptions);
const bounds = (given: object): Refusals[string] => () => Scaling.cpu(given as ScalingOptions);

/** How many pods there are. */
export const scalingRefusals: Refusals = {
  'a fixed number of -1': () => Scaling.fixed(-1),
  'a fixed number of 1.5': () => Scaling.fixed(1.5),
  'a least number of 0': bounds({ min: 0, max: 9 }),
  'a least number of -1': bounds({ min: -1, max: 9 }),
  'a least number of 1.5': bounds({ min: 1.5, max: 9 }),
  'no greatest number': bounds({ min: 2 }),
  'a greatest number of 0': bounds({ min: 1, max: 0 }),
  'a greatest number below the least': bounds({ min: 5, max: 4 }),
  'a greatest number below the least that nobody gave': bounds({ max: 1 }),
  'a target of 0 %': bounds({ max: 9, target: 0 }),
  'a target as a fraction': bounds({ max: 9, target: 0.7 }),
  'a target in quotes': bounds({ max: 9, target: '70' }),
  'pods that are too many for half a second': bounds({ max: 9, scaleDownAfter: Duration.millis(500) }),
  'pods that are too many for two hours': bounds({ max: 9, scaleDownAfter: Duration.hours(2) }),
  'no metrics': metrics([]),
  'metrics that are left out': metrics(undefined),
  'a metric that is none': metrics(['cpu']),
  'a metric with a slash in its name': () => ScalingMetric.pods('http/requests', 100),
  'a metric without a name': () => ScalingMetric.external('', 100),
  'a metric of which a pod should have 0': () => ScalingMetric.pods('requests', 0),
  'a metric of which a pod should have too little to say': () => ScalingMetric.external('queue_length', 0.0001),
  'a metric with a label that is none': () => ScalingMetric.external('queue_length', 30, { labels: { 'the queue': 'mail' } }),
  'a metric of 0 %': () => ScalingMetric.memory(0),
  'scaling beside replicas': (chart) => backend(chart, { replicas: 3, scaling: cpu }),
  'a fixed scaling beside replicas': (chart) => backend(chart, { replicas: 3, scaling: Scaling.fixed(3) }),
  'scaling that is a number': (chart) => backend(chart, { scaling: 3 }),
  'a singleton that is autoscaled': (chart) => backend(chart, { singleton: true, scaling: cpu }),
  'a singleton of 3 by scaling': (chart) => backend(chart, { singleton: true, scaling: Scaling.fixed(3) }),
  'an autoscaled app without a CPU request': (chart) => backend(chart, { scaling: cpu, resources: { cpu: {} } }),
  'an autoscaled app with two sidecars without a CPU request': (chart) =>
    backend(chart, { scaling: cpu, sidecars: [{ name: 'metrics', image: 'exporter:1', resources: { cpu: {} } }, { name: 'logs', image: 'logs:1', resources: { cpu: {} } }] }),
  'an autoscaled app with a native sidecar without a memory request': (chart) =>
    backend(chart, { scaling: Scaling.memory({ max: 9 }), initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: ContainerRestartPolicy.ALWAYS, resources: { memory: {} } }] }),
  'an autoscaled app on a target without CPU requests': () => backend(shop({ resources: { cpu: {} } }), { scaling: cpu }),
  'a metric of a container that is not there': (chart) =>
    backend(chart, { scaling: Scaling.metrics({ max: 9, metrics: [ScalingMetric.cpu(70, { container: 'order' })] }) }),
  'a metric of a container that requests nothing': (chart) =>
    backend(chart, { resources: { memory: {} }, scaling: Scaling.metrics({ max: 9, metrics: [ScalingMetric.memory(70, { container: 'orders' })] }) }),
  'memory that its limit keeps below the target': (chart) => backend(chart, { scaling: Scaling.memory({ max: 9, target: 95 }) }),
  'CPU that its limit keeps below the target': (chart) =>
    backend(chart, { scaling: Scaling.cpu({ max: 9, target: 200 }), resources: { cpu: { request: Cpu.millis(500), limit: Cpu.units(1) } } }),
};

const joining = (props: object, of: object = {}): Refusals[string] => (chart) => portless(chart, { port: 80, targetPort: 8080, alsoServes: backend(chart, of, 'stock'), ...props });

/** Canaries, and patterns that join another's Service. */
export const canaryRefusals: Refusals = {
  'a canary of a singleton': (chart) => backend(chart, { singleton: true }).canary({}),
  'a second canary without a name': (chart) => {
    const orders = backend(chart, {});
    orders.canary({});
    orders.canary({ image: 'orders:2' });
  },
  'a canary with a name that is none': (chart) => backend(chart, {}).canary({ name: 'Beta_1' }),
  'a second canary of one name': (chart) => {
    const orders = backend(chart, {});
    orders.canary({ name: 'beta' });
    orders.canary({ name: 'beta' });
  },
  'a canary with a name that is too long': (chart) => backend(chart, {}).canary({ name: 'b'.repeat(60) }),
  'a canary named like another pattern': (chart) => {
    new Worker(chart, 'orders-canary', { image });
    backend(chart, {}).canary({});
  },
  'a canary with an image that is none': (chart) => backend(chart, {}).canary({ image: '' }),
  'a canary with scaling and replicas': (chart) => backend(chart, {}).canary({ replicas: 2, scaling: cpu }),
  'an autoscaled canary without a CPU request': (chart) => backend(chart, { resources: { cpu: {} } }).canary({ scaling: cpu }),
  'a canary with a label that selects': (chart) => backend(chart, {}).canary({ podLabels: { 'cdk8s-service-patterns/track': 'x' } }),
  'a canary that sets a variable of a connection': (chart) => backend(chart, { connectsTo: [backend(chart, {}, 'stock')] }).canary({ env: { STOCK_HOST: 'here' } }),
  'a connection of which a canary sets a variable': (chart) => {
    const orders = backend(chart, {});
    orders.canary({ env: { STOCK_HOST: 'here' } });
    orders.connectTo(backend(chart, {}, 'stock'));
  },
  'a canary of what joins another Service': (chart) => (joining({})(chart) as InternalBackend).canary({}),
  'joining nothing, such as a pattern that is made further below': joining({ alsoServes: null }),
  'joining a name': joining({ alsoServes: 'stock' }),
  'joining a port': (chart) => backend(chart, { alsoServes: backend(chart, {}, 'stock').port('tcp') }),
  'joining a Service of another namespace': (chart) =>
    backend(new Chart(App.of(chart), 'other', { namespace: 'other' }), { alsoServes: backend(chart, {}, 'stock') }),
  'joining a Service of another cluster': (chart) => {
    const other = new Chart(App.of(chart), 'other', { namespace: 'shop' });
    new ClusterTarget({ cluster: 'other' }).applyTo(other);
    backend(other, { alsoServes: backend(chart, {}, 'stock') });
  },
  'joining what joins another itself': (chart) =>
    backend(chart, { alsoServes: backend(chart, { alsoServes: backend(chart, {}, 'stock') }, 'stock-next') }, 'stock-last'),
  'joining a singleton': joining({}, { singleton: true }),
  'a singleton that joins': joining({ singleton: true }),
  'joining under the name of the stable track': joining({ name: 'stable' }),
  'joining under the name of a canary': joining({ name: 'canary' }),
  'joining with other ports': joining({ targetPort: 9090 }),
  'joining with another protocol': joining({}, { ports: [{ name: 'quic', port: 80, targetPort: 8080, protocol: 'UDP' }], port: undefined, ...quiet() }),
  'joining a Service that leads to a sidecar by name': joining({}, { port: undefined, ports: [{ name: 'scrape', port: 80, targetPort: 'metrics' }], sidecars: [{ name: 'exporter', image: 'exporter:1', ports: [{ number: 9102, name: 'metrics' }] }], ...quiet() }),
  'joining a further Service with a port of its own': (chart) => {
    const stock = backend(chart, {}, 'stock');
    stock.addService('stock-admin', { port: 9090 });
    backend(chart, { alsoServes: stock });
  },
  'joining what lets out to what is declared, and going anywhere': joining({ egress: Egress.OPEN }, { egress: Egress.DECLARED }),
};

function quiet(): object {
  return { health: HealthCheck.none('nothing can be asked') };
}

/** What looks much like something that is refused, and is fine. */
export const acceptedScaling: Refusals = {
  'a least number that is the greatest': (chart) => backend(chart, { scaling: Scaling.cpu({ min: 3, max: 3 }) }),
  'an autoscaler down to one pod': (chart) => backend(chart, { scaling: Scaling.cpu({ min: 1, max: 3 }) }),
  'a target of 300 % where CPU has no limit': (chart) => backend(chart, { scaling: Scaling.cpu({ max: 3, target: 300 }) }),
  'a target of 90 % of memory that is limited to its request': (chart) => backend(chart, { scaling: Scaling.memory({ max: 3, target: 90 }) }),
  'a target above the memory request, and below its limit': (chart) =>
    backend(chart, { scaling: Scaling.memory({ max: 3, target: 150 }), resources: { memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } } }),
  'a CPU limit in place of a request': (chart) => backend(chart, { scaling: cpu, resources: { cpu: { limit: Cpu.units(1) } } }),
  'a sidecar without a request beside the one container that is measured': (chart) =>
    backend(chart, {
      scaling: Scaling.metrics({ max: 9, metrics: [ScalingMetric.cpu(70, { container: 'orders' })] }),
      sidecars: [{ name: 'metrics', image: 'exporter:1', resources: { cpu: {} } }],
    }),
  'a native sidecar without a request on a target that does not count it': () => {
    const chart = shop({ kubernetesVersion: '1.33' });
    backend(chart, { scaling: cpu, initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: ContainerRestartPolicy.ALWAYS, resources: { cpu: {} } }] });
    return chart;
  },
  'no request where requests are not measured': (chart) =>
    backend(chart, { resources: { cpu: {} }, scaling: Scaling.metrics({ max: 9, metrics: [ScalingMetric.pods('requests', 100)] }) }),
  'a fixed number of a singleton': (chart) => backend(chart, { singleton: true, scaling: Scaling.fixed(1) }),
  'two canaries, one with a name': (chart) => {
    const orders = backend(chart, {});
    orders.canary({});
    orders.canary({ name: 'beta' });
  },
};
