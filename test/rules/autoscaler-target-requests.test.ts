import { autoscalerTargetRequests } from '../../lib/rules/autoscaler-target-requests';
import { autoscaler, pods, scaledObject } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const container = (name: string, resources = '', more = ''): string => `{ name: ${name}, image: ${name}:1.0${resources === '' ? '' : `, resources: ${resources}`}${more} }`;
const web = (resources = '', podSpec = '', ...others: string[]): string => pods({ spec: '', podSpec, containers: `[${[container('web', resources), ...others].join(', ')}]` });

const REQUESTED = '{ requests: { cpu: 100m, memory: 64Mi } }';
const by = (type: string, source: string): string => `maxReplicas: 9, metrics: [{ type: ${type}, ${source} }]`;
const CPU = by('Resource', 'resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } }');
const MEMORY = by('Resource', 'resource: { name: memory, target: { type: Utilization, averageUtilization: 80 } }');
const ofContainer = (name: string): string => by('ContainerResource', `containerResource: { name: cpu, container: ${name}, target: { type: Utilization, averageUtilization: 80 } }`);
const limitRange = (limits: string, at = 'shop/limits'): string => object('v1 LimitRange', at, `spec: { limits: [${limits}] }`);
const VERTICAL = object('autoscaling.k8s.io/v1 VerticalPodAutoscaler', 'shop/web', 'spec: { targetRef: { kind: Deployment, name: web }, updatePolicy: { updateMode: Auto } }');
const trigger = (more: string): string => `triggers: [{ type: cpu, ${more} }]`;

const SILENT: Readonly<Record<string, string>> = {
  'a request': web(REQUESTED) + autoscaler(CPU),
  'a limit, which is a request too': web('{ limits: { cpu: 1 } }') + autoscaler(CPU),
  'a request on each of two containers': web(REQUESTED, '', container('proxy', REQUESTED)) + autoscaler(MEMORY),
  'the one container that is measured': web(REQUESTED, '', container('proxy')) + autoscaler(ofContainer('web')),
  'an init container without a request, which has ended': web(REQUESTED, 'initContainers: [{ name: wait }]') + autoscaler(CPU),
  'a plain amount, which is no share of a request': web() + autoscaler(by('Resource', 'resource: { name: cpu, target: { type: AverageValue, averageValue: 500m } }')),
  'a metric that is not of resources': web() + autoscaler(by('Pods', 'pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: 10 } }')),
  'a request of the pod as a whole': web('', 'resources: { requests: { cpu: 1 } }') + autoscaler(CPU),
  'a default of the namespace': web() + limitRange('{ type: Container, defaultRequest: { cpu: 100m } }') + autoscaler(CPU),
  'a greatest limit of the namespace, which is a default': web() + limitRange('{ type: Container, max: { cpu: 1 } }') + autoscaler(CPU),
  'a default of a namespace that is not known': web() + limitRange('{ type: Container, default: { cpu: 1 } }', 'limits') + autoscaler(CPU),
  'requests that a vertical autoscaler sets': web() + VERTICAL + autoscaler(CPU),
  'a container that Istio writes out': pods({ spec: '', containers: '[{ name: istio-proxy, image: auto }]' }) + autoscaler(CPU),
  'a proxy that a mesh adds': web(REQUESTED).replace('labels: { app: web }', 'labels: { app: web, sidecar.istio.io/inject: "true" }') + autoscaler(ofContainer('istio-proxy')),
  'a container of a quite different name, which a webhook may add': web(REQUESTED, '', container('main', REQUESTED)) + autoscaler(ofContainer('vault-agent')),
  'a workload that is not in the input': autoscaler(CPU),
  'a trigger of KEDA by a plain amount': web() + scaledObject(trigger('metricType: AverageValue, metadata: { value: "1" }')),
  'a trigger of KEDA by a queue': web() + scaledObject('triggers: [{ type: rabbitmq, metadata: { value: "20" } }]'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a patch, whose resources are elsewhere': pods({ spec: '', containers: '[{ name: web, env: [] }]' }) + autoscaler(CPU),
  'metrics that an annotation of the first version holds': web() + object('autoscaling/v1 HorizontalPodAutoscaler', 'shop/web', 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }').replace('name: web,', 'name: web, annotations: { autoscaling.alpha.kubernetes.io/metrics: "[]" },'),
};

ruleTester(autoscalerTargetRequests, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
    {
      name: 'a native sidecar without a request, which older versions do not count',
      manifests: web(REQUESTED, 'initContainers: [{ name: proxy, restartPolicy: Always }]') + autoscaler(CPU),
      target: { kubernetesVersion: '1.31' },
    },
  ],
  invalid: [
    {
      name: 'no request',
      manifests: web() + autoscaler(CPU),
      findings: [
        {
          message: 'missing',
          severity: 'warning',
          field: 'spec.metrics[0].resource',
          object: { kind: 'HorizontalPodAutoscaler' },
          problem: 'Autoscaler reckons cpu utilization of Deployment shop/web, where container "web" requests no cpu: it cannot scale',
          got: 'cpu utilization of all containers; no container requests cpu',
          fix: 'set resources.requests.cpu on "web"',
        },
      ],
      fixed: web(REQUESTED) + autoscaler(CPU),
    },
    {
      name: 'a sidecar of ours without a request',
      manifests: web(REQUESTED, '', container('proxy', '{ requests: { memory: 64Mi } }')) + autoscaler(CPU),
      ours: true,
      findings: [
        {
          message: 'missing',
          severity: 'error',
          got: 'cpu utilization of all containers; only "web" requests it',
          fix: 'set resources.requests.cpu on "proxy", or measure "web" alone by type: ContainerResource',
        },
      ],
      fixed: web(REQUESTED, '', container('proxy')) + autoscaler(ofContainer('web')),
    },
    {
      name: 'a native sidecar without a request, and another container',
      manifests: web('', 'initContainers: [{ name: proxy, restartPolicy: Always }]') + autoscaler(MEMORY),
      findings: [{ message: 'missing', severity: 'warning', problem: /where containers "web" and "proxy" request no memory/ }],
      fixed: web(REQUESTED, `initContainers: [{ name: proxy, restartPolicy: Always, resources: ${REQUESTED} }]`) + autoscaler(MEMORY),
    },
    {
      name: 'one of three containers without a request',
      manifests: web(REQUESTED, '', container('a', REQUESTED), container('b')) + autoscaler(CPU),
      findings: [{ message: 'missing', severity: 'warning', got: /only "web" and "a" request it$/, fix: /measure "web" or "a" alone/ }],
      fixed: web(REQUESTED, '', container('a', REQUESTED), container('b', REQUESTED)) + autoscaler(CPU),
    },
    {
      name: 'no metric at all, which is cpu',
      manifests: web('{ requests: { memory: 64Mi } }') + autoscaler(),
      findings: [{ message: 'missing', severity: 'warning', field: 'spec' }],
      fixed: web(REQUESTED) + autoscaler(),
    },
    {
      name: 'a share in the first version of the API',
      manifests: web() + object('autoscaling/v1 HorizontalPodAutoscaler', 'shop/web', 'spec: { targetCPUUtilizationPercentage: 80, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }'),
      findings: [{ message: 'missing', severity: 'warning', field: 'spec.targetCPUUtilizationPercentage' }],
      fixed: web(REQUESTED) + autoscaler(CPU),
    },
    {
      name: 'a default of the namespace for another resource',
      manifests: web() + limitRange('{ type: Container, defaultRequest: { memory: 1Gi } }, { type: Pod, max: { cpu: 1 } }') + autoscaler(CPU),
      findings: [{ message: 'missing', severity: 'warning' }],
      fixed: web() + limitRange('{ type: Container, defaultRequest: { cpu: 100m } }') + autoscaler(CPU),
    },
    {
      name: 'a trigger of KEDA by a share',
      manifests: web() + scaledObject(trigger('metricType: Utilization, metadata: { value: "80" }')),
      findings: [{ message: 'missing', severity: 'warning', field: 'spec.triggers[0]', object: { kind: 'ScaledObject' } }],
      fixed: web(REQUESTED) + scaledObject(trigger('metricType: Utilization, metadata: { value: "80" }')),
    },
    {
      name: 'a trigger of KEDA for one container, which is not there',
      manifests: web(REQUESTED) + scaledObject(trigger('metricType: Utilization, metadata: { value: "80", containerName: main }')),
      findings: [{ message: 'noContainer', severity: 'warning', got: '"main"; the containers are "web"', field: 'spec.triggers[0].metadata.containerName', fix: 'name container "web"' }],
      fixed: web(REQUESTED) + scaledObject(trigger('metricType: Utilization, metadata: { value: "80", containerName: web }')),
    },
    {
      name: 'a slip in the name of the measured container of ours',
      manifests: pods({ spec: '', containers: `[${container('orders', REQUESTED)}, ${container('proxy', REQUESTED)}]` }) + autoscaler(ofContainer('order')),
      ours: true,
      findings: [{ message: 'noContainer', severity: 'error', field: 'spec.metrics[0].containerResource.container', problem: /^Autoscaler measures container "order", but Deployment shop\/web has none/ }],
      fixed: pods({ spec: '', containers: `[${container('orders', REQUESTED)}, ${container('proxy', REQUESTED)}]` }) + autoscaler(ofContainer('orders')),
    },
    {
      name: 'the measured container without a request',
      manifests: web('', '', container('proxy', REQUESTED)) + autoscaler(ofContainer('web')),
      findings: [{ message: 'missing', severity: 'warning', got: 'cpu utilization of container "web"; only "proxy" requests it', fix: 'set resources.requests.cpu on "web"' }],
      fixed: web(REQUESTED, '', container('proxy', REQUESTED)) + autoscaler(ofContainer('web')),
    },
  ],
});
