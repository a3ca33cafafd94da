import { Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { AllowFrom, Egress, LinkedApp } from '../../lib';
import { buildGraph } from '../../lib/graph/graph';
import { admits, mayReach, type Traffic } from '../../lib/graph/reach';
import { DEFAULT_TARGET } from '../../lib/linker';
import { arbitraryTowns, connectionLinesOf, makeTown, type TownPlan, type Way, waysOf } from './arbitrary-towns';
import type { Manifest } from './harness';

const RUNS = { numRuns: 60 };

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

function build(plan: TownPlan): LinkedApp {
  const app = new LinkedApp({ printLinks: false });
  makeTown(app, plan);
  return app;
}

/** Everything that a town writes; it throws where anything is an error. */
function written(plan: TownPlan): Manifest[] {
  return build(plan).charts.flatMap((chart) => Testing.synth(chart));
}

/** Every app and every port of another's pods: the way, and whether it may be gone. */
function everyWay(plan: TownPlan): { way: Way; traffic: Traffic; policies: Parameters<typeof mayReach>[0] }[] {
  const { workloads, policies } = buildGraph(written(plan).map((manifest) => ({ manifest, target: DEFAULT_TARGET })));
  return workloads.flatMap((to) =>
    to.ports.flatMap(({ port, protocol }) =>
      workloads.map((from) => ({ way: { from: from.object.name, to: to.object.name, port, protocol }, traffic: { from, to, port, protocol }, policies })),
    ),
  );
}

const show = ({ from, to, port, protocol }: Way): string => `${from} → ${to}:${String(port)}/${protocol}`;
const sorted = (ways: readonly Way[]): string[] => [...new Set(ways.map(show))].sort();

test('apps that connect to each other link without an error, and the report lists each connection', () => {
  fc.assert(
    fc.property(arbitraryTowns(), (plan) => {
      const app = build(plan);
      app.synthYaml();
      expect(app.linkReport.split('\n').filter((line) => /^(\S+\/)?Deployment \S+ → /.test(line)).sort()).toEqual(connectionLinesOf(plan));
    }),
    { numRuns: 100 },
  );
});

test('whoever connects gets through, whomever the backend admits besides', () => {
  fc.assert(
    fc.property(arbitraryTowns(), (plan) => {
      const open = everyWay(plan).filter(({ traffic, policies }) => mayReach(policies, traffic) === 'yes');
      expect(sorted(open.map(({ way }) => way))).toEqual(expect.arrayContaining(sorted(waysOf(plan))));
    }),
    RUNS,
  );
});

const strict = arbitraryTowns({ allowFrom: AllowFrom.connected(), egress: Egress.DECLARED });

test('where all admit connected clients alone and declare their egress, nobody else gets through', () => {
  fc.assert(
    fc.property(strict, (plan) => {
      // Port 53 is open on the way out, for DNS.
      const ways = everyWay(plan).filter(({ way }) => way.port !== 53);
      const open = ways.filter(({ traffic, policies }) => mayReach(policies, traffic) !== 'no');
      expect(sorted(open.map(({ way }) => way))).toEqual(sorted(waysOf(plan).filter(({ port }) => port !== 53)));
    }),
    RUNS,
  );
});

test('a backend for connected clients alone refuses others by itself, whatever lets them out', () => {
  fc.assert(
    fc.property(strict, (plan) => {
      const closed = new Set(plan.apps.filter(({ kind, further }) => kind === 'InternalBackend' && further.every(({ type }) => type === 'ClusterIP')).map(({ id }) => id));
      const ways = everyWay(plan).filter(({ way }) => closed.has(way.to));
      const open = ways.filter(({ traffic, policies }) => admits(policies, traffic, 'ingress') !== 'no');
      expect(sorted(open.map(({ way }) => way))).toEqual(sorted(waysOf(plan).filter(({ to }) => closed.has(to))));
    }),
    RUNS,
  );
});

test('the order in which apps connect changes no object', () => {
  const shuffled = arbitraryTowns().chain((plan) =>
    fc.tuple(fc.constant(plan), fc.shuffledSubarray([...plan.wires], { minLength: plan.wires.length })),
  );
  fc.assert(fc.property(shuffled, ([plan, wires]) => { expect(written({ ...plan, wires })).toEqual(written(plan)); }), RUNS);
});
