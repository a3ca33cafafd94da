import { grpcNeedsBalancing } from '../../lib/rules/grpc-needs-balancing';
import { ruleTester } from './rule-tester';
import { object, service } from './yaml';

interface Pods {
  readonly replicas?: string;
  /** What stands in the pods' metadata beside their labels. */
  readonly metadata?: string;
  readonly container?: string;
  /** What stands in the workload's own metadata. */
  readonly own?: string;
}

function orders({ replicas = '3', metadata = '', container = 'orders', own = '' }: Pods = {}, at = 'shop/orders'): string {
  const template = `{ metadata: { labels: { app: orders }${metadata} }, spec: { containers: [{ name: ${container} }] } }`;
  const replicasField = replicas === '' ? '' : `replicas: ${replicas}, `;
  return object('apps/v1 Deployment', at, `spec: { ${replicasField}template: ${template} }`).replace('name: orders', `name: orders${own}`);
}

function serving(port: string, spec = '', at = 'shop/orders'): string {
  return service(at, `{ selector: { app: orders }, ports: [{ ${port} }]${spec} }`);
}

/** A container, with the port that it listens on. */
const OPEN = 'orders, ports: [{ containerPort: 9000 }]';
const NAMED = serving('name: grpc, port: 9000');
const HEADLESS = serving('name: rpc, port: 9000', ', clusterIP: None', 'shop/orders-pods');
const ANNOTATED = NAMED.replace('name: orders', 'name: orders, annotations: { cdk8s-service-patterns/balancing: client }');

function namespace(metadata: string): string {
  return object('v1 Namespace', 'shop').replace('name: shop', `name: shop, ${metadata}`);
}

function autoscaler(minReplicas: string, at = 'shop/orders'): string {
  return object('autoscaling/v2 HorizontalPodAutoscaler', at, `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }, minReplicas: ${minReplicas} }`);
}

const MESHED: Readonly<Record<string, string>> = {
  'pods that Istio joins by label': orders({ metadata: ', annotations: {}' }).replace('app: orders }', 'app: orders, sidecar.istio.io/inject: "true" }'),
  'pods that Istio joins by annotation': orders({ metadata: ', annotations: { sidecar.istio.io/inject: "true" }' }),
  'pods that Linkerd joins': orders({ metadata: ', annotations: { linkerd.io/inject: enabled }' }),
  'a workload that Kuma joins': orders({ own: ', labels: { kuma.io/sidecar-injection: enabled }' }),
  'pods whose proxy is written out': orders({ container: 'linkerd-proxy' }),
  'a namespace that Istio joins': orders() + namespace('labels: { istio-injection: enabled }'),
  'a namespace that a revision of Istio joins': orders() + namespace('labels: { istio.io/rev: stable }'),
  'a namespace of Istio without sidecars': orders() + namespace('labels: { istio.io/dataplane-mode: ambient }'),
  'a namespace that Linkerd joins': orders() + namespace('annotations: { linkerd.io/inject: enabled }'),
  'a namespace not known, where one in the input is in a mesh': orders({}, 'orders') + namespace('labels: { istio-injection: enabled }'),
};

const SILENT: Readonly<Record<string, string>> = {
  'one pod': orders({ replicas: '1' }) + NAMED,
  'as many pods as somebody else says': orders({ replicas: '' }) + NAMED,
  'an autoscaler that keeps to one pod': orders({ replicas: '' }) + autoscaler('1, maxReplicas: 1') + NAMED,
  'one pod, and one for debugging beside it': orders({ replicas: '1', container: OPEN }) + orders({ replicas: '1' }, 'shop/debug') + NAMED,
  'an autoscaler of a workload elsewhere': orders({ replicas: '' }) + autoscaler('2', 'blog/orders') + NAMED,
  'pods that are not in the input': NAMED,
  'a headless Service': orders() + HEADLESS.replace('rpc', 'grpc'),
  'a headless Service beside it, for clients that balance': orders() + NAMED + HEADLESS,
  'a headless Service beside it without ports': orders() + NAMED + service('shop/pods', '{ clusterIP: None, selector: { app: orders } }'),
  'clients that balance, as an annotation says': orders() + ANNOTATED,
  'clients that are to stay with one pod': orders() + serving('name: grpc, port: 9000', ', sessionAffinity: ClientIP'),
  'HTTP': orders() + serving('name: http, port: 80, appProtocol: http'),
  'another protocol than the name has it': orders() + serving('name: grpc, port: 9000, appProtocol: https'),
  'gRPC for browsers': orders() + serving('name: grpc-web, port: 9000'),
  'gRPC under TLS, of which nobody knows who ends it': orders() + serving('name: grpc-tls, port: 9000'),
  'a name that only begins alike': orders() + serving('name: grpcurl, port: 9000'),
  'a port of UDP': orders() + serving('name: grpc, port: 9000, protocol: UDP'),
  'a Service that a route names, whose gateway balances':
    orders() + NAMED + object('gateway.networking.k8s.io/v1 GRPCRoute', 'shop/orders', 'spec: { rules: [{ backendRefs: [{ name: orders, port: 9000 }] }] }'),
  'a Service that a route in another namespace names':
    orders() + NAMED +
    object('gateway.networking.k8s.io/v1 GRPCRoute', 'edge/orders', 'spec: { rules: [{ backendRefs: [{ name: orders, namespace: shop, port: 9000 }] }] }'),
  'a Service that the mesh is told about by its whole name':
    orders() + NAMED + object('networking.istio.io/v1 DestinationRule', 'mesh/orders', 'spec: { host: orders.shop.svc.cluster.local }'),
};

ruleTester(grpcNeedsBalancing, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(MESHED).map(([name, manifests]) => ({ name, manifests: manifests + NAMED, ours: true })),
  ],
  invalid: [
    {
      name: 'gRPC by the name of the port',
      manifests: orders() + NAMED,
      findings: [
        {
          message: 'pinned',
          severity: 'note',
          field: 'spec.ports[0]',
          object: { kind: 'Service', name: 'orders' },
          problem: /^Port 9000 speaks gRPC or HTTP\/2, .* one of the 3 pods of Deployment shop\/orders$/,
          got: /^the port name "grpc" on a Service with a cluster IP/,
        },
      ],
      fixed: orders() + NAMED + HEADLESS,
    },
    {
      name: 'gRPC of a pattern by its protocol',
      manifests: orders() + serving('name: api, port: 80, appProtocol: grpc'),
      ours: true,
      findings: [{ message: 'pinned', severity: 'warning', got: /^appProtocol "grpc"/, fix: /annotate the Service "cdk8s-service-patterns\/balancing: client"$/ }],
      fixed: orders() + ANNOTATED,
    },
    {
      name: 'each port that speaks HTTP/2 in clear, and no other',
      manifests:
        orders() +
        serving('name: a, port: 1, appProtocol: kubernetes.io/h2c }, { name: b, port: 2, appProtocol: http }, { name: orders-grpc, port: 3 }, { name: h2c, port: 4'),
      findings: [
        { message: 'pinned', severity: 'note', field: 'spec.ports[0]' },
        { message: 'pinned', severity: 'note', field: 'spec.ports[2]' },
        { message: 'pinned', severity: 'note', field: 'spec.ports[3]' },
      ],
      fixed: orders({ replicas: '1' }) + NAMED,
    },
    {
      name: 'pods whose number an autoscaler keeps above one',
      manifests: orders({ replicas: '' }) + autoscaler('2') + NAMED,
      findings: [{ message: 'pinned', severity: 'note', problem: /one of the 2 pods/ }],
      fixed: orders({ replicas: '', metadata: ', annotations: { linkerd.io/inject: enabled }' }) + autoscaler('2') + NAMED,
    },
    {
      name: 'one pod, to which an autoscaler may add',
      manifests: orders({ replicas: '' }) + autoscaler('1, maxReplicas: 8') + NAMED,
      findings: [{ message: 'pinned', severity: 'note', problem: /one of up to 8 pods of Deployment shop\/orders$/ }],
      fixed: orders({ replicas: '' }) + autoscaler('1, maxReplicas: 8') + NAMED + HEADLESS,
    },
    {
      name: 'one pod, and a canary beside it',
      manifests: orders({ replicas: '1', container: OPEN }) + orders({ replicas: '1', container: OPEN }, 'shop/orders-canary') + NAMED,
      findings: [{ message: 'pinned', severity: 'note', problem: /one of the 2 pods of Deployment shop\/orders and Deployment shop\/orders-canary$/ }],
      fixed: orders({ replicas: '1', container: OPEN }) + NAMED,
    },
    {
      name: 'pods that stay out of the mesh of their namespace',
      manifests: orders({ metadata: ', annotations: { sidecar.istio.io/inject: "false" }' }) + namespace('labels: { istio-injection: enabled }') + NAMED,
      findings: [{ message: 'pinned', severity: 'note' }],
      fixed: orders() + namespace('labels: { istio-injection: enabled }') + NAMED,
    },
    {
      name: 'a headless Service that is for another port',
      manifests: orders() + NAMED + serving('name: metrics, port: 9090', ', clusterIP: None', 'shop/orders-metrics'),
      findings: [{ message: 'pinned', severity: 'note' }],
      fixed: orders() + NAMED + HEADLESS,
    },
    {
      name: 'a route that names a Service elsewhere',
      manifests: orders() + NAMED + object('networking.k8s.io/v1 Ingress', 'blog/blog', 'spec: { defaultBackend: { service: { name: orders, port: { number: 50051 } } } }'),
      findings: [{ message: 'pinned', severity: 'note' }],
      fixed: orders() + NAMED + object('networking.k8s.io/v1 Ingress', 'shop/shop', 'spec: { defaultBackend: { service: { name: orders, port: { number: 50051 } } } }'),
    },
  ],
});
