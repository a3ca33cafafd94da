import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { CallSite } from '../report/call-site';
import { listed, quote } from '../report/message';
import { propError } from '../report/prop-error';
import { declareConnection } from '../synth/declarations';
import { targetDataOf } from '../target/cluster-target';
import type { Client } from './client';
import type { Connections, IConnectable, Server } from './connectable';
import { namespaceOf } from './peers';
import type { PlannedPort } from './ports';
import { schemeOf } from './scheme';
import { checkEnvName } from './workload-checks';

/** Names of the variables that tell a client where its backend is. */
export interface ConnectionVariableNames {
  /**
   * For the host: the Service's name, with its namespace where that is another.
   *
   * @default - the prefix and `_HOST`
   */
  readonly host?: string;
  /**
   * For the Service's port.
   *
   * @default - the prefix and `_PORT`
   */
  readonly port?: string;
  /**
   * For `host:port`.
   *
   * @default - the prefix and `_ADDR`
   */
  readonly address?: string;
  /**
   * For `scheme://host:port`, where the port's protocol has a scheme.
   *
   * @default - the prefix and `_URL`
   */
  readonly url?: string;
}

/** How a client is told of its backend. */
export interface ConnectionOptions {
  /**
   * Begins the names of the variables. Where the backend has several ports and none is chosen, the port's name follows.
   *
   * @default - the backend's name in capitals, and the port's name where the backend has several
   */
  readonly prefix?: string;
  /**
   * Names in place of those with the prefix; for one port only.
   *
   * @default - the prefix and what the variable holds
   */
  readonly variables?: ConnectionVariableNames;
}

/** Connects a pattern to what its prop lists. */
export function connectAll(client: Client, targets: readonly IConnectable[] = []): void {
  for (const [index, target] of targets.entries()) connect(client, target, {}, `connectsTo[${String(index)}]`);
}

/**
 * Connects a pattern to a backend: its containers are told where it is, both ends' policies admit it, and the linker is told
 * to prove it.
 *
 * @throws LinkError where the two can't be connected, or a variable is set already
 */
export function connect(client: Client, target: IConnectable, options: ConnectionOptions = {}, field = 'connectTo'): void {
  const { path } = client.scope.node;
  // Plain JavaScript may hand over anything, and a circular import hands over nothing.
  const connections = (target as IConnectable | null | undefined)?.connections;
  if ((connections as Partial<Connections> | undefined)?._server === undefined || !connections) throw notConnectable(path, field, target);
  const { _server: server, _ports: ports } = connections;
  refuseOtherCluster(client, server, field);
  const host = hostOf(client, server, field);
  const variables = ports.flatMap((port) => variablesOf(client, connections, port, host, options, field));
  const site = CallSite.capture(connect);
  const connectWorkload = ({ workload }: Pick<Client, 'workload'>, scope: IConstruct): void => {
    for (const [name, value] of variables) client.variables.set(name, { value, backend: server.scope.node.path }, workload);
    const [from, to] = [ApiObject.of(workload), ApiObject.of(server.service)];
    const ends = { client: nameOf(from), service: nameOf(to), target: targetDataOf(scope), path: from.node.path };
    for (const { port, protocol } of ports) declareConnection(scope, { ...ends, port, protocol, ...(site ? { site } : {}) });
  };
  connectWorkload(client, client.scope);
  client.canaries?.each((canary) => { connectWorkload(canary, canary.workload); });
  server.admit(client, ports);
  server.letOut(client, ports, field);
}

function notConnectable(path: string, field: string, target: unknown): Error {
  return propError({
    path,
    field,
    problem: 'A connection leads to a pattern with a Service, or to one of its ports',
    got: Construct.isConstruct(target) ? `${target.node.path}, which is none` : quote(target),
    fix: 'give the pattern itself, made before this line, or one of its ports, such as orders.port("grpc")',
  });
}

function nameOf(object: ApiObject): { kind: string; namespace?: string; name: string } {
  const { namespace } = object.metadata;
  return { kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name: object.name };
}

function refuseOtherCluster(client: Client, server: Server, field: string): void {
  const [own, other] = [client.scope, server.scope].map((scope) => ({ root: scope.node.root, cluster: targetDataOf(scope).cluster }));
  if (own?.root === other?.root && own?.cluster === other?.cluster) return;
  const apps = own?.root !== other?.root;
  throw propError({
    path: client.scope.node.path,
    field,
    problem: `A connection stays within one ${apps ? 'app' : 'cluster'}, for a Service's name is known there only`,
    got: apps ? `${server.scope.node.path} is in another App` : `${quote(own?.cluster)} here, ${quote(other?.cluster)} at ${server.scope.node.path}`,
    fix: apps ? 'make both in one App' : 'connect to a backend in the same cluster, or give both the same ClusterTarget',
  });
}

/** The name by which a client finds a Service: short within a namespace, as everybody writes it. */
function hostOf(client: Client, server: Server, field: string): string {
  const { name: service } = server.service;
  const name = server.pod === undefined ? service : `${server.pod}.${service}`;
  const [own, other] = [namespaceOf(client.scope), namespaceOf(server.scope)];
  if (own === other) return name;
  if (other !== undefined) return `${name}.${other}.svc`;
  throw propError({
    path: client.scope.node.path,
    field,
    problem: `Nobody can say where ${server.scope.node.path} is: its chart has no namespace, and the client's has`,
    got: `namespace ${quote(own)} here, none there`,
    fix: 'give the chart of the backend its namespace: new Chart(app, "backend", { namespace: "backend" })',
  });
}

/** The variables for one port, by name. */
function variablesOf(
  client: Client,
  { _server: server, _ports: ports, _chosen: chosen }: Connections,
  port: PlannedPort,
  host: string,
  { prefix, variables = {} }: ConnectionOptions,
  field: string,
): [string, string][] {
  const { path } = client.scope.node;
  const refuse = (at: string, problem: string, got: string, fix: string): Error => propError({ path, field: `${field}.${at}`, problem, got, fix });
  const names = Object.values(variables as Record<string, string | undefined>).filter((name) => name !== undefined);
  if (names.length > 0 && ports.length > 1) {
    const fix = `choose a port: connectTo(orders.port(${quote(port.name)}), { variables: … })`;
    const got = `ports ${listed(ports.map(({ name }) => quote(name)))}`;
    throw refuse('variables', 'Variables can be named for one port only, and this backend has several', got, fix);
  }
  const scheme = schemeOf(port);
  if (variables.url !== undefined && scheme === undefined) {
    const fix = 'leave url out, or name the port, or its appProtocol, after a protocol that has URLs, such as "http"';
    throw refuse('variables.url', 'A URL needs a scheme, and the port\'s protocol has none', `port ${quote(port.name)}`, fix);
  }
  if (prefix === '') {
    const fix = 'leave prefix out, or give whole names: connectTo(orders, { variables: { host: "HOST", port: "PORT" } })';
    throw refuse('prefix', 'A prefix needs a letter at least, for names begin with it', '""', fix);
  }
  const several = server.ports.length > 1;
  const begin = prefix ?? capitals(server.pod ?? server.service.name);
  const base = several && !(chosen && prefix !== undefined) ? `${begin}_${capitals(port.name)}` : begin;
  const address = `${host}:${String(port.port)}`;
  const entries: [string, string][] = [
    [variables.host ?? `${base}_HOST`, host],
    [variables.port ?? `${base}_PORT`, String(port.port)],
    [variables.address ?? `${base}_ADDR`, address],
    ...(scheme === undefined ? [] : [[variables.url ?? `${base}_URL`, `${scheme}://${address}`] as [string, string]]),
  ];
  const twice = entries.find(([name], index) => entries.findIndex((entry) => entry[0] === name) < index);
  if (twice) throw refuse('variables', 'Each variable of a connection needs a name of its own', `${quote(twice[0])} for two of them`, 'rename one of the two');
  for (const [name] of entries) checkEnvName(path, prefix === undefined ? `${field}.variables` : `${field}.prefix`, name, targetDataOf(client.scope));
  return entries;
}

/** `orders-db` as environment variables have it: `ORDERS_DB`. */
function capitals(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
