import { serviceTargetPortOpen } from '../../lib/rules/service-target-port-open';
import { JOINERS } from './joining-pods';
import { ruleTester } from './rule-tester';
import { PERMITTED, REPORTED } from './undeclared-ports';
import { deployment, service, workload } from './yaml';

const WEB = deployment('shop/web', '{ app: web }', '[{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]');

/** A Service in front of `WEB` with these ports. */
function web(ports: string): string {
  return service('shop/web', `{ selector: { app: web }, ports: [${ports}] }`);
}

const MESHED = workload(
  'apps/v1 Deployment',
  'shop/web',
  '{ app: web }',
  `{ containers: [{ name: main, ports: [{ name: http, containerPort: 8080 }] }],
      initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ name: mesh, containerPort: 15001 }] }] }`,
);

ruleTester(serviceTargetPortOpen, {
  valid: [
    ...PERMITTED,
    { name: 'a number that a container declares', manifests: WEB + web('{ port: 80, targetPort: 8080 }'), ours: true },
    { name: 'a name that a container bears', manifests: WEB + web('{ port: 80, targetPort: metrics }'), ours: true },
    { name: 'a port without a target, which is its own target', manifests: WEB + web('{ port: 9090 }'), ours: true },
    {
      name: 'a target of zero or none, which the API server replaces',
      manifests: WEB + web('{ name: a, port: 8080, targetPort: 0 }, { name: b, port: 9090, targetPort: "" }'),
      ours: true,
    },
    {
      name: 'DNS over UDP and TCP on one number, as CoreDNS declares it',
      manifests:
        deployment(
          'kube-system/coredns',
          '{ k8s-app: kube-dns }',
          '[{ name: dns, containerPort: 53, protocol: UDP }, { name: dns-tcp, containerPort: 53, protocol: TCP }]',
        ) +
        service(
          'kube-system/kube-dns',
          '{ selector: { k8s-app: kube-dns }, ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }] }',
        ),
    },
    {
      name: 'a name that another protocol bears, which another rule reports',
      manifests: WEB + web('{ port: 80, targetPort: http, protocol: UDP }'),
      ours: true,
    },
    {
      name: 'the name of a native sidecar from Kubernetes 1.32 on',
      manifests: MESHED + web('{ port: 80, targetPort: mesh }'),
      ours: true,
      target: { kubernetesVersion: '1.32' },
    },
    {
      name: 'the number of a native sidecar on any version',
      manifests: MESHED + web('{ port: 80, targetPort: 15001 }'),
      ours: true,
      target: { kubernetesVersion: '1.28' },
    },
    {
      name: 'a name that only one of two workloads bears, as a canary may',
      manifests:
        WEB + deployment('shop/web-next', '{ app: web }', '[{ name: web, containerPort: 3000 }]') + web('{ port: 80, targetPort: web }'),
    },
    {
      name: 'a headless Service, whose clients choose the port themselves',
      manifests: WEB + service('shop/web', '{ clusterIP: None, selector: { app: web }, ports: [{ port: 80 }] }'),
      ours: true,
    },
    { name: 'a Service that selects no pod, which another rule reports', manifests: web('{ port: 80, targetPort: http }'), ours: true },
    {
      name: 'a Service without a selector, as the kubelet\'s of kube-prometheus-stack',
      manifests: WEB + service('shop/kubelet', '{ clusterIP: None, ports: [{ name: https-metrics, port: 10250 }] }'),
      ours: true,
    },
    {
      name: 'a Service with an empty selector',
      manifests: WEB + service('shop/web', '{ selector: {}, ports: [{ port: 80, targetPort: nowhere }] }'),
    },
    {
      name: 'an ExternalName, whose selector counts for nothing',
      manifests:
        WEB + service('shop/web', '{ type: ExternalName, externalName: example.com, selector: { app: web }, ports: [{ port: 80 }] }'),
    },
    {
      name: 'a webhook whose pods are behind a name',
      manifests:
        deployment(
          'cert-manager/webhook',
          '{ app: webhook }',
          '[{ name: https, protocol: TCP, containerPort: 10250 }, { name: healthcheck, containerPort: 6080 }]',
        ) +
        service(
          'cert-manager/webhook',
          '{ type: ClusterIP, selector: { app: webhook }, ports: [{ name: https, port: 443, protocol: TCP, targetPort: https }] }',
        ),
    },
    {
      name: 'an Argo Rollout, which runs pods as a Deployment does',
      manifests: WEB.replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout') + web('{ port: 80, targetPort: http }'),
    },
    {
      name: 'containers of the wrong type', refused: true,
      manifests:
        workload('apps/v1 Deployment', 'shop/web', '{ app: web }', '{ containers: { main: 1 }, initContainers: [null, 7, { ports: x }] }') +
        web('null, 80, { port: x, targetPort: 1 }'),
      ours: true,
    },
  ],
  invalid: [
    ...REPORTED, ...JOINERS,
    {
      name: 'names that no container port could bear',
      manifests: WEB + web('{ name: a, port: 80, targetPort: HTTP }, { name: b, port: 81, targetPort: the-web-of-the-shop }, { name: c, port: 82, targetPort: "99999" }'),
      findings: [
        { message: 'noName', severity: 'error', fix: 'set targetPort to "http"' },
        { message: 'noName', severity: 'error', fix: 'set targetPort to the number of the port where the program listens' },
        { message: 'noName', severity: 'error', fix: 'set targetPort to the number of the port where the program listens' },
      ],
      fixed: WEB + web('{ name: a, port: 80, targetPort: http }'),
    },
    {
      name: 'a name that no container bears, ours or not',
      manifests: WEB + web('{ port: 80, targetPort: web }'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          field: 'spec.ports[0].targetPort',
          object: { kind: 'Service', namespace: 'shop', name: 'web' },
          problem: 'Service port 80 sends traffic to "web", but no selected container names a port "web"',
          got: '"web"; the selected pods (Deployment shop/web) name "http" (8080/TCP) and "metrics" (9090/TCP)',
          fix: 'name the container port where the program listens "web", or set targetPort to its number',
        },
      ],
      fixed: WEB + web('{ port: 80, targetPort: http }'),
    },
    {
      name: 'a name that no container of a pattern bears, with the nearest one',
      manifests: WEB + web('{ port: 9090, targetPort: metric }'),
      ours: true,
      findings: [{ message: 'noName', severity: 'error', fix: /^set targetPort to "metrics"/ }],
      fixed: WEB + web('{ port: 9090, targetPort: metrics }'),
    },
    {
      name: 'a name where no container names its ports',
      manifests:
        deployment('web', '{ app: web }', '[{ containerPort: 8080 }]') +
        service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          got: '"http"; the selected pods (Deployment web) declare 8080/TCP',
          fix: 'set targetPort to 8080, or name a container port "http"',
        },
      ],
      fixed:
        deployment('web', '{ app: web }', '[{ name: http, containerPort: 8080 }]') +
        service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'),
    },
    {
      name: 'a name where no container declares a port at all',
      manifests: deployment('web', '{ app: web }') + service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          got: /declare no TCP port$/,
          fix: 'name the container port where the program listens "http", or set targetPort to its number',
        },
      ],
      fixed:
        deployment('web', '{ app: web }', '[{ name: http, containerPort: 80 }]') +
        service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'),
    },
    {
      name: 'a name that no container of an Argo Rollout bears',
      manifests: WEB.replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout') + web('{ port: 80, targetPort: web }'),
      findings: [{ message: 'noName', severity: 'error', got: /\(Rollout shop\/web\) name/ }],
      fixed: WEB.replace('apps/v1', 'argoproj.io/v1alpha1').replace('Deployment', 'Rollout') + web('{ port: 80, targetPort: metrics }'),
    },
    {
      name: 'a number in quotes, which is a name',
      manifests: WEB + web('{ port: 80, targetPort: "8080" }'),
      findings: [{ message: 'noName', severity: 'error', got: /^"8080"; /, fix: 'write the number without quotes, as in targetPort: 8080' }],
      fixed: WEB + web('{ port: 80, targetPort: 8080 }'),
    },
    {
      name: 'the name of an init container, which has ended before traffic comes',
      manifests: MESHED.replace('restartPolicy: Always, ', '') + web('{ port: 80, targetPort: mesh }'),
      findings: [{ message: 'noName', severity: 'error', got: /name "http" \(8080\/TCP\)$/ }],
      fixed: MESHED + web('{ port: 80, targetPort: mesh }'),
    },
    {
      name: 'a number that no container of a pattern declares as an error',
      manifests: WEB + web('{ port: 80 }'),
      ours: true,
      findings: [
        {
          message: 'noNumber',
          severity: 'error',
          field: 'spec.ports[0].targetPort',
          problem: 'Service port 80 sends traffic to 80, but no selected container declares port 80',
          got: '80; the selected pods (Deployment shop/web) declare "http" (8080/TCP) and "metrics" (9090/TCP)',
          fix: 'declare containerPort: 80 on the container if the program listens there, or set targetPort to the port where it does',
        },
      ],
      fixed: WEB + web('{ port: 80, targetPort: 8080 }'),
    },
    {
      name: 'a number that nobody\'s container declares as a warning, since the program may listen all the same',
      manifests:
        deployment('istio-system/istio-ingressgateway', '{ istio: ingressgateway }', '[{ name: http-envoy-prom, containerPort: 15090 }]') +
        service(
          'istio-system/istio-ingressgateway',
          '{ type: LoadBalancer, selector: { istio: ingressgateway }, ports: [{ name: http2, port: 80 }, { name: https, port: 443 }] }',
        ),
      findings: [
        // Never the proxy's own port for metrics.
        { message: 'noNumber', severity: 'warning', field: 'spec.ports[0].targetPort', fix: /^declare containerPort: 80 on/ },
        { message: 'noNumber', severity: 'warning', field: 'spec.ports[1].targetPort' },
      ],
      fixed:
        deployment('istio-system/istio-ingressgateway', '{ istio: ingressgateway }', '[{ containerPort: 80 }, { containerPort: 443 }]') +
        service(
          'istio-system/istio-ingressgateway',
          '{ type: LoadBalancer, selector: { istio: ingressgateway }, ports: [{ name: http2, port: 80 }, { name: https, port: 443 }] }',
        ),
    },
    {
      name: 'a number with the container port of the same name first',
      manifests: WEB + web('{ name: metrics, port: 80 }'),
      findings: [{ message: 'noNumber', severity: 'warning', fix: /^set targetPort to 9090/ }],
      fixed: WEB + web('{ name: metrics, port: 80, targetPort: 9090 }'),
    },
    {
      name: 'a number where no container declares a port at all',
      manifests: deployment('web', '{ app: web }') + service('web', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }'),
      findings: [
        {
          message: 'noNumber',
          severity: 'warning',
          got: '53; the selected pods (Deployment web) declare no UDP port',
          fix: /^declare containerPort: 53 with protocol: UDP on the container if the program listens there, or/,
        },
      ],
      fixed:
        deployment('web', '{ app: web }', '[{ containerPort: 53, protocol: UDP }]') +
        service('web', '{ selector: { app: web }, ports: [{ port: 53, protocol: UDP }] }'),
    },
    {
      name: 'a port that none of several workloads opens, with all of them',
      manifests:
        workload('batch/v1 CronJob', 'shop/unrelated', '{ app: web }') +
        WEB +
        workload(
          'apps/v1 StatefulSet',
          'shop/db',
          '{ app: web, tier: db }',
          '{ containers: [{ name: db, ports: [{ containerPort: 5432 }] }] }',
        ) +
        web('{ port: 80, targetPort: web }'),
      findings: [
        {
          message: 'noName',
          severity: 'error',
          got: /\(Deployment shop\/web and StatefulSet shop\/db\) declare "http" \(8080\/TCP\), "metrics" \(9090\/TCP\) and 5432\/TCP$/,
        },
      ],
      fixed: WEB + web('{ port: 80, targetPort: http }'),
    },
    {
      name: 'the name of a native sidecar before Kubernetes 1.32, ours or not',
      manifests: MESHED + web('{ port: 80, targetPort: mesh }'),
      target: { kubernetesVersion: '1.31' },
      findings: [
        {
          message: 'sidecarName',
          severity: 'error',
          problem: 'Service port 80 sends traffic to "mesh", a port of a native sidecar, whose names count from Kubernetes 1.32 on',
          got: '"mesh" of container "proxy"; the target runs Kubernetes 1.31',
          fix: /^set targetPort to 15001, or/,
        },
      ],
      fixed: MESHED + web('{ port: 80, targetPort: 15001 }'),
    },
    {
      name: 'the name of a pattern\'s native sidecar before Kubernetes 1.32',
      manifests: MESHED + web('{ port: 80, targetPort: mesh }'),
      ours: true,
      target: { kubernetesVersion: '1.28' },
      findings: [{ message: 'sidecarName', severity: 'error', got: /1\.28$/ }],
      fixed: MESHED + web('{ port: 80, targetPort: http }'),
    },
  ],
});
