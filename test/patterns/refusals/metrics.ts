import type { Chart } from 'cdk8s';
import { ContainerRestartPolicy, ServiceType } from 'cdk8s-plus-28';
import { AllowFrom, HealthCheck, InternalBackend, PublicLoadBalancedApp } from '../../../lib';
import { image, manifestsOf, shop } from '../harness';
import { backend, portless, type Refusals } from './refusal';

const web = (chart: Chart, props: object): PublicLoadBalancedApp => new PublicLoadBalancedApp(chart, 'web', { image, port: 80, targetPort: 8080, ...props });
const measured =
  (metrics: object): Refusals[string] =>
  (chart) =>
    web(chart, { metrics });
const exporter = { name: 'exporter', image, ports: [{ number: 9102, name: 'scrape' }] };
const proxy = { name: 'proxy', image, restartPolicy: ContainerRestartPolicy.ALWAYS, ports: [{ number: 15443, name: 'proxied' }] };

/** Metrics. */
export const metricsRefusals: Refusals = {
  'a port for metrics that is none': measured({ port: 70000 }),
  'no port for metrics': measured({}),
  'a container\'s port for metrics that is none': measured({ port: 9100, targetPort: 0 }),
  'a name for the container\'s port that is none': measured({ port: 9100, targetPort: 'Metrics' }),
  'metrics at the port of the app': measured({ port: 8080 }),
  'metrics at the port of the app, by another number of the Service': measured({ port: 9100, targetPort: 8080 }),
  'metrics at a sidecar\'s port that the app is reached at, the one by name and the other by number': (chart) =>
    portless(chart, {
      ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'scrape', port: 81, targetPort: 9102 }],
      sidecars: [exporter],
      metrics: { port: 9100, targetPort: 'scrape' },
    }),
  'a path of metrics without a slash': measured({ port: 9100, path: 'metrics' }),
  'a URL for the path of metrics': measured({ port: 9100, path: 'http://web:9100/metrics' }),
  'an empty path of metrics': measured({ port: 9100, path: '' }),
  'a name of the Service that is none': measured({ port: 9100, name: 'Web Metrics' }),
  'a pattern\'s name that is too long for its metrics': (chart) => new InternalBackend(chart, `a${'b'.repeat(58)}`, { image, port: 80, metrics: { port: 9100 } }),
  'a name of the Service that another has': (chart) => [backend(chart, {}, 'web-metrics'), web(chart, { metrics: { port: 9100 } })],
  'a load balancer that leads to the metrics': (chart) =>
    backend(chart, { metrics: { port: 9100 } }).addService('orders-public', { type: ServiceType.LOAD_BALANCER, port: 80, targetPort: 9100 }),
  'a node port that leads to a sidecar\'s metrics by name': (chart) =>
    backend(chart, { metrics: { port: 9100, targetPort: 9102 }, sidecars: [exporter] }).addService('orders-dev', {
      type: ServiceType.NODE_PORT,
      ports: [{ name: 'scrape', port: 80, targetPort: 'scrape' }],
    }),
  'metrics that nobody may scrape': measured({ port: 9100, allowFrom: AllowFrom.connected() }),
  'metrics at a name that no container bears': (chart) => {
    web(chart, { metrics: { port: 9100, targetPort: 'scrape' } });
    manifestsOf(chart);
  },
};

/** Ports of sidecars. */
export const sidecarRefusals: Refusals = {
  'a Service whose one port is a sidecar\'s by number, without health': (chart) => portless(chart, { port: 80, targetPort: 9102, sidecars: [exporter] }),
  'a Service whose one port is a native sidecar\'s by name, without health': (chart) => portless(chart, { port: 443, targetPort: 'proxied', initContainers: [proxy] }),
  'a check by network of an app whose one port is a sidecar\'s': (chart) =>
    portless(chart, { port: 443, targetPort: 15443, initContainers: [proxy], health: HealthCheck.http('/healthz') }),
  'the name of a port of an init container that ends': (chart) => {
    portless(chart, {
      ports: [{ name: 'http', port: 80 }, { name: 'proxied', port: 443, targetPort: 'proxied' }],
      initContainers: [{ ...proxy, restartPolicy: undefined }],
    });
    manifestsOf(chart);
  },
  'the name of a sidecar\'s port for another protocol': (chart) => {
    const target = shop();
    portless(target, { ports: [{ name: 'http', port: 80 }, { name: 'scrape', port: 81, targetPort: 'scrape', protocol: 'UDP' }], sidecars: [exporter] });
    return [chart, manifestsOf(target)];
  },
};
