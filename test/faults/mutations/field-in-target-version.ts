import type { Fault, Manifest, SeededApp } from '../fault';
import { ofKind, podOf, running, served, workloads } from '../reach';

export const faults: readonly Fault[] = [
  {
    name: 'asks for a traffic distribution on a cluster that does not know it yet',
    seed: (app) =>
      before(app, '1.29') &&
      served(app).some(({ service }) => {
        if (service.spec.trafficDistribution) return false;
        service.spec.trafficDistribution = 'PreferClose';
        return true;
      }),
  },
  {
    name: 'asks for a value that came after the field',
    seed: (app) =>
      before(app, '1.33') &&
      served(app).some(({ service }) => {
        service.spec.trafficDistribution = 'PreferSameZone';
        return true;
      }),
  },
  {
    name: 'uses a field whose feature gate is off by default',
    seed: (app) =>
      kubernetes(app).some((workload) => {
        const [container] = running(workload);
        if (!container?.image) return false;
        container.lifecycle = { ...container.lifecycle, stopSignal: 'SIGUSR1' };
        return true;
      }),
  },
  {
    name: 'sleeps in a hook after the start before the cluster can',
    seed: (app) =>
      before(app, '1.29') &&
      kubernetes(app).some((workload) => {
        const container = running(workload).find(({ lifecycle }) => !lifecycle);
        if (!container?.image) return false;
        container.lifecycle = { postStart: { sleep: { seconds: 1 } } };
        return true;
      }),
  },
  {
    name: 'runs a sidecar before the cluster knows any',
    seed: (app) =>
      before(app, '1.28') &&
      kubernetes(app).some((workload) => {
        podOf(workload).spec.initContainers = [{ name: 'logs', image: 'logs:1.2.3', restartPolicy: 'Always' }];
        return true;
      }),
  },
  { name: 'budgets disruptions by an API that has ended', seed: (app) => changeVersion(ofKind(app, 'PodDisruptionBudget'), 'policy/v1', 'policy/v1beta1') },
  { name: 'scales by an API that has ended', seed: (app) => changeVersion(ofKind(app, 'HorizontalPodAutoscaler'), 'autoscaling/v2', 'autoscaling/v2beta2') },
];

/** Workloads of Kubernetes itself: what others make of a pod template is theirs to know. */
function kubernetes(app: SeededApp): Manifest[] {
  return workloads(app).filter(({ apiVersion }) => /^(v1|apps\/v1|batch\/v1)$/.test(apiVersion));
}

/** Moves an app to an older cluster, unless it already says what that cluster cannot do. */
function before(app: SeededApp, version: string): boolean {
  if (app.manifests.some(isNew)) return false;
  app.target.kubernetesVersion = version;
  return true;
}

function isNew(value: Manifest): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key === 'sleep' || key === 'trafficDistribution' || item === 'Always' || key === 'matchLabelKeys' || isNew(item));
}

function changeVersion(objects: readonly Manifest[], from: string, to: string): boolean {
  const object = objects.find(({ apiVersion }) => apiVersion === from);
  if (!object) return false;
  object.apiVersion = to;
  return true;
}
