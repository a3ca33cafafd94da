import { configReferences } from './config-reference';
import type { Graph } from './graph';
import { list, record, text } from './json';
import type { GraphObject } from './object';
import { podSpec } from './pod-spec';
import { hostsIn, type WrittenHost } from './service-host';
import type { Container, Workload } from './workload';

/** A host that pods are told, and where. */
export interface ToldHost extends WrittenHost {
  /** What tells it: the workload itself, or a ConfigMap. */
  readonly object: GraphObject;
  readonly field: string;
  /** As messages name the place: `variable "ORDERS_URL"`. */
  readonly where: string;
  /** The pods that are told; none where no pod of the input reads the ConfigMap. */
  readonly readers: readonly Workload[];
  /** Whether it is all that a setting says, whose name is that of something to connect to; in a text, it may be there for other ends. */
  readonly meant: boolean;
}

interface Setting {
  /** In capitals, words joined by underscores, whether it was a variable, a flag or a key; absent on a bare argument. */
  readonly name?: string;
  readonly value: string;
  readonly field: string;
  readonly where: string;
}

/** Everything that pods are told of hosts: in variables, on command lines and in ConfigMaps. */
export function toldHosts(graph: Graph): ToldHost[] {
  const readers = readersOfConfigMaps(graph);
  return [
    ...graph.workloads.flatMap((workload) =>
      workload.containers.flatMap((container) => hostsOf(settingsOf(container), { object: workload.object, readers: [workload] })),
    ),
    ...graph.index.ofKind('ConfigMap').flatMap((object) => {
      const settings = Object.entries(record(object.manifest.data)).flatMap(([key, value]) =>
        typeof value === 'string' && !/example|readme/i.test(key) && !isManifest(value) ? [{ name: nameOf(key), value, field: `data[${JSON.stringify(key)}]`, where: `key ${JSON.stringify(key)}` }] : [],
      );
      return hostsOf(settings, { object, readers: readers.get(keyOf(object.namespace, object.name)) ?? [] });
    }),
  ];
}

/** Names whose values are hosts that somebody else connects to, or no hosts at all. */
const NOT_MEANT = /(^|_)(CORS|ALLOWED|NO_?PROXY|BIND|LISTEN|ADVERTISED?|SERVER_?NAME|DNS_?NAMES?|SANS?)(_|$)|LISTENERS?$|(^|_)(IMAGE(_(NAME|TAG|REPO|REPOSITORY))?|VERSION|TAG|ORIGINS?|AUDIENCE|LABELS?|USER|USERNAME|GROUP|OWNER)$/;

/** Names whose whole value is a host: `ORDERS_HOST`. The `HOST` that stands alone is where a program listens. */
const HOLDS_HOST = /_(HOST|HOSTNAME|HOSTS|SERVER|SERVERS|ADDR|ADDRESS|ENDPOINT|BROKERS?|UPSTREAM)$|^PGHOST$/;
const OF_ITSELF = /^(LISTEN|BIND|SERVER|HTTP|HTTPS|WEB|APP|GRPC|POD|NODE|MY|SELF|PUBLIC|EXTERNAL|VIRTUAL|INGRESS|COOKIE|VITE|KC|WEBPACK)_(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/;

function hostsOf(settings: readonly Setting[], shared: Pick<ToldHost, 'object' | 'readers'>): ToldHost[] {
  const ports = new Map(settings.flatMap(({ name, value }) => (name !== undefined && /PORT$/.test(name) ? [[name, value.trim()] as const] : [])));
  return settings.flatMap(({ name, value, field, where }) => {
    if (name !== undefined && NOT_MEANT.test(name)) return [];
    const whole = !/\s/.test(value.trim());
    return hostsIn(value).flatMap((written): ToldHost[] => {
      const told = { ...shared, field, where, ...written, meant: whole };
      if (written.port !== undefined || written.portToCome) return [told];
      const port = ports.get(name === undefined ? '' : portNameFor(name));
      const paired = port === undefined ? told : /^\d{1,5}$/.test(port) ? { ...told, port: Number(port) } : { ...told, portToCome: true as const };
      if (written.form === 'url') return [paired];
      const isHost = name !== undefined && whole && HOLDS_HOST.test(name) && !OF_ITSELF.test(name);
      // A name with svc in it is that of a Service wherever it stands.
      return isHost || written.host.includes('.svc') ? [{ ...paired, meant: isHost }] : [];
    });
  });
}

/** The variable with the port that belongs to a host: `ORDERS_PORT` to `ORDERS_HOST`, and to `ORDERS_URL` too. */
function portNameFor(name: string): string {
  if (name === 'PGHOST') return 'PGPORT';
  return name.replace(/_[A-Z\d]+$/, '_PORT');
}

/** What a container is told on its command line and in its environment. */
function settingsOf({ manifest, field }: Container): Setting[] {
  const variables = list(manifest.env).flatMap((item, at) => {
    const { name, value } = record(item);
    const known = text(name);
    if (known === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
    return [{ name: nameOf(known), value: String(value), field: `${field}.env[${String(at)}].value`, where: `variable ${JSON.stringify(known)}` }];
  });
  return [...variables, ...['command', 'args'].flatMap((part) => wordsOf(list(manifest[part]).map(String), `${field}.${part}`))];
}

/** Flags and what follows them; whatever else stands on a command line. */
function wordsOf(words: readonly string[], field: string): Setting[] {
  return words.flatMap((word, at): Setting[] => {
    const place = { field: `${field}[${String(at)}]`, where: 'a command line' };
    if (/\s/.test(word)) return [{ value: word, ...place }];
    const [, flag, value] = /^--?([\w.-]+)=(.*)$/.exec(word) ?? [];
    if (flag !== undefined && value !== undefined) return [{ name: nameOf(flag), value, ...place }];
    if (word.startsWith('-')) return [];
    const [, before] = /^--?([\w.-]+)$/.exec(words[at - 1] ?? '') ?? [];
    return [{ ...(before === undefined ? {} : { name: nameOf(before) }), value: word, ...place }];
  });
}

/** `redis-host`, `redis.host` and `redisHost` as a variable would be called: `REDIS_HOST`. */
function nameOf(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[^A-Za-z\d]/g, '_').toUpperCase();
}

/** Manifests in a ConfigMap are for some other namespace, and programs to come. */
function isManifest(value: string): boolean {
  return /^[ \t]*kind:/m.test(value) && /^[ \t]*apiVersion:/m.test(value);
}

function readersOfConfigMaps({ workloads }: Graph): Map<string, Workload[]> {
  const readers = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const names = configReferences(workload).filter(({ kind }) => kind === 'ConfigMap').map(({ name }) => name);
    for (const name of new Set(names)) {
      const key = keyOf(workload.object.namespace, name);
      const known = readers.get(key);
      if (known) known.push(workload);
      else readers.set(key, [workload]);
    }
  }
  return readers;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Names that the pods resolve by themselves, before any DNS does. */
export function ownHostNames(workload: Workload): string[] {
  const spec = podSpec(workload);
  const aliases = list(spec.hostAliases).flatMap((item) => list(record(item).hostnames));
  return [...aliases, spec.hostname].flatMap((name) => text(name) ?? []);
}

/** Whether the pods ask the cluster's DNS, with the search path that makes short names those of their own namespace. */
export function usesClusterDns(workload: Workload): boolean {
  const { dnsPolicy, dnsConfig } = podSpec(workload);
  if (list(record(dnsConfig).searches).length > 0 || dnsPolicy === 'None' || dnsPolicy === 'Default') return false;
  return !workload.hostNetwork || dnsPolicy === 'ClusterFirstWithHostNet';
}
