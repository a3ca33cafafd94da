import type { Fault, Manifest, SeededApp } from '../fault';
import { podOf, served, workloads } from '../reach';

/** Pods in another place may be such as policies do not let traffic to. */
const ADMISSION = ['policy-admits-service-port'];

export const faults: readonly Fault[] = [
  {
    name: 'labelled the pods of a canary as those beside which it stands',
    // Its own spread and budget do not find them any more, the others' do, and so does the other Deployment's selector.
    also: ['workload-selectors-disjoint', 'spread-satisfiable', 'budget-selects-pods'],
    seed: (app) => {
      const canaries = workloads(app).filter((workload) => podOf(workload).metadata.labels?.['cdk8s-service-patterns/track']?.startsWith('canary'));
      for (const canary of canaries) podOf(canary).metadata.labels['cdk8s-service-patterns/track'] = 'stable';
      return canaries.length > 0;
    },
  },
  {
    name: 'gave a migration Job the labels of the app',
    also: [...ADMISSION, 'budget-permits-eviction'],
    seed: (app) => addBeside(app, 'batch/v1', 'Job', { restartPolicy: 'Never' }),
  },
  {
    name: 'gave a CronJob the labels of the app',
    also: [...ADMISSION, 'budget-permits-eviction'],
    seed: (app) =>
      addBeside(app, 'batch/v1', 'CronJob', { restartPolicy: 'Never' }, (template) => ({
        schedule: '0 3 * * *',
        jobTemplate: { spec: { template } },
      })),
  },
  {
    name: 'ran a Pod for debugging with the labels of the app',
    // Where a DaemonSet selects the same labels, it adopts the Pod.
    also: [...ADMISSION, 'workload-selectors-disjoint'],
    seed: (app) => {
      const [found] = served(app);
      if (!found) return false;
      app.manifests.push({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'debug', namespace: found.behind[0].metadata.namespace, labels: found.service.spec.selector },
        spec: { containers: [container()] },
      });
      return true;
    },
  },
  {
    name: 'ran a worker with the labels that the Service selects',
    // Most Deployments select what their Service does, and so this one's pods as well.
    also: [...ADMISSION, 'workload-selectors-disjoint'],
    seed: (app) =>
      addBeside(app, 'apps/v1', 'Deployment', {}, (template) => {
        template.metadata.labels.task = 'work';
        return { selector: { matchLabels: { task: 'work' } }, template };
      }),
  },
];

/** Adds a workload whose pods carry all that the first Service selects, and nothing else. */
function addBeside(app: SeededApp, apiVersion: string, kind: string, podSpec: Manifest, specOf = (template: Manifest): Manifest => ({ template })): boolean {
  const [found] = served(app);
  const [workload] = found?.behind ?? [];
  if (!found || !podOf(workload)) return false;
  const template = { metadata: { labels: { ...found.service.spec.selector } }, spec: { ...podSpec, containers: [container()] } };
  app.manifests.push({ apiVersion, kind, metadata: { name: 'beside', namespace: workload.metadata.namespace }, spec: specOf(template) });
  return true;
}

function container(): Manifest {
  return { name: 'beside', image: 'beside:1.0.0', command: ['/bin/work'], readinessProbe: { exec: { command: ['/bin/true'] } } };
}
