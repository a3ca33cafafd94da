import { canonical, type Cidr, readAddress, readCidr, showCidr } from '../graph/cidr';
import { list, record } from '../graph/json';
import type { Service } from '../graph/service';
import { type SourceRange, type SourceRanges, sourceRangesOf } from '../graph/source-ranges';
import { quote } from '../report/message';
import { sharedMessages } from '../report/shared-messages';
import { isAtLeast } from '../target/target-data';
import { defineRule } from './rule';

/** Source ranges are what a load balancer's firewall reads: IP ranges, on a Service that has a load balancer. */
export const loadBalancerSourcesValid = defineRule({
  name: 'load-balancer-sources-valid',
  why: 'The API server refuses a Service whose source ranges are no IP ranges, or that has no load balancer to apply them; an empty list lets everybody in.',
  grade: { ours: 'error', foreign: 'error' },
  messages: {
    notCidr: sharedMessages.sourceRangeInvalid,
    bareAddress: sharedMessages.sourceRangeBare,
    empty: {
      ...sharedMessages.sourceRangesEmpty,
      // Charts render an empty list where their user asked for no restriction.
      grade: { ours: 'error', foreign: 'silent' },
    },
    otherType: {
      problem: 'Source ranges are for Services of type LoadBalancer, and the API server refuses them on type {{type}}',
      got: '{{what}} on type {{type}}',
      fix: 'set type: LoadBalancer, or remove {{field}}; who may reach pods inside the cluster is for a NetworkPolicy to say',
    },
    hostBits: {
      problem: 'A source range holds more of an address than its mask covers, and means {{range}}',
      got: '{{got}}',
      fix: 'write {{range}}, or {{one}} for this one address',
      grade: { ours: 'note', foreign: 'note' },
    },
    hostBitsRefused: {
      problem: 'A source range holds more of an address than its mask covers, which Kubernetes refuses from 1.36 on',
      got: '{{got}}; the target runs Kubernetes {{version}}',
      fix: 'write {{range}}, or {{one}} for this one address',
    },
  },
  check(graph, report) {
    for (const service of graph.services) {
      const sources = sourceRangesOf(service);
      if (!sources || isFragment(service)) continue;
      if (service.type !== 'LoadBalancer') {
        if (isRefused(sources)) report('otherType', service, sources.field, { type: quote(service.type), ...described(sources) });
        continue;
      }
      if (sources.ranges.length === 0 && isEmptyList(service)) report('empty', service, sources.field, { field: sources.field });
      for (const { field, text } of sources.ranges) {
        const cidr = readAsTarget(service, text);
        const address = readAddress(text);
        if (cidr) {
          const range = canonical(cidr);
          if (range.address === cidr.address) continue;
          const { kubernetesVersion: version } = service.object.target;
          const data = { got: quote(text), range: quote(showCidr(range)), one: quote(showCidr({ ...cidr, prefix: bits(cidr) })) };
          if (isAtLeast(service.object.target, '1.36')) report('hostBitsRefused', service, field, { ...data, version });
          else report('hostBits', service, field, data);
        } else if (address) {
          report('bareAddress', service, field, { range: quote(text), one: quote(`${text}/${String(bits(address))}`) });
        } else {
          report('notCidr', service, field, { range: quote(text) });
        }
      }
    }
  },
});

/** A patch that adds ranges to a Service that stands elsewhere says neither its type nor its ports. */
function isFragment({ object, ports }: Service): boolean {
  return !object.ours && record(object.manifest.spec).type === undefined && ports.length === 0;
}

/** The API server minds an annotation even if it says nothing, but no empty list. */
function isRefused({ field, ranges }: SourceRanges): boolean {
  return ranges.length > 0 || field.startsWith('metadata.');
}

function isEmptyList({ object }: Service): boolean {
  const ranges = record(object.manifest.spec).loadBalancerSourceRanges;
  return Array.isArray(ranges) && list(ranges).length === 0;
}

function described({ field, ranges }: SourceRanges): { readonly field: string; readonly what: string } {
  const name = field.startsWith('metadata.') ? 'an annotation' : 'loadBalancerSourceRanges';
  return { field, what: ranges.length === 0 ? name : `${name} ${quote(ranges.map(({ text }: SourceRange) => text).join(','))}` };
}

/** Before Kubernetes 1.36 the API server passes over leading zeros; objects of ours may as well be written without. */
function readAsTarget({ object }: Service, text: string): Cidr | undefined {
  const strict = object.ours || isAtLeast(object.target, '1.36');
  return readCidr(text) ?? (strict ? undefined : readCidr(text.replace(/(^|[./])0+(?=\d)/g, '$1')));
}

function bits({ family }: { readonly family: 4 | 6 }): number {
  return family === 4 ? 32 : 128;
}
