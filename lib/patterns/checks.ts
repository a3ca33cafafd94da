import { isIP } from 'node:net';
import { quote } from '../report/message';
import { propError } from '../report/prop-error';

/**
 * Checks a Service name.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkName(path: string, field: string, name: string): string {
  if (/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  const suggestion = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^[^a-z]+/, '').slice(0, 63).replace(/-+$/, '');
  throw propError({
    path,
    field,
    problem: 'The name must be a DNS-1035 label: it becomes the Service\'s name in the cluster\'s DNS',
    got: quote(name),
    fix: `use up to 63 lower-case letters, digits and hyphens, a letter first${suggestion === '' ? '' : `: name: ${quote(suggestion)}`}`,
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
    fix: 'give the port that the program listens on, such as 8080',
  });
}

/**
 * Checks the name of a port. Container ports allow less than Service ports do, and ours bear one name.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export function checkPortName(path: string, field: string, name: string): string {
  if (name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name)) return name;
  throw propError({
    path,
    field,
    problem: 'A port name must be 1 to 15 lower-case letters, digits and single hyphens, with at least one letter',
    got: quote(name),
    fix: 'use a short name such as "http", "grpc" or "metrics"',
  });
}

/** Checks an image reference for being there at all. */
export function checkImage(path: string, image: string): string {
  if (image !== '' && !/\s/.test(image)) return image;
  throw propError({
    path,
    field: 'image',
    problem: 'The image must be a reference that a node can pull',
    got: quote(image),
    fix: 'give repository and tag or digest, such as "ghcr.io/acme/orders:1.4.2"',
  });
}

/** Checks a number of pods. */
export function checkReplicas(path: string, replicas: number | undefined, singleton: boolean): void {
  if (replicas === undefined) return;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw propError({
      path,
      field: 'replicas',
      problem: 'replicas must be a whole number, 0 or more',
      got: quote(replicas),
      fix: 'give the number of pods, or leave replicas out for 2',
    });
  }
  if (singleton && replicas > 1) {
    throw propError({
      path,
      field: 'replicas',
      problem: 'A singleton runs one pod at a time',
      got: `singleton: true with replicas: ${String(replicas)}`,
      fix: 'leave replicas out, or singleton',
    });
  }
}

/** Checks address ranges such as a load balancer's sources. */
export function checkCidrs(path: string, field: string, cidrs: readonly string[]): void {
  for (const [index, cidr] of cidrs.entries()) {
    const [address = '', mask] = cidr.split('/');
    const bits = address.includes(':') ? 128 : 32;
    const valid = isAddress(address) && mask !== undefined && /^\d{1,3}$/.test(mask) && Number(mask) <= bits;
    if (valid) continue;
    throw propError({
      path,
      field: `${field}[${String(index)}]`,
      problem: 'A source range must be an IP range in CIDR notation, with its mask',
      got: quote(cidr),
      fix: isAddress(address) && mask === undefined ? `write ${quote(`${address}/${String(bits)}`)} for this one address` : 'write it like "203.0.113.0/24"',
    });
  }
}

function isAddress(address: string): boolean {
  return isIP(address) !== 0;
}
