import { policyAdmitsRoute } from '../../lib/rules/policy-admits-route';
import { app, leadingTo, route, routeTo } from './route-yaml';
import { ruleTester } from './rule-tester';
import { deployment, networkPolicy, object, workload } from './yaml';

const WEB = app('shop/web');
const CLIENT = deployment('shop/worker', '{ app: worker }');
const INGRESS = leadingTo('{ name: web, port: { number: 80 } }');
const ROUTE = routeTo('{ name: web, port: 80 }');
const WORKER = '{ podSelector: { matchLabels: { app: worker } } }';
const CONTROLLER = '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }';
const OWNERS = [true, false];

/** A policy for the web pods that lets these peers in. */
function admitting(peers: string, ports = '[{ port: 8080 }]', at = 'shop/web'): string {
  return networkPolicy(at, `{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [${peers}], ports: ${ports} }] }`);
}

ruleTester(policyAdmitsRoute, {
  valid: [
    { name: 'pods without a policy', manifests: WEB + INGRESS, ours: true },
    { name: 'the controller\'s namespace', manifests: WEB + CLIENT + INGRESS + admitting(`${WORKER}, ${CONTROLLER}`), ours: true },
    { name: 'the controller\'s namespace, by another policy', manifests: WEB + CLIENT + INGRESS + admitting(WORKER) + admitting(CONTROLLER, '[]', 'shop/entrance'), ours: true },
    { name: 'the whole cluster', manifests: WEB + INGRESS + admitting('{ namespaceSelector: {} }'), ours: true },
    { name: 'anybody', manifests: WEB + INGRESS + networkPolicy('shop/web', '{ podSelector: {}, ingress: [{}] }'), ours: true },
    { name: 'addresses, which a load balancer before the cluster may have', manifests: WEB + INGRESS + admitting('{ ipBlock: { cidr: 10.0.0.0/8 } }'), ours: true },
    { name: 'pods of the namespace: the controller of an Ingress may be among them', manifests: WEB + CLIENT + INGRESS + admitting('{ podSelector: {} }'), ours: true },
    { name: 'pods that no manifest shows', manifests: WEB + CLIENT + INGRESS + admitting('{ podSelector: { matchLabels: { app: edge } } }'), ours: true },
    { name: 'pods that are an entrance, by the image', manifests: WEB + workload('apps/v1 DaemonSet', 'shop/front', '{ app: worker }', '{ containers: [{ name: front, image: traefik:3.1 }] }') + INGRESS + admitting(WORKER), ours: true },
    { name: 'pods on their nodes\' network', manifests: WEB + workload('apps/v1 DaemonSet', 'shop/worker', '{ app: worker }', '{ hostNetwork: true, containers: [{ name: main, image: main:1.0 }] }') + INGRESS + admitting(WORKER), ours: true },
    { name: 'a group of pods, which an entrance may join', manifests: WEB + deployment('shop/worker', '{ web-access: "true" }') + INGRESS + admitting('{ podSelector: { matchLabels: { web-access: "true" } } }'), ours: true },
    { name: 'pods that are also in namespaces that are not known', manifests: WEB + CLIENT + INGRESS + admitting('{ namespaceSelector: { matchLabels: { team: edge } }, podSelector: { matchLabels: { app: worker } } }'), ours: true },
    { name: 'a port that is closed to everybody, which another rule finds', manifests: WEB + INGRESS + admitting(WORKER, '[{ port: 9090 }]'), ours: true },
    { name: 'policies of a plugin besides', manifests: WEB + CLIENT + INGRESS + admitting(WORKER) + object('cilium.io/v2 CiliumNetworkPolicy', 'shop/web', 'spec: {}'), ours: true },
    { name: 'a Gateway of the pods\' own namespace, whose own pods may be there', manifests: WEB + CLIENT + route('HTTPRoute', 'shop/web', 'parentRefs: [{ name: public }], rules: [{ backendRefs: [{ name: web, port: 80 }] }]') + admitting('{ podSelector: {} }'), ours: true },
    { name: 'a route of clients in a mesh', manifests: WEB + CLIENT + route('HTTPRoute', 'shop/web', 'parentRefs: [{ group: "", kind: Service, name: web }], rules: [{ backendRefs: [{ name: web, port: 80 }] }]') + admitting(WORKER), ours: true },
    { name: 'a policy whose namespace is not known', manifests: WEB + CLIENT + INGRESS + admitting(WORKER, '[]', 'web'), ours: true },
    { name: 'a Service whose namespace is not known', manifests: app('web') + CLIENT + INGRESS + admitting(WORKER), ours: true },
    { name: 'a backend that is not there', manifests: CLIENT + INGRESS + admitting(WORKER), ours: true },
  ],
  invalid: [
    ...OWNERS.map((ours) => ({
      name: `pods that admit an app of the input alone, ${ours ? 'ours' : 'foreign'}`,
      manifests: WEB + CLIENT + INGRESS + admitting(WORKER),
      ours,
      findings: [
        {
          message: 'refused',
          severity: ours ? ('error' as const) : ('warning' as const),
          field: 'spec.rules[0].http.paths[0].backend.service',
          object: { kind: 'Ingress', name: 'shop' },
          problem: 'Ingress leads to port 8080/TCP of pods whose network policies admit other pods alone, and no gateway or ingress controller',
          got: 'NetworkPolicy shop/web admits Deployment shop/worker alone; the pods are those of Deployment shop/web',
          fix: ours ? 'admit the namespace of the controller by allowFrom, or as a platform client of the target' : 'add a rule for port 8080/TCP that admits the namespace of the gateway or ingress controller',
        },
      ],
      fixed: WEB + CLIENT + INGRESS + admitting(`${WORKER}, ${CONTROLLER}`),
    })),
    {
      name: 'pods that admit their namespace, while the Gateway is in another',
      manifests: WEB + ROUTE + admitting('{ podSelector: {} }'),
      findings: [{ message: 'refused', severity: 'warning', field: 'spec.rules[0].backendRefs[0]', got: /^NetworkPolicy shop\/web admits pods of its own namespace alone;/ }],
      fixed: WEB + ROUTE + admitting('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } } }'),
    },
    {
      name: 'several policies, for a route that leads there twice',
      manifests:
        WEB +
        CLIENT +
        deployment('jobs/report', '{ app: report }') +
        routeTo('{ name: web, port: 80 }, { name: web, port: 80 }') +
        admitting(WORKER) +
        admitting('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: jobs } }, podSelector: { matchLabels: { app: report } } }', '[]', 'shop/jobs'),
      findings: [{ message: 'refused', severity: 'warning', got: /^NetworkPolicy shop\/jobs and NetworkPolicy shop\/web admit Deployment jobs\/report and Deployment shop\/worker alone;/ }],
      fixed: WEB + CLIENT + routeTo('{ name: web, port: 80 }, { name: web, port: 80 }') + admitting('{ namespaceSelector: {} }'),
    },
    {
      name: 'a number that no container declares',
      manifests: app('shop/web', '[{ port: 80, targetPort: 3000 }]') + CLIENT + INGRESS + admitting(WORKER, '[{ port: 3000 }]'),
      findings: [{ message: 'refused', severity: 'warning', problem: /leads to port 3000\/TCP/ }],
      fixed: app('shop/web', '[{ port: 80, targetPort: 3000 }]') + CLIENT + INGRESS + admitting('{ namespaceSelector: {} }', '[{ port: 3000 }]'),
    },
  ],
});
