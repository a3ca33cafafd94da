import { Protocol } from 'cdk8s-plus-28';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { LIVENESS_FAILURES, LIVENESS_PERIOD } from './defaults';
import { HealthCheck, type PortHealthCheckOptions } from './health-check';
import type { PlannedPort } from './ports';
import { isBeside, type SidecarPort } from './sidecars';
import type { PodProps } from './workload-props';

/** Probes as they stand in a container's manifest. */
export interface Probes {
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly startupProbe?: object;
}

/** What Kubernetes does where a probe does not say. */
const PERIOD_SECONDS = 10;
const FAILURES = 3;

/**
 * Decides the probes of a pattern's container.
 *
 * @throws LinkError where a check has no port to go to, or liveness would act before readiness
 */
export function planProbes(path: string, props: PodProps, ports: readonly PlannedPort[], beside: readonly SidecarPort[]): Probes {
  // A sidecar that answers says nothing about the container itself.
  const own = ports.filter(({ protocol, targetPort }) => protocol === Protocol.TCP && !isBeside(beside, { protocol, targetPort }));
  const port = own.map(({ targetPort }) => targetPort).find((number) => typeof number === 'number');
  const health = props.health ?? (ports.length === 0 ? undefined : defaultCheck(path, port));
  if (props.liveness && props.liveness._kind !== 'none' && health) refuseEagerLiveness(path, props.liveness, health, port);
  const liveness = { period: LIVENESS_PERIOD, failureThreshold: LIVENESS_FAILURES };
  return {
    ...render(path, 'health', 'readinessProbe', health, port),
    ...render(path, 'liveness', 'livenessProbe', props.liveness, port, liveness),
    ...render(path, 'startup', 'startupProbe', props.startup, port),
  };
}

function defaultCheck(path: string, port: number | undefined): HealthCheck {
  if (port !== undefined) return HealthCheck.tcp();
  throw propError({
    path,
    field: 'health',
    problem: 'health is needed here: without a TCP port of the container\'s own, nothing else tells when it is ready',
    got: 'no health',
    fix: 'give health: HealthCheck.exec([...]), HealthCheck.http(\'/healthz\', { port: 8080 }), or HealthCheck.none(reason)',
  });
}

function render(
  path: string,
  field: string,
  probe: keyof Probes,
  check: HealthCheck | undefined,
  port: number | undefined,
  defaults: PortHealthCheckOptions = {},
): Probes {
  if (!check || check._kind === 'none') return {};
  const options = { ...defaults, ...check._options };
  const to = options.port ?? port;
  if (to === undefined && check._kind !== 'exec') {
    throw propError({
      path,
      field,
      problem: 'A health check by network needs a port to go to',
      got: `HealthCheck.${check._kind}() without a port, and no TCP port of the container's own`,
      fix: `give the port: HealthCheck.${check._kind}(${check._kind === 'http' ? '\'/healthz\', ' : ''}{ port: 8080 })`,
    });
  }
  if (probe !== 'readinessProbe' && (options.successThreshold ?? 1) !== 1) {
    throw propError({
      path,
      field,
      problem: 'successThreshold must be 1 for liveness and startup',
      got: `successThreshold: ${quote(options.successThreshold)}`,
      fix: 'leave successThreshold out',
    });
  }
  const settings = {
    initialDelaySeconds: options.initialDelay?.toSeconds(),
    periodSeconds: options.period?.toSeconds(),
    timeoutSeconds: options.timeout?.toSeconds(),
    failureThreshold: options.failureThreshold,
    successThreshold: options.successThreshold,
  };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  return { [probe]: { ...check._action(to ?? 0), ...given } };
}

/** A copied check turns a slow dependency into a restart storm, so liveness must lag behind, and by HTTP ask something else. */
function refuseEagerLiveness(path: string, liveness: HealthCheck, health: HealthCheck, port: number | undefined): void {
  const period = liveness._options.period?.toSeconds() ?? LIVENESS_PERIOD.toSeconds();
  const acts = period * (liveness._options.failureThreshold ?? LIVENESS_FAILURES);
  const leaves = (health._options.period?.toSeconds() ?? PERIOD_SECONDS) * (health._options.failureThreshold ?? FAILURES);
  if (health._kind !== 'none' && acts <= leaves) {
    const enough = Math.floor(leaves / period) + 1;
    throw propError({
      path,
      field: 'liveness',
      problem: 'liveness must be slower than health: a pod leaves the Service first and is restarted last',
      got: `liveness acts after ${String(acts)} s, health after ${String(leaves)} s`,
      fix: `let liveness wait for longer, such as failureThreshold: ${String(enough)} with its period of ${String(period)} s`,
    });
  }
  if (liveness._kind === 'http' && health._kind === 'http' && target(liveness, port) === target(health, port)) {
    throw propError({
      path,
      field: 'liveness',
      problem: 'liveness must not ask what health asks: what makes a pod unready rarely heals by restarting it',
      got: `both ask ${target(health, port)}`,
      fix: 'let liveness ask a path that depends on nothing else, such as "/livez", or leave it out',
    });
  }
}

/** Where a check by HTTP goes: what it sends along makes no other question of it. */
function target(check: HealthCheck, port: number | undefined): string {
  const { httpGet } = check._action(check._options.port ?? port ?? 0) as { httpGet: { path: string; port: number; scheme?: string } };
  return `${(httpGet.scheme ?? 'HTTP').toLowerCase()}://<pod>:${String(httpGet.port)}${httpGet.path}`;
}
