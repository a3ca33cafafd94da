import { type Capacity, capacityOf } from '../../lib/graph/capacity';
import { autoscaler, budget, pods, scaledObject } from '../rules/capacity-manifests';
import { object } from '../rules/yaml';
import { graphOf } from './fixtures';

/** The capacity of the workload called web. */
function capacity(manifests: string): Capacity | undefined {
  const graph = graphOf(manifests);
  const workload = graph.workloads.find((candidate) => candidate.object.name === 'web');
  if (!workload) throw new Error('The case has no workload called web');
  return capacityOf(graph, workload);
}

const rolling = (replicas: number, unavailable: string): string => pods({ spec: `replicas: ${String(replicas)}, strategy: { rollingUpdate: { maxUnavailable: ${unavailable} } }` });
const set = (spec: string): string => pods({ type: 'apps/v1 StatefulSet', spec });

describe('what stays in a rollout', () => {
  it.each<[string, string, number | undefined]>([
    ['all of two pods, by the defaults', pods(), 2],
    ['three of four, by the defaults', pods({ spec: 'replicas: 4' }), 3],
    ['a share that rounds down', rolling(7, '30%'), 5],
    ['none, where all may be away', rolling(3, '100%'), 0],
    ['none, where more may be away than there are', rolling(3, '5'), 0],
    ['none, where all are replaced at once', pods({ spec: 'replicas: 3, strategy: { type: Recreate }' }), 0],
    ['all but one of a StatefulSet', set('replicas: 3'), 2],
    ['none of a StatefulSet of one', set('replicas: 1'), 0],
    ['what somebody deletes by hand of a StatefulSet', set('replicas: 3, updateStrategy: { type: OnDelete }'), undefined],
    ['what a kind of others does in ways of its own', pods({ type: 'argoproj.io/v1alpha1 Rollout', spec: 'replicas: 3, strategy: { canary: {} }' }), undefined],
    ['what a ReplicaSet does not do', pods({ type: 'apps/v1 ReplicaSet', spec: 'replicas: 3' }), undefined],
  ])('is %s', (_, manifests, expected) => {
    expect(capacity(manifests)?.duringRollout).toBe(expected);
  });
});

describe('what stays in a drain', () => {
  const FIVE = pods({ spec: 'replicas: 5' });
  const OTHER = pods({ at: 'shop/other', spec: 'replicas: 2' });

  it.each<[string, string, number]>([
    ['nothing, where no budget says so', FIVE, 0],
    ['nothing under a budget of other pods', FIVE + budget('maxUnavailable: 1', 'shop/web', '{ matchLabels: { app: other } }'), 0],
    ['nothing under a budget of another namespace', FIVE + budget('maxUnavailable: 1', 'blog/web'), 0],
    ['all but one', FIVE + budget('maxUnavailable: 1'), 4],
    ['a share that rounds up', FIVE + budget('minAvailable: 50%'), 3],
    ['what a share leaves that rounds up', FIVE + budget('maxUnavailable: 25%'), 3],
    ['no more than there are', FIVE + budget('minAvailable: 9'), 5],
    ['all, where the budget says nothing', FIVE + budget(''), 5],
    ['what another workload under the same budget leaves to it', FIVE + OTHER + budget('minAvailable: 4'), 2],
    ['nothing, where another workload may be enough', FIVE + pods({ at: 'shop/other', spec: '' }) + budget('minAvailable: 4'), 0],
  ])('is %s', (_, manifests, expected) => {
    expect(capacity(manifests)?.duringDrain).toBe(expected);
  });
});

describe('how many pods there are', () => {
  it.each<[string, string, Partial<Capacity> | undefined]>([
    ['as many as the manifest says', pods({ spec: 'replicas: 3' }), { pods: 3, scaled: false }],
    ['not known where it does not say', pods({ spec: '' }), undefined],
    ['not known of a DaemonSet', pods({ type: 'apps/v1 DaemonSet', spec: '' }), undefined],
    ['one of a Pod', object('v1 Pod', 'shop/web', 'spec: { containers: [{ name: web }] }'), { pods: 1, scaled: false }],
    ['as many as an autoscaler leaves, whatever the manifest says', pods({ spec: 'replicas: 7' }) + autoscaler('minReplicas: 2'), { pods: 2, scaled: true }],
    ['one, where an autoscaler does not say', pods({ spec: '' }) + autoscaler(), { pods: 1, scaled: true }],
    ['none, where KEDA does not say', pods({ spec: '' }) + scaledObject(), { pods: 0, scaled: true }],
    ['the fewest that one of two autoscalers leaves', pods({ spec: '' }) + autoscaler('minReplicas: 3') + autoscaler('minReplicas: 2', 'shop/second'), { pods: 2, scaled: true }],
  ])('is %s', (_, manifests, expected) => {
    const found = capacity(manifests);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });
});
