import { list, record, text } from '../graph/json';
import { isLinkVariable, linkValue, type ServiceLink, ServiceLinks } from '../graph/service-links';
import type { Container, Workload } from '../graph/workload';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** The variables that Kubernetes makes for each Service must not pass for those that a program is configured by. */
export const serviceLinksCollide = defineRule({
  name: 'service-links-collide',
  why: 'Kubernetes sets REDIS_PORT to tcp://10.0.0.1:6379 in every pod beside a Service named redis; a program that reads a port number there fails to start.',
  grade: { ours: 'warning', foreign: 'note' },
  messages: {
    prefix: {
      problem: 'Service {{service}} makes Kubernetes set {{variable}} to {{value}} in container {{container}}, where the program may look for a port number',
      got: 'env {{given}}, and no {{variable}} beside it',
      fix: 'set enableServiceLinks: false on the pod, or set {{variable}} in the container',
    },
    reference: {
      problem: 'Service {{service}} makes Kubernetes set {{variable}} to {{value}}, and container {{container}} refers to it',
      got: '{{given}}',
      fix: 'write the port where $({{name}}) stands, or set {{variable}} in the container',
    },
  },
  check(graph, report) {
    const links = new ServiceLinks(graph.services);
    for (const workload of graph.workloads) {
      const { object } = workload;
      if (workload.spec.enableServiceLinks === false) continue;
      for (const container of workload.containers) {
        const settings = readSettings(container);
        // What comes from elsewhere may set the variable; nobody sees it here.
        if (settings.open) continue;
        for (const { link, message, field, given } of collisions(settings, workload, (name) => links.of(name, object.namespace))) {
          const name = `${link.prefix}_PORT`;
          report(message, { object }, `${container.field}.${field}`, {
            service: quote(link.service.object.name),
            container: quote(container.name),
            variable: quote(name),
            value: quote(linkValue(link)),
            given: quote(given),
            name,
          });
        }
      }
    }
  },
});

/** A text of a container, with where it stands. */
interface Text {
  readonly field: string;
  readonly text: string;
}

interface Settings {
  readonly names: readonly (Text & { readonly value: string })[];
  /** Command, arguments and values. */
  readonly texts: readonly Text[];
  /** Whether there are variables that do not stand here. */
  readonly open: boolean;
}

interface Collision {
  readonly link: ServiceLink;
  readonly message: 'prefix' | 'reference';
  readonly field: string;
  readonly given: string;
}

function readSettings({ manifest }: Container): Settings {
  const env = list(manifest.env).map(record);
  const lines = ['command', 'args'].flatMap((key) => list(manifest[key]).map((entry, index) => ({ field: `${key}[${String(index)}]`, entry })));
  const values = env.map(({ value }, index) => ({ field: `env[${String(index)}].value`, entry: value }));
  return {
    names: env.flatMap(({ name, value }, index) =>
      typeof name === 'string' ? [{ field: `env[${String(index)}].name`, text: name, value: text(value) ?? '' }] : [],
    ),
    texts: [...lines, ...values].flatMap(({ field, entry }) => (typeof entry === 'string' ? [{ field, text: entry }] : [])),
    open: list(manifest.envFrom).length > 0,
  };
}

/** Who is given a host by itself looks for the port beside it; so does a client that is given a user or a password. */
const HOST = /^(HOST|HOSTNAME)$/;
const CREDENTIAL = /^(USER|USERNAME|PASSWORD|PASS|DB|DATABASE)$/;

/** One for each Service at most: the first reference to its port, or else the first variable beside which one looks for it. */
function collisions({ names, texts }: Settings, workload: Workload, linkOf: (variable: string) => ServiceLink | undefined): Collision[] {
  const given = new Set(names.map((name) => name.text));
  const mentioned = texts.flatMap(({ field, text: whole }) => variablesIn(whole).map((mention) => ({ field, whole, ...mention })));
  const found = new Map<string, Collision>();
  const meant = new Set<string>();
  for (const { variable } of [...mentioned, ...names.map((name) => ({ variable: name.text }))]) {
    const link = linkOf(variable);
    if (link && (given.has(`${link.prefix}_PORT`) || isLinkVariable(variable, link.prefix) || holdsPort(variable, link))) meant.add(link.prefix);
  }
  const add = (collision: Collision): void => {
    const { prefix } = collision.link;
    if (!meant.has(prefix) && !found.has(prefix)) found.set(prefix, collision);
  };
  for (const { field, whole, variable, expanded } of mentioned) {
    const link = linkOf(variable);
    if (link && expanded && variable === `${link.prefix}_PORT`) add({ link, message: 'reference', field, given: whole });
  }
  for (const { field, text: name, value } of names) {
    const link = linkOf(name);
    const rest = name.slice((link?.prefix.length ?? 0) + 1);
    // A server is given passwords too, and asks nobody for its own port.
    const isClient = link !== undefined && !link.service.workloads.includes(workload);
    if (link && ((HOST.test(rest) && !/:\d+$/.test(value)) || (isClient && CREDENTIAL.test(rest)))) {
      add({ link, message: 'prefix', field, given: name });
    }
  }
  return [...found.values()];
}

/** Whether a variable holds host and port in one, so that nobody looks for the port. */
function holdsPort(variable: string, { prefix }: ServiceLink): boolean {
  return /^(URL|URI|ADDR|ADDRESS|ENDPOINT|DSN)$/.test(variable.slice(prefix.length + 1));
}

/** The variables in a text: those that Kubernetes expands, as $(NAME), and those that a shell does. */
function variablesIn(whole: string): { readonly variable: string; readonly expanded: boolean }[] {
  return [...whole.matchAll(/\$(\(?)\{?([A-Za-z_][A-Za-z0-9_]*)/g)].flatMap(([, opening, variable]) =>
    variable === undefined ? [] : [{ variable, expanded: opening === '(' }],
  );
}
