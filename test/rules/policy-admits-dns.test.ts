import { policyAdmitsDns } from '../../lib/rules/policy-admits-dns';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object, workload } from './yaml';

const WEB = deployment('shop/web', '{ app: web }');
const DNS_NAMESPACES = object('v1 Namespace', 'kube-system') + object('v1 Namespace', 'openshift-dns');
const TO_API = '{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }';
const BOTH = 'ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]';

/** A policy by which the pods may connect to the API, and these rules besides. */
function policy(rules = '', rest = ''): string {
  return networkPolicy('shop/web', `{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [${TO_API}${rules}]${rest} }`);
}

/** The namespace selector that picks one by name. */
function named(name: string): string {
  return `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }`;
}

ruleTester(policyAdmitsDns, {
  valid: [
    { name: 'pods without any policy', manifests: WEB },
    { name: 'port 53 to anywhere', manifests: WEB + policy(`, { ${BOTH} }`) },
    { name: 'port 53 over UDP alone', manifests: WEB + policy(', { ports: [{ port: 53, protocol: UDP }] }') },
    { name: 'port 53 within a range', manifests: WEB + policy(', { ports: [{ port: 1, endPort: 1024, protocol: UDP }] }') },
    { name: 'port 53 of kube-system', manifests: WEB + policy(`, { to: [{ ${named('kube-system')} }], ${BOTH} }`) },
    {
      name: 'port 53 of the DNS pods of kube-system',
      manifests: WEB + policy(`, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }`),
    },
    {
      name: 'pods labelled coredns, where a workload is labelled so',
      manifests:
        WEB +
        deployment('kube-system/coredns', '{ k8s-app: coredns }') +
        policy(`, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: coredns } } }], ${BOTH} }`),
    },
    {
      name: 'pods labelled coredns or kube-dns',
      manifests:
        WEB +
        policy(
          `, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: coredns } } },
                    { ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }`.replace(/\n */, ' '),
        ),
    },
    {
      name: 'a CoreDNS in a namespace of the author\'s own',
      manifests: WEB + policy(`, { to: [{ ${named('networking')}, podSelector: { matchLabels: { k8s-app: coredns } } }], ${BOTH} }`),
    },
    { name: 'every port of kube-system', manifests: WEB + policy(`, { to: [{ ${named('kube-system')} }] }`) },
    { name: 'every namespace', manifests: WEB + policy(`, { to: [{ namespaceSelector: {} }], ${BOTH} }`) },
    { name: 'namespaces whose labels are not known', manifests: WEB + policy(`, { to: [{ namespaceSelector: { matchLabels: { name: kube-system } } }], ${BOTH} }`) },
    {
      name: 'OpenShift\'s DNS, whose pods listen on 5353',
      manifests: WEB + policy(`, { to: [{ ${named('openshift-dns')} }], ports: [{ port: 5353, protocol: UDP }] }`),
    },
    { name: 'a port of DNS by name', manifests: WEB + policy(`, { to: [{ ${named('kube-system')} }], ports: [{ port: dns, protocol: UDP }] }`) },
    { name: 'NodeLocal DNS, by its address', manifests: WEB + policy(`, { to: [{ ipBlock: { cidr: 169.254.20.10/32 } }], ${BOTH} }`) },
    { name: 'a resolver in a namespace of the author\'s own', manifests: WEB + policy(`, { to: [{ ${named('networking')} }], ${BOTH} }`) },
    {
      name: 'a resolver whose pods are beside it',
      manifests:
        WEB +
        deployment('shop/unbound', '{ app: unbound }', '[{ containerPort: 53, protocol: UDP }]') +
        policy(`, { to: [{ podSelector: { matchLabels: { app: unbound } } }], ${BOTH} }`),
    },
    { name: 'everything', manifests: WEB + policy(', {}') },
    {
      name: 'DNS by another policy, for all pods of the namespace',
      manifests: WEB + policy() + networkPolicy('shop/dns', `{ podSelector: {}, policyTypes: [Egress], egress: [{ ${BOTH} }] }`),
    },
    { name: 'nothing at all, which is no oversight', manifests: WEB + networkPolicy('shop/deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }') },
    {
      name: 'addresses alone, which need no names',
      manifests: WEB + networkPolicy('shop/web', '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.1.2.3/32 } }], ports: [{ port: 5432 }] }] }'),
    },
    { name: 'a policy for incoming traffic alone', manifests: WEB + networkPolicy('shop/web', '{ podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] }') },
    {
      name: 'rules for outgoing traffic that policyTypes leave out of force',
      manifests: WEB + networkPolicy('shop/web', `{ podSelector: {}, policyTypes: [Ingress], egress: [${TO_API}] }`),
    },
    {
      name: 'pods on their nodes\' network, for which no policy counts',
      manifests: workload('apps/v1 DaemonSet', 'shop/web', '{ app: web }', '{ hostNetwork: true, containers: [{ name: main }] }') + policy(),
    },
    { name: 'a policy that may be of another namespace', manifests: deployment('web', '{ app: web }') + policy() },
    {
      name: 'a policy of a plugin beside it, which may admit DNS',
      manifests: WEB + policy() + object('cilium.io/v2 CiliumClusterwideNetworkPolicy', 'dns', 'spec: { endpointSelector: {} }'),
    },
    {
      name: 'the pods of DNS itself, in their own namespace',
      manifests:
        deployment('kube-system/metrics', '{ app: web }') +
        networkPolicy('kube-system/metrics', `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }] }`),
    },
    {
      name: 'a policy whose namespace is not known, to pods of DNS that may be in it',
      manifests:
        deployment('web', '{ app: web }') +
        networkPolicy('web', `{ podSelector: {}, policyTypes: [Egress], egress: [${TO_API}, { to: [{ podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }] }`),
    },
  ],
  invalid: [
    ...[true, false].map((ours) => ({
      name: `pods that may connect to one backend, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + policy(),
      ours,
      findings: [
        {
          message: 'refused',
          severity: 'warning' as const,
          field: 'spec.egress',
          object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'web' },
          problem: 'Network policies let the pods of Deployment shop/web connect to others, but not to DNS: no name resolves there',
          got: 'NetworkPolicy shop/web; nothing admits port 53/UDP to where DNS may be',
        },
      ],
      fixed: WEB + policy(`, { ${BOTH} }`),
    })),
    {
      name: 'policyTypes left out: rules for outgoing traffic are in force all the same',
      manifests: WEB + networkPolicy('shop/web', `{ podSelector: {}, egress: [${TO_API}] }`),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + networkPolicy('shop/web', `{ podSelector: {}, egress: [${TO_API}, { ${BOTH} }] }`),
    },
    {
      name: 'port 53 over TCP alone: a protocol left out is TCP',
      manifests: WEB + policy(', { ports: [{ port: 53 }] }'),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + policy(', { ports: [{ port: 53 }, { port: 53, protocol: UDP }] }'),
    },
    {
      name: 'the web alone, which is reached by name',
      manifests: WEB + networkPolicy('shop/web', '{ podSelector: {}, egress: [{ ports: [{ port: 443 }] }] }'),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + networkPolicy('shop/web', '{ podSelector: {}, egress: [{ ports: [{ port: 443 }, { port: 53, protocol: UDP }] }] }'),
    },
    {
      name: 'the pods of DNS, sought in the policy\'s own namespace',
      manifests: WEB + policy(`, { to: [{ podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }`),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + policy(`, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }`),
    },
    {
      name: 'a namespace misspelt',
      manifests: WEB + policy(`, { to: [{ ${named('kube-sytem')} }], ${BOTH} }`),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + policy(`, { to: [{ ${named('kube-system')} }], ${BOTH} }`),
    },
    {
      name: 'a label that the namespaces of DNS are known not to bear',
      manifests: WEB + DNS_NAMESPACES + policy(`, { to: [{ namespaceSelector: { matchLabels: { name: kube-system } } }], ${BOTH} }`),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + DNS_NAMESPACES + policy(`, { to: [{ ${named('kube-system')} }], ${BOTH} }`),
    },
    ...[true, false].map((ours) => ({
      name: `the pods of DNS by the label coredns, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + policy(`, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: coredns } } }], ${BOTH} }`),
      ours,
      findings: [{ message: 'label', severity: 'warning' as const, field: 'spec.egress', fix: /^select "k8s-app: kube-dns"/ }],
      fixed: WEB + policy(`, { to: [{ ${named('kube-system')}, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ${BOTH} }`),
    })),
    {
      name: 'every port of another namespace',
      manifests: WEB + policy(`, { to: [{ ${named('blog')} }] }`),
      findings: [{ message: 'refused', severity: 'warning' }],
      fixed: WEB + policy(`, { to: [{ ${named('blog')} }] }, { ${BOTH} }`),
    },
    {
      name: 'a resolver beside it that the policy does not admit',
      manifests: WEB + deployment('shop/unbound', '{ app: unbound }', '[{ containerPort: 53, protocol: UDP }]') + policy(),
      findings: [{ message: 'refused', severity: 'warning', problem: /the pods of Deployment shop\/web connect/ }],
      fixed:
        WEB +
        deployment('shop/unbound', '{ app: unbound }', '[{ containerPort: 53, protocol: UDP }]') +
        policy(`, { to: [{ podSelector: { matchLabels: { app: unbound } } }], ${BOTH} }`),
    },
    {
      name: 'all pods of a namespace, once',
      manifests:
        ['a', 'b', 'c', 'd', 'e'].map((name) => deployment(`shop/${name}`, `{ app: ${name} }`)).join('') +
        networkPolicy('shop/all', `{ podSelector: {}, policyTypes: [Egress], egress: [${TO_API}] }`) +
        networkPolicy('shop/e', `{ podSelector: { matchLabels: { app: e } }, policyTypes: [Egress], egress: [${TO_API}] }`),
      findings: [
        {
          message: 'refused',
          severity: 'warning',
          problem: /^Network policies let the pods of Deployment shop\/a, Deployment shop\/b, Deployment shop\/c and 2 others connect/,
          got: /^NetworkPolicy shop\/all and NetworkPolicy shop\/e;/,
        },
      ],
      fixed: ['a', 'b', 'c', 'd', 'e'].map((name) => deployment(`shop/${name}`, `{ app: ${name} }`)).join(''),
    },
  ],
});
