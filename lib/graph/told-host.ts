import { addTo } from './add-to';
import { configReferences } from './config-reference';
import type { Graph } from './graph';
import { list, record, text } from './json';
import type { GraphObject } from './object';
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
  /** Where it stands; worked out for those few that name a host. */
  readonly place: () => Pick<ToldHost, 'field' | 'where'>;
}

/** Everything that pods are told of hosts: in variables, on command lines and in ConfigMaps. */
export function toldHosts(graph: Graph): ToldHost[] {
  const configMaps = graph.index.ofKind('ConfigMap');
  const readers = configMaps.length === 0 ? undefined : readersOfConfigMaps(graph);
  return [
    ...graph.workloads.flatMap((workload) =>
      workload.containers.flatMap((container) => hostsOf(settingsOf(container), { object: workload.object, readers: [workload] })),
    ),
    ...configMaps.flatMap((object) => {
      const settings = Object.entries(record(object.manifest.data)).flatMap(([key, value]) =>
        typeof value === 'string' && !/example|readme/i.test(key) && !isManifest(value) ? [{ name: nameOf(key), value, place: () => ({ field: `data[${JSON.stringify(key)}]`, where: `key ${JSON.stringify(key)}` }) }] : [],
      );
      return hostsOf(settings, { object, readers: readers?.get(keyOf(object.namespace, object.name)) ?? [] });
    }),
  ];
}

/** Names whose values are hosts that somebody else connects to, or no hosts at all. */
const NOT_MEANT = /(^|_)(CORS|ALLOWED|NO_?PROXY|BIND|LISTEN|ADVERTISED?|SERVER_?NAME|DNS_?NAMES?|SANS?)(_|$)|LISTENERS?$|(^|_)(IMAGE(_(NAME|TAG|REPO|REPOSITORY))?|VERSION|TAG|ORIGINS?|AUDIENCE|LABELS?|USER|USERNAME|GROUP|OWNER)$/;

/** Names whose whole value is a host: `ORDERS_HOST`. The `HOST` that stands alone is where a program listens. */
const HOLDS_HOST = /_(HOST|HOSTNAME|HOSTS|SERVER|SERVERS|ADDR|ADDRESS|ENDPOINT|BROKERS?|UPSTREAM)$|^PGHOST$/;
const OF_ITSELF = /^(LISTEN|BIND|SERVER|HTTP|HTTPS|WEB|APP|GRPC|POD|NODE|MY|SELF|PUBLIC|EXTERNAL|VIRTUAL|INGRESS|COOKIE|VITE|KC|WEBPACK)_(HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/;

function hostsOf(settings: readonly Setting[], { object, readers }: Pick<ToldHost, 'object' | 'readers'>): ToldHost[] {
  const ports = new Map(settings.flatMap(({ name, value }) => (name?.endsWith('PORT') === true ? [[name, value.trim()] as const] : [])));
  const told: ToldHost[] = [];
  for (const { name, value, place } of settings) {
    const hosts = hostsIn(value);
    if (hosts.length === 0 || (name !== undefined && NOT_MEANT.test(name))) continue;
    const whole = !/\s/.test(value.trim());
    const { field, where } = place();
    for (const { host, form, scheme, port, portToCome } of hosts) {
      // Each field by itself: there may be tens of thousands, and spreading costs more than reading them.
      const tell = (meant: boolean, number = port, toCome = portToCome): void => {
        told.push({ object, readers, field, where, host, form, scheme, port: number, portToCome: toCome, meant });
      };
      if (port !== undefined || portToCome) {
        tell(whole);
        continue;
      }
      const beside = ports.get(name === undefined ? '' : portNameFor(name));
      const number = beside !== undefined && /^\d{1,5}$/.test(beside) ? Number(beside) : undefined;
      const toCome = beside !== undefined && number === undefined ? true : undefined;
      const isHost = name !== undefined && whole && HOLDS_HOST.test(name) && !OF_ITSELF.test(name);
      if (form === 'url') tell(whole, number, toCome);
      // A name with svc in it is that of a Service wherever it stands.
      else if (isHost || host.includes('.svc')) tell(isHost, number, toCome);
    }
  }
  return told;
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
    return [{ name: nameOf(known), value: String(value), place: () => ({ field: `${field}.env[${String(at)}].value`, where: `variable ${JSON.stringify(known)}` }) }];
  });
  return [...variables, ...['command', 'args'].flatMap((part) => wordsOf(list(manifest[part]).map(String), `${field}.${part}`))];
}

/** Flags and what follows them; whatever else stands on a command line. */
function wordsOf(words: readonly string[], field: string): Setting[] {
  return words.flatMap((word, at): Setting[] => {
    const place = (): Pick<ToldHost, 'field' | 'where'> => ({ field: `${field}[${String(at)}]`, where: 'a command line' });
    if (/\s/.test(word)) return [{ value: word, place }];
    const [, flag, value] = /^--?([\w.-]+)=(.*)$/.exec(word) ?? [];
    if (flag !== undefined && value !== undefined) return [{ name: nameOf(flag), value, place }];
    if (word.startsWith('-')) return [];
    const [, before] = /^--?([\w.-]+)$/.exec(words[at - 1] ?? '') ?? [];
    return [{ ...(before === undefined ? {} : { name: nameOf(before) }), value: word, place }];
  });
}

/** `redis-host`, `redis.host` and `redisHost` as a variable would be called: `REDIS_HOST`. */
function nameOf(name: string): string {
  if (/^[A-Z][A-Z\d_]*$/.test(name)) return name;
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
      addTo(readers, keyOf(workload.object.namespace, name), workload);
    }
  }
  return readers;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Names that the pods resolve by themselves, before any DNS does. */
export function ownHostNames(workload: Workload): string[] {
  const spec = workload.spec;
  const aliases = list(spec.hostAliases).flatMap((item) => list(record(item).hostnames));
  return [...aliases, spec.hostname].flatMap((name) => text(name) ?? []);
}

/** Whether the pods ask the cluster's DNS, with the search path that makes short names those of their own namespace. */
export function usesClusterDns(workload: Workload): boolean {
  const { dnsPolicy, dnsConfig } = workload.spec;
  if (list(record(dnsConfig).searches).length > 0 || dnsPolicy === 'None' || dnsPolicy === 'Default') return false;
  return !workload.hostNetwork || dnsPolicy === 'ClusterFirstWithHostNet';
}
