import type { Duration } from 'cdk8s';
import { readAddress, readCidr } from '../graph/cidr';
import { isPortName } from '../graph/meant-port';
import { fill, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { sharedMessages } from '../report/shared-messages';

/**
 * Checks a Service name.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkName(path: string, field: string, name: string): string {
  if (/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  const isProp = field === 'id' || field === 'name';
  const suggestion = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  const suggested = `${isProp ? 'name: ' : ''}${quote(suggestion)}`;
  throw propError({
    path,
    field,
    problem: 'The name must be a DNS-1035 label: it becomes the Service\'s name in the cluster\'s DNS',
    got: `${quote(name)}${name.length > 63 ? `, which has ${String(name.length)} characters` : ''}`,
    fix: `use up to 63 lower-case letters, digits and hyphens, a letter first${suggestion === '' ? '' : `, such as ${suggested}`}`,
  });
}

/** Checks a port number: those of Services, containers and probes alike. */
export function checkPort(path: string, field: string, port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw propError({
    path,
    field,
    problem: 'A port must be a whole number from 1 to 65535',
    got: quote(port),
    fix:
      /^\d+$/.test(String(port)) && typeof port !== 'number'
        ? `write the number without quotes: ${String(port)}`
        : 'give the number of a port, such as 8080',
  });
}

/**
 * Checks the name of a port. Container ports allow less than Service ports do, and ours bear one name.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export function checkPortName(path: string, field: string, name: string): string {
  if (isPortName(name)) return name;
  throw propError({
    path,
    field,
    problem: 'A port name must be 1 to 15 lower-case letters, digits and single hyphens, with at least one letter',
    got: `${quote(name)}${name.length > 15 ? `, which has ${String(name.length)} characters` : ''}`,
    fix: /^\d+$/.test(name) ? `write the number without quotes: ${name}` : 'use a short name such as "http", "grpc" or "metrics"',
  });
}

/** Checks address ranges such as a load balancer's sources. */
export function checkCidrs(path: string, field: string, cidrs: readonly string[]): void {
  for (const [index, cidr] of cidrs.entries()) {
    if (readCidr(cidr)) continue;
    const address = readAddress(cidr);
    const range = quote(cidr);
    throw propError({
      path,
      field: `${field}[${String(index)}]`,
      ...(address
        ? fill(sharedMessages.sourceRangeBare, { range, one: quote(`${cidr}/${address.family === 4 ? '32' : '128'}`) })
        : fill(sharedMessages.sourceRangeInvalid, { range })),
    });
  }
}

/** Checks a time that Kubernetes counts in whole seconds, and gives it; nothing for nothing. */
export function checkSeconds(path: string, field: string, duration: Duration | undefined, least: 0 | 1): number | undefined {
  const seconds = duration?.toSeconds({ integral: false });
  if (seconds === undefined || (Number.isInteger(seconds) && seconds >= least)) return seconds;
  throw propError({
    path,
    field,
    problem: `${field.replace(/^.*\./, '')} must be a whole number of seconds, ${String(least)} or more`,
    got: `${String(seconds)} s`,
    fix: `write it in whole seconds, such as Duration.seconds(${String(Math.max(1, Math.ceil(seconds) || 1))})`,
  });
}
