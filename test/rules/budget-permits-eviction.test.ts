import { budgetPermitsEviction } from '../../lib/rules/budget-permits-eviction';
import { autoscaler, budget, pods, scaledObject } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const SINGLE = pods({ spec: 'replicas: 1' });
const SCALED = pods({ spec: '' });
const DAEMONS = pods({ type: 'apps/v1 DaemonSet', spec: '' });

const SILENT: Readonly<Record<string, string>> = {
  'one of two pods away': pods() + budget('maxUnavailable: 1'),
  'one of two pods to stay': pods() + budget('minAvailable: 1'),
  'a single pod that may go': SINGLE + budget('maxUnavailable: 1'),
  'a share that rounds up to one': SINGLE + budget('maxUnavailable: 1%'),
  'half of two pods': pods() + budget('minAvailable: 50%'),
  'two of three pods': pods({ spec: 'replicas: 3' }) + budget('minAvailable: 60%'),
  'none to stay': SINGLE + budget('minAvailable: 0'),
  'pods that nobody counts': SCALED + budget('minAvailable: 3'),
  'pods that are not in the input': budget('minAvailable: 3'),
  'no pods at all for now': pods({ spec: 'replicas: 0' }) + budget('minAvailable: 1'),
  'an autoscaler that leaves more': SCALED + autoscaler('minReplicas: 3, maxReplicas: 9') + budget('minAvailable: 2'),
  'an autoscaler of KEDA that leaves none': SCALED + scaledObject('minReplicaCount: 0') + budget('minAvailable: 1'),
  'two workloads under one budget, which are enough together':
    pods({ spec: 'replicas: 1' }) + pods({ at: 'shop/web-canary', spec: 'replicas: 1' }) + budget('minAvailable: 1'),
  'a number of pods of a DaemonSet, which is compared with those that there are': DAEMONS + budget('minAvailable: 1'),
  'a workload of another namespace': pods({ at: 'blog/web', spec: 'replicas: 1' }) + budget('minAvailable: 1'),
  'pods that may be of another namespace': pods({ at: 'web', spec: 'replicas: 1' }) + budget('minAvailable: 1'),
  'pods by themselves beside those of a Deployment': pods() + object('v1 Pod', 'shop/debug', 'spec: { containers: [{ name: sh }] }').replace('name: debug', 'name: debug, labels: { app: web }') + budget('maxUnavailable: 1'),
  'a test of Helm among the pods':
    pods() + object('batch/v1 Job', 'shop/test', 'spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: t }] } } }').replace('name: test', 'name: test, annotations: { helm.sh/hook: test }') + budget('maxUnavailable: 1'),
  'a Rollout of Argo, which has a scale': pods({ type: 'argoproj.io/v1alpha1 Rollout', spec: 'replicas: 3' }) + budget('maxUnavailable: 1'),
  'a budget that an operator keeps': SINGLE + budget('minAvailable: 1').replace('name: web,', 'name: web, ownerReferences: [{ kind: Kafka }],'),
  'no selector': SINGLE + budget('minAvailable: 1', 'shop/web', 'null'),
};

/** What is permitted here, and refused by the API server. */
const REFUSED: Readonly<Record<string, string>> = {
  'a limit that is no number': SINGLE + budget('minAvailable: all'),
};

ruleTester(budgetPermitsEviction, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
    ...Object.entries(REFUSED).map(([name, manifests]) => ({ name, manifests, ours: true, refused: true })),
  ],
  invalid: [
    {
      name: 'a single pod that must stay',
      manifests: SINGLE + budget('minAvailable: 1'),
      findings: [
        {
          message: 'allMustStay',
          severity: 'warning',
          field: 'spec.minAvailable',
          object: { kind: 'PodDisruptionBudget', name: 'web' },
          problem: 'PodDisruptionBudget permits no eviction: 1 pod must stay, of 1 pod in all, so a drain of their nodes never ends',
          got: 'minAvailable 1; 0 of 1 pod of Deployment shop/web may be away',
        },
      ],
      fixed: pods() + budget('minAvailable: 1'),
    },
    {
      name: 'a share of our pods that rounds up to all of them',
      manifests: pods({ spec: 'replicas: 3' }) + budget('minAvailable: 67%'),
      ours: true,
      findings: [{ message: 'allMustStay', severity: 'error', problem: /3 pods must stay, of 3 pods in all/, got: /^minAvailable 67%; 0 of 3 pods/ }],
      fixed: pods({ spec: 'replicas: 3' }) + budget('maxUnavailable: 1'),
    },
    {
      name: 'more pods to stay than an autoscaler ever makes',
      manifests: SCALED + autoscaler('minReplicas: 2, maxReplicas: 4') + budget('minAvailable: 4'),
      findings: [{ message: 'allMustStay', severity: 'warning', problem: /4 pods must stay, of 4 pods/ }],
      fixed: SCALED + autoscaler('minReplicas: 2, maxReplicas: 4') + budget('maxUnavailable: 1'),
    },
    {
      name: 'all pods of two workloads',
      manifests: SINGLE + pods({ at: 'shop/web-canary', spec: 'replicas: 1' }) + budget('minAvailable: 2'),
      findings: [{ message: 'allMustStay', severity: 'warning', got: /of Deployment shop\/web and Deployment shop\/web-canary may be away$/ }],
      fixed: SINGLE + pods({ at: 'shop/web-canary', spec: 'replicas: 1' }) + budget('minAvailable: 1'),
    },
    {
      name: 'as many pods of ours to stay as an autoscaler leaves',
      manifests: SCALED + autoscaler('minReplicas: 2, maxReplicas: 9') + budget('minAvailable: 2'),
      ours: true,
      findings: [{ message: 'noneAtFloor', severity: 'warning', problem: /while HorizontalPodAutoscaler shop\/web keeps to its least, 2 pods: 2 pods must stay$/ }],
      fixed: SCALED + autoscaler('minReplicas: 3, maxReplicas: 9') + budget('minAvailable: 2'),
    },
    {
      name: 'as many pods to stay as an autoscaler leaves where it does not say',
      manifests: SCALED + autoscaler() + budget('minAvailable: 1'),
      findings: [{ message: 'noneAtFloor', severity: 'note', problem: /keeps to its least, 1 pod: 1 pod must stay$/ }],
      fixed: SCALED + autoscaler() + budget('maxUnavailable: 1'),
    },
    {
      name: 'none that may be away',
      manifests: pods({ spec: 'replicas: 3' }) + budget('maxUnavailable: 0'),
      findings: [{ message: 'forbidden', severity: 'warning', field: 'spec.maxUnavailable', got: 'maxUnavailable 0; 0 of 3 pods of Deployment shop/web may be away' }],
      fixed: pods({ spec: 'replicas: 3' }) + budget('maxUnavailable: 1'),
    },
    {
      name: 'all of ours to stay, however many there are',
      manifests: SCALED + budget('minAvailable: 100%'),
      ours: true,
      findings: [{ message: 'forbidden', severity: 'error', got: 'minAvailable 100%' }],
      fixed: SCALED + budget('minAvailable: 50%'),
    },
    {
      name: 'a share of nothing that may be away',
      manifests: budget('maxUnavailable: 0%'),
      findings: [{ message: 'forbidden', severity: 'warning', got: 'maxUnavailable 0%' }],
      fixed: budget('maxUnavailable: 10%'),
    },
    {
      name: 'replicas of a DaemonSet of ours, which has none',
      manifests: DAEMONS + budget('maxUnavailable: 1'),
      ours: true,
      findings: [{ message: 'noScale', severity: 'warning', problem: /its maxUnavailable is reckoned from replicas, and there are none for DaemonSet shop\/web$/ }],
      fixed: DAEMONS + budget('minAvailable: 1'),
    },
    {
      name: 'replicas of a Job beside those of a Deployment',
      manifests: pods() + pods({ type: 'batch/v1 Job', at: 'shop/migrate', spec: '' }) + budget('minAvailable: 50%'),
      findings: [{ message: 'noScale', severity: 'note', problem: /its minAvailable is reckoned from replicas, and there are none for Job shop\/migrate/ }],
      fixed: pods() + pods({ type: 'batch/v1 Job', at: 'shop/migrate', spec: '' }) + budget('minAvailable: 1'),
    },
    {
      name: 'replicas of a Pod by itself',
      manifests: object('v1 Pod', 'shop/web', 'spec: { containers: [{ name: web }] }').replace('name: web,', 'name: web, labels: { app: web },') + budget('maxUnavailable: 1'),
      findings: [{ message: 'noScale', severity: 'note' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'no limit at all',
      manifests: pods() + budget(''),
      findings: [{ message: 'noLimit', severity: 'warning', field: 'spec', got: 'a selector alone' }],
      fixed: pods() + budget('maxUnavailable: 1'),
    },
    {
      name: 'no limit at all on a budget of ours',
      manifests: budget(''),
      ours: true,
      findings: [{ message: 'noLimit', severity: 'error' }],
      fixed: budget('maxUnavailable: 1'),
    },
  ],
});
