import { Duration } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { HealthCheck, InternalBackend, Worker } from '../../lib';
import { image, type Manifest, podOf, shop } from './harness';

/** The container of a backend on port 8080, with checks. */
function container(props: object): Manifest {
  const chart = shop();
  new InternalBackend(chart, 'orders', { image, port: 80, targetPort: 8080, ...props });
  return podOf(chart).spec.containers[0];
}

const all = {
  initialDelay: Duration.seconds(5),
  period: Duration.minutes(1),
  timeout: Duration.seconds(3),
  failureThreshold: 2,
  successThreshold: 3,
};
const allWritten = { initialDelaySeconds: 5, periodSeconds: 60, timeoutSeconds: 3, failureThreshold: 2, successThreshold: 3 };

/** A check, and the probe that it becomes on a container that listens on 8080. */
const checks: [string, HealthCheck, object | undefined][] = [
  ['HTTP on the container\'s own port', HealthCheck.http('/healthz'), { httpGet: { path: '/healthz', port: 8080 } }],
  ['HTTP on another port', HealthCheck.http('/healthz', { port: 9000 }), { httpGet: { path: '/healthz', port: 9000 } }],
  ['HTTPS', HealthCheck.http('/healthz', { tls: true }), { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTPS' } }],
  ['no HTTPS', HealthCheck.http('/healthz', { tls: false }), { httpGet: { path: '/healthz', port: 8080 } }],
  [
    'HTTP with headers',
    HealthCheck.http('/', { headers: { Host: 'shop.example.com' } }),
    { httpGet: { path: '/', port: 8080, httpHeaders: [{ name: 'Host', value: 'shop.example.com' }] } },
  ],
  ['TCP', HealthCheck.tcp(), { tcpSocket: { port: 8080 } }],
  ['TCP on another port', HealthCheck.tcp({ port: 9000 }), { tcpSocket: { port: 9000 } }],
  ['gRPC', HealthCheck.grpc(), { grpc: { port: 8080 } }],
  ['gRPC for one service', HealthCheck.grpc({ service: 'orders.v1', port: 9000 }), { grpc: { port: 9000, service: 'orders.v1' } }],
  ['a command', HealthCheck.exec(['/bin/healthy', '--fast']), { exec: { command: ['/bin/healthy', '--fast'] } }],
  [
    'an initial delay of nothing',
    HealthCheck.tcp({ initialDelay: Duration.seconds(0) }),
    { tcpSocket: { port: 8080 }, initialDelaySeconds: 0 },
  ],
  ['none, with a reason', HealthCheck.none('it speaks when it is spoken to'), undefined],
];

test.each(checks)('health by %s', (_, health, probe) => {
  expect(container({ health }).readinessProbe).toEqual(probe);
});

test.each(checks)('startup by %s', (_, startup, probe) => {
  expect(container({ startup }).startupProbe).toEqual(probe);
});

test('health takes every option, and startup every one but successes in a row', () => {
  const { successThreshold: _, ...rest } = all;
  const { successThreshold: __, ...restWritten } = allWritten;
  const { readinessProbe, startupProbe } = container({ health: HealthCheck.tcp(all), startup: HealthCheck.tcp(rest) });
  expect(readinessProbe).toEqual({ tcpSocket: { port: 8080 }, ...allWritten });
  expect(startupProbe).toEqual({ tcpSocket: { port: 8080 }, ...restWritten });
});

test('liveness is patient where it does not say otherwise: two minutes of failures', () => {
  expect(container({ liveness: HealthCheck.http('/livez') }).livenessProbe).toEqual({
    httpGet: { path: '/livez', port: 8080 },
    periodSeconds: 20,
    failureThreshold: 6,
  });
});

test('liveness is what it says', () => {
  const liveness = HealthCheck.exec(['/bin/alive'], { period: Duration.seconds(31), failureThreshold: 1 });
  expect(container({ liveness }).livenessProbe).toEqual({ exec: { command: ['/bin/alive'] }, periodSeconds: 31, failureThreshold: 1 });
});

test('a check goes to the first TCP port of the container\'s own, past UDP and what sidecars answer', () => {
  const ports = [
    { name: 'dns', port: 53, protocol: Protocol.UDP },
    { name: 'scrape', port: 90, targetPort: 'metrics' },
    { name: 'web', port: 80, targetPort: 8000 },
    { name: 'admin', port: 81 },
  ];
  const chart = shop();
  new InternalBackend(chart, 'orders', {
    image,
    ports,
    sidecars: [{ name: 'exporter', image, ports: [{ name: 'metrics', number: 9102 }] }],
  });
  expect(podOf(chart).spec.containers[0].readinessProbe).toEqual({ tcpSocket: { port: 8000 } });
});

test('only the pattern\'s own container is probed, sidecars by what they say themselves', () => {
  const [own, sidecar] = ((): Manifest[] => {
    const chart = shop();
    new InternalBackend(chart, 'orders', { image, port: 8080, sidecars: [{ name: 'exporter', image }] });
    return podOf(chart).spec.containers;
  })();
  expect(own).toHaveProperty('readinessProbe');
  expect(sidecar).not.toHaveProperty('readinessProbe');
});

test('a Worker is probed only by what it asks for', () => {
  const chart = shop();
  new Worker(chart, 'quiet', { image });
  new Worker(chart, 'asked', { image, health: HealthCheck.exec(['/bin/ready']), startup: HealthCheck.tcp({ port: 9000 }) });
  const probes = ['quiet', 'asked'].map((name) =>
    Object.keys(podOf(chart, name).spec.containers[0]).filter((key) => key.endsWith('Probe')),
  );
  expect(probes).toEqual([[], ['readinessProbe', 'startupProbe']]);
});
