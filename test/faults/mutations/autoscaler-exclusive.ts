import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'wrote a second autoscaler for another metric',
    seed: (app) =>
      beside(app, ({ spec: { scaleTargetRef, minReplicas, maxReplicas }, metadata }) => ({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { ...metadata, name: `${String(metadata.name)}-queue` },
        spec: { scaleTargetRef, minReplicas, maxReplicas, metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } } }] },
      })),
  },
  {
    name: 'renamed the autoscaler, and left the old one there',
    seed: (app) => beside(app, (autoscaler) => ({ ...structuredClone(autoscaler), metadata: { ...autoscaler.metadata, name: `new-${String(autoscaler.metadata.name)}` } })),
  },
  {
    name: 'added KEDA to what was scaled already',
    seed: (app) =>
      beside(app, ({ spec: { scaleTargetRef }, metadata }) => ({
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata,
        spec: { scaleTargetRef, triggers: [{ type: 'cron', metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '10' } }] },
      })),
  },
  {
    name: 'added an autoscaler to what KEDA scales',
    seed: (app) => {
      const [scaled] = ofKind(app, 'ScaledObject');
      if (!scaled) return false;
      const { name } = scaled.spec.scaleTargetRef;
      const metrics = [{ type: 'Pods', pods: { metric: { name: 'jobs' }, target: { type: 'AverageValue', averageValue: '10' } } }];
      app.manifests.push({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { ...scaled.metadata },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 9, metrics },
      });
      return true;
    },
  },
  {
    name: 'let a vertical autoscaler change what the other one reckons with',
    seed: (app) =>
      beside(app, ({ spec: { scaleTargetRef }, metadata }) => ({
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        metadata: { ...metadata, name: `${String(metadata.name)}-vertical` },
        spec: { targetRef: scaleTargetRef, updatePolicy: { updateMode: 'Auto' } },
      })),
  },
];

/** Adds an object beside the first autoscaler. */
function beside(app: SeededApp, make: (autoscaler: Manifest) => Manifest): boolean {
  const [autoscaler] = ofKind(app, 'HorizontalPodAutoscaler');
  if (!autoscaler) return false;
  app.manifests.push(structuredClone(make(autoscaler)));
  return true;
}
