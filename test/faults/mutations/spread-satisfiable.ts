import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, workloads } from '../reach';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

export const faults: readonly Fault[] = [
  {
    name: 'took the topology spread from another app',
    seed: (app) => onFirst(app, ({ spec }) => { spread(spec, { labelSelector: { matchLabels: { app: 'somebody-else' } } }); }),
  },
  { name: 'forgot the selector of a topology spread', seed: (app) => onFirst(app, ({ spec }) => { spread(spec, {}); }) },
  {
    name: 'renamed the pods, and forgot their topology spread',
    // So did those of others who know the pods by that label.
    also: ['service-selects-pods', 'policy-selects-pods', 'budget-selects-pods', 'stateful-set-service-exists'],
    seed: (app) =>
      workloads(app).some((workload) => {
        const pod = podOf(workload);
        const [constraint] = pod.spec.topologySpreadConstraints ?? [];
        const [key] = Object.keys(constraint?.labelSelector?.matchLabels ?? {});
        if (key === undefined || workload.apiVersion !== 'apps/v1') return false;
        pod.metadata.labels[key] = 'renamed';
        if (workload.spec.selector.matchLabels?.[key] !== undefined) workload.spec.selector.matchLabels[key] = 'renamed';
        return true;
      }),
  },
  {
    name: 'wanted each pod on a node of its own, and all of them on one',
    seed: (app) =>
      onFirst(app, ({ spec, metadata }) => {
        separate(spec, metadata.labels, HOST);
        spec.nodeSelector = { ...spec.nodeSelector, [HOST]: 'node-1' };
      }),
  },
  {
    name: 'wanted each pod in a zone of its own, and all of them in one',
    seed: (app) =>
      onFirst(app, ({ spec, metadata }) => {
        separate(spec, metadata.labels, ZONE);
        spec.nodeSelector = { ...spec.nodeSelector, [ZONE]: 'eu-central-1a' };
      }),
  },
  {
    name: 'wanted pods spread over more zones than they may go to',
    seed: (app) =>
      onFirst(app, ({ spec, metadata }) => {
        spread(spec, { labelSelector: { matchLabels: metadata.labels }, minDomains: 3 });
        spec.nodeSelector = { ...spec.nodeSelector, [ZONE]: 'eu-central-1a' };
      }),
  },
  {
    name: 'wanted each pod in one of three zones, and a rollout to add one first',
    seed: (app) =>
      onFirst(
        app,
        ({ spec, metadata }, workload) => {
          workload.spec.strategy = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
          separate(spec, metadata.labels, ZONE);
          const term = { matchExpressions: [{ key: ZONE, operator: 'In', values: Array.from({ length: workload.spec.replicas }, (_, index) => `zone-${String(index)}`) }] };
          spec.affinity.nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
        },
        ({ kind }) => kind === 'Deployment',
      ),
  },
];

/** Edits the pods of the first workload of several, of those that hold nothing for which a rollout must wait. */
function onFirst(app: SeededApp, edit: (pod: Manifest, workload: Manifest) => unknown, isMeant: (workload: Manifest) => boolean = () => true): boolean {
  const workload = workloads(app).find(
    (candidate) =>
      ['Deployment', 'StatefulSet'].includes(candidate.kind) &&
      candidate.spec.replicas > 1 &&
      Object.keys(podOf(candidate).metadata.labels ?? {}).length > 0 &&
      !/hostPort|hostNetwork|persistentVolumeClaim/.test(JSON.stringify(podOf(candidate))) &&
      isMeant(candidate),
  );
  if (!workload) return false;
  edit(podOf(workload), workload);
  return true;
}

function spread(spec: Manifest, more: Manifest): void {
  spec.topologySpreadConstraints = [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', ...more }];
}

function separate(spec: Manifest, matchLabels: Manifest, topologyKey: string): void {
  spec.affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels } }] } };
}
