import { autoscalerTargetExists } from '../../lib/rules/autoscaler-target-exists';
import { autoscaler, pods, scaledObject } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

/** An autoscaler of another target than `Deployment web`. */
function scaling(kind: string, name = 'web', apiVersion = 'apps/v1', at = 'shop/web'): string {
  return autoscaler('maxReplicas: 9', at, `{ ${apiVersion === '' ? '' : `apiVersion: ${apiVersion}, `}kind: ${kind}, name: ${name} }`);
}

const SET = pods({ type: 'apps/v1 StatefulSet' });
const DAEMONS = pods({ type: 'apps/v1 DaemonSet', spec: '' });
const ORDERS = pods({ at: 'shop/orders' });
const ROLLOUT = pods({ type: 'argoproj.io/v1alpha1 Rollout' });

const SILENT: Readonly<Record<string, string>> = {
  'a Deployment that is there': pods() + autoscaler(),
  'a Deployment by another version of its group': pods() + scaling('Deployment', 'web', 'apps/v1beta2'),
  'a StatefulSet': SET + scaling('StatefulSet'),
  'a ReplicationController': pods({ type: 'v1 ReplicationController' }) + scaling('ReplicationController', 'web', 'v1'),
  'a Rollout of Argo, by another version': ROLLOUT + scaling('Rollout', 'web', 'argoproj.io/v1'),
  'a kind of others, which is not in the input': pods() + scaling('Kafka', 'events', 'kafka.strimzi.io/v1beta2'),
  'a kind of others that bears a common name': pods() + scaling('Deployment', 'events', 'apps.kruise.io/v1'),
  'a Deployment whose namespace is not known': pods({ at: 'web' }) + autoscaler(),
  'the usual kind of KEDA': pods() + scaledObject(),
  'another kind of KEDA': SET + scaledObject('triggers: []', 'shop/web', '{ kind: StatefulSet, name: web }'),
  'an autoscaler that KEDA made': scaling('Deployment', 'gone').replace('name: web,', 'name: web, ownerReferences: [{ kind: ScaledObject }],'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a patch, which names no target': object('autoscaling/v2 HorizontalPodAutoscaler', 'shop/web', 'spec: { maxReplicas: 20 }'),
};

ruleTester(autoscalerTargetExists, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
    {
      name: 'a Deployment that lives outside the input, as the author says',
      manifests: ORDERS + scaling('Deployment', 'order'),
      ours: true,
      externals: [{ kind: 'Deployment', namespace: 'shop', name: 'order' }],
    },
  ],
  invalid: [
    {
      name: 'a slip in the name',
      manifests: ORDERS + scaling('Deployment', 'order'),
      findings: [
        {
          message: 'nearMiss',
          severity: 'error',
          field: 'spec.scaleTargetRef.name',
          object: { kind: 'HorizontalPodAutoscaler', name: 'web' },
          problem: 'HorizontalPodAutoscaler scales Deployment "order", but no Deployment in namespace "shop" is called that: it scales nothing',
          got: '"order"; there is Deployment shop/orders',
          fix: 'set scaleTargetRef.name to "orders"',
        },
      ],
      fixed: ORDERS + scaling('Deployment', 'orders'),
    },
    {
      name: 'a slip in a name of ours, for KEDA',
      manifests: ORDERS + scaledObject('triggers: []', 'shop/web', '{ name: ordres }'),
      ours: true,
      findings: [{ message: 'nearMiss', severity: 'error', problem: /^ScaledObject scales Deployment "ordres"/ }],
      fixed: ORDERS + scaledObject('triggers: []', 'shop/web', '{ name: orders }'),
    },
    {
      name: 'a slip in the name of a Rollout of Argo',
      manifests: ROLLOUT.replace('name: web,', 'name: storefront,') + scaling('Rollout', 'storefronts', 'argoproj.io/v1alpha1'),
      findings: [{ message: 'nearMiss', severity: 'error', got: '"storefronts"; there is Rollout shop/storefront' }],
      fixed: ROLLOUT + scaling('Rollout', 'web', 'argoproj.io/v1alpha1'),
    },
    {
      name: 'a like name that has an autoscaler of its own, as missing alone',
      manifests: ORDERS + scaling('Deployment', 'orders', 'apps/v1', 'shop/orders') + scaling('Deployment', 'order'),
      findings: [{ message: 'missing', severity: 'warning', got: '"order"; the manifests beside it have Deployment shop/orders' }],
      fixed: ORDERS + scaling('Deployment', 'orders', 'apps/v1', 'shop/orders'),
    },
    {
      name: 'a like name of another app, beside an autoscaler that is true to its own, as missing alone',
      manifests: pods({ at: 'shop/oauth' }) + scaling('Deployment', 'auth', 'apps/v1', 'shop/auth'),
      findings: [{ message: 'missing', severity: 'warning', got: '"auth"; the manifests beside it have Deployment shop/oauth' }],
      fixed: pods({ at: 'shop/auth' }) + scaling('Deployment', 'auth', 'apps/v1', 'shop/auth'),
    },
    {
      name: 'a group that had Deployments long ago',
      manifests: pods() + scaling('Deployment', 'web', 'extensions/v1beta1'),
      findings: [
        {
          message: 'wrongGroup',
          severity: 'error',
          field: 'spec.scaleTargetRef.apiVersion',
          problem: /of API group "extensions", where there is no such kind/,
          got: 'apiVersion "extensions/v1beta1"; Deployment shop/web is of apps/v1',
          fix: 'set scaleTargetRef.apiVersion to apps/v1',
        },
      ],
      fixed: pods() + autoscaler(),
    },
    {
      name: 'no apiVersion at all on an autoscaler of ours',
      manifests: pods() + scaling('Deployment', 'web', ''),
      ours: true,
      findings: [{ message: 'wrongGroup', severity: 'error', problem: /of the core API group/, got: /^no apiVersion;/ }],
      fixed: pods() + autoscaler(),
    },
    {
      name: 'a DaemonSet, which has as many pods as there are nodes',
      manifests: DAEMONS + scaling('DaemonSet'),
      findings: [{ message: 'cannotScale', severity: 'warning', field: 'spec.scaleTargetRef.kind', problem: /^HorizontalPodAutoscaler scales DaemonSet "web", and a DaemonSet has no number of replicas/ }],
      fixed: pods() + autoscaler(),
    },
    {
      name: 'a CronJob, for an autoscaler of ours',
      manifests: pods() + scaling('CronJob', 'web', 'batch/v1'),
      ours: true,
      findings: [{ message: 'cannotScale', severity: 'error' }],
      fixed: pods() + autoscaler(),
    },
    {
      name: 'another kind of that name',
      manifests: SET + autoscaler(),
      findings: [{ message: 'otherKind', severity: 'warning', field: 'spec.scaleTargetRef.kind', got: 'kind Deployment; there is StatefulSet shop/web', fix: 'set scaleTargetRef to apiVersion: apps/v1 and kind: StatefulSet' }],
      fixed: SET + scaling('StatefulSet'),
    },
    {
      name: 'a Rollout of ours, asked for as a Deployment',
      manifests: ROLLOUT + autoscaler(),
      ours: true,
      findings: [{ message: 'otherKind', severity: 'error', fix: /apiVersion: argoproj.io\/v1alpha1 and kind: Rollout$/ }],
      fixed: ROLLOUT + scaling('Rollout', 'web', 'argoproj.io/v1alpha1'),
    },
    {
      name: 'a Deployment of another namespace',
      manifests: pods({ at: 'blog/web' }) + autoscaler(),
      findings: [{ message: 'otherNamespace', severity: 'warning', got: 'namespace "shop"; Deployment blog/web is in namespace "blog"' }],
      fixed: pods({ at: 'blog/web' }) + autoscaler('maxReplicas: 9', 'blog/web'),
    },
    {
      name: 'a Deployment of ours of another namespace',
      manifests: pods({ at: 'blog/web' }) + autoscaler(),
      ours: true,
      findings: [{ message: 'otherNamespace', severity: 'error' }],
      fixed: pods() + autoscaler(),
    },
    {
      name: 'a Deployment of another namespace that has its own autoscaler there',
      manifests: pods({ at: 'blog/web' }) + autoscaler('maxReplicas: 9', 'blog/web') + autoscaler(),
      findings: [{ message: 'elsewhere', severity: 'note', object: { namespace: 'shop' } }],
      fixed: pods({ at: 'blog/web' }) + autoscaler('maxReplicas: 9', 'blog/web'),
    },
    {
      name: 'a Deployment that is not among several of ours',
      manifests: ORDERS + pods({ at: 'shop/payments' }) + autoscaler(),
      ours: true,
      findings: [{ message: 'missing', severity: 'error', problem: /but no manifest in namespace "shop" has it$/, got: '"web"; the manifests beside it have Deployment shop/orders and 1 more' }],
      fixed: ORDERS + pods({ at: 'shop/payments' }) + scaling('Deployment', 'payments'),
    },
    {
      name: 'a Deployment that an operator may make',
      manifests: ORDERS + object('opentelemetry.io/v1beta1 OpenTelemetryCollector', 'shop/otel') + scaling('Deployment', 'otel-collector'),
      findings: [{ message: 'elsewhere', severity: 'note' }],
      fixed: ORDERS + object('opentelemetry.io/v1beta1 OpenTelemetryCollector', 'shop/otel') + scaling('Deployment', 'orders'),
    },
    {
      name: 'no workload at all beside an autoscaler of ours',
      manifests: autoscaler(),
      ours: true,
      findings: [{ message: 'elsewhere', severity: 'error' }],
      fixed: pods() + autoscaler(),
    },
  ],
});
