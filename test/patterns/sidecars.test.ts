import { ContainerRestartPolicy, Protocol } from 'cdk8s-plus-28';
import { type ClusterTargetProps, HealthCheck, InternalBackend, type InternalBackendProps } from '../../lib';
import { image, type Manifest, manifestOf, podOf, shop } from './harness';

const health = HealthCheck.http('/healthz', { port: 8080 });
const classic = { name: 'proxy', image: 'proxy:1', ports: [{ number: 15443, name: 'proxied' }] };
const native = { ...classic, restartPolicy: ContainerRestartPolicy.ALWAYS };

interface Written {
  readonly pod: Manifest;
  readonly own: Manifest;
  readonly ports: Manifest;
  readonly admitted: Manifest;
}

function written(props: Partial<InternalBackendProps>, target: ClusterTargetProps = {}): Written {
  const chart = shop(target);
  new InternalBackend(chart, 'orders', { image, ...props });
  const pod = podOf(chart).spec;
  return { pod, own: pod.containers[0], ports: manifestOf(chart, 'Service').spec.ports, admitted: manifestOf(chart, 'NetworkPolicy').spec.ingress[0].ports };
}

const tcp = (port: number | string): object[] => [{ port, protocol: 'TCP' }];

test.each<[string, string, Partial<InternalBackendProps>, number | string]>([
  ['a sidecar', 'name', { sidecars: [classic], targetPort: 'proxied' }, 'proxied'],
  ['a sidecar', 'number', { sidecars: [classic], targetPort: 15443 }, 15443],
  // A name of theirs counts from Kubernetes 1.32 on in Services, and not in every plugin's policies.
  ['a native sidecar', 'name', { initContainers: [native], targetPort: 'proxied' }, 15443],
  ['a native sidecar', 'number', { initContainers: [native], targetPort: 15443 }, 15443],
])('the port of %s is found by %s, and the pattern\'s own container does not declare it', (_, __, props, targetPort) => {
  const { own, ports, admitted } = written({ port: 443, health, ...props });
  expect(ports).toEqual([{ name: 'tcp', port: 443, targetPort, protocol: 'TCP' }]);
  expect(own.ports).toEqual([{ containerPort: 8080 }]);
  expect(admitted).toEqual(tcp(targetPort));
});

test('the name of a native sidecar\'s port is one before Kubernetes 1.32 too', () => {
  const { ports } = written({ port: 443, targetPort: 'proxied', health, initContainers: [native] }, { kubernetesVersion: '1.31' });
  expect(ports[0].targetPort).toBe(15443);
});

test('the default check goes to the first port of the pattern\'s own container', () => {
  const ports = [{ name: 'https', port: 443, targetPort: 15443 }, { name: 'http', port: 80, targetPort: 8080 }];
  const { own } = written({ ports, sidecars: [classic] });
  expect(own.readinessProbe).toEqual({ tcpSocket: { port: 8080 } });
  expect(own.ports).toEqual([{ containerPort: 8080, name: 'http', protocol: 'TCP' }]);
});

test('a check may go to a sidecar\'s port, which stays the sidecar\'s', () => {
  const { own } = written({ port: 443, targetPort: 15443, sidecars: [classic], health: HealthCheck.http('/ready', { port: 15443 }) });
  expect(own.readinessProbe.httpGet.port).toBe(15443);
  expect(own).not.toHaveProperty('ports');
});

test('a number that a sidecar has for another protocol is the pattern\'s own', () => {
  const dns = { name: 'dns', image: 'dns:1', ports: [{ number: 53, name: 'dns', protocol: Protocol.UDP }] };
  const ports = [{ name: 'dns-tcp', port: 53 }, { name: 'dns', port: 53, protocol: Protocol.UDP }];
  const { own } = written({ ports, sidecars: [dns] });
  expect(own.ports).toEqual([{ containerPort: 53, name: 'dns-tcp', protocol: 'TCP' }]);
});

test('a port whose name a sidecar bears is declared without one, since a Service would find the first alone', () => {
  const { own, ports } = written({ ports: [{ name: 'proxied', port: 80, targetPort: 8080 }], sidecars: [classic] });
  expect(own.ports).toEqual([{ containerPort: 8080, protocol: 'TCP' }]);
  expect(ports[0]).toMatchObject({ name: 'proxied', targetPort: 8080 });
});

test('a sidecar drains as the app does, and a native one is stopped after it anyway', () => {
  const { pod } = written({ port: 80, targetPort: 8080, sidecars: [{ ...classic, name: 'classic', ports: [] }], initContainers: [native] });
  const [sleeps] = [pod.containers.map(({ lifecycle }: Manifest) => lifecycle?.preStop.sleep.seconds)];
  expect(sleeps).toEqual([10, 10]);
  expect(pod.initContainers[0]).not.toHaveProperty('lifecycle');
  expect(pod.initContainers[0].restartPolicy).toBe('Always');
});

test('a sidecar that is added later is found by a Service that is added after it', () => {
  const chart = shop();
  const orders = new InternalBackend(chart, 'orders', { image, port: 80, targetPort: 8080 });
  orders.deployment.addContainer({ ...classic, securityContext: { readOnlyRootFilesystem: true } });
  orders.addService('orders-tls', { ports: [{ name: 'https', port: 443, targetPort: 15443 }] });
  const [own, sidecar] = podOf(chart).spec.containers;
  expect(own.ports).toEqual([{ containerPort: 8080, name: 'tcp', protocol: 'TCP' }]);
  expect(sidecar.ports).toEqual([{ containerPort: 15443, name: 'proxied' }]);
});
