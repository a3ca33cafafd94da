import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'misspelt the name of the workload',
    seed: (app) => onFirst(app, ({ reference }) => (reference.name = `${String(reference.name)}e`)),
  },
  {
    name: 'renamed the workload, and forgot its autoscaler',
    // Nor is it the client that was connected.
    also: ['connection-admitted'],
    seed: (app) => onFirst(app, ({ workload }) => (workload.metadata.name = `next-${String(workload.metadata.name)}`)),
  },
  {
    name: 'took the group from a page of ten years ago',
    seed: (app) => onFirst(app, ({ reference }) => (reference.apiVersion = 'extensions/v1beta1'), isBuiltIn),
  },
  {
    name: 'left the apiVersion out',
    seed: (app) => onFirst(app, ({ reference }) => Reflect.deleteProperty(reference, 'apiVersion'), ({ autoscaler, workload }) => isBuiltIn({ workload }) && autoscaler.kind !== 'ScaledObject'),
  },
  {
    name: 'made a StatefulSet of a Deployment, or the other way round, and forgot its autoscaler',
    seed: (app) =>
      onFirst(app, ({ reference, workload }) => {
        reference.kind = workload.kind === 'Deployment' ? 'StatefulSet' : 'Deployment';
        reference.apiVersion = 'apps/v1';
      }),
  },
  {
    name: 'put the autoscaler into another namespace',
    seed: (app) => onFirst(app, ({ autoscaler }) => (autoscaler.metadata.namespace = 'elsewhere'), ({ autoscaler }) => autoscaler.metadata.namespace !== undefined),
  },
  {
    name: 'scaled a DaemonSet',
    seed: (app) => {
      const [set] = ofKind(app, 'DaemonSet');
      if (!set) return false;
      const reference = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: set.metadata.name };
      app.manifests.push({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { ...set.metadata }, spec: { scaleTargetRef: reference, minReplicas: 2, maxReplicas: 4 } });
      return true;
    },
  },
];

interface Scaled {
  readonly autoscaler: Manifest;
  readonly reference: Manifest;
  readonly workload: Manifest;
}

const isBuiltIn = ({ workload }: Pick<Scaled, 'workload'>): boolean => workload.apiVersion === 'apps/v1';

/** Edits the first autoscaler whose workload is there. */
function onFirst(app: SeededApp, edit: (scaled: Scaled) => unknown, isMeant: (scaled: Scaled) => boolean = () => true): boolean {
  for (const autoscaler of ofKind(app, 'HorizontalPodAutoscaler', 'ScaledObject')) {
    const reference = autoscaler.spec.scaleTargetRef;
    const workload = workloads(app).find(
      ({ kind, metadata }) => kind === (reference.kind ?? 'Deployment') && metadata.name === reference.name && metadata.namespace === autoscaler.metadata.namespace,
    );
    if (!workload || !isMeant({ autoscaler, reference, workload })) continue;
    edit({ autoscaler, reference, workload });
    return true;
  }
  return false;
}
