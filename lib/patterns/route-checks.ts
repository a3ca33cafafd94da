import { quote } from '../report/message';
import { propError } from '../report/prop-error';

// What is wrong with a route on its face, whoever it is for.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const HOST_LENGTH = 253;
/** What the Gateway API takes in one route. */
const MOST_HOSTS = 16;
const PATH_LENGTH = 1024;
const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;

function refuse(field: string, problem: string, got: string, fix: string): never {
  throw propError({ path: '', field, problem, got, fix });
}

/**
 * Checks a host as routes have them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export function checkHost(field: string, host: string): void {
  const bare = typeof host === 'string' ? host.replace(/^\*\./, '') : '';
  const labels = bare.split('.');
  const fits = SUBDOMAIN.test(bare) && host.length <= HOST_LENGTH && labels.every((label) => label.length <= 63);
  if (fits && !/^\d+(\.\d+){3}$/.test(bare)) return;
  const suggestion = suggestHost(host);
  refuse(
    field,
    'A host is a name of lower-case letters, digits, hyphens and dots, and a wildcard is its first label alone',
    quote(host),
    suggestion === undefined ? 'write it like "shop.example.com" or "*.example.com"' : `write ${quote(suggestion)}`,
  );
}

/** Whoever gives a URL, or a port, wants its host. */
function suggestHost(host: unknown): string | undefined {
  const name = String(host).trim().toLowerCase().replace(/^[a-z]+:\/\//, '').replace(/[/?#].*$/, '').replace(/:\d*$/, '').replace(/\.$/, '');
  return SUBDOMAIN.test(name.replace(/^\*\./, '')) && !/^[\d.]+$/.test(name) && name !== host && name.length <= HOST_LENGTH ? name : undefined;
}

/** Checks the name of a Gateway; whoever writes its namespace into it wants it beside. */
export function checkGatewayName(field: string, name: string): void {
  const [namespace, rest, ...more] = name.split('/');
  if (namespace === undefined || rest === undefined || more.length > 0) checkObjectName(field, 'a Gateway', name, 'public');
  else refuse(field, 'The name of a Gateway holds no namespace', quote(name), `write name: ${quote(rest)}, namespace: ${quote(namespace)}`);
}

/** Checks a list of hosts. */
export function checkHosts(field: string, hosts: readonly string[]): void {
  if (hosts.length === 0) refuse(field, 'A list of hosts must name one', '[]', 'name one, or leave hostnames out for every host of the Gateway\'s listeners');
  if (hosts.length > MOST_HOSTS) refuse(field, `A route has ${String(MOST_HOSTS)} hosts at most`, `${String(hosts.length)} hosts`, 'share them out over several routes');
  for (const [index, host] of hosts.entries()) {
    checkHost(`${field}[${String(index)}]`, host);
    if (hosts.indexOf(host) < index) refuse(`${field}[${String(index)}]`, 'A route names each host once', quote(host), 'take it out here');
  }
}

/** Checks a path as controllers of every kind take it. */
export function checkPath(field: string, path: string): void {
  const problem = pathProblem(path);
  if (problem === undefined) return;
  const suggestion = suggestPath(path);
  refuse(field, problem, path.length > PATH_LENGTH ? `${String(path.length)} characters` : quote(path), pathProblem(suggestion) === undefined && suggestion !== path ? `write ${quote(suggestion)}` : 'write it like "/api"');
}

function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'The path of a route must begin with a slash';
  if (path.includes('//')) return 'The path of a route must not hold two slashes side by side';
  if (/[?#]/.test(path)) return 'The path of a route holds no query and no fragment';
  if (/\/\.{1,2}(\/|$)|%2f/i.test(path)) return 'The path of a route must not hold "." or ".." as a step, nor a slash in code';
  if (path.endsWith('*')) return 'An asterisk in a path is taken by its letter; everything below a path belongs to it without one';
  if (!PATH_CHARACTERS.test(path)) return 'The path of a route holds what URLs hold, everything else in percent code';
  return path.length > PATH_LENGTH ? `The path of a route has ${String(PATH_LENGTH)} characters at most` : undefined;
}

/** Whoever gives a URL, a pattern or a query wants the path in it. */
function suggestPath(path: string): string {
  return path
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\/?\*+$/, '')
    .replace(/^\/?/, '/')
    .replace(/\/{2,}/g, '/');
}

/** Checks the name of an object that is no Service. */
export function checkObjectName(field: string, what: string, name: string, like: string): void {
  if (SUBDOMAIN.test(name) && name.length <= HOST_LENGTH) return;
  refuse(field, `The name of ${what} is one of lower-case letters, digits, hyphens and dots`, quote(name), `write it like ${quote(like)}`);
}

/** Checks the services of a gRPC port. */
export function checkGrpcServices(field: string, services: readonly string[]): void {
  if (services.length === 0) refuse(field, 'A list of gRPC services must name one', '[]', 'name one, or leave grpcServices out for all of them');
  for (const [index, service] of services.entries()) {
    const at = `${field}[${String(index)}]`;
    if (services.indexOf(service) < index) refuse(at, 'A route names each gRPC service once', quote(service), 'take it out here');
    if (/^(?!\/)[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(service)) continue;
    const name = /^\/?([\w.]+)\/\w*$/.exec(service)?.[1];
    refuse(at, 'A gRPC service is its package and its name, with dots', quote(service), `write ${quote(name ?? 'acme.shop.Orders')}${name === undefined ? ' for service Orders of package acme.shop' : ''}`);
  }
}
