import { ApiObject, App } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
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

const callsOf = (spies: readonly jest.SpyInstance[]): number => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);

/** The classes of all objects here: each rendering asks one of them for a manifest. */
const KINDS = [k8s.KubeDeployment, k8s.KubeService, k8s.KubeNetworkPolicy, k8s.KubePodDisruptionBudget];

beforeAll(() => {
  // What is rendered for once in a process, to see whether cdk8s is what it was.
  connectApps(new App({ outdir: freshFolder() }), 1, 1).synth();
});

function workOf(kind: string, count: number, perChart: number): Work {
  const app = connectApps(apps[kind]!(), count, perChart);
  const constructs = app.node.findAll();
  const renders = KINDS.map((kind) => jest.spyOn(kind, 'manifest'));
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
    renders: callsOf(renders),
    validations: validations.mock.calls.length,
    lookups: callsOf(lookups),
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
