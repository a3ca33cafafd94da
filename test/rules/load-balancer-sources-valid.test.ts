import { loadBalancerSourcesValid } from '../../lib/rules/load-balancer-sources-valid';
import { ruleTester } from './rule-tester';
import { service } from './yaml';

/** A LoadBalancer with these source ranges. */
function web(ranges: string, type = 'LoadBalancer'): string {
  return service('shop/web', `{ type: ${type}, loadBalancerSourceRanges: ${ranges}, ports: [{ port: 443 }] }`);
}

/** The same by annotation. */
function annotated(ranges: string, type = 'LoadBalancer', more = ''): string {
  const annotations = `{ service.beta.kubernetes.io/load-balancer-source-ranges: ${ranges} }`;
  return service('web', `{ type: ${type}, ports: [{ port: 443 }]${more} }`).replace('name: web', `name: web, annotations: ${annotations}`);
}

const RIGHT = web('[203.0.113.0/24]');

ruleTester(loadBalancerSourcesValid, {
  valid: [
    { name: 'ranges of both families, and single addresses', manifests: web('[203.0.113.0/24, "2001:db8::/32", 198.51.100.7/32]'), ours: true },
    { name: 'everybody, said so', manifests: web('[0.0.0.0/0, "::/0"]'), ours: true },
    { name: 'no ranges at all', manifests: service('shop/web', '{ type: LoadBalancer, ports: [{ port: 443 }] }'), ours: true },
    { name: 'spaces around a range, which the API server passes over', manifests: web('[" 203.0.113.0/24 "]'), ours: true },
    { name: 'ranges by annotation', manifests: annotated('"203.0.113.0/24, 198.51.100.7/32"'), ours: true },
    { name: 'an annotation that says nothing', manifests: annotated('" "'), ours: true },
    { name: 'an annotation beside the field, which makes it count for nothing', manifests: annotated('office', 'LoadBalancer', ', loadBalancerSourceRanges: [10.0.0.0/8]') },
    { name: 'an empty list of somebody else\'s chart', manifests: web('[]') },
    { name: 'an empty list on another type, which nobody reads', manifests: web('[]', 'ClusterIP'), ours: true },
    { name: 'leading zeros in foreign ranges before Kubernetes 1.36', manifests: web('[010.01.000.0/016]'), target: { kubernetesVersion: '1.35' } },
    { name: 'null for none', manifests: web('null'), ours: true },
    { name: 'a patch of a Service that stands elsewhere', refused: true, manifests: service('web', '{ loadBalancerSourceRanges: [10.0.0.0/8] }') },
    { name: 'what is no list of texts', refused: true, manifests: web('office') + service('b', '{ type: LoadBalancer, loadBalancerSourceRanges: [7, null, {}], ports: [] }') },
    { name: 'a kind that only looks like a Service', manifests: web('[office]').replace('v1', 'serving.knative.dev/v1') },
  ],
  invalid: [
    {
      name: 'a name for a range, ours or not',
      manifests: web('[10.0.0.0/8, office]'),
      findings: [
        {
          message: 'notCidr',
          severity: 'error',
          field: 'spec.loadBalancerSourceRanges[1]',
          problem: 'A source range must be an IP range in CIDR notation, with its mask',
          got: '"office"',
          fix: 'write it like "203.0.113.0/24"',
        },
      ],
      fixed: web('[10.0.0.0/8, 203.0.113.0/24]'),
    },
    {
      name: 'a mask of more bits than an address has, and leading zeros in what is ours',
      manifests: web('[203.0.113.0/33, 010.0.0.0/8]'),
      ours: true,
      findings: [
        { message: 'notCidr', severity: 'error', got: '"203.0.113.0/33"' },
        { message: 'notCidr', severity: 'error', got: '"010.0.0.0/8"' },
      ],
      fixed: RIGHT,
    },
    {
      name: 'leading zeros from Kubernetes 1.36 on',
      manifests: web('[010.0.0.0/8]'),
      target: { kubernetesVersion: '1.36' },
      findings: [{ message: 'notCidr', severity: 'error', got: '"010.0.0.0/8"' }],
      fixed: RIGHT,
    },
    {
      name: 'an address without a mask',
      manifests: web('[198.51.100.7, "2001:db8::1"]'),
      findings: [
        { message: 'bareAddress', severity: 'error', got: '"198.51.100.7"', fix: 'write "198.51.100.7/32" for this one address' },
        { message: 'bareAddress', severity: 'error', fix: 'write "2001:db8::1/128" for this one address' },
      ],
      fixed: web('[198.51.100.7/32, "2001:db8::1/128"]'),
    },
    {
      name: 'an address without a mask in what is ours',
      manifests: web('[198.51.100.7]'),
      ours: true,
      findings: [{ message: 'bareAddress', severity: 'error' }],
      fixed: web('[198.51.100.7/32]'),
    },
    {
      name: 'an annotation with a comma too many and an address without a mask',
      manifests: annotated('"198.51.100.7,"'),
      findings: [
        { message: 'bareAddress', severity: 'error', field: 'metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]' },
        { message: 'notCidr', severity: 'error', got: '""' },
      ],
      fixed: annotated('198.51.100.7/32'),
    },
    {
      name: 'an annotation beside an empty list, which leaves it in force',
      manifests: annotated('office', 'LoadBalancer', ', loadBalancerSourceRanges: []'),
      findings: [{ message: 'notCidr', severity: 'error', got: '"office"' }],
      fixed: annotated('198.51.100.7/32', 'LoadBalancer', ', loadBalancerSourceRanges: []'),
    },
    {
      name: 'an empty list of ours, which lets everybody in',
      manifests: web('[]'),
      ours: true,
      findings: [
        { message: 'empty', severity: 'error', field: 'spec.loadBalancerSourceRanges', got: '[]', fix: /or leave spec\.loadBalancerSourceRanges out/ },
      ],
      fixed: RIGHT,
    },
    {
      name: 'ranges on a Service that has no load balancer',
      manifests: web('[10.0.0.0/8, 192.168.0.0/16]', 'NodePort'),
      findings: [
        {
          message: 'otherType',
          severity: 'error',
          field: 'spec.loadBalancerSourceRanges',
          got: 'loadBalancerSourceRanges "10.0.0.0/8,192.168.0.0/16" on type "NodePort"',
          fix: /^set type: LoadBalancer, or remove spec\.loadBalancerSourceRanges;/,
        },
      ],
      fixed: web('[10.0.0.0/8, 192.168.0.0/16]'),
    },
    {
      name: 'ranges of ours on a Service whose type is left out',
      manifests: service('shop/web', '{ loadBalancerSourceRanges: [10.0.0.0/8], ports: [{ port: 443 }] }'),
      ours: true,
      findings: [{ message: 'otherType', severity: 'error', problem: /refuses them on type "ClusterIP"$/ }],
      fixed: service('shop/web', '{ ports: [{ port: 443 }] }'),
    },
    {
      name: 'an annotation on a Service that has no load balancer, even if it says nothing',
      manifests: annotated('""', 'ClusterIP'),
      findings: [{ message: 'otherType', severity: 'error', got: 'an annotation on type "ClusterIP"' }],
      fixed: annotated('""'),
    },
    {
      name: 'an address whose mask covers but the network',
      manifests: web('[10.0.0.5/8, "2001:db8::1/64"]'),
      findings: [
        {
          message: 'hostBits',
          severity: 'note',
          field: 'spec.loadBalancerSourceRanges[0]',
          got: '"10.0.0.5/8"',
          fix: 'write "10.0.0.0/8", or "10.0.0.5/32" for this one address',
        },
        { message: 'hostBits', severity: 'note', fix: 'write "2001:db8::/64", or "2001:db8::1/128" for this one address' },
      ],
      fixed: web('[10.0.0.0/8, "2001:db8::/64"]'),
    },
    {
      name: 'an address of ours whose mask covers but the network',
      manifests: web('[10.0.0.5/8]'),
      ours: true,
      findings: [{ message: 'hostBits', severity: 'note' }],
      fixed: web('[10.0.0.5/32]'),
    },
    {
      name: 'an address whose mask covers but the network, from Kubernetes 1.36 on',
      manifests: web('[10.0.0.5/8]'),
      target: { kubernetesVersion: '1.36' },
      findings: [{ message: 'hostBitsRefused', severity: 'error', got: '"10.0.0.5/8"; the target runs Kubernetes 1.36' }],
      fixed: web('[10.0.0.0/8]'),
    },
    {
      name: 'the same of ours from Kubernetes 1.36 on',
      manifests: web('[10.0.0.5/8]'),
      ours: true,
      target: { kubernetesVersion: '1.37' },
      findings: [{ message: 'hostBitsRefused', severity: 'error' }],
      fixed: web('[10.0.0.5/32]'),
    },
  ],
});
