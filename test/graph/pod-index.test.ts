import * as fc from 'fast-check';
import { buildGraph } from '../../lib/graph/graph';
import { PodIndex } from '../../lib/graph/pod-index';
import { deployment, workload } from '../rules/yaml';
import { graphOf, labelled } from './fixtures';

const labels = fc.dictionary(fc.constantFrom('app', 'tier', 'track', 'toString'), fc.constantFrom('a', 'b', 'c'));
const namespace = fc.option(fc.constantFrom('blog', 'shop'), { nil: undefined });
const wanted = labels.filter((selector) => Object.keys(selector).length > 0);

describe('the index of pods', () => {
  it('selects what a search of all workloads finds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(labels, namespace), { maxLength: 12 }), wanted, namespace, (pods, selector, at) => {
        const { workloads } = buildGraph(pods.map(([carried, where], index) => labelled(`w${String(index)}`, carried, where)));
        const index = new PodIndex(workloads);
        const carrying = workloads.filter((candidate) =>
          Object.entries(selector).every(([key, value]) => Object.entries(candidate.labels).some(([k, v]) => k === key && v === value)),
        );
        expect(index.selectAnywhere(selector)).toEqual(carrying);
        expect(index.select(selector, at)).toEqual(
          carrying.filter(({ object }) => at === undefined || object.namespace === undefined || object.namespace === at),
        );
      }),
      { numRuns: 500 },
    );
  });

  const pods =
    workload('apps/v1 StatefulSet', 'shop/db', '{ app: db }') +
    workload('apps/v1 StatefulSet', 'shop/cache', '{ app: cache, role: master }') +
    workload('apps/v1 DaemonSet', 'shop/agent', '{ app: agent }') +
    workload('batch/v1 Job', 'shop/load', '{ app: load }') +
    workload('batch/v1 CronJob', 'shop/report', '{}') +
    deployment('shop/web', '{ app: web }');

  it.each<[Record<string, string>, string[]]>([
    // what Kubernetes' controllers add
    [{ 'statefulset.kubernetes.io/pod-name': 'db-0' }, ['db']],
    [{ app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-12' }, ['db']],
    [{ 'statefulset.kubernetes.io/pod-name': 'db' }, []],
    [{ 'statefulset.kubernetes.io/pod-name': 'db-x' }, []],
    [{ 'statefulset.kubernetes.io/pod-name': 'web-0' }, []],
    [{ app: 'cache', 'statefulset.kubernetes.io/pod-name': 'db-0' }, []],
    [{ 'apps.kubernetes.io/pod-index': '0' }, ['cache', 'db']],
    [{ app: 'db', 'apps.kubernetes.io/pod-index': 'first' }, []],
    [{ app: 'agent', 'controller-revision-hash': '5b7c' }, ['agent']],
    [{ app: 'web', 'controller-revision-hash': '5b7c' }, []],
    [{ app: 'web', 'pod-template-hash': '5b7c' }, ['web']],
    [{ app: 'db', 'pod-template-hash': '5b7c' }, []],
    [{ 'job-name': 'load' }, ['load']],
    [{ 'batch.kubernetes.io/job-name': 'report-28901' }, ['report']],
    [{ app: 'load', 'batch.kubernetes.io/job-completion-index': '3' }, ['load']],
    [{ app: 'load', 'batch.kubernetes.io/job-completion-index': 'first' }, []],
    [{ app: 'db', 'batch.kubernetes.io/job-completion-index': '3' }, []],
    // what programs put on their own pods
    [{ app: 'db', role: 'primary' }, ['db']],
    [{ app: 'db', 'cnpg.io/instanceRole': 'replica' }, ['db']],
    [{ app: 'db', 'vault-sealed': 'false' }, ['db']],
    [{ app: 'db', 'vault-active': 'true', 'statefulset.kubernetes.io/pod-name': 'db-0' }, ['db']],
    // what only manifests can bring about
    [{ role: 'primary' }, []],
    [{ app: 'db', role: 'web' }, []],
    [{ app: 'cache', role: 'master' }, ['cache']],
    [{ app: 'cache', role: 'replica' }, []],
    [{ app: 'db', 'app.kubernetes.io/role': 'primary' }, []],
    [{ app: 'db', tier: 'primary' }, []],
    [{ app: 'db', enabled: 'true' }, []],
    [{ app: 'db', 'vault-active': 'yes' }, []],
    [{ app: 'db', 'spilo-role': 'master', 'pod-template-hash': '5b7c' }, []],
  ])('selects by %j the pods that carry it or may gain it: %j', (selector, names) => {
    expect(new PodIndex(graphOf(pods).workloads).select(selector, 'shop').map(({ object }) => object.name)).toEqual(names);
  });

  it('prefers pods whose template carries the labels to those that may gain them', () => {
    const { workloads } = graphOf(
      workload('apps/v1 StatefulSet', 'a', '{ app: db }') + workload('apps/v1 StatefulSet', 'b', '{ app: db, role: master }'),
    );
    expect(new PodIndex(workloads).select({ app: 'db', role: 'master' }, undefined).map(({ object }) => object.name)).toEqual(['b']);
  });

  it('lets pods of a namespace gain labels though others of another namespace carry them', () => {
    const { workloads } = graphOf(
      workload('apps/v1 StatefulSet', 'blog/a', '{ app: db, role: master }') + workload('apps/v1 StatefulSet', 'shop/b', '{ app: db }'),
    );
    expect(new PodIndex(workloads).select({ app: 'db', role: 'master' }, 'shop').map(({ object }) => object.name)).toEqual(['b']);
  });
});
