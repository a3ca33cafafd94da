import type { Chart } from 'cdk8s';
import { Protocol, Service, ServiceType } from 'cdk8s-plus-28';
import { DevNodePortApp, Environment, PublicLoadBalancedApp, TrafficPolicy } from '../../../lib';
import { image, manifestsOf, shop } from '../harness';
import { backend, portless, type Refusals } from './refusal';

const ports = (...entries: object[]): object => ({ ports: entries });

/** Ports of Services. */
export const portRefusals: Refusals = {
  'a port of 0': (chart) => backend(chart, { port: 0 }),
  'a port of 70000': (chart) => backend(chart, { port: 70000 }),
  'a port of 80.5': (chart) => backend(chart, { port: 80.5 }),
  'a port that is no number': (chart) => backend(chart, { port: Number('http') }),
  'a port in quotes': (chart) => backend(chart, { port: '8080' }),
  'a targetPort of 0': (chart) => backend(chart, { targetPort: 0 }),
  'a targetPort in quotes': (chart) => backend(chart, { targetPort: '8080' }),
  'an empty targetPort': (chart) => backend(chart, { targetPort: '' }),
  'a targetPort without a port': (chart) => portless(chart, { targetPort: 8080 }),
  'a targetPort that names no port of any container': (chart) => {
    backend(chart, {
      ports: [
        { name: 'web', port: 8080 },
        { name: 'scrape', port: 9090, targetPort: 'metrics' },
      ],
      port: undefined,
    });
    manifestsOf(chart);
  },
  'a targetPort that misspells a sidecar\'s': (chart) => {
    const sidecars = [{ name: 'exporter', image: 'exporter:1', ports: [{ number: 9102, name: 'metrics' }] }];
    portless(chart, {
      ports: [
        { name: 'web', port: 8080 },
        { name: 'scrape', port: 9090, targetPort: 'metric' },
      ],
      sidecars,
    });
    manifestsOf(chart);
  },
  'no port at all': (chart) => portless(chart, {}),
  'an empty list of ports': (chart) => portless(chart, { ports: [] }),
  'a port beside ports': (chart) => backend(chart, ports({ name: 'http', port: 80 })),
  'a targetPort beside ports': (chart) =>
    portless(chart, { targetPort: 8080, ...ports({ name: 'http', port: 80 }, { name: 'admin', port: 81 }) }),
  'a wrong port in the list': (chart) => portless(chart, ports({ name: 'http', port: 80 }, { name: 'admin', port: -1 })),
  'a wrong targetPort in the list': (chart) => portless(chart, ports({ name: 'http', port: 80, targetPort: 65536 })),
  'a port name of 16 characters': (chart) => portless(chart, ports({ name: 'metrics-exporter', port: 9090 })),
  'a port name with capitals': (chart) => portless(chart, ports({ name: 'HTTP', port: 80 })),
  'a port name with two hyphens in a row, which containers do not allow': (chart) =>
    portless(chart, ports({ name: 'http--alt', port: 80 })),
  'an empty port name': (chart) => portless(chart, ports({ name: '', port: 80 })),
  'one port of several without a name': (chart) => portless(chart, ports({ name: 'http', port: 80 }, { port: 81 })),
  'two ports of one name': (chart) => portless(chart, ports({ name: 'http', port: 80 }, { name: 'http', port: 81 })),
  'two ports of one number': (chart) => portless(chart, ports({ name: 'http', port: 80 }, { name: 'alt', port: 80, targetPort: 81 })),
  'an appProtocol with a space': (chart) => portless(chart, ports({ name: 'http', port: 80, appProtocol: 'HTTP 2' })),
  'a further Service with a port that is none': (chart) => backend(chart, {}).addService('orders-admin', { port: 99999 }),
  'a further Service with no port in its list': (chart) => backend(chart, {}).addService('orders-admin', { ports: [] }),
};

const dev = (chart: Chart, props: object, id = 'web'): DevNodePortApp => new DevNodePortApp(chart, id, { image, ...props });
const local = { externalTrafficPolicy: TrafficPolicy.LOCAL };

/** Node ports. */
export const nodePortRefusals: Refusals = {
  'a node port out of the range': (chart) => dev(chart, { port: 80, nodePort: 8080 }),
  'a node port that is not whole': (chart) => dev(chart, { port: 80, nodePort: 30080.5 }),
  'a node port out of the range that the target names': () =>
    dev(shop({ nodePortRange: '31000-31099' }), { ports: [{ port: 80, nodePort: 30080 }] }),
  'a node port that another app has': (chart) => {
    dev(chart, { port: 80, nodePort: 30080 });
    dev(
      chart,
      {
        ports: [
          { name: 'http', port: 80 },
          { name: 'alt', port: 81, nodePort: 30080 },
        ],
      },
      'admin',
    );
  },
  'a node port twice in one Service, for one protocol': (chart) =>
    dev(chart, {
      ports: [
        { name: 'http', port: 80, nodePort: 30080 },
        { name: 'alt', port: 81, nodePort: 30080 },
      ],
    }),
  'a node port of two apps, by TCP and UDP': (chart) => {
    dev(chart, { ports: [{ name: 'tcp', port: 53, nodePort: 30053 }] }, 'dns');
    dev(
      chart,
      {
        ports: [
          { name: 'tcp', port: 53 },
          { name: 'udp', port: 53, nodePort: 30053, protocol: Protocol.UDP },
        ],
      },
      'other',
    );
  },
  'a node port that a Service of cdk8s-plus has': (chart) => {
    dev(chart, { port: 80, nodePort: 30080 });
    new Service(chart, 'legacy', { type: ServiceType.NODE_PORT, metadata: { name: 'legacy' }, ports: [{ port: 80, nodePort: 30080 }] });
    manifestsOf(chart);
  },
  'a node port without a port': (chart) => dev(chart, { nodePort: 30080 }),
  'a node port beside ports': (chart) => dev(chart, { nodePort: 30080, ports: [{ port: 80 }] }),
  'a health check on a node port that an app has': (chart) =>
    dev(chart, { port: 80, nodePort: 30080 }).addService('web-public', {
      type: ServiceType.LOAD_BALANCER,
      ...local,
      healthCheckNodePort: 30080,
    }),
  'a health check on a node port of the same load balancer': (chart) => {
    const props = { ports: [{ port: 80, nodePort: 30100 }], ...local, healthCheckNodePort: 30100 };
    new PublicLoadBalancedApp(chart, 'web', { image, ...props });
  },
  'a health check on a node port out of the range': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, ...local, healthCheckNodePort: 80 }),
  'a node port in production': () => dev(shop({ environment: Environment.PRODUCTION }), { port: 80 }),
  'a further Service with a node port in production': () =>
    backend(shop({ environment: Environment.PRODUCTION }), {}).addService('orders-dev', { type: ServiceType.NODE_PORT }),
};
