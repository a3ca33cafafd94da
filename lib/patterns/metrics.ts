import { type Container, Protocol, type Service, ServiceType, type Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { ClusterTarget } from '../target/cluster-target';
import type { Admission } from './admission';
import { AllowFrom } from './allow-from';
import type { Canaries } from './canaries';
import { checkName, checkPort, checkPortName } from './checks';
import { claimName } from './claims';
import { declarePorts } from './containers';
import { METRICS_PATH } from './defaults';
import { METRICS_LABEL, recommendedLabels } from './labels';
import type { PolicyPeer } from './peers';
import type { PlannedPort } from './ports';
import { serve } from './serve';
import { numberOf, portsBeside, resolveNative, type SidecarPort } from './sidecars';

/**
 * Describes where an app tells of itself.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/system-metrics/
 */
export interface MetricsProps {
  /** The port that scrapers connect to, by TCP: none that the app itself is reached at. */
  readonly port: number;
  /**
   * The port that the container listens on, or the name of a port that one of its sidecars declares.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;
  /**
   * The path of the metrics, told to scrapers that read `prometheus.io/*` annotations.
   *
   * @default '/metrics'
   */
  readonly path?: string;
  /**
   * Who may scrape. The target's `platformClients` always may; `AllowFrom.connected()` leaves it at them.
   *
   * @default AllowFrom.cluster()
   */
  readonly allowFrom?: AllowFrom;
  /**
   * Name of the Service.
   *
   * @default - the pattern's name and `-metrics`
   */
  readonly name?: string;
}

/** Describes the metrics of an app that is reached by a Service. */
export interface MetricsOptions {
  /**
   * Metrics on a port and a Service of their own, of type ClusterIP whatever the pattern's is: what the public reaches never leads to them.
   * The Service is named after the pattern, `orders-metrics`, its port `metrics`, and it is labelled `app.kubernetes.io/component: metrics`, by
   * which a ServiceMonitor finds it.
   *
   * @default - none
   */
  readonly metrics?: MetricsProps;
}

/** A pattern whose pods may have metrics. */
interface MeasuredApp {
  readonly scope: Construct;
  readonly name: string;
  /** The labels by which its Services find their pods. */
  readonly pods: Readonly<Record<string, string>>;
  readonly canaries: Canaries;
  readonly workload: Workload;
  readonly container: Container;
  readonly admission: Admission;
  /** The ports at which the app itself is reached. */
  readonly ports: readonly PlannedPort[];
}

/** Metrics that are served. */
export interface Metrics {
  readonly service: Service;
  readonly port: PlannedPort;
}

/**
 * Gives the pods a port for metrics, and a Service that leads there and nowhere else.
 *
 * @throws LinkError where the port is none, or the app itself is reached at it
 */
export function addMetrics(app: MeasuredApp, metrics: MetricsProps): Metrics {
  const { scope, name, workload, container } = app;
  const { path } = scope.node;
  const serviceName = checkName(path, 'metrics.name', metrics.name ?? `${name}-metrics`);
  const beside = portsBeside(workload, container);
  const [port = planned(path, metrics)] = resolveNative([planned(path, metrics)], beside);
  refuseShared(path, app.ports, port, beside);
  claimName(scope, serviceName, `${path}/Metrics`);
  const number = numberOf(port, beside);
  const service = serve(scope, 'Metrics', {
    path,
    name: serviceName,
    // Pods that join the app's own Service are no part of it: they may have metrics of their own, or none.
    selects: { ...app.pods, [METRICS_LABEL]: name },
    type: ServiceType.CLUSTER_IP,
    ports: [port],
    options: {
      serviceLabels: { ...recommendedLabels(name), 'app.kubernetes.io/component': 'metrics' },
      serviceAnnotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/path': checkPath(path, metrics.path ?? METRICS_PATH),
        // Without it, a scraper that looks for annotations asks every port of the pods.
        ...(number === undefined ? {} : { 'prometheus.io/port': String(number) }),
      },
    },
  });
  const serveFrom = (pods: Pick<MeasuredApp, 'workload' | 'container'>): void => {
    pods.workload.podMetadata.addLabel(METRICS_LABEL, name);
    declarePorts(pods.workload, pods.container, [port]);
  };
  serveFrom(app);
  app.canaries.each(serveFrom);
  app.admission.admit([port], peersOf(scope, metrics));
  return { service, port };
}

function peersOf(scope: Construct, { allowFrom = AllowFrom.cluster() }: MetricsProps): readonly PolicyPeer[] {
  const { _peers: peers } = allowFrom;
  if (peers.length > 0 || ClusterTarget.of(scope).platformClients.length > 0) return peers;
  throw propError({
    path: scope.node.path,
    field: 'metrics.allowFrom',
    problem: 'Nobody may scrape these metrics: apps connect to the app, not to its metrics, and the target names no platformClients',
    got: 'AllowFrom.connected()',
    fix: 'say who scrapes, such as AllowFrom.namespaces("monitoring"), or name the scraper among the target\'s platformClients',
  });
}

function planned(path: string, { port, targetPort = port }: MetricsProps): PlannedPort {
  checkPort(path, 'metrics.port', port);
  if (typeof targetPort === 'number') checkPort(path, 'metrics.targetPort', targetPort);
  else checkPortName(path, 'metrics.targetPort', targetPort);
  return { name: 'metrics', port, targetPort, protocol: Protocol.TCP, field: 'metrics.' };
}

function checkPath(path: string, metricsPath: string): string {
  if (/^\/\S*$/.test(metricsPath)) return metricsPath;
  const fix = `write ${quote(metricsPath.trim() === '' ? METRICS_PATH : `/${metricsPath.trim().replace(/^[a-z]+:\/\/[^/]*/, '').replace(/^\/+/, '')}`)}`;
  throw propError({ path, field: 'metrics.path', problem: 'The path of metrics must begin with a slash', got: quote(metricsPath), fix });
}

/** Refuses a port of the pods at which the app itself is reached: whoever may reach the one could read the other. */
function refuseShared(path: string, ports: readonly PlannedPort[], metrics: PlannedPort, beside: readonly SidecarPort[]): void {
  const shared = ports.find((port) => isSame(port, metrics, beside));
  if (!shared) return;
  throw propError({
    path,
    field: 'metrics.port',
    problem: 'Metrics need a port of their own: whoever reaches the app at this one reaches its metrics too',
    got: `${quote(metrics.targetPort)}, which port ${String(shared.port)} of the Service leads to`,
    fix: 'have the program serve its metrics at another port and give that, or leave metrics out and scrape the app\'s own Service',
  });
}

/**
 * Refuses a Service for the world outside that leads to metrics.
 *
 * @throws LinkError where one of its ports does
 */
export function refusePublicMetrics(path: string, ports: readonly PlannedPort[], metrics: PlannedPort, beside: readonly SidecarPort[]): void {
  const shared = ports.find((port) => isSame(port, metrics, beside));
  if (!shared) return;
  throw propError({
    path,
    field: `${shared.field}port`,
    problem: 'A Service that takes traffic from outside must not lead to the metrics',
    got: `port ${String(shared.port)} leads to ${quote(shared.targetPort)}`,
    fix: 'leave that port out; in the cluster, scrapers reach it by the Service of the metrics',
  });
}

function isSame(port: PlannedPort, metrics: PlannedPort, beside: readonly SidecarPort[]): boolean {
  if (port.protocol !== metrics.protocol) return false;
  return port.targetPort === metrics.targetPort || (numberOf(port, beside) ?? NaN) === numberOf(metrics, beside);
}
