import { ApiObject, App } from 'cdk8s';
import { Node } from 'constructs';
import { LinkedApp } from '../../lib';
import { ObjectIndex } from '../../lib/graph/object-index';
import { PodIndex } from '../../lib/graph/pod-index';
import { PolicyIndex } from '../../lib/graph/policy-index';
import { connectApps } from './connected-apps';
import { freshFolder } from './fixtures';

// What grows with the square of an app is slow only when it is large, and then nobody remembers why. So work is counted here, not timed:
// twice the apps may cost twice the renders, validations and look-ups, in one chart as in many.

afterEach(() => { jest.restoreAllMocks(); });

/** What a synth does, counted. */
interface Work {
  readonly objects: number;
  readonly constructs: number;
  readonly renders: number;
  readonly validations: number;
  readonly lookups: number;
}

const apps: Record<string, () => App> = {
  LinkedApp: () => new LinkedApp({ outdir: freshFolder(), printLinks: false, apiServerValidation: false }),
  'a plain App': () => new App({ outdir: freshFolder() }),
};

function workOf(kind: string, count: number, perChart: number): Work {
  const app = connectApps(apps[kind]!(), count, perChart);
  const constructs = app.node.findAll();
  const renders = jest.spyOn(ApiObject.prototype, 'toJson');
  const validations = jest.spyOn(Node.prototype, 'validate');
  const lookups = [
    jest.spyOn(ObjectIndex.prototype, 'named'),
    jest.spyOn(ObjectIndex.prototype, 'anywhere'),
    jest.spyOn(PodIndex.prototype, 'select'),
    jest.spyOn(PodIndex.prototype, 'selectAnywhere'),
    jest.spyOn(PolicyIndex.prototype, 'of'),
    jest.spyOn(PolicyIndex.prototype, 'selecting'),
  ];
  app.synth();
  const work = {
    objects: constructs.filter((construct) => ApiObject.isApiObject(construct)).length,
    constructs: constructs.length,
    renders: renders.mock.calls.length,
    validations: validations.mock.calls.length,
    lookups: lookups.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
  };
  jest.restoreAllMocks();
  return work;
}

const N = 30;

describe.each(Object.keys(apps))('%s', (kind) => {
  test.each([['in one chart', 2 * N], ['in a chart for each app', 1]])('renders each object once, %s', (_, perChart) => {
    const { objects, renders } = workOf(kind, N, perChart);
    expect(objects).toBeGreaterThanOrEqual(4 * N);
    expect(renders).toBe(objects);
  });

  test.each([['in one chart', 2 * N], ['in a chart for each app', 1]])('looks up twice as much for twice the apps, %s', (_, perChart) => {
    const [once, twice] = [workOf(kind, N, perChart).lookups, workOf(kind, 2 * N, perChart).lookups];
    expect(once).toBeGreaterThan(N);
    expect(twice).toBeLessThanOrEqual(2 * once);
  });

  test('looks up as much in many charts as in one: it links once', () => {
    expect(workOf(kind, N, 1).lookups).toBe(workOf(kind, N, N).lookups);
  });
});

test.each([['in one chart', N], ['in a chart for each app', 1]])('LinkedApp validates each construct once, %s', (_, perChart) => {
  const { constructs, validations } = workOf('LinkedApp', N, perChart);
  expect(validations).toBe(constructs);
});

test('a plain App validates no more often than cdk8s would, and once more', () => {
  // cdk8s validates all constructs, and all of them again before each chart.
  const { constructs, validations } = workOf('a plain App', N, 1);
  expect(validations).toBeLessThanOrEqual((N + 2) * constructs);
});
