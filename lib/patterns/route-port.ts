import { Protocol } from 'cdk8s-plus-28';
import { nearest } from '../graph/near';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import type { PlannedPort } from './ports';
import { schemeOf } from './scheme';

/** What is spoken at a port that a route leads to. */
export type Spoken = 'http' | 'https' | 'grpc';

/** What a port says that it speaks, by its `appProtocol` or its name; undefined where it says nothing of HTTP. */
export function spokenAt(port: PlannedPort): Spoken | undefined {
  const { appProtocol, name, protocol } = port;
  if (protocol !== Protocol.TCP) return undefined;
  if (appProtocol === undefined ? /^grpc(-(?!web).+)?$|^(?!.*web).+-grpc$/.test(name) : /(^|\/)grpc$/i.test(appProtocol)) return 'grpc';
  if (name.startsWith('grpc-web')) return 'http';
  const scheme = schemeOf(port);
  if (scheme === 'http' || scheme === 'ws') return 'http';
  return scheme === 'https' || scheme === 'wss' ? 'https' : undefined;
}

/**
 * The port that a route leads to.
 *
 * @throws LinkError where there is no such port, or several may be meant
 */
export function portOfRoute(path: string, field: string, ports: readonly PlannedPort[], name: string | undefined): PlannedPort {
  const tcp = ports.filter(({ protocol }) => protocol === Protocol.TCP);
  const names = listed(tcp.map((port) => quote(port.name)));
  const refuse = (problem: string, got: string, fix: string): Error => propError({ path, field: `${field}.port`, problem, got, fix });
  if (tcp.length === 0) throw refuse('HTTP is spoken over TCP, and the app has no such port', listed(ports.map((port) => `${quote(port.name)} (${port.protocol})`)), 'give the app a TCP port');
  if (name !== undefined) {
    const found = tcp.find((port) => port.name === name);
    if (found) return found;
    const other = ports.find((port) => port.name === name);
    throw refuse(
      other ? 'HTTP is spoken over TCP, and the port that the route names is for another protocol' : `A route leads to a port of the app, and none is named ${quote(name)}`,
      other ? `${quote(name)} (${other.protocol})` : `${quote(name)}; the TCP ports are ${names}`,
      `use port: ${quote(nearest(name, tcp.map((port) => port.name)))}`,
    );
  }
  const speaking = (spoken: Spoken): PlannedPort | undefined => tcp.find((port) => spokenAt(port) === spoken);
  const said = speaking('http') ?? speaking('grpc');
  if (said) return said;
  const silent = tcp.filter((port) => spokenAt(port) === undefined);
  const [only] = silent;
  if (only && tcp.length === 1) return only;
  const https = speaking('https');
  if (https && silent.length === 0) {
    throw refuse(
      'The entrance speaks plain HTTP to pods unless it is told otherwise, and the port speaks TLS',
      `port ${quote(https.name)}`,
      `give the route port: ${quote(https.name)}, and tell the entrance: an Ingress of a known controller is told by itself, a Gateway by a BackendTLSPolicy of yours; or serve plain HTTP, for the entrance ends TLS`,
    );
  }
  throw refuse('Several ports may be meant, and none says that it speaks HTTP', `ports ${names}`, `name one: port: ${quote(only?.name)}, or call the port "http"`);
}
