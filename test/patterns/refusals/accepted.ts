import { App, Chart, Duration } from 'cdk8s';
import { Protocol, ServiceType } from 'cdk8s-plus-28';
import {
  AllowFrom,
  ClusterTarget,
  type ClusterTargetProps,
  HealthCheck,
  PathType,
  PublicHttpApp,
  PublicLoadBalancedApp,
  Route,
  SecurityProfile,
  SessionAffinity,
  TrafficPolicy,
  Worker,
} from '../../../lib';
import { image, shop } from '../harness';
import { backend, portless, type Refusals } from './refusal';

/** A backend in a chart for another target, which is the one to synthesize. */
const elsewhere = (target: ClusterTargetProps, props: object): Chart => {
  const chart = shop(target);
  backend(chart, props);
  return chart;
};

const gateway = { name: 'public', namespace: 'infra' };
const routed = (chart: Chart, ...routes: Route[]): PublicHttpApp => new PublicHttpApp(chart, 'web', { image, port: 80, routes });

/** What looks much like something that is refused, and is fine. */
export const accepted: Refusals = {
  'one name in two namespaces': (chart) => {
    backend(chart, {});
    backend(new Chart(App.of(chart), 'other', { namespace: 'other' }), {});
  },
  'one name in two clusters': (chart) => {
    backend(chart, {});
    const other = new Chart(App.of(chart), 'other', { namespace: 'shop' });
    new ClusterTarget({ cluster: 'other' }).applyTo(other);
    backend(other, {});
  },
  'one name in two apps': (chart) => {
    backend(chart, {});
    backend(shop(), {});
  },
  'a name in place of an id that is none': (chart) => backend(chart, { name: 'orders' }, 'Orders API'),
  'one number for two protocols': (chart) =>
    portless(chart, {
      ports: [
        { name: 'dns-tcp', port: 53 },
        { name: 'dns-udp', port: 53, protocol: Protocol.UDP },
      ],
    }),
  'two Service ports that lead to one container port': (chart) =>
    portless(chart, {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'alt', port: 8080 },
      ],
    }),
  'a port name that begins with a digit': (chart) => portless(chart, { ports: [{ name: '5060-sip', port: 5060 }] }),
  'a UDP-only app that says how it is checked': (chart) =>
    portless(chart, { ports: [{ port: 53, protocol: Protocol.UDP }], health: HealthCheck.exec(['/bin/dig', '@127.0.0.1']) }),
  'liveness that asks another path': (chart) =>
    backend(chart, { health: HealthCheck.http('/healthz'), liveness: HealthCheck.http('/livez') }),
  'liveness that asks the same path of another port': (chart) =>
    backend(chart, { health: HealthCheck.http('/healthz'), liveness: HealthCheck.http('/healthz', { port: 9000 }) }),
  'no liveness, in so many words, beside a slow health': (chart) =>
    backend(chart, { health: HealthCheck.http('/healthz', { period: Duration.minutes(5) }), liveness: HealthCheck.none('it never hangs') }),
  'a Worker with a check of its own port': (chart) =>
    new Worker(chart, 'mailer', { image, health: HealthCheck.http('/healthz', { port: 9000 }) }),
  'no drain on Kubernetes 1.29': () => elsewhere({ kubernetesVersion: '1.29' }, { drain: Duration.seconds(0) }),
  'a drain one second shorter than the grace period': (chart) => backend(chart, { drain: Duration.seconds(44) }),
  'a grace period of nothing without a drain': (chart) =>
    backend(chart, { terminationGracePeriod: Duration.seconds(0), drain: Duration.seconds(0) }),
  'no replicas': (chart) => backend(chart, { replicas: 0 }),
  'a singleton that says one replica': (chart) => backend(chart, { singleton: true, replicas: 1 }),
  'no arguments in a list of them': (chart) => backend(chart, { args: [] }),
  'a name of an environment variable as .NET has them': (chart) => backend(chart, { env: { 'Logging:LogLevel': 'x', '1ST': 'y' } }),
  'an empty environment variable': (chart) => backend(chart, { env: { FLAGS: '' } }),
  'an empty label': (chart) => backend(chart, { podLabels: { canary: '' } }),
  'an annotation in an upper-case domain': (chart) => backend(chart, { podAnnotations: { 'Example.com/owner': 'The shop, 2nd floor' } }),
  'a session timeout of a day': (chart) =>
    backend(chart, { sessionAffinity: SessionAffinity.CLIENT_IP, sessionAffinityTimeout: Duration.days(1) }),
  'the last user that Linux has': (chart) => backend(chart, { security: SecurityProfile.restricted({ user: 2 ** 31 - 1 }) }),
  'a container name of one letter': (chart) => backend(chart, { sidecars: [{ name: 'x', image }] }),
  'port 65535, and port 1': (chart) =>
    portless(chart, {
      ports: [
        { name: 'last', port: 65535 },
        { name: 'first', port: 1 },
      ],
    }),
  'a node-port range of every port there is': () => elsewhere({ nodePortRange: '1-65535' }, {}),
  'a node-port range of one port': () => elsewhere({ nodePortRange: '30000-30000' }, {}),
  'a source range of every address': (chart) =>
    new PublicLoadBalancedApp(chart, 'web', { image, port: 80, sourceRanges: ['0.0.0.0/0', '::/0'] }),
  'the external traffic policy of a further NodePort Service': (chart) =>
    backend(chart, {}).addService('orders-dev', { type: ServiceType.NODE_PORT, externalTrafficPolicy: TrafficPolicy.LOCAL }),
  'one path at two listeners, for HTTP and for HTTPS': (chart) => routed(chart, Route.gateway({ gateway: { ...gateway, sectionName: 'http' } }), Route.gateway({ gateway: { ...gateway, sectionName: 'https' } })),
  'one path of one host compared in two ways': (chart) => routed(chart, Route.gateway({ gateway, path: '/api' }), Route.gateway({ gateway, path: '/api', pathType: PathType.EXACT })),
  'one path for two Ingresses, each with a load balancer of its own': (chart) => routed(chart, Route.ingress({ className: 'alb' }), Route.ingress({ className: 'gce' })),
  'one path by a Gateway and by an Ingress, while apps move': (chart) => routed(chart, Route.gateway({ gateway }), Route.ingress({ className: 'nginx' })),
  'one path for a canary of ingress-nginx': (chart) => {
    new PublicHttpApp(chart, 'web', { image, port: 80, route: Route.ingress({ className: 'nginx' }) });
    const annotations = { 'nginx.ingress.kubernetes.io/canary': 'true', 'nginx.ingress.kubernetes.io/canary-weight': '10' };
    return new PublicHttpApp(chart, 'web-canary', { image, port: 80, route: Route.ingress({ className: 'nginx', annotations }) });
  },
  'one path for two apps of two clusters': (chart) => {
    routed(chart, Route.gateway({ gateway }));
    const other = new Chart(App.of(chart), 'other', { namespace: 'shop' });
    new ClusterTarget({ cluster: 'other' }).applyTo(other);
    routed(other, Route.gateway({ gateway }));
  },
  'a wildcard host, and a host of one label': (chart) => routed(chart, Route.gateway({ gateway, hostnames: ['*.example.com', 'localhost'] })),
  'a path with a file name, a tilde and percent code': (chart) => routed(chart, Route.ingress({ path: '/~me/caf%C3%A9/.well-known/index.html' })),
  'a namespace that begins with a digit': (chart) => backend(chart, { allowFrom: AllowFrom.namespaces('3scale') }),
  'group 0, as OpenShift has it': (chart) => backend(chart, { security: SecurityProfile.restricted({ user: 1000, group: 0 }) }),
  'user 0 where root is allowed': (chart) => backend(chart, { security: SecurityProfile.legacyRoot('the image is old', { user: 0 }) }),
  'a Kubernetes version with a patch and a vendor': () => elsewhere({ kubernetesVersion: 'v1.31.5-gke.1023000' }, {}),
};
