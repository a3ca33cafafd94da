import { autoscalerExclusive } from '../../lib/rules/autoscaler-exclusive';
import { autoscaler, pods, scaledObject } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const CPU = 'maxReplicas: 9, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]';
const OF_ONE = 'maxReplicas: 9, metrics: [{ type: ContainerResource, containerResource: { name: cpu, container: web, target: { type: Utilization, averageUtilization: 80 } } }]';
const QUEUE = 'maxReplicas: 9, metrics: [{ type: External, external: { metric: { name: queue }, target: { type: AverageValue, averageValue: 30 } } }]';

function vertical(mode: string, policies = '[]', at = 'shop/web'): string {
  const update = mode === '' ? '' : `updatePolicy: { updateMode: "${mode}" }, `;
  return object('autoscaling.k8s.io/v1 VerticalPodAutoscaler', at, `spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, ${update}resourcePolicy: { containerPolicies: ${policies} } }`);
}

const SILENT: Readonly<Record<string, string>> = {
  'one autoscaler': pods() + autoscaler(),
  'one for each of two': pods() + pods({ at: 'shop/orders' }) + autoscaler() + autoscaler('maxReplicas: 9', 'shop/orders', '{ apiVersion: apps/v1, kind: Deployment, name: orders }'),
  'one in each of two namespaces': autoscaler() + autoscaler('maxReplicas: 9', 'blog/web'),
  'one whose namespace is not known': autoscaler() + autoscaler('maxReplicas: 9', 'other'),
  'one manifest twice': autoscaler() + autoscaler('maxReplicas: 8'),
  'two kinds of one name': autoscaler() + autoscaler('maxReplicas: 9', 'shop/set', '{ apiVersion: apps/v1, kind: StatefulSet, name: web }'),
  'one kind of one name in two groups': autoscaler() + autoscaler('maxReplicas: 9', 'shop/other', '{ apiVersion: apps.example.com/v1, kind: Deployment, name: web }'),
  'an autoscaler that KEDA made': scaledObject() + autoscaler('maxReplicas: 9', 'shop/keda-hpa-web').replace('name: keda-hpa-web,', 'name: keda-hpa-web, ownerReferences: [{ kind: ScaledObject, name: web }],'),
  'an autoscaler that KEDA takes over':
    autoscaler() +
    scaledObject('triggers: [], advanced: { horizontalPodAutoscalerConfig: { name: web } }', 'shop/so').replace('name: so,', 'name: so, annotations: { scaledobject.keda.sh/transfer-hpa-ownership: "true" },'),
  'a ScaledObject that is paused': autoscaler() + scaledObject().replace('name: web,', 'name: web, annotations: { autoscaling.keda.sh/paused: "true" },'),
  'a vertical autoscaler that recommends alone': autoscaler(CPU) + vertical('Off'),
  'a vertical autoscaler beside one that scales by a queue': autoscaler(QUEUE) + vertical('Auto'),
  'a vertical autoscaler of memory alone': autoscaler(CPU) + vertical('Auto', '[{ containerName: "*", controlledResources: [memory] }]'),
  'a vertical autoscaler that leaves all containers alone': autoscaler(CPU) + vertical('Auto', '[{ containerName: "*", mode: "Off" }]'),
  'a vertical autoscaler that leaves the measured container alone': autoscaler(OF_ONE) + vertical('Auto', '[{ containerName: web, mode: "Off" }]'),
  'a vertical autoscaler of another namespace': autoscaler(CPU) + vertical('Auto', '[]', 'blog/web'),
};

ruleTester(autoscalerExclusive, {
  valid: Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
  invalid: [
    {
      name: 'two autoscalers of one Deployment, by two versions',
      manifests: autoscaler() + autoscaler('maxReplicas: 5', 'shop/web-memory', '{ apiVersion: apps/v1beta1, kind: Deployment, name: web }'),
      findings: [
        {
          message: 'both',
          severity: 'warning',
          field: 'spec.scaleTargetRef',
          object: { name: 'web-memory' },
          problem: 'Two autoscalers scale Deployment "web", and so neither of them works',
          got: 'HorizontalPodAutoscaler shop/web and HorizontalPodAutoscaler shop/web-memory',
        },
      ],
      fixed: autoscaler(),
    },
    {
      name: 'three of ours',
      manifests: autoscaler() + autoscaler('maxReplicas: 5', 'shop/a') + autoscaler('maxReplicas: 5', 'shop/b'),
      ours: true,
      findings: [
        { message: 'both', severity: 'error', object: { name: 'b' } },
        { message: 'both', severity: 'error', object: { name: 'web' } },
      ],
      fixed: autoscaler('maxReplicas: 5', 'shop/a'),
    },
    {
      name: 'an autoscaler beside KEDA\'s',
      manifests: pods() + autoscaler() + scaledObject(),
      findings: [{ message: 'withKeda', severity: 'warning', object: { kind: 'HorizontalPodAutoscaler' }, got: 'HorizontalPodAutoscaler shop/web and ScaledObject shop/web' }],
      fixed: pods() + scaledObject('triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "80" } }]'),
    },
    {
      name: 'an autoscaler of ours beside KEDA\'s, which takes over another one',
      manifests:
        autoscaler() +
        scaledObject('triggers: [], advanced: { horizontalPodAutoscalerConfig: { name: other } }').replace('name: web,', 'name: web, annotations: { scaledobject.keda.sh/transfer-hpa-ownership: "true" },'),
      ours: true,
      findings: [{ message: 'withKeda', severity: 'error' }],
      fixed: autoscaler(),
    },
    {
      name: 'a vertical autoscaler of what the other one reckons with',
      manifests: autoscaler(CPU) + vertical(''),
      findings: [
        {
          message: 'vertical',
          severity: 'warning',
          field: 'spec.updatePolicy',
          object: { kind: 'VerticalPodAutoscaler' },
          problem: /^VerticalPodAutoscaler changes the cpu requests of Deployment "web"/,
          got: 'updateMode "Auto"; HorizontalPodAutoscaler shop/web scales by cpu utilization',
        },
      ],
      fixed: autoscaler(CPU) + vertical('Off'),
    },
    {
      name: 'a vertical autoscaler of ours of the measured container',
      manifests: autoscaler(OF_ONE) + vertical('Initial', '[{ containerName: proxy, mode: "Off" }]'),
      ours: true,
      findings: [{ message: 'vertical', severity: 'warning', got: /^updateMode "Initial"/ }],
      fixed: autoscaler(OF_ONE) + vertical('Initial', '[{ containerName: web, mode: "Off" }]'),
    },
    {
      name: 'a vertical autoscaler of one container alone, where all are measured',
      manifests: autoscaler(CPU) + vertical('Auto', '[{ containerName: "*", mode: "Off" }, { containerName: web }]'),
      findings: [{ message: 'vertical', severity: 'warning' }],
      fixed: autoscaler(CPU) + vertical('Auto', '[{ containerName: "*", mode: "Off" }, { containerName: web, controlledResources: [memory] }]'),
    },
  ],
});
