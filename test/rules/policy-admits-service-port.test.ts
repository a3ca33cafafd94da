import { policyAdmitsServicePort } from '../../lib/rules/policy-admits-service-port';
import { API, BACKEND, exposed, out, PERMITTED, PODS, policy, PORTS, WEB } from './policy-admits-service-port-cases';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object, service } from './yaml';

ruleTester(policyAdmitsServicePort, {
  valid: PERMITTED,
  invalid: [
    ...[true, false].map((ours) => ({
      name: `an egress rule with the Service's port, ${ours ? 'ours' : 'foreign'}`,
      manifests: BACKEND + out('[{ port: 80 }]'),
      ours,
      findings: [
        {
          message: 'egressPort',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.egress[0].ports[0].port',
          object: { kind: 'NetworkPolicy', name: 'front' },
          got: '80/TCP; Service shop/api leads from there to 8080/TCP of Deployment shop/api',
          fix: 'admit 8080/TCP, the port of the pods',
        },
      ],
      fixed: BACKEND + out('[{ port: 8080 }]'),
    })),
    ...[true, false].map((ours) => ({
      name: `an egress rule with a name that no pod bears, ${ours ? 'ours' : 'foreign'}`,
      manifests: BACKEND + out('[{ port: web }]'),
      ours,
      findings: [
        {
          message: 'egressName',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.egress[0].ports[0].port',
          got: '"web"/TCP; the nearest port of Deployment shop/api is "http" (8080/TCP)',
          fix: 'admit port "http"',
        },
      ],
      fixed: BACKEND + out('[{ port: http }]'),
    })),
    {
      name: 'an egress rule with a name that a pod bears for another protocol',
      manifests: deployment('shop/api', '{ app: api }', '[{ name: dns, containerPort: 53, protocol: UDP }]') + out('[{ port: dns }]'),
      findings: [{ message: 'egressName', severity: 'warning', fix: 'admit port "dns" with protocol: UDP' }],
      fixed: deployment('shop/api', '{ app: api }', '[{ name: dns, containerPort: 53, protocol: UDP }]') + out('[{ port: dns, protocol: UDP }]'),
    },
    {
      name: 'an egress rule with a name, to pods that name no port, by an expression',
      manifests:
        deployment('shop/api', '{ app: api }') + out('[{ port: http }]', '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [api, db] }] } }'),
      findings: [{ message: 'egressName', severity: 'warning', got: '"http"/TCP; no container of Deployment shop/api names a port' }],
      fixed: deployment('shop/api', '{ app: api }') + out('[{ port: 8080 }]'),
    },
    {
      name: 'the Service\'s port among others',
      manifests: WEB + policy('ingress: [{ ports: [{ port: 80 }, { port: 9090 }] }]'),
      findings: [{ message: 'nobody', severity: 'warning', got: /admits 80\/TCP and 9090\/TCP only, of which 80\/TCP is the Service's port;/ }],
      fixed: WEB + policy('ingress: [{ ports: [{ port: 8080 }, { port: 9090 }] }]'),
    },
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
          fix: ours ? /connectTo/ : 'admit the clients to port 8080/TCP in a network policy, whose ports are those of the pods',
          problem: 'Service port 80 leads to port 8080/TCP of pods that network policies close to everybody',
          got: 'NetworkPolicy shop/web admits 80/TCP only, which is the Service\'s port; the pods are those of Deployment shop/web',
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
