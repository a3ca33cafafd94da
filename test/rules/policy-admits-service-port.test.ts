import { policyAdmitsServicePort } from '../../lib/rules/policy-admits-service-port';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object, service, workload } from './yaml';

const PORTS = '[{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]';
const PODS = deployment('shop/web', '{ app: web }', PORTS);
const WEB = PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }');
const API = '{ podSelector: { matchLabels: { app: api } } }';

/** A policy for the web pods with these rules, or whatever the spec says. */
function policy(rest: string, at = 'shop/web'): string {
  return networkPolicy(at, `{ podSelector: { matchLabels: { app: web } }, ${rest} }`);
}

/** The web pods behind a Service of a type that takes traffic from outside. */
function exposed(type: string, rest = ''): string {
  return PODS + service('shop/web', `{ type: ${type}, selector: { app: web }, ports: [{ port: 80, targetPort: http }]${rest} }`);
}

ruleTester(policyAdmitsServicePort, {
  valid: [
    { name: 'a Service without any policy', manifests: WEB, ours: true },
    { name: 'the number of the pods\' port', manifests: WEB + policy('ingress: [{ ports: [{ port: 8080 }] }]'), ours: true },
    { name: 'the name of the pods\' port', manifests: WEB + policy('ingress: [{ ports: [{ port: http }] }]'), ours: true },
    { name: 'a range of ports around it', manifests: WEB + policy('ingress: [{ ports: [{ port: 8000, endPort: 8999 }] }]'), ours: true },
    { name: 'all ports of the protocol', manifests: WEB + policy('ingress: [{ ports: [{ protocol: TCP }] }]'), ours: true },
    { name: 'all ports, to some pods', manifests: WEB + policy(`ingress: [{ from: [${API}] }]`), ours: true },
    { name: 'everybody', manifests: WEB + policy('ingress: [{}]'), ours: true },
    { name: 'empty lists of peers and ports, which are all of them', manifests: exposed('LoadBalancer') + policy('ingress: [{ from: [], ports: [] }]'), ours: true },
    {
      name: 'what another policy admits, for policies add up',
      manifests: WEB + policy('ingress: []', 'shop/deny') + policy(`ingress: [{ from: [${API}], ports: [{ port: 8080 }] }]`),
      ours: true,
    },
    {
      name: 'a default denial of the whole namespace, beside a policy that admits',
      manifests: WEB + networkPolicy('shop/deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }') + policy('ingress: [{ ports: [{ port: http }] }]'),
      ours: true,
    },
    { name: 'a policy for outgoing traffic alone', manifests: WEB + policy('policyTypes: [Egress], egress: []'), ours: true },
    { name: 'a policy for other pods', manifests: WEB + networkPolicy('shop/db', '{ podSelector: { matchLabels: { app: db } } }'), ours: true },
    { name: 'a policy of another namespace', manifests: WEB + policy('ingress: []', 'blog/web'), ours: true },
    { name: 'a policy whose namespace is not known', manifests: WEB + policy('ingress: []', 'web'), ours: true },
    {
      name: 'pods whose namespace is not known',
      manifests: deployment('web', '{ app: web }', PORTS) + service('shop/web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: []'),
      ours: true,
    },
    {
      name: 'a Service whose namespace is not known, which may be another one\'s',
      manifests: PODS + service('web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: []'),
      ours: true,
    },
    {
      name: 'pods that an election may put under the policy, or not',
      manifests: WEB + networkPolicy('shop/standby', '{ podSelector: { matchLabels: { app: web, role: standby } } }'),
      ours: true,
    },
    {
      name: 'pods on their nodes\' network, for which no policy counts',
      manifests:
        workload('apps/v1 DaemonSet', 'shop/web', '{ app: web }', `{ hostNetwork: true, containers: [{ name: main, ports: ${PORTS} }] }`) +
        service('shop/web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') +
        policy('ingress: []'),
      ours: true,
    },
    {
      name: 'policies of a plugin beside those of Kubernetes, which may admit more',
      manifests: WEB + policy('ingress: []') + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/web', 'spec: { endpointSelector: {}, ingress: [{}] }'),
      ours: true,
    },
    {
      name: 'policies of Calico for the whole cluster, likewise',
      manifests: WEB + policy('ingress: []') + object('projectcalico.org/v3 GlobalNetworkPolicy', 'admit', 'spec: { ingress: [{ action: Allow }] }'),
      ours: true,
    },
    {
      name: 'a name that one of two workloads gives to another number',
      manifests:
        WEB + deployment('shop/web-next', '{ app: web }', '[{ name: http, containerPort: 3000 }]') + policy('ingress: [{ ports: [{ port: http }] }]'),
      ours: true,
    },
    {
      name: 'a port of UDP for a Service of UDP',
      manifests:
        deployment('shop/dns', '{ app: web }', '[{ containerPort: 53, protocol: UDP }]') +
        service('shop/dns', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }') +
        policy('ingress: [{ ports: [{ port: 53, protocol: UDP }] }]'),
      ours: true,
    },
    {
      name: 'a headless Service whose own port the policy admits',
      manifests:
        PODS +
        service('shop/web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 9090, targetPort: http }] }') +
        policy('ingress: [{ ports: [{ port: 9090 }] }]'),
      ours: true,
    },
    {
      name: 'a name that no container bears, which another rule reports',
      manifests: PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: web }] }') + policy('ingress: []'),
      ours: true,
    },
    { name: 'a load balancer whose pods admit everybody', manifests: exposed('LoadBalancer') + policy('ingress: [{ ports: [{ port: 8080 }] }]'), ours: true },
    {
      name: 'a load balancer whose pods admit some addresses',
      manifests: exposed('LoadBalancer') + policy(`ingress: [{ from: [${API}, { ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 8080 }] }]`),
      ours: true,
    },
    {
      name: 'node ports whose pods admit every address',
      manifests: exposed('NodePort') + policy('ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]'),
      ours: true,
    },
    {
      name: 'a load balancer by Tailscale, whose proxies are pods',
      manifests: exposed('LoadBalancer', ', loadBalancerClass: tailscale') + policy('ingress: [{ from: [{ namespaceSelector: {} }] }]'),
      ours: true,
    },
    {
      name: 'an internal Service whose pods admit pods alone',
      manifests: WEB + policy('ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]'),
      ours: true,
    },
  ],
  invalid: [
    ...[true, false].map((ours) => ({
      name: `the Service's port in place of the pods', ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + policy('ingress: [{ ports: [{ port: 80 }] }]'),
      ours,
      findings: [
        {
          message: 'nobody',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.ports[0]',
          object: { kind: 'Service', name: 'web' },
          problem: 'Service port 80 leads to port 8080/TCP of pods that network policies close to everybody',
          got: 'NetworkPolicy shop/web admits 80/TCP only; the pods are those of Deployment shop/web',
        },
      ],
      fixed: WEB + policy('ingress: [{ ports: [{ port: 8080 }] }]'),
    })),
    {
      name: 'a policy that admits nothing: policyTypes left out are about incoming traffic',
      manifests: WEB + networkPolicy('shop/web', '{ podSelector: { matchLabels: { app: web } } }'),
      findings: [{ message: 'nobody', severity: 'warning', got: /^NetworkPolicy shop\/web admits nothing;/ }],
      fixed: WEB + policy(`ingress: [{ from: [${API}] }]`),
    },
    {
      name: 'a policy that isolates all pods and its Egress alone besides, policyTypes left out',
      manifests: WEB + networkPolicy('shop/out', '{ podSelector: {}, egress: [{}] }'),
      findings: [{ message: 'nobody', severity: 'warning' }],
      fixed: WEB + networkPolicy('shop/out', '{ podSelector: {}, policyTypes: [Egress], egress: [{}] }'),
    },
    {
      name: 'an empty list of rules, which admits nothing',
      manifests: WEB + policy('policyTypes: [Ingress], ingress: []'),
      findings: [{ message: 'nobody', severity: 'warning' }],
      fixed: WEB + policy('policyTypes: [Ingress], ingress: [{}]'),
    },
    {
      name: 'a policy without a spec, which isolates its whole namespace',
      manifests: WEB + object('networking.k8s.io/v1 NetworkPolicy', 'shop/all'),
      findings: [{ message: 'nobody', severity: 'warning', got: /^NetworkPolicy shop\/all/ }],
      fixed: WEB,
    },
    {
      name: 'a protocol left out, which is TCP',
      manifests:
        deployment('shop/dns', '{ app: web }', '[{ containerPort: 53, protocol: UDP }]') +
        service('shop/dns', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }') +
        policy('ingress: [{ ports: [{ port: 53 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', got: /admits 53\/TCP only/ }],
      fixed:
        deployment('shop/dns', '{ app: web }', '[{ containerPort: 53, protocol: UDP }]') +
        service('shop/dns', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }') +
        policy('ingress: [{ ports: [{ port: 53, protocol: UDP }] }]'),
    },
    {
      name: 'all ports of the other protocol, and a range that ends before',
      manifests: WEB + policy('ingress: [{ ports: [{ protocol: UDP }, { port: 8000, endPort: 8079 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', got: /admits 8000-8079\/TCP and any port\/UDP only/ }],
      fixed: WEB + policy('ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }]'),
    },
    {
      name: 'a name that no container of the pods bears, though the Service\'s port does',
      manifests:
        PODS +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: web, port: 80, targetPort: 8080 }] }') +
        policy('ingress: [{ ports: [{ port: web }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', got: /admits "web"\/TCP only/ }],
      fixed:
        PODS +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: web, port: 80, targetPort: 8080 }] }') +
        policy('ingress: [{ ports: [{ port: http }] }]'),
    },
    {
      name: 'a number of which a canary says otherwise: a name is looked up in each pod',
      manifests:
        WEB + deployment('shop/web-next', '{ app: web }', '[{ name: http, containerPort: 3000 }]') + policy('ingress: [{ ports: [{ port: 8080 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', problem: /port 3000\/TCP/, got: /those of Deployment shop\/web-next$/ }],
      fixed: WEB + deployment('shop/web-next', '{ app: web }', '[{ name: http, containerPort: 3000 }]') + policy('ingress: [{ ports: [{ port: http }] }]'),
    },
    {
      name: 'one port of several',
      manifests:
        PODS +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090 }] }') +
        policy('ingress: [{ ports: [{ port: http }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', field: 'spec.ports[1]' }],
      fixed:
        PODS +
        service('shop/web', '{ selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }, { name: metrics, port: 9090 }] }') +
        policy('ingress: [{ ports: [{ port: http }, { port: metrics }] }]'),
    },
    {
      name: 'a number that no container declares, where traffic arrives all the same',
      manifests: PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 3000 }] }') + policy('ingress: [{ ports: [{ port: 8080 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', problem: /port 3000\/TCP/ }],
      fixed: PODS + service('shop/web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 3000 }] }') + policy('ingress: [{ ports: [{ port: 3000 }] }]'),
    },
    {
      name: 'several policies, none of which admits it',
      manifests: WEB + policy('ingress: [{ ports: [{ port: 9090 }] }]', 'shop/metrics') + policy('ingress: []', 'shop/deny'),
      findings: [{ message: 'nobody', severity: 'warning', got: /^NetworkPolicy shop\/deny and NetworkPolicy shop\/metrics admit 9090\/TCP only;/ }],
      fixed: WEB + policy('ingress: [{ ports: [{ port: 9090 }, { port: 8080 }] }]', 'shop/metrics') + policy('ingress: []', 'shop/deny'),
    },
    {
      name: 'a headless Service, of which neither port is open',
      manifests:
        PODS + service('shop/web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: [{ ports: [{ port: 9090 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning' }],
      fixed: PODS + service('shop/web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: [{ ports: [{ port: 8080 }] }]'),
    },
    {
      name: 'everything where no object names a namespace: then all go to the same one',
      manifests:
        deployment('web', '{ app: web }', PORTS) + service('web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: []', 'web'),
      findings: [{ message: 'nobody', severity: 'warning' }],
      fixed: deployment('web', '{ app: web }', PORTS) + service('web', '{ selector: { app: web }, ports: [{ port: 8080 }] }') + policy('ingress: [{}]', 'web'),
    },
    ...[true, false].map((ours) => ({
      name: `a load balancer whose pods admit pods alone, ${ours ? 'ours' : 'foreign'}`,
      manifests: exposed('LoadBalancer') + policy('ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]'),
      ours,
      findings: [
        {
          message: 'outside',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.ports[0]',
          problem: 'A LoadBalancer Service takes traffic from outside, but network policies refuse it at port 8080/TCP of the pods',
          got: 'NetworkPolicy shop/web admits pods of the cluster alone; the pods are those of Deployment shop/web',
        },
      ],
      fixed: exposed('LoadBalancer') + policy('ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }, { ports: [{ port: 8080 }] }]'),
    })),
    {
      name: 'node ports whose pods admit addresses at another port only',
      manifests: exposed('NodePort') + policy(`ingress: [{ from: [${API}] }, { from: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 9090 }] }]`),
      findings: [{ message: 'outside', severity: 'warning', problem: /^A NodePort Service/ }],
      fixed: exposed('NodePort') + policy(`ingress: [{ from: [${API}] }, { from: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: http }] }]`),
    },
  ],
});
