import { App, Chart, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterTarget, Environment, InternalBackend, LinkedApp, Provider } from '../../lib';
import { targetDataOf } from '../../lib/target/cluster-target';

/** What a target says of itself. */
const shown = ({ cluster, kubernetesVersion, environment, nodePortRange }: ClusterTarget): object => ({
  cluster,
  kubernetesVersion,
  environment,
  nodePortRange,
});
const defaults = { cluster: 'default', kubernetesVersion: '1.34', environment: undefined, nodePortRange: '30000-32767' };
const memoryOf = (chart: Chart): string =>
  Testing.synth(chart).find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0].resources.limits.memory as string;

test('where nobody says anything, the defaults hold', () => {
  expect(shown(ClusterTarget.of(new Chart(new App(), 'shop')))).toEqual(defaults);
  expect(ClusterTarget.of(new App()).resources).toBeUndefined();
});

test.each(['1.31', 'v1.31', '1.31.4', 'v1.31.5-gke.1023000', '1.31.0+k3s1'])('the version %s is 1.31', (kubernetesVersion) => {
  expect(new ClusterTarget({ kubernetesVersion }).kubernetesVersion).toBe('1.31');
});

describe('a target holds from where it is applied downwards', () => {
  const said = { cluster: 'east', kubernetesVersion: '1.30', environment: Environment.PRODUCTION, nodePortRange: '31000-31999' };

  test('from an app', () => {
    const app = new App();
    new ClusterTarget(said).applyTo(app);
    const chart = new Chart(app, 'shop');
    for (const scope of [app, chart, new Construct(chart, 'Feature')]) expect(shown(ClusterTarget.of(scope))).toEqual(said);
  });

  test('from a chart, and not to its siblings or upwards', () => {
    const app = new App();
    const chart = new Chart(app, 'shop');
    new ClusterTarget(said).applyTo(chart);
    expect(shown(ClusterTarget.of(new Construct(chart, 'Feature')))).toEqual(said);
    for (const scope of [app, new Chart(app, 'other')]) expect(shown(ClusterTarget.of(scope))).toEqual(defaults);
  });

  test('from a construct, and not to the rest of its chart', () => {
    const chart = new Chart(new App(), 'shop');
    const feature = new Construct(chart, 'Feature');
    new ClusterTarget(said).applyTo(feature);
    expect(shown(ClusterTarget.of(new Construct(feature, 'Part')))).toEqual(said);
    expect(shown(ClusterTarget.of(chart))).toEqual(defaults);
  });
});

describe('what a target leaves open is inherited', () => {
  test('a LinkedApp says the version, a chart the environment, a construct the cluster', () => {
    const app = new LinkedApp({ kubernetesVersion: '1.31', nodePortRange: '31000-31999' });
    const chart = new Chart(app, 'shop');
    new ClusterTarget({ environment: Environment.STAGING }).applyTo(chart);
    const feature = new Construct(chart, 'Feature');
    new ClusterTarget({ cluster: 'west' }).applyTo(feature);
    expect(shown(ClusterTarget.of(feature))).toEqual({
      cluster: 'west',
      kubernetesVersion: '1.31',
      environment: 'staging',
      nodePortRange: '31000-31999',
    });
    expect(shown(ClusterTarget.of(app))).toEqual({ ...defaults, kubernetesVersion: '1.31', nodePortRange: '31000-31999' });
  });

  test('what is said further down goes before', () => {
    const app = new LinkedApp({ environment: Environment.DEVELOPMENT, cluster: 'east' });
    const chart = new Chart(app, 'shop');
    new ClusterTarget({ environment: Environment.PRODUCTION }).applyTo(chart);
    expect(ClusterTarget.of(chart).environment).toBe('production');
    expect(ClusterTarget.of(app).environment).toBe('development');
  });

  test('a target that was read from one scope may be applied to another', () => {
    const app = new LinkedApp({
      environment: Environment.DEVELOPMENT,
      nodePortRange: '31000-31999',
      resources: { memory: { limit: Size.mebibytes(128) } },
    });
    const other = new App();
    ClusterTarget.of(app).applyTo(other);
    expect(shown(ClusterTarget.of(other))).toEqual(shown(ClusterTarget.of(app)));
    expect(ClusterTarget.of(other).resources).toEqual(ClusterTarget.of(app).resources);
  });

  test('the provider, which a chart may have of its own', () => {
    const app = new LinkedApp({ provider: Provider.eks() });
    const [east, west] = ['east', 'west'].map((id) => new Chart(app, id));
    new ClusterTarget({ provider: Provider.metalLb({ internalPool: 'private' }) }).applyTo(west!);
    new ClusterTarget({ environment: Environment.STAGING }).applyTo(east!);
    const names = (scope: Construct): unknown[] => [ClusterTarget.of(scope).provider?.name, targetDataOf(scope).provider];
    expect([names(east!), names(west!), names(new App())]).toEqual([['eks', 'eks'], ['metal-lb', 'metal-lb'], [undefined, undefined]]);
    const other = new App();
    ClusterTarget.of(west!).applyTo(other);
    expect(ClusterTarget.of(other).provider).toBe(ClusterTarget.of(west!).provider);
  });

  test('of two targets on one scope the later adds to the earlier', () => {
    const app = new App();
    new ClusterTarget({ kubernetesVersion: '1.30', cluster: 'east' }).applyTo(app);
    new ClusterTarget({ kubernetesVersion: '1.31' }).applyTo(app);
    expect(shown(ClusterTarget.of(app))).toEqual({ ...defaults, cluster: 'east', kubernetesVersion: '1.31' });
  });

  test('a LinkedApp that says nothing changes nothing', () => {
    expect(shown(ClusterTarget.of(new LinkedApp()))).toEqual(defaults);
  });
});

describe('resources', () => {
  const backend = (scope: Construct, id: string, props: object = {}): InternalBackend =>
    new InternalBackend(scope, id, { image: 'orders:1', port: 8080, ...props });
  const memory = (mebibytes: number): object => ({ resources: { memory: { limit: Size.mebibytes(mebibytes) } } });

  test('of the app serve every pattern that names none', () => {
    const chart = new Chart(new LinkedApp(memory(64)), 'shop');
    backend(chart, 'orders');
    expect(memoryOf(chart)).toBe('64Mi');
  });

  test('of a chart go before those of the app, and those of a pattern before both', () => {
    const app = new LinkedApp(memory(64));
    const [first, second] = ['first', 'second'].map((id) => new Chart(app, id, { namespace: id }));
    new ClusterTarget(memory(128)).applyTo(first!);
    new ClusterTarget({ environment: Environment.STAGING }).applyTo(second!);
    backend(first!, 'orders');
    backend(second!, 'web');
    expect([memoryOf(first!), memoryOf(second!)]).toEqual(['128Mi', '64Mi']);
    const third = new Chart(app, 'third');
    backend(third, 'mailer', memory(256));
    expect(memoryOf(third)).toBe('256Mi');
  });
});
