import { autoscalerOwnsReplicas } from '../../lib/rules/autoscaler-owns-replicas';
import { autoscaler, pods, scaledObject } from './capacity-manifests';
import { ruleTester } from './rule-tester';
import { object } from './yaml';

const SCALED = pods({ spec: '' });
const ignoring = (entry: string): string => object('argoproj.io/v1alpha1 Application', 'argocd/shop', `spec: { ignoreDifferences: [{ group: apps, kind: Deployment, ${entry} }] }`);

const SILENT: Readonly<Record<string, string>> = {
  'replicas that the autoscaler owns': SCALED + autoscaler(),
  'fixed replicas without an autoscaler': pods(),
  'fixed replicas beside an autoscaler of another workload': pods({ at: 'shop/orders' }) + SCALED + autoscaler(),
  'fixed replicas of another namespace': pods({ at: 'blog/web' }) + autoscaler(),
  'fixed replicas of another kind': pods({ type: 'apps/v1 StatefulSet' }) + autoscaler(),
  'an autoscaler that is switched off by no replicas': pods({ spec: 'replicas: 0' }) + autoscaler(),
  'an autoscaler that keeps the very number': pods({ spec: 'replicas: 1' }) + autoscaler('minReplicas: 1, maxReplicas: 1'),
  'what a cluster gave out': pods().replace('name: web,', 'name: web, resourceVersion: "42",') + autoscaler(),
  'replicas that Argo CD leaves alone': pods() + autoscaler() + ignoring('jsonPointers: [/spec/replicas]'),
  'replicas that Argo CD leaves alone by an expression': pods() + autoscaler() + ignoring('name: web, jqPathExpressions: [.spec.replicas]'),
};

ruleTester(autoscalerOwnsReplicas, {
  valid: Object.entries(SILENT).map(([name, manifests]) => ({ name, manifests, ours: true })),
  invalid: [
    {
      name: 'fixed replicas that an autoscaler changes',
      manifests: pods({ spec: 'replicas: 3' }) + autoscaler('minReplicas: 2, maxReplicas: 10'),
      findings: [
        {
          message: 'fixed',
          severity: 'warning',
          field: 'spec.replicas',
          object: { kind: 'Deployment', name: 'web' },
          problem: 'Each apply sets the replicas of Deployment shop/web back to 3, whatever the autoscaler has scaled it to',
          got: 'replicas: 3; HorizontalPodAutoscaler shop/web keeps from 2 to 10',
          fix: /^leave replicas out; /,
        },
      ],
      fixed: SCALED + autoscaler('minReplicas: 2, maxReplicas: 10'),
    },
    {
      name: 'fixed replicas of ours, as few as the autoscaler leaves',
      manifests: pods() + autoscaler('minReplicas: 2, maxReplicas: 10'),
      ours: true,
      findings: [{ message: 'fixed', severity: 'error' }],
      fixed: SCALED + autoscaler('minReplicas: 2, maxReplicas: 10'),
    },
    {
      name: 'fixed replicas that KEDA changes',
      manifests: pods() + scaledObject(),
      findings: [{ message: 'fixed', severity: 'warning', got: 'replicas: 2; ScaledObject shop/web keeps from 0 to 100' }],
      fixed: SCALED + scaledObject(),
    },
    {
      name: 'replicas of a Rollout, of which the autoscaler does not say how many it makes', refused: true,
      manifests: pods({ type: 'argoproj.io/v1alpha1 Rollout' }) + autoscaler('minReplicas: 3', 'shop/web', '{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web }'),
      findings: [{ message: 'fixed', severity: 'warning', got: /keeps from 3 to any number$/ }],
      fixed: pods({ type: 'argoproj.io/v1alpha1 Rollout', spec: '' }) + autoscaler('minReplicas: 3', 'shop/web', '{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web }'),
    },
    {
      name: 'replicas where Argo CD leaves those of another alone',
      manifests: pods() + autoscaler() + ignoring('name: orders, jsonPointers: [/spec/replicas]'),
      findings: [{ message: 'fixed', severity: 'warning' }],
      fixed: pods() + autoscaler() + ignoring('name: web, jsonPointers: [/spec/replicas]'),
    },
  ],
});
