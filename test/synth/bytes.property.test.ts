import { App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { LinkedApp } from '../../lib';
import { filesOf, freshFolder } from './fixtures';
import { appPlans, type AppPlan, follow } from './random-apps';

// Charts nested and dependent, charts and objects that render themselves, objects that change whenever they are rendered or come into
// being at synth, and our own: whatever the app, nobody can tell who wrote it.

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

/** What an app of cdk8s writes, without any check of ours: the linker hangs on the root's validations, and on its charts. */
function unchecked(plan: AppPlan, props: AppProps): App {
  const app = new App(props);
  follow(app, plan);
  (app.node as unknown as { _validations: unknown[] })._validations = [];
  for (const construct of app.node.findAll()) if (Chart.isChart(construct)) Reflect.deleteProperty(construct, 'toJson');
  return app;
}

function linked(plan: AppPlan, props: AppProps): LinkedApp {
  const app = new LinkedApp({ ...props, printLinks: false, apiServerValidation: false });
  follow(app, plan);
  return app;
}

function written(app: App): Record<string, string> {
  if (app instanceof LinkedApp) app.synth();
  else App.prototype.synth.call(app);
  return filesOf(app.outdir);
}

const TYPES = Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'number');

test.each(TYPES.map((type) => [YamlOutputType[type], type] as const))('any app is written as cdk8s writes it, %s', (_, yamlOutputType) => {
  fc.assert(
    fc.property(appPlans, fc.boolean(), (plan, recordConstructMetadata) => {
      const props = (): AppProps => ({ outdir: freshFolder(), yamlOutputType, recordConstructMetadata });
      expect(written(linked(plan, props()))).toEqual(written(unchecked(plan, props())));
    }),
    { numRuns: 50 },
  );
}, 120_000);

test('any app is the same text', () => {
  fc.assert(
    fc.property(appPlans, (plan) => {
      expect(linked(plan, {}).synthYaml()).toBe(App.prototype.synthYaml.call(unchecked(plan, {})));
    }),
    { numRuns: 50 },
  );
}, 60_000);

test('keys stay as they were written where CDK8S_DISABLE_SORT asks for it', () => {
  const plan: AppPlan = {
    charts: [{ id: 'shop', namespace: 'shop', dependsOn: [], selfmade: false }],
    objects: (['backend', 'rewritten', 'spread'] as const).map((kind) => ({ chart: 0, kind, text: 'a', dependsOn: [] })),
  };
  const sorted = linked(plan, {}).synthYaml();
  process.env.CDK8S_DISABLE_SORT = 'true';
  try {
    const [ours, cdk8s] = [linked(plan, {}).synthYaml(), App.prototype.synthYaml.call(unchecked(plan, {}))];
    expect(ours).toBe(cdk8s);
    expect(ours).not.toBe(sorted);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});
