import { loadBalancerProfileConsistent } from '../../lib/rules/load-balancer-profile-consistent';
import { AWS, AZURE, contradictions, GKE_TYPE, OCEAN, under, web, withoutEffect, type ConflictCase } from './load-balancer-profile-consistent-cases';
import { type ExpectedFinding, type InvalidCase, ruleTester } from './rule-tester';
import { service } from './yaml';

const EXTERNAL = under(AWS, { type: 'external', 'nlb-target-type': 'ip', scheme: 'internet-facing' });
const at = (key: string): string => `metadata.annotations["${key}"]`;

/** A conflict on an object of ours, and the same on another's. */
function bothWays(message: 'contradiction' | 'noEffect', { name, annotations, more = '', at: key, problem, fixed, fixedMore = '' }: ConflictCase): InvalidCase[] {
  const [error, warning] = message === 'contradiction' ? (['error', 'warning'] as const) : (['warning', 'note'] as const);
  return [true, false].map((ours) => ({
    name: `${name}${ours ? ', of ours' : ''}`,
    ours,
    manifests: web(annotations, more),
    findings: [{ message, severity: ours ? error : warning, field: at(key), problem, got: JSON.stringify(annotations[key]) }],
    fixed: web(fixed, fixedMore),
  }));
}

/** One finding on one annotation; it is fixed by other ones. */
function wrong(
  name: string,
  [key, value]: readonly [string, string],
  fixed: readonly [string, string],
  rest: Partial<InvalidCase> & { readonly finding: Partial<ExpectedFinding> & { readonly message: string } },
): InvalidCase {
  const { finding, ...others } = rest;
  return { name, manifests: web({ [key]: value }), findings: [{ field: at(key), severity: 'warning', ...finding }], fixed: web({ [fixed[0]]: fixed[1] }), ...others };
}

ruleTester(loadBalancerProfileConsistent, {
  valid: [
    { name: 'no annotation at all', manifests: web({}), ours: true },
    { name: 'the AWS Load Balancer Controller by type', manifests: web(EXTERNAL), ours: true },
    { name: 'the same by class, without node ports', manifests: web(under(AWS, { 'nlb-target-type': 'ip', scheme: 'internal' }), ', loadBalancerClass: service.k8s.aws/nlb, allocateLoadBalancerNodePorts: false'), target: { provider: 'eks' }, ours: true },
    { name: 'type nlb with what the newer controller reads, whose webhook may take it over', manifests: web(under(AWS, { type: 'nlb', 'nlb-target-type': 'ip', scheme: 'internet-facing' })) },
    { name: 'ingress-nginx on AWS', manifests: web(under(AWS, { type: 'nlb', 'backend-protocol': 'tcp', 'cross-zone-load-balancing-enabled': 'true' }), ', externalTrafficPolicy: Local') },
    {
      name: 'ingress-nginx on AWS with TLS',
      manifests: web(under(AWS, { type: 'nlb', 'connection-idle-timeout': '60', 'ssl-ports': 'https', 'ssl-cert': 'arn:aws:acm:us-west-2:XXXXXXXX:certificate/XXXXXX' })),
    },
    { name: 'internal as AWS once documented it', manifests: web(under(AWS, { internal: '0.0.0.0/0' })), ours: true },
    { name: 'a Classic Load Balancer by name', manifests: web(under(AWS, { type: 'elb', 'proxy-protocol': '*' })) },
    { name: 'attributes for one listener, and for one target group', manifests: web({ ...EXTERNAL, ...under(AWS, { 'listener-attributes.TCP-443': 'tcp.idle_timeout.seconds=400', 'target-group-attributes.3306': 'preserve_client_ip.enabled=true' }) }), ours: true },
    { name: 'instances as targets with node ports given', manifests: service('web', '{ type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerClass: service.k8s.aws/nlb, ports: [{ port: 443, nodePort: 30443 }] }') },
    { name: 'no node ports where the controller may be set to lead to pods by itself', manifests: web(under(AWS, { scheme: 'internal' }), ', loadBalancerClass: service.k8s.aws/nlb, allocateLoadBalancerNodePorts: false'), target: { provider: 'eks' } },
    { name: 'a path that is asked for under Local, where HTTP is spoken', manifests: web(under(AWS, { 'healthcheck-path': '/healthz' }), ', externalTrafficPolicy: Local') },
    { name: 'addresses and subnets, as many of each', manifests: web({ ...EXTERNAL, ...under(AWS, { 'eip-allocations': 'eipalloc-1,eipalloc-2', subnets: 'subnet-a,subnet-b' }) }), target: { provider: 'eks' }, ours: true },
    { name: 'both of AWS\'s words for internal, which agree', manifests: web(under(AWS, { internal: 'true', scheme: 'internal' })), ours: true },
    { name: 'GKE, internal', manifests: web({ [GKE_TYPE]: 'Internal', 'networking.gke.io/internal-load-balancer-allow-global-access': 'true' }), target: { provider: 'gke' }, ours: true },
    { name: 'GKE, internal by class', manifests: web({ 'networking.gke.io/internal-load-balancer-subnet': 'private' }, ', loadBalancerClass: networking.gke.io/l4-regional-internal') },
    { name: 'GKE, external by the word that everything else stands for', manifests: web({ 'cloud.google.com/load-balancer-type': 'External' }) },
    { name: 'GKE, endpoint groups and whatever else is at home under its prefixes', manifests: web({ 'cloud.google.com/neg': '{"ingress":true}', 'cloud.google.com/something-new': 'x', 'networking.gke.io/something-new': 'x' }), target: { provider: 'gke' } },
    { name: 'AKS with probes of its ports', manifests: web({ ...under(AZURE, { 'load-balancer-internal': 'true', 'load-balancer-internal-subnet': 'apps', 'load-balancer-tcp-idle-timeout': '30' }), 'service.beta.kubernetes.io/port_443_health-probe_request-path': '/healthz' }), target: { provider: 'aks' }, ours: true },
    { name: 'AKS with a flag in capitals, where it does not mind', manifests: web(under(AZURE, { 'load-balancer-disable-tcp-reset': 'True' })) },
    { name: 'DigitalOcean with a certificate', manifests: web(under(OCEAN, { protocol: 'http', 'tls-ports': '443', 'certificate-id': 'c1', 'redirect-http-to-https': 'true' })), target: { provider: 'digital-ocean' }, ours: true },
    { name: 'DigitalOcean with TLS passed on', manifests: web(under(OCEAN, { protocol: 'https', 'tls-passthrough': 'true' })) },
    { name: 'MetalLB by its older names', manifests: web({ 'metallb.universe.tf/address-pool': 'public', 'metallb.universe.tf/loadBalancerIPs': '192.0.2.7,2001:db8::7' }), target: { provider: 'metal-lb' }, ours: true },
    { name: 'annotations of clouds that we have no table for', manifests: web({ 'service.beta.kubernetes.io/oci-load-balancer-shape': 'flexible', 'service.beta.kubernetes.io/linode-loadbalancer-protocol': 'tcp', 'service.beta.kubernetes.io/exoscale-loadbalancer-service-strategy': 'round-robin', 'load-balancer.hetzner.cloud/location': 'fsn1' }), ours: true },
    { name: 'a chart for several clouds, where nobody said which it is for', manifests: web({ ...under(AWS, { internal: 'true' }), ...under(AZURE, { 'load-balancer-internal': 'true' }), 'cloud.google.com/load-balancer-type': 'Internal' }) },
    { name: 'annotations of other clouds in a cluster on one machine, but for the note', manifests: web({ ...EXTERNAL }), target: { provider: 'other' } },
    { name: 'what a later step fills in', manifests: web(under(AWS, { scheme: '${SCHEME}', type: '{{ .Values.type }}', 'ssl-cert': '<your certificate>' })) },
    { name: 'a health check by connection under Local where the pods themselves are asked', manifests: web(under(AWS, { type: 'external', 'nlb-target-type': 'ip', 'healthcheck-protocol': 'tcp' }), ', externalTrafficPolicy: Local') },
    { name: 'a health check by connection under Local to the port of the traffic', manifests: web(under(AWS, { type: 'nlb', 'healthcheck-protocol': 'tcp', 'healthcheck-port': 'traffic-port' }), ', externalTrafficPolicy: Local') },
    { name: 'names that every JavaScript object has', manifests: web({ constructor: 'x', toString: 'y' }), ours: true },
    { name: 'a comma too many', manifests: web(under(AWS, { 'additional-resource-tags': 'team=shop,cost=7,' })) },
    { name: 'an empty value, as charts render it', manifests: web(under(AWS, { type: '', 'proxy-protocol': '' })) },
    { name: 'annotations that a chart leaves on a Service inside the cluster', manifests: web(under(AWS, { scheme: 'public', typo: 'x' }), '', 'ClusterIP') },
    { name: 'a kind that only looks like a Service', manifests: web(under(AWS, { scheme: 'public' })).replace('v1', 'serving.knative.dev/v1') },
    { name: 'no node ports where nobody said who makes the load balancer', manifests: web({}, ', allocateLoadBalancerNodePorts: false') },
  ],
  invalid: [
    ...contradictions.flatMap((entry) => bothWays('contradiction', entry)),
    ...withoutEffect.flatMap((entry) => bothWays('noEffect', entry)),
    wrong('an annotation without its hyphen', [`${AWS.replace('load-balancer', 'loadbalancer')}type`, 'nlb'], [`${AWS}type`, 'nlb'], {
      finding: { message: 'misspelt', severity: 'warning', problem: /^No load balancer reads the annotation ".*aws-loadbalancer-type", which looks like a slip for ".*aws-load-balancer-type"$/, fix: `write "${AWS}type"` },
    }),
    wrong('an annotation of ours with two letters swapped', [`${AWS}shceme`, 'internal'], [`${AWS}scheme`, 'internal'], { ours: true, target: { provider: 'eks' }, finding: { message: 'misspelt', severity: 'warning' } }),
    wrong('an annotation with a plural', [`${AZURE}load-balancer-internal-subnets`, 'apps'], [`${AZURE}load-balancer-mode`, 'auto'], { finding: { message: 'misspelt', fix: `write "${AZURE}load-balancer-internal-subnet"` } }),
    wrong('a slip under a prefix that holds much else', ['networking.gke.io/load-balancer-typ', 'Internal'], [GKE_TYPE, 'Internal'], { finding: { message: 'misspelt' } }),
    wrong('a slip in MetalLB\'s capitals', ['metallb.io/loadBalancerIps', '192.0.2.7'], ['metallb.io/loadBalancerIPs', '192.0.2.7'], { finding: { message: 'misspelt' } }),
    wrong('a name that DigitalOcean\'s own example has, and its controller does not', [`${OCEAN}https-ports`, '443'], [`${OCEAN}http-ports`, '443'], { finding: { message: 'misspelt', fix: `write "${OCEAN}tls-ports"` } }),
    wrong('an annotation that is near none', [`${AWS}quantum-routing`, 'on'], [`${AWS}name`, 'web'], {
      finding: { message: 'unknown', severity: 'note', fix: /^check it against https:\/\/kubernetes-sigs\.github\.io\/aws-load-balancer-controller\// },
    }),
    wrong('an annotation of ours that is near none', ['metallb.io/favourite', 'x'], ['metallb.io/allow-shared-ip', 'x'], { ours: true, finding: { message: 'unknown', severity: 'note' } }),
    wrong('a scheme that AWS does not have', [`${AWS}scheme`, 'public'], [`${AWS}scheme`, 'internet-facing'], {
      finding: {
        message: 'wrongValue',
        severity: 'warning',
        problem: `For the AWS Load Balancer Controller, annotation "${AWS}scheme" must be "internal" or "internet-facing"`,
        got: '"public"',
        fix: 'give "internal" or "internet-facing"',
      },
    }),
    wrong('a scheme of ours in capitals', [`${AWS}scheme`, 'Internal'], [`${AWS}scheme`, 'internal'], { ours: true, target: { provider: 'eks' }, finding: { message: 'wrongValue', severity: 'error', fix: 'give "internal"' } }),
    wrong('a type that neither controller of AWS has', [`${AWS}type`, 'alb'], [`${AWS}type`, 'nlb'], { finding: { message: 'wrongValue' } }),
    wrong('the one switch of AKS that is read to the letter', [`${AZURE}load-balancer-internal`, 'True'], [`${AZURE}load-balancer-internal`, 'true'], { finding: { message: 'wrongValue', severity: 'warning', fix: 'give "true"' } }),
    wrong('a timeout of AKS in seconds', [`${AZURE}load-balancer-tcp-idle-timeout`, '600'], [`${AZURE}load-balancer-tcp-idle-timeout`, '10'], { target: { provider: 'aks' }, finding: { message: 'wrongValue', problem: /^For AKS, annotation .* must be a whole number from 4 to 100$/ } }),
    wrong('a word in capitals that GKE takes for external', [GKE_TYPE, 'INTERNAL'], [GKE_TYPE, 'Internal'], { finding: { message: 'wrongValue', fix: 'give "Internal"' } }),
    wrong('a network of DigitalOcean in small letters', [`${OCEAN}network`, 'internal'], [`${OCEAN}network`, 'INTERNAL'], { finding: { message: 'wrongValue', fix: 'give "INTERNAL"' } }),
    wrong('a path that begins with no slash', [`${AWS}healthcheck-path`, 'healthz'], [`${AWS}name`, 'web'], { manifests: web(under(AWS, { 'healthcheck-path': 'healthz', 'healthcheck-protocol': 'http' })), finding: { message: 'wrongValue' } }),
    wrong('pairs that are none', [`${AWS}attributes`, '=true'], [`${AWS}attributes`, 'deletion_protection.enabled=true'], { finding: { message: 'wrongValue' } }),
    wrong('an annotation of another cloud than the target\'s', [`${AZURE}load-balancer-internal`, 'true'], [GKE_TYPE, 'Internal'], {
      target: { provider: 'gke' },
      finding: { message: 'otherProvider', severity: 'note', problem: /is for AKS, and the target's provider is GKE$/ },
    }),
    wrong('an annotation of ours that the other controller of AWS reads', [`${AWS}connection-idle-timeout`, '60'], [`${AWS}attributes`, 'a=b'], { ours: true, target: { provider: 'eks' }, finding: { message: 'otherProvider', severity: 'warning' } }),
    {
      name: 'no node ports for instances',
      manifests: web(under(AWS, { type: 'external', 'nlb-target-type': 'instance' }), ', allocateLoadBalancerNodePorts: false'),
      findings: [
        {
          message: 'nodePorts',
          severity: 'warning',
          field: 'spec.allocateLoadBalancerNodePorts',
          problem: 'The load balancers of the AWS Load Balancer Controller lead to node ports, and this Service gets none',
          fix: `leave allocateLoadBalancerNodePorts out, or set "${AWS}nlb-target-type" to "ip"`,
        },
      ],
      fixed: web(under(AWS, { type: 'external', 'nlb-target-type': 'ip' }), ', allocateLoadBalancerNodePorts: false'),
    },
    {
      name: 'no node ports of ours on AKS, whose probes ask them',
      ours: true,
      target: { provider: 'aks' },
      manifests: web(under(AZURE, { 'load-balancer-internal': 'true' }), ', allocateLoadBalancerNodePorts: false'),
      findings: [{ message: 'nodePorts', severity: 'error' }],
      fixed: web(under(AZURE, { 'load-balancer-internal': 'true' })),
    },
    {
      name: 'a load balancer on kind',
      target: { provider: 'kind' },
      manifests: web({}),
      findings: [
        {
          message: 'noLoadBalancer',
          severity: 'note',
          field: 'spec.type',
          fix: 'run cloud-provider-kind beside the cluster, or reach the app by kubectl port-forward service/web 8443:443',
        },
      ],
      fixed: web({}, '', 'ClusterIP'),
    },
    {
      name: 'a load balancer of ours on minikube',
      ours: true,
      target: { provider: 'minikube' },
      manifests: web({}),
      findings: [{ message: 'noLoadBalancer', severity: 'note', fix: /^run minikube tunnel beside the cluster/ }],
      fixed: web({}, '', 'ClusterIP'),
    },
  ],
});
