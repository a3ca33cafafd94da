import type { Duration } from 'cdk8s';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';
import { checkPort, checkSeconds } from './checks';

/** When a check runs, and what it takes to change its mind. */
export interface HealthCheckOptions {
  /**
   * How long after the container's start the first check runs.
   *
   * @default - at once
   */
  readonly initialDelay?: Duration;
  /**
   * Time between checks.
   *
   * @default - 10 seconds; 20 seconds for liveness
   */
  readonly period?: Duration;
  /**
   * How long an answer may take.
   *
   * @default - 1 second
   */
  readonly timeout?: Duration;
  /**
   * Failures in a row until the check has failed.
   *
   * @default - 3; 6 for liveness
   */
  readonly failureThreshold?: number;
  /**
   * Successes in a row until a failed check has passed again. Must be 1 for liveness and startup.
   *
   * @default - 1
   */
  readonly successThreshold?: number;
}

/** Options of a check that goes to a port. */
export interface PortHealthCheckOptions extends HealthCheckOptions {
  /**
   * The container's port.
   *
   * @default - the first TCP port of the pattern
   */
  readonly port?: number;
}

/** Options of a check by HTTP. */
export interface HttpHealthCheckOptions extends PortHealthCheckOptions {
  /**
   * Headers to send.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * Whether to ask by HTTPS. The certificate is not verified.
   *
   * @default false
   */
  readonly tls?: boolean;
}

/** Options of a check by gRPC's own health protocol. */
export interface GrpcHealthCheckOptions extends PortHealthCheckOptions {
  /**
   * The service to ask about, as the server's health protocol names it.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** What a check does; `none` says why there is none. */
type Kind = 'http' | 'tcp' | 'grpc' | 'exec' | 'none';

/**
 * How Kubernetes learns whether a container can serve.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class HealthCheck {
  /** Asks for a path by HTTP; any status from 200 to 399 is healthy. */
  public static http(path: string, options: HttpHealthCheckOptions = {}): HealthCheck {
    if (!path.startsWith('/')) throw refused('path', 'The path of a health check must begin with a slash', path, suggestPath(path));
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => ({ name, value }));
    return new HealthCheck('http', options, (port) => ({
      httpGet: {
        path,
        port,
        ...(options.tls === true ? { scheme: 'HTTPS' } : {}),
        ...(headers.length > 0 ? { httpHeaders: headers } : {}),
      },
    }));
  }

  /** Opens a TCP connection; it says that somebody listens, not that they are well. */
  public static tcp(options: PortHealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('tcp', options, (port) => ({ tcpSocket: { port } }));
  }

  /** Asks by gRPC's own health protocol. */
  public static grpc(options: GrpcHealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('grpc', options, (port) => ({
      grpc: { port, ...(options.service === undefined ? {} : { service: options.service }) },
    }));
  }

  /** Runs a command in the container; exit code 0 is healthy. */
  public static exec(command: string[], options: HealthCheckOptions = {}): HealthCheck {
    if (command.length === 0) {
      throw refused('command', 'The command of a health check must not be empty', command, 'write it like ["/bin/healthy"]');
    }
    return new HealthCheck('exec', options, () => ({ exec: { command: [...command] } }));
  }

  /** No check at all: traffic arrives as soon as the container has started. The reason is for whoever reads the code. */
  public static none(reason: string): HealthCheck {
    if (reason.trim() === '') {
      throw refused('reason', 'A pattern without a health check must say why', reason, 'say why nothing can be checked');
    }
    return new HealthCheck('none', {}, () => ({}), reason);
  }

  private constructor(
    /** @internal */
    public readonly _kind: Kind,
    /** @internal */
    public readonly _options: PortHealthCheckOptions,
    /** @internal */
    public readonly _action: (port: number) => object,
    /** Why there is none. @internal */
    public readonly _reason?: string,
  ) {
    const { port, initialDelay, period, timeout, failureThreshold, successThreshold } = _options;
    if (port !== undefined) checkPort('', 'HealthCheck.port', port);
    checkSeconds('', 'HealthCheck.initialDelay', initialDelay, 0);
    // Kubernetes reads a zero as "not given", and would take its own default.
    checkSeconds('', 'HealthCheck.period', period, 1);
    checkSeconds('', 'HealthCheck.timeout', timeout, 1);
    checkCount('failureThreshold', failureThreshold);
    checkCount('successThreshold', successThreshold);
  }

  /** What is spoken at the port that it goes to, as ports are named after it. @internal */
  public get _spoken(): 'http' | 'https' | 'grpc' | undefined {
    if (this._kind === 'http') return (this._options as HttpHealthCheckOptions).tls === true ? 'https' : 'http';
    return this._kind === 'grpc' ? 'grpc' : undefined;
  }
}

function checkCount(field: string, count: number | undefined): void {
  if (count === undefined || (Number.isInteger(count) && count >= 1)) return;
  throw refused(
    field,
    `${field} must be a whole number, 1 or more`,
    count,
    `leave ${field} out, or give how many answers in a row it takes`,
  );
}

/** Whoever gives a whole URL wants its path. */
function suggestPath(url: string): string {
  const path = url.replace(/^https?:\/\/[^/]*/, '').replace(/^\/?/, '/');
  return `write ${quote(path)}${path.length < url.length ? '; the port is an option, and the host is the pod itself' : ''}`;
}

function refused(field: string, problem: string, got: unknown, fix: string): Error {
  return propError({ path: '', field: `HealthCheck.${field}`, problem, got: quote(got), fix });
}
