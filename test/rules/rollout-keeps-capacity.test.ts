import { rolloutKeepsCapacity } from '../../lib/rules/rollout-keeps-capacity';
import { autoscaler, pods, serving } from './capacity-manifests';
import { ruleTester } from './rule-tester';

const rolling = (replicas: string, unavailable: string, surge = '1', more = {}): string =>
  pods({ spec: `${replicas === '' ? '' : `replicas: ${replicas}, `}strategy: { rollingUpdate: { maxUnavailable: ${unavailable}, maxSurge: ${surge} } }`, ...more });
const recreating = (replicas: string): string => pods({ spec: `replicas: ${replicas}, strategy: { type: Recreate }` });
const SERVICE = serving();
const CANARY = pods({ at: 'shop/web-canary', labels: '{ app: web, track: canary }', spec: 'replicas: 1' });

const SILENT: Readonly<Record<string, string>> = {
  'the defaults on one pod': pods({ spec: 'replicas: 1' }),
  'the defaults on two pods': pods(),
  'the defaults on many pods': pods({ spec: 'replicas: 10' }),
  'one of two pods away': rolling('2', '1'),
  'half of four pods away': rolling('4', '50%'),
  'one pod that is replaced in place': recreating('1'),
  'one pod that goes first, for want of room': rolling('1', '1', '0'),
  'one pod that goes first, as it holds a volume': rolling('1', '1', '1', { podSpec: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]' }),
  'one pod that goes first, as it holds a port of the node': rolling('1', '1', '1', { podSpec: 'hostNetwork: true' }),
  'pods that are switched off': rolling('0', '100%'),
  'pods that nobody counts, of which one may be away': rolling('', '1'),
  'pods that nobody counts, all of which are replaced at once': pods({ spec: 'strategy: { type: Recreate }' }),
  'an autoscaler that leaves three, of which one may be away': rolling('', '1') + autoscaler('minReplicas: 3, maxReplicas: 9'),
  'a StatefulSet, one pod after the other': pods({ type: 'apps/v1 StatefulSet', spec: 'replicas: 3' }),
  'a StatefulSet of one pod': pods({ type: 'apps/v1 StatefulSet', spec: 'replicas: 1' }),
  'a kind that rolls out in ways of its own': pods({ type: 'argoproj.io/v1alpha1 Rollout', spec: 'replicas: 3, strategy: { canary: {} }' }),
  'a canary beside it, which stays': rolling('2', '100%') + CANARY,
};

ruleTester(rolloutKeepsCapacity, {
  valid: [
    ...Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests: manifests + SERVICE, ours: true })),
    { name: 'pods that no Service sends traffic to', manifests: rolling('3', '100%') + serving('shop/other', '{ app: other }'), ours: true },
  ],
  invalid: [
    {
      name: 'as many pods away as there are',
      manifests: rolling('3', '3') + SERVICE,
      findings: [
        {
          message: 'noneStay',
          severity: 'warning',
          field: 'spec.strategy.rollingUpdate.maxUnavailable',
          object: { kind: 'Deployment', name: 'web' },
          problem: '0 of 3 pods behind Service shop/web are sure to serve during a rollout: it may take all of them away at once',
          got: 'maxUnavailable 3 of 3 pods of Deployment shop/web',
        },
      ],
      fixed: rolling('3', '1') + SERVICE,
    },
    {
      name: 'all pods of ours away',
      manifests: rolling('2', '100%') + SERVICE,
      ours: true,
      findings: [{ message: 'noneStay', severity: 'error', problem: /^0 of 2 pods/ }],
      fixed: rolling('2', '0') + SERVICE,
    },
    {
      name: 'as many pods away as an autoscaler leaves, of a kind that spells it as Deployments do',
      manifests: rolling('', '2', '0', { type: 'example.com/v1 App' }) + autoscaler('minReplicas: 2, maxReplicas: 9', 'shop/web', '{ apiVersion: example.com/v1, kind: App, name: web }') + SERVICE,
      findings: [{ message: 'noneStay', severity: 'warning' }],
      fixed: rolling('', '1', '0', { type: 'example.com/v1 App' }) + autoscaler('minReplicas: 2, maxReplicas: 9', 'shop/web', '{ apiVersion: example.com/v1, kind: App, name: web }') + SERVICE,
    },
    {
      name: 'all pods away, however many there are',
      manifests: rolling('', '100%') + SERVICE,
      findings: [{ message: 'allAway', severity: 'warning', got: 'maxUnavailable 100% of the pods of Deployment shop/web, however many there are' }],
      fixed: rolling('', '50%') + SERVICE,
    },
    {
      name: 'all pods of ours away, however many there are',
      manifests: rolling('', '100%') + SERVICE,
      ours: true,
      findings: [{ message: 'allAway', severity: 'error' }],
      fixed: rolling('', '0') + SERVICE,
    },
    {
      name: 'three pods that end before the next ones start',
      manifests: recreating('3') + SERVICE,
      findings: [{ message: 'recreated', severity: 'warning', field: 'spec.strategy.type', problem: /^0 of 3 pods behind Service shop\/web serve during a rollout/ }],
      fixed: pods({ spec: 'replicas: 3' }) + SERVICE,
    },
    {
      name: 'two pods of ours that end before the next ones start',
      manifests: recreating('2') + SERVICE,
      ours: true,
      findings: [{ message: 'recreated', severity: 'warning' }],
      fixed: recreating('1') + SERVICE,
    },
    {
      name: 'two of three pods away',
      manifests: rolling('3', '67%') + SERVICE,
      findings: [{ message: 'fewStay', severity: 'note', problem: /^No more than 1 of 3 pods behind Service shop\/web are sure to serve/, got: 'maxUnavailable 67% of 3 pods of Deployment shop/web' }],
      fixed: rolling('3', '33%') + SERVICE,
    },
    {
      name: 'three of four pods of ours away',
      manifests: rolling('4', '3') + SERVICE,
      ours: true,
      findings: [{ message: 'fewStay', severity: 'warning' }],
      fixed: rolling('4', '2') + SERVICE,
    },
    {
      name: 'one pod that may end before the next is ready',
      manifests: rolling('1', '1') + SERVICE,
      findings: [{ message: 'single', severity: 'note', problem: /^0 of 1 pod behind Service shop\/web/ }],
      fixed: rolling('1', '0') + SERVICE,
    },
    {
      name: 'one pod of ours that may end before the next is ready',
      manifests: rolling('1', '100%') + SERVICE,
      ours: true,
      findings: [{ message: 'single', severity: 'warning', got: 'maxUnavailable 100% of the one pod of Deployment shop/web' }],
      fixed: rolling('1', '25%') + SERVICE,
    },
  ],
});
