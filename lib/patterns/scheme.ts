import { Protocol } from 'cdk8s-plus-28';
import type { PlannedPort } from './ports';

/** Protocols that have URLs, by what ports are named after them, and the scheme of their URLs. */
const SCHEMES = new Map([
  ['http', 'http'],
  ['http2', 'http'],
  ['h2c', 'http'],
  ['https', 'https'],
  ['ws', 'ws'],
  ['wss', 'wss'],
  ['redis', 'redis'],
  ['rediss', 'rediss'],
  ['postgres', 'postgresql'],
  ['postgresql', 'postgresql'],
  ['mysql', 'mysql'],
  ['mongo', 'mongodb'],
  ['mongodb', 'mongodb'],
  ['amqp', 'amqp'],
  ['amqps', 'amqps'],
  ['nats', 'nats'],
  ['mqtt', 'mqtt'],
  ['mqtts', 'mqtts'],
  ['ldap', 'ldap'],
  ['ldaps', 'ldaps'],
  ['ftp', 'ftp'],
]);

/**
 * The scheme of URLs to a port: by its `appProtocol`, or by its name, as meshes read it: `http`, `http-web`, `tcp-redis`. gRPC has
 * none: its clients take `host:port`.
 */
export function schemeOf({ protocol, appProtocol, name }: Pick<PlannedPort, 'protocol' | 'appProtocol' | 'name'>): string | undefined {
  if (protocol !== Protocol.TCP) return undefined;
  if (appProtocol !== undefined) return SCHEMES.get(appProtocol.replace(/^.*\//, '').toLowerCase());
  return SCHEMES.get(name.replace(/^tcp-/, '').replace(/-.*$/, ''));
}
