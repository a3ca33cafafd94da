import * as fc from 'fast-check';
import { ApiServerValidation } from '../../lib';
import { arbitraryScaledApps, makeScaled, type ScaledPlan } from './arbitrary-scaling';
import { type Manifest, manifestsOf, shop } from './harness';

const RUNS = { numRuns: 40 };

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** What plans write, link and API server asked; it throws where anything is an error. */
function written(plans: readonly ScaledPlan[], canaries: 'first' | 'last' | 'none' = 'last', kubernetesVersion = '1.34'): Manifest[] {
  const chart = shop({ kubernetesVersion });
  ApiServerValidation.enable(chart);
  makeScaled(chart, plans, canaries);
  return manifestsOf(chart);
}

const ofKind = (manifests: readonly Manifest[], kind: string): Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
const matches = (selector: Manifest, labels: Manifest): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
const byIdentity = (manifests: readonly Manifest[]): Record<string, Manifest> =>
  Object.fromEntries(manifests.map((manifest) => [`${String(manifest.kind)}/${String(manifest.metadata.name)}`, manifest]));

test('whatever is scaled, joined and tried beside it links, and the API server takes it, on any target', () => {
  fc.assert(
    fc.property(arbitraryScaledApps, fc.constantFrom('1.28', '1.30', '1.33', '1.34'), (plans, kubernetesVersion) => {
      // What native sidecars use is counted from the last of them on.
      const version = plans.some(({ props }) => props.initContainers) ? '1.34' : kubernetesVersion;
      expect(ofKind(written(plans, 'last', version), 'Deployment').length).toBeGreaterThanOrEqual(plans.length);
    }),
    RUNS,
  );
});

test('either a Deployment or its autoscaler says how many pods there are, and the budget goes by the least', () => {
  fc.assert(
    fc.property(arbitraryScaledApps, (plans) => {
      const all = byIdentity(written(plans));
      for (const { metadata: { name }, spec } of ofKind(Object.values(all), 'Deployment')) {
        const autoscaler = all[`HorizontalPodAutoscaler/${String(name)}`];
        expect(autoscaler === undefined).toBe(spec.replicas !== undefined);
        const least: number = autoscaler?.spec.minReplicas ?? spec.replicas;
        const budget = all[`PodDisruptionBudget/${String(name)}`];
        expect(budget !== undefined).toBe(least > 1);
        if (budget) expect(budget.spec.selector.matchLabels).toEqual(spec.selector.matchLabels);
      }
    }),
    RUNS,
  );
});

test('no Deployment, budget or autoscaler counts the pods of another, and Services and policies reach canaries too', () => {
  fc.assert(
    fc.property(arbitraryScaledApps, (plans) => {
      const manifests = written(plans);
      const deployments = ofKind(manifests, 'Deployment');
      for (const { spec } of [...deployments, ...ofKind(manifests, 'PodDisruptionBudget')]) {
        expect(deployments.filter((other) => matches(spec.selector.matchLabels, other.spec.template.metadata.labels))).toHaveLength(1);
      }
      const all = byIdentity(manifests);
      for (const { id, kind, canaries, joined } of plans) {
        const names = [id, ...canaries.map((_, number) => (number === 0 ? `${id}-canary` : `${id}-canary-n${String(number)}`)), ...(joined && kind !== 'Worker' ? [`${id}-joins`] : [])];
        const selectors = [all[`NetworkPolicy/${id}`]?.spec.podSelector.matchLabels, all[`Service/${id}`]?.spec.selector].filter((selector) => selector !== undefined);
        for (const selector of selectors) {
          expect(deployments.filter(({ spec }) => matches(selector, spec.template.metadata.labels)).map(({ metadata }) => metadata.name as string).sort()).toEqual([...names].sort());
        }
      }
    }),
    RUNS,
  );
});

test('canaries may be made at any time, and change no byte of anything else', () => {
  fc.assert(
    fc.property(arbitraryScaledApps, (plans) => {
      const [first, last, none] = (['first', 'last', 'none'] as const).map((when) => byIdentity(written(plans, when)));
      expect(first).toEqual(last);
      expect(Object.fromEntries(Object.entries(last!).filter(([key]) => !/\/\w+-canary(-n\d)?$/.test(key)))).toEqual(none);
    }),
    RUNS,
  );
});
