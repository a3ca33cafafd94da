import { App, Chart } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { ClusterTarget, type ConnectionOptions, type IConnectable, Rules, Worker } from '../../../lib';
import { image, manifestsOf, shop } from '../harness';
import { backend, portless, type Refusals } from './refusal';

const both = { ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'grpc', port: 9000 }] };

function worker(chart: Chart, props: object = {}): Worker {
  return new Worker(chart, 'mailer', { image, ...props });
}

/** A Worker that connects to a backend, with options. */
const connected =
  (options: ConnectionOptions, props: object = { port: 8080 }): Refusals[string] =>
  (chart) => {
    worker(chart).connectTo(portless(chart, props), options);
  };

/** A Worker that connects to something that is nothing to connect to. */
const connectedTo =
  (target: (chart: Chart) => unknown): Refusals[string] =>
  (chart) => {
    worker(chart).connectTo(target(chart) as IConnectable);
  };

/** Connections. */
export const connectionRefusals: Refusals = {
  'nothing, such as a construct that is made further below': connectedTo(() => undefined),
  'null': connectedTo(() => null),
  'nothing in a list of backends': (chart) => worker(chart, { connectsTo: [backend(chart, {}), undefined] }),
  'a plain object': connectedTo(() => ({ host: 'orders', port: 80 })),
  'the name of a backend': (chart) => worker(chart, { connectsTo: ['orders'] }),
  'a Worker, which nobody reaches': connectedTo((chart) => new Worker(chart, 'cron', { image })),
  'the Deployment of a backend': connectedTo((chart) => backend(chart, {}).deployment),
  'the Service of a backend': connectedTo((chart) => backend(chart, {}).service),
  'a backend in another App': connectedTo(() => backend(shop(), {})),
  'a backend in another cluster': connectedTo((chart) => {
    const other = new Chart(App.of(chart), 'prod', { namespace: 'shop' });
    new ClusterTarget({ cluster: 'production' }).applyTo(other);
    return backend(other, {});
  }),
  'a backend without a namespace, from a chart that has one': connectedTo((chart) => backend(new Chart(App.of(chart), 'back'), {})),
  'a port that the backend has not': (chart) => portless(chart, both).port('grcp'),
  'a port by name of a backend that has one': (chart) => backend(chart, {}).port('http'),
  'a port by its number': (chart) => backend(chart, {}).port(8080 as unknown as string),
  'a variable for a URL of a port that has no scheme': connected({ variables: { url: 'ORDERS' } }),
  'names of variables for a backend with several ports': connected({ variables: { host: 'DB' } }, both),
  'an empty prefix': connected({ prefix: '' }),
  'a prefix with an equals sign': connected({ prefix: 'A=B' }),
  'a prefix that begins with a digit, on a target of 1.31': () => {
    const chart = shop({ kubernetesVersion: '1.31' });
    worker(chart).connectTo(backend(chart, {}), { prefix: '2ND' });
  },
  'a variable without a name': connected({ variables: { host: '' } }),
  'one name for two variables': connected({ variables: { host: 'ORDERS', address: 'ORDERS' } }),
  'a variable that env sets': (chart) => worker(chart, { env: { ORDERS_HOST: 'localhost' }, connectsTo: [backend(chart, {})] }),
  'a variable that a sidecar sets': (chart) =>
    worker(chart, {
      sidecars: [{ name: 'proxy', image, envVariables: { ORDERS_PORT: EnvValue.fromValue('15001') } }],
      connectsTo: [backend(chart, {})],
    }),
  'a variable that an init container sets': (chart) => {
    worker(chart, { initContainers: [{ image, envVariables: { ORDERS_ADDR: EnvValue.fromValue('x') } }] }).connectTo(backend(chart, {}));
  },
  'a variable that another connection sets': (chart) => {
    const mailer = worker(chart, { connectsTo: [backend(chart, {})] });
    mailer.connectTo(backend(chart, { port: 9000 }, 'stock'), { prefix: 'ORDERS' });
  },
  'two backends of one name in two namespaces': (chart) => {
    const other = new Chart(App.of(chart), 'archive', { namespace: 'archive' });
    worker(chart, { connectsTo: [backend(chart, {}), backend(other, {})] });
  },
  'a variable that a container sets which was added later': (chart) => {
    const { deployment } = worker(chart, { connectsTo: [backend(chart, {})] });
    deployment.addContainer({ name: 'late', image, envVariables: { ORDERS_HOST: EnvValue.fromValue('localhost') } });
    manifestsOf(chart);
  },
  'a variable that was set later': (chart) => {
    const { deployment } = worker(chart, { connectsTo: [backend(chart, {})] });
    deployment.containers[0]!.env.addVariable('ORDERS_HOST', EnvValue.fromValue('localhost'));
    manifestsOf(chart);
  },
};

/** What the author may say to rules. */
export const acknowledgementRefusals: Refusals = {
  'a rule that there is not': (chart) => { Rules.acknowledge(chart, 'service-select-pods', 'an operator makes them'); },
  'a rule without a name': (chart) => { Rules.acknowledge(chart, '', 'an operator makes them'); },
  'a rule without a reason': (chart) => { Rules.acknowledge(backend(chart, {}), 'image-pinned', ' '); },
  'a last day that is an instant': (chart) => { Rules.acknowledge(chart, 'image-pinned', 'soon', { expires: '2026-12-31T00:00:00Z' }); },
  'a last day that no calendar has': (chart) => { Rules.acknowledge(chart, 'image-pinned', 'soon', { expires: '2026-02-30' }); },
  'a last day as Germans write it': (chart) => { Rules.acknowledge(chart, 'image-pinned', 'soon', { expires: '31.12.2026' }); },
  'no last day, in so many words': (chart) => { Rules.acknowledge(chart, 'image-pinned', 'soon', { expires: '' }); },
};
