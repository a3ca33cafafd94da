import { balancerOf } from '../graph/balancer';
import { looksLike, nearest } from '../graph/near';
import type { Service } from '../graph/service';
import { quote } from '../report/message';
import { sharedMessages } from '../report/shared-messages';
import { providerTables } from '../target/providers';
import type { AnnotationValue } from '../target/providers/annotation-value';
import { conflictsOf, knownKeys, lookUp, meantBy, nodePortsNeededBy } from '../target/providers/lookup';
import type { ProviderName } from '../target/target-data';
import { defineRule } from './rule';

/** What a cloud does not read in a Service's annotations it passes over, or takes for its opposite, and says nothing. */
export const loadBalancerProfileConsistent = defineRule({
  name: 'load-balancer-profile-consistent',
  why: 'A misspelt annotation is no annotation to the cloud: the load balancer comes up as its default has it, facing the internet perhaps, and nobody says a word.',
  grade: { ours: 'error', foreign: 'warning' },
  messages: {
    misspelt: {
      problem: 'No load balancer reads the annotation {{annotation}}, which looks like a slip for {{candidate}}',
      got: '{{annotation}}',
      fix: 'write {{candidate}}',
      // A newer controller may know more than we do.
      grade: { ours: 'warning', foreign: 'warning' },
    },
    unknown: {
      problem: 'The annotation {{annotation}} is not among those that are known of {{provider}}',
      got: '{{annotation}}',
      fix: 'check it against {{source}}; the nearest that is known is {{candidate}}',
      grade: { ours: 'note', foreign: 'note' },
    },
    wrongValue: sharedMessages.profileValue,
    contradiction: {
      problem: 'Annotation {{annotation}} does not go {{beside}}: {{outcome}}',
      got: '{{value}}',
      fix: '{{change}}',
    },
    noEffect: {
      problem: 'Annotation {{annotation}} has no effect {{beside}}: {{outcome}}',
      got: '{{value}}',
      fix: '{{change}}',
      grade: { ours: 'warning', foreign: 'note' },
    },
    otherProvider: {
      problem: 'Annotation {{annotation}} is for {{other}}, and the target\'s provider is {{provider}}',
      got: '{{value}}',
      fix: 'remove it, or set the provider on the ClusterTarget that this Service is for',
      // Charts carry the annotations of several clouds, and each reads its own.
      grade: { ours: 'warning', foreign: 'note' },
    },
    nodePorts: sharedMessages.profileNodePorts,
    noLoadBalancer: {
      problem: 'The cluster makes no load balancers, so that the Service waits for an address that never comes',
      got: 'the target\'s provider is {{provider}}',
      fix: '{{reach}}, or reach the app by kubectl port-forward service/{{service}} {{local}}:{{port}}',
      grade: { ours: 'note', foreign: 'note' },
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      const balancer = balancerOf(service);
      if (!balancer) continue;
      const { provider } = service.object.target;
      for (const [key, value] of Object.entries(balancer.annotations)) {
        // What a later step fills in is not there to be judged.
        if (/\$[{(]|\{\{|<[^>]*>/.test(value)) continue;
        const [annotation, field, known] = [quote(key), fieldOf(key), lookUp(key, value, provider)];
        const meant = known.as === 'unknown' ? slipFor(key, provider) : undefined;
        if (known.as === 'wrong') {
          report('wrongValue', service, field, { what: `annotation ${annotation}`, expected: known.kind.expected, provider: known.provider, value: quote(value), change: correction(value, known.kind) });
        } else if (known.as === 'foreign') {
          report('otherProvider', service, field, { annotation, value: quote(value), other: known.provider, provider: provider === undefined ? '' : providerTables[provider].title });
        } else if (meant !== undefined) {
          report('misspelt', service, field, { annotation, candidate: quote(meant) });
        } else if (known.as === 'unknown' && known.exclusive) {
          const { title, sources, annotations } = known.exclusive;
          report('unknown', service, field, { annotation, provider: title, source: sources[0] ?? '', candidate: quote(nearest(key, Object.keys(annotations))) });
        }
      }
      for (const { annotation, beside, outcome, fix, idle } of conflictsOf(balancer, provider)) {
        const data = { annotation: quote(annotation), beside, outcome, value: quote(balancer.annotations[annotation]), change: fix };
        report(idle === true ? 'noEffect' : 'contradiction', service, fieldOf(annotation), data);
      }
      const needing = nodePortsNeededBy(balancer, provider);
      if (needing) report('nodePorts', service, 'spec.allocateLoadBalancerNodePorts', { provider: needing.title, value: 'allocateLoadBalancerNodePorts: false', or: needing.withoutNodePorts ?? '' });
      const waiting = unreached(service);
      if (waiting) report('noLoadBalancer', service, 'spec.type', waiting);
    }
  },
});

function fieldOf(key: string): string {
  return `metadata.annotations[${quote(key)}]`;
}

/** The annotation that an unknown one was probably meant for. */
function slipFor(key: string, provider: ProviderName | undefined): string | undefined {
  return meantBy(key) ?? nearBy(key, provider);
}

function nearBy(key: string, provider: ProviderName | undefined): string | undefined {
  return /(^|\.)(kubernetes\.io|gke\.io|google\.com|metallb\.io|universe\.tf)\//.test(key) ? knownKeys(provider).find((known) => looksLike(known, key)) : undefined;
}

/** A value that the provider takes, the one that was meant where that shows. */
function correction(value: string, { words = [], expected }: AnnotationValue): string {
  const meant = words.find((word) => looksLike(word, value.trim()) || word === value.trim());
  return `give ${meant === undefined ? expected : quote(meant)}`;
}

/** How a Service is reached where the target's provider makes no load balancer for it. */
function unreached({ object, ports }: Service): { provider: string; reach: string; service: string; local: number; port: number } | undefined {
  const table = object.target.provider && providerTables[object.target.provider];
  const [first] = ports;
  if (table?.reach === undefined || !first) return undefined;
  const { port } = first;
  return { provider: table.title, reach: table.reach, service: object.name, local: port < 1024 ? port + 8000 : port, port };
}
