import { addTo } from '../graph/add-to';
import { readAddress } from '../graph/cidr';
import { candidateName, isDnsName, namesOfService, takeApart } from '../graph/external-name';
import type { Graph } from '../graph/graph';
import { record, text } from '../graph/json';
import { looksLike } from '../graph/near';
import { quote } from '../report/message';
import { sharedMessages } from '../report/shared-messages';
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
      ...sharedMessages.externalNameAddress,
      fix: 'take type and externalName away, and write an EndpointSlice for this Service with the address {{address}}',
    },
    urlParts: {
      ...sharedMessages.externalNameUrl,
      fix: 'set externalName to {{host}}; clients say the rest themselves',
    },
    notName: {
      ...sharedMessages.externalNameInvalid,
      fix: 'set externalName to {{candidate}}: lower-case letters, digits and hyphens between dots',
    },
    itself: {
      ...sharedMessages.externalNameItself,
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
      else if (!isDnsName(name)) report('notName', service, field, { value, candidate: candidateName(name) });
      else if (namesOfService(service.object.name, service.object.namespace).includes(name)) report('itself', service, field, { value });
      else if (near) report('nearMiss', service, field, { value, ...near });
    }
  },
});

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
