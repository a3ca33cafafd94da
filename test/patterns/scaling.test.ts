import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { InternalBackend, LinkedApp, Scaling, Worker } from '../../lib';
import { LinkError } from '../../lib/linker';
import { image, type Manifest, manifestOf, manifestsOf, shop } from './harness';
import { deployed, servedDeployments } from './prop-rows/subjects';

const scaling = Scaling.cpu({ min: 3, max: 9 });
const kinds = (manifests: readonly Manifest[]): string[] => manifests.map(({ kind }) => kind as string);

/** The rule that stops a synth. */
function stopped(act: (backend: InternalBackend) => void): string[] {
  const chart = shop();
  act(new InternalBackend(chart, 'orders', { image, port: 8080, scaling }));
  try {
    manifestsOf(chart);
    return [];
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return error.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  }
}

describe.each(deployed)('an autoscaled $name', (subject) => {
  test('leaves the number of pods to its autoscaler alone', () => {
    const chart = shop();
    const { autoscaler } = subject.make(chart, { scaling });
    expect(manifestOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(manifestOf(chart, 'HorizontalPodAutoscaler')).toEqual(autoscaler!.toJson());
    expect(manifestOf(chart, 'HorizontalPodAutoscaler').metadata).toMatchObject({
      name: 'orders',
      annotations: { 'cdk8s-service-patterns/replicas': expect.stringContaining('kubectl apply edit-last-applied deployment/orders') },
    });
  });

  test('changes nothing but that', () => {
    const [scaled, fixed] = [shop(), shop()];
    subject.make(scaled, { scaling });
    subject.make(fixed, { replicas: 3 });
    const rest = (manifests: readonly Manifest[]): Manifest[] =>
      manifests.filter(({ kind }) => kind !== 'HorizontalPodAutoscaler').map((manifest) => ({ ...manifest, spec: { ...manifest.spec, replicas: undefined } }));
    expect(rest(manifestsOf(scaled))).toEqual(rest(manifestsOf(fixed)));
  });

  test('down to one pod has no budget, for it would hold up the drain of its node', () => {
    const chart = shop();
    subject.make(chart, { scaling: Scaling.cpu({ min: 1, max: 9 }) });
    expect(kinds(manifestsOf(chart))).not.toContain('PodDisruptionBudget');
  });

  test('is the same by replicas and by a fixed scaling', () => {
    const [fixed, replicas] = [shop(), shop()];
    subject.make(fixed, { scaling: Scaling.fixed(5) });
    subject.make(replicas, { replicas: 5 });
    expect(manifestsOf(fixed)).toEqual(manifestsOf(replicas));
  });
});

test.each(servedDeployments)('the link report of a $name counts the least number of pods', (subject) => {
  const chart = shop();
  subject.make(chart, { scaling });
  const app = chart.node.root;
  if (!(app instanceof LinkedApp)) throw new Error('not linked');
  app.synthYaml();
  expect(app.linkReport).toContain('(3 pods or more; 3 stay in a rollout, 2 in a drain)');
});

test('an autoscaler of the author\'s own may be attached, as ever', () => {
  const chart = shop();
  const { deployment, autoscaler } = new Worker(chart, 'mailer', { image });
  new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: deployment, minReplicas: 2, maxReplicas: 4 });
  expect(autoscaler).toBeUndefined();
  expect(manifestOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
});

test.each<[string, string, (backend: InternalBackend) => void]>([
  ['a target that is renamed', 'autoscaler-target-exists', ({ autoscaler }) => { autoscaler!.addJsonPatch(JsonPatch.replace('/spec/scaleTargetRef/name', 'order')); }],
  ['replicas that are patched in', 'autoscaler-owns-replicas', ({ deployment }) => { ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/replicas', 4)); }],
  ['requests that are patched away', 'autoscaler-target-requests', ({ deployment }) => { ApiObject.of(deployment).addJsonPatch(JsonPatch.remove('/spec/template/spec/containers/0/resources/requests/cpu')); }],
  ['a budget that lets nobody go', 'budget-permits-eviction', ({ budget }) => { budget!.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', 0)); }],
])('%s stops synth', (_, rule, act) => {
  expect(stopped(act)).toContain(rule);
});
