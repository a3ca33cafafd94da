import * as fc from 'fast-check';
import { buildGraph } from '../../lib/graph/graph';
import { shareNamespace } from '../../lib/graph/namespaces';
import type { NetworkPolicy } from '../../lib/graph/network-policy';
import { type Applied, PolicyIndex, selectsPods } from '../../lib/graph/policy-index';
import { both } from '../../lib/graph/verdict';
import type { Workload } from '../../lib/graph/workload';
import { toInput } from '../rules/manifests';
import { deployment, object } from '../rules/yaml';
import { graphOf } from './fixtures';

// Some that templates show, some that controllers and programs add, and one that every JavaScript object has.
const key = fc.constantFrom('app', 'tier', 'toString', 'pod-template-hash', 'statefulset.kubernetes.io/pod-name', 'role');
const value = fc.constantFrom('web', 'master', 'w0-0', 'a=b');
const namespace = fc.option(fc.constantFrom('shop', 'blog'), { nil: undefined });
const labels = fc.dictionary(key, value, { maxKeys: 3 });
const expression = fc.record({
  key,
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(value, { maxLength: 2 }),
});
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) });
const types = fc.subarray(['Ingress', 'Egress']);
const pods = fc.record({ kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'), namespace, labels, hostNetwork: fc.boolean() });

const selectingPolicy = fc.record({ namespace, podSelector: selector, policyTypes: types });

type Generated<A> = A extends fc.Arbitrary<infer T> ? T : never;

function workloadOf({ kind, hostNetwork, ...own }: Generated<typeof pods>, at: number): unknown {
  const metadata = { name: `w${String(at)}`, namespace: own.namespace };
  return { apiVersion: 'apps/v1', kind, metadata, spec: { template: { metadata: { labels: own.labels }, spec: { hostNetwork } } } };
}

function policyOf(spec: Generated<typeof selectingPolicy>, at: number): unknown {
  const metadata = { name: `p${String(at)}`, namespace: spec.namespace };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

/** What a look at every policy finds. */
function selecting(policies: readonly NetworkPolicy[], workload: Workload): Omit<Applied, 'rules'>[] {
  return policies
    .map((policy) => ({
      policy,
      selects: both(shareNamespace(policy.object.namespace, workload.object.namespace), () => selectsPods(policy.selector, workload)),
    }))
    .filter(({ selects }) => selects !== 'no');
}

function byName<T extends Omit<Applied, 'rules'>>(found: readonly T[]): T[] {
  return [...found].sort((a, b) => (a.policy.object.name < b.policy.object.name ? -1 : 1));
}

describe('the index of policies', () => {
  it('finds the policies that a look at every one of them finds', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(pods, { maxLength: 4 }), fc.array(selectingPolicy, { maxLength: 8 }), (some, others) => {
        const { policies, workloads } = buildGraph(toInput([...some.map(workloadOf), ...others.map(policyOf)]).objects);
        for (const workload of workloads) {
          const expected = selecting(policies.policies, workload);
          expect(byName(policies.selecting(workload))).toEqual(byName(expected));
          for (const direction of ['ingress', 'egress'] as const) {
            const about = workload.hostNetwork ? [] : expected.filter(({ policy: one }) => one[direction]);
            const applied = about.map((one) => ({ ...one, rules: one.policy[direction]! }));
            expect(byName(policies.of(workload, direction))).toEqual(byName(applied));
          }
          found += expected.length;
        }
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  const policy = (at: string, podSelector: string): string =>
    object('networking.k8s.io/v1 NetworkPolicy', at, `spec: { podSelector: ${podSelector} }`);

  it('looks only at policies that may be for the pods', () => {
    const { policies, workloads } = graphOf(
      deployment('shop/web', '{ app: web, tier: front }') +
        policy('shop/web', '{ matchLabels: { app: web } }') +
        policy('blog/web', '{ matchLabels: { app: web } }') +
        policy('web', '{ matchLabels: { app: web } }') +
        policy('shop/all', '{}') +
        policy('blog/all', '{}') +
        policy('shop/api', '{ matchLabels: { app: api } }') +
        policy('shop/db', '{ matchLabels: { app: db, tier: back } }') +
        policy('shop/hash', '{ matchLabels: { app: api, pod-template-hash: 5b7c } }'),
    );
    const seen: string[] = [];
    const watched = policies.policies.map((one) => ({
      ...one,
      get object() {
        seen.push(one.object.name);
        return one.object;
      },
    }));
    const index = new PolicyIndex(watched, policies.namespaces, false);
    seen.length = 0;
    expect(index.selecting(workloads[0]!).map(({ selects }) => selects)).toEqual(['yes', 'unknown', 'yes']);
    expect([...new Set(seen)].sort()).toEqual(['all', 'web']);
  });

  it('says the same when asked again', () => {
    const { policies, workloads } = graphOf(deployment('shop/web', '{ app: web }') + policy('shop/web', '{ matchLabels: { app: web } }'));
    const first = policies.selecting(workloads[0]!);
    expect(first).toHaveLength(1);
    expect(policies.selecting(workloads[0]!)).toEqual(first);
  });
});
