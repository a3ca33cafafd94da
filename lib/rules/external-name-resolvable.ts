import { addTo } from '../graph/add-to';
import { readAddress } from '../graph/cidr';
import type { Graph } from '../graph/graph';
import { record, text } from '../graph/json';
import { looksLike } from '../graph/near';
import type { Service } from '../graph/service';
import { quote } from '../report/message';
import { defineRule } from './rule';

/** An ExternalName must be the DNS name of something else; otherwise the Service's own name does not resolve. */
export const externalNameResolvable = defineRule({
  name: 'external-name-resolvable',
  why: 'The cluster\'s DNS answers with externalName as it is written: an address, a URL or a name that leads nowhere resolves to nothing.',
  grade: { ours: 'error', foreign: 'error' },
  findsAbsence: true,
  messages: {
    missing: {
      problem: 'Service is of type ExternalName, but has no externalName',
      fix: 'set externalName to the DNS name that the Service stands for',
    },
    address: {
      problem: 'externalName {{value}} is an IP address, which DNS reads as a name of digits',
      got: '{{value}}',
      fix: 'take type and externalName away, and write an EndpointSlice for this Service with the address {{address}}',
    },
    urlParts: {
      problem: 'externalName {{value}} carries {{parts}}, and DNS knows names alone',
      got: '{{value}}',
      fix: 'set externalName to {{host}}; clients say the rest themselves',
    },
    notName: {
      problem: 'externalName {{value}} is no DNS name',
      got: '{{value}}',
      fix: 'set externalName to {{candidate}}: lower-case letters, digits and hyphens between dots',
    },
    itself: {
      problem: 'externalName {{value}} is the Service\'s own name, which leads back to itself',
      got: '{{value}}',
      fix: 'set externalName to the name of what the Service stands for, or make it a Service with a selector',
    },
    nearMiss: {
      problem: 'externalName {{value}} names a Service that namespace {{namespace}} does not have',
      got: '{{service}}; namespace {{namespace}} has {{nearest}}',
      fix: 'set externalName to {{candidate}}',
    },
  },
  check(graph, report) {
    const byNamespace = namesByNamespace(graph);
    const field = 'spec.externalName';
    for (const service of graph.services) {
      if (service.type !== 'ExternalName') continue;
      const written = text(record(service.object.manifest.spec).externalName);
      if (written === undefined) {
        report('missing', service, field, {});
        continue;
      }
      // What a later step fills in is not there to be judged.
      if (/\$[{(]|\{\{/.test(written)) continue;
      const value = quote(written);
      const { host, parts } = takeApart(written);
      const name = host.replace(/\.$/, '');
      const near = nearService(name, byNamespace);
      if (readAddress(host)) report('address', service, field, { value, address: quote(host) });
      else if (parts !== undefined && isDnsName(name)) report('urlParts', service, field, { value, parts, host: quote(host) });
      else if (!isDnsName(name)) report('notName', service, field, { value, candidate: candidateFor(name) });
      else if (ownNames(service).includes(name)) report('itself', service, field, { value });
      else if (near) report('nearMiss', service, field, { value, ...near });
    }
  },
});

/** The host in what may be a whole URL, and what stands around it. */
function takeApart(written: string): { readonly host: string; readonly parts?: string } {
  if (readAddress(written)) return { host: written };
  const [, scheme, user, rest = ''] = /^([a-z][a-z\d+.-]*:)?(?:\/\/)?([^/@]*@)?(.*)$/is.exec(written.includes('://') ? written : `//${written}`) ?? [];
  const [, bracketed, plain = '', port, path] = /^(?:\[([^\]]*)\]|([^/:?#]*))(:\d*)?(.*)$/s.exec(rest) ?? [];
  // A colon without a number behind it is no port, and what is left no name either.
  if (path !== undefined && path !== '' && !/^[/?#]/.test(path)) return { host: written };
  const parts = [scheme && 'a scheme', user && 'a user', port && 'a port', path && 'a path'].filter((part) => typeof part === 'string' && part !== '');
  return { host: bracketed ?? plain, ...(parts.length > 0 ? { parts: parts.join(' and ') } : {}) };
}

/** Whether the API server takes it, the dot at its end taken off: an RFC 1123 subdomain. */
function isDnsName(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(name);
}

function candidateFor(name: string): string {
  const tidy = name.trim().toLowerCase().replaceAll('_', '-');
  return isDnsName(tidy) ? quote(tidy) : 'a DNS name';
}

/** The names under which the cluster's DNS knows a Service. */
function ownNames({ object: { name, namespace } }: Service): string[] {
  if (namespace === undefined) return [name];
  return [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}

/** The names of the Services that are known to live in a namespace; under the empty key, of those that may live in any. */
function namesByNamespace(graph: Graph): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { object } of graph.services) {
    const namespace = object.namespace ?? '';
    addTo(names, namespace, object.name);
  }
  return names;
}

interface NearService {
  readonly service: string;
  readonly namespace: string;
  readonly nearest: string;
  readonly candidate: string;
}

/** The Service that a cluster name was probably meant for, where its namespace has none of that name. */
function nearService(value: string, byNamespace: ReadonlyMap<string, readonly string[]>): NearService | undefined {
  const [, name = '', namespace = '', domain = ''] = /^([^.]+)\.([^.]+)\.(svc(?:\.cluster\.local)?)$/.exec(value) ?? [];
  const known = byNamespace.get(namespace) ?? [];
  if (name === '' || known.includes(name) || byNamespace.get('')?.includes(name) === true) return undefined;
  const nearest = known.find((candidate) => looksLike(candidate, name));
  if (nearest === undefined) return undefined;
  return {
    service: quote(name),
    namespace: quote(namespace),
    nearest: quote(nearest),
    candidate: quote(`${nearest}.${namespace}.${domain}`),
  };
}
