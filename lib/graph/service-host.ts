/** A host as somebody wrote it, which may be that of a Service. */
export interface WrittenHost {
  /** In lower case, without a dot at its end. */
  readonly host: string;
  /** Absent where none is written, or a template stands for it. */
  readonly port?: number;
  /** Whether a port is to be filled in. */
  readonly portToCome?: true;
  /** In lower case; absent where none that programs connect by is written. */
  readonly scheme?: string;
  /** `url`: behind a scheme; `address`: `host:port`; `bare`: a name alone, which may be anything. */
  readonly form: 'url' | 'address' | 'bare';
}

/** What a later step fills in: variables of shells, Kubernetes, Helm, Windows; words in angle brackets; wildcards. */
const TEMPLATE = /\$\([^()\s]*\)|\$\{[^{}\s]*\}|\{\{[^{}]*\}\}|\$\w+|<[\w .-]*>|%\w+%|\*/g;
const FILLED = '\uFFFF';
const MAY_BE_FILLED = /[$%*<{]/;
const NUMBER = /^\s*[\d.]+\s*$/;

/** Longer words are keys, certificates and other data. */
const LONGEST_WORD = 2000;
const LONGEST_SCHEME = 24;

/** Schemes behind which no host of the cluster stands: files, buckets, images, and names that a library resolves in its own way. */
const NO_HOST = /^(file|unix|unixs|data|mailto|s3|s3a|gs|gcs|az|abfs|abfss|wasb|wasbs|swift|docker|docker-image|docker-pullable|oci|image|lb|spiffe|arn|secret|configmap|vault|ref|tel|urn|jar|classpath|about|chrome|xds|consul|eureka|srv|zone)$/;

/** Schemes by which programs connect. Others may be names of listeners, as Kafka has them, and count as `host:port` does. */
const CONNECTING = new RegExp(
  [
    '^(https?|wss?|h2c?|grpcs?|tcp|udp|tls|ssl|rediss?|redis-sentinel|valkeys?|amqps?|postgres|postgresql|mysql|mysqlx|mariadb|sqlserver|oracle',
    'mongodb|mongodb\\+srv|kafka|nats|mqtts?|memcached?|ldaps?|smtps?|elasticsearch|clickhouse|cassandra|zk|zookeeper|etcds?|bolt|neo4j|dns|passthrough|syslog',
    'statsd|otlp|ftp|sftp|ssh|pulsar|pulsar\\+ssl|thrift|hdfs|jdbc|stomp|socks5h?|imaps?|pop3s?|rtmps?|rtsp)$',
  ].join('|'),
);

/** Schemes of gRPC after which the authority is left out: `dns:///orders:50051`. */
const WITHOUT_AUTHORITY = /^(dns|passthrough)$/;

/** Lines that are for people. */
const COMMENT = /^\s*(#|\/\/|;|-- |<!--|\*|REM\b)/;
const REMARK = /\s(#|\/\/).*$/;

/** Lines whose words before a colon are users, or images. */
const OF_USERS = /\b(chown|chgrp|uid|gid|image)\b|--user\b/i;

/** Names and nothing else: there, each may be a host by itself. */
const NAMES = /^[a-z\d.,;-]+$/i;

/** One word that is neither a remark nor a template, nor spoils what is beside it. */
const ONE_WORD = /^[a-z\d][a-z\d.:/@_-]*$/;

/** Lists, quotes, brackets, `key=value` and what JSON and shells put around hosts come between words. */
const BETWEEN = /[\s"'`,;|<>()[\]{}=\\!&]+/;

/**
 * The hosts in a text: of a URL, before a port, or a name that stands alone. Comments, templated hosts, IP addresses, images, users
 * and `localhost` are none. Takes time linear in the length of the text, whatever it is.
 */
export function hostsIn(text: string): WrittenHost[] {
  const hosts: WrittenHost[] = [];
  // Most settings are numbers and switches, and say so quickly.
  if (NUMBER.test(text)) return hosts;
  if (ONE_WORD.test(text) && text.length <= LONGEST_WORD) return hostsInWord(text);
  const areNames = NAMES.test(text.trim());
  for (const line of (MAY_BE_FILLED.test(text) ? text.replace(TEMPLATE, FILLED) : text).split(/[\r\n]+/)) {
    if ((!areNames && !line.includes(':') && !line.includes('.svc')) || COMMENT.test(line)) continue;
    const isOfUsers = OF_USERS.test(line);
    for (const word of line.replace(REMARK, '').split(BETWEEN)) {
      // Most words of a long text are no hosts on their face.
      if (word.length > LONGEST_WORD || (!areNames && !word.includes(':') && !word.includes('.svc'))) continue;
      const host = readWord(word);
      if (host && !(isOfUsers && host.form === 'address')) hosts.push(host);
    }
  }
  return hosts;
}

/** Most of the others are one word: a name, an address, a URL. */
function hostsInWord(word: string): WrittenHost[] {
  if (!NAMES.test(word) && !word.includes(':') && !word.includes('.svc')) return [];
  const host = readWord(word);
  return !host || (host.form === 'address' && OF_USERS.test(word)) ? [] : [host];
}

function readWord(word: string): WrittenHost | undefined {
  const at = word.indexOf('://');
  if (at < 0) return readAddress(word);
  const scheme = /[a-z][a-z\d+.-]*$/.exec(word.slice(Math.max(0, at - LONGEST_SCHEME), at).toLowerCase())?.[0];
  if (scheme === undefined || NO_HOST.test(scheme)) return undefined;
  const rest = word.slice(at + '://'.length);
  const authority = /^[^/?#]*/.exec(WITHOUT_AUTHORITY.test(scheme) ? rest.replace(/^\//, '') : rest)?.[0] ?? '';
  const read = readHost(authority.slice(authority.lastIndexOf('@') + 1));
  if (!read) return undefined;
  if (CONNECTING.test(scheme)) return { ...read, scheme, form: 'url' };
  return read.port !== undefined && read.port >= LOWEST_PORT ? { ...read, form: 'address' } : undefined;
}

/** Lower numbers behind a colon are versions: `postgres:16`, `node:20`. */
const LOWEST_PORT = 80;

function readAddress(word: string): WrittenHost | undefined {
  const authority = /^[^/?#]*/.exec(word)?.[0] ?? '';
  // A colon further on is that of an image's tag: registry:5000/web:1.0.
  if (word.includes(':', authority.length)) return undefined;
  const read = readHost(authority.slice(authority.lastIndexOf('@') + 1));
  // Capitals before a colon are levels of logs, names of listeners and keys.
  if (!read || /[A-Z]/.test(authority.slice(authority.lastIndexOf('@') + 1))) return undefined;
  if (read.port === undefined && !read.portToCome) return word === authority && !word.includes('@') ? { ...read, form: 'bare' } : undefined;
  return read.port === undefined || read.port >= LOWEST_PORT ? { ...read, form: 'address' } : undefined;
}

function readHost(authority: string): Pick<WrittenHost, 'host' | 'port' | 'portToCome'> | undefined {
  const [, name, port] = /^([a-z\d](?:[a-z\d.-]*[a-z\d])?)\.?(?::(\d{1,5}|\uFFFF))?$/i.exec(authority) ?? [];
  if (name === undefined || name.length > 253 || name.includes('..') || !/[a-z]/i.test(name)) return undefined;
  const host = name.toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return undefined;
  const number = Number(port);
  if (port === FILLED) return { host, portToCome: true };
  if (port === undefined) return { host };
  return number >= 1 && number <= 65535 ? { host, port: number } : undefined;
}
