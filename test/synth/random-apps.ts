import { ApiObject, type App, Chart, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { backend } from './fixtures';

/** A chart: within an earlier one or the app; what it depends on comes later, so that nothing goes round in circles. */
interface ChartPlan {
  readonly id: string;
  readonly namespace?: string;
  readonly nestedIn?: number;
  readonly dependsOn: readonly number[];
  /** Whether it renders itself. */
  readonly selfmade: boolean;
}

interface ObjectPlan {
  readonly chart: number;
  readonly kind: 'map' | 'spread' | 'lazy' | 'restless' | 'rewritten' | 'late' | 'backend';
  readonly text: string;
  readonly dependsOn: readonly number[];
}

/** A random app, as a plan that any kind of app may follow. */
export interface AppPlan {
  readonly charts: readonly ChartPlan[];
  readonly objects: readonly ObjectPlan[];
}

const indexes = fc.array(fc.nat({ max: 5 }), { maxLength: 2 });

export const appPlans: fc.Arbitrary<AppPlan> = fc.record({
  charts: fc.array(
    fc.record({
      id: fc.constantFrom('shop', 'Back_End', 'a.b', 'x', 'web-tier'),
      namespace: fc.option(fc.constantFrom('shop', 'data'), { nil: undefined }),
      nestedIn: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
      dependsOn: indexes,
      selfmade: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  objects: fc.array(
    fc.record({
      chart: fc.nat({ max: 5 }),
      kind: fc.constantFrom('map', 'spread', 'lazy', 'restless', 'rewritten', 'late', 'backend'),
      text: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('yes', '0644', 'a: b', 'a\nb\n', '- a', '', '☸', '1e3')),
      dependsOn: indexes,
    }),
    { maxLength: 8 },
  ),
});

class Selfmade extends Chart {
  override toJson(): any[] {
    return [...super.toJson(), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${this.node.id.toLowerCase().replace(/[^a-z\d]/g, '')}-made-up` } }];
  }
}

/** Says something else each time that it is rendered. */
class Restless extends ApiObject {
  private renders = 0;

  override toJson(): any {
    this.renders += 1;
    const manifest = super.toJson() as { data: Record<string, string> };
    return { ...manifest, data: { ...manifest.data, renders: String(this.renders) } };
  }
}

/** Renders itself, with keys in an order of its own. */
class Rewritten extends ApiObject {
  override toJson(): any {
    const { metadata, ...rest } = super.toJson() as Record<string, unknown>;
    return { ...rest, metadata, z: 'last' };
  }
}

const map = (name: string, text: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text } });

function build(scope: Construct, { kind, text }: ObjectPlan, name: string): Construct {
  switch (kind) {
    case 'spread':
      return new kplus.Deployment(scope, name, { metadata: { name }, spread: true, containers: [{ image: 'web:1', portNumber: 8080 }] });
    case 'lazy':
      return new ApiObject(scope, name, map(name, Lazy.any({ produce: () => text })));
    case 'restless':
      return new Restless(scope, name, map(name, text));
    case 'rewritten':
      return new Rewritten(scope, name, map(name, text));
    case 'backend':
      return backend(scope, name);
    default:
      return new ApiObject(scope, name, map(name, text));
  }
}

/** An object that comes into being when the app is validated. */
function buildLate(scope: Construct, plan: ObjectPlan, name: string): void {
  scope.node.addValidation({
    validate: () => {
      if (!scope.node.tryFindChild(name)) build(scope, plan, name);
      return [];
    },
  });
}

/** Follows a plan. */
export function follow(app: App, { charts, objects }: AppPlan): void {
  const made: Chart[] = [];
  for (const [index, { id, namespace, nestedIn, selfmade }] of charts.entries()) {
    const scope = (nestedIn === undefined ? undefined : made[nestedIn]) ?? app;
    made.push(new (selfmade ? Selfmade : Chart)(scope, `${id}${String(index)}`, namespace === undefined ? {} : { namespace }));
  }
  for (const [index, { dependsOn }] of charts.entries()) for (const other of dependsOn) if (other > index && made[other]) made[index]!.node.addDependency(made[other]);
  const home = (chart: number): number => chart % made.length;
  const built = objects.map((plan, index) => {
    const scope = made[home(plan.chart)]!;
    if (plan.kind !== 'late') return build(scope, plan, `object-${String(index)}`);
    buildLate(scope, plan, `object-${String(index)}`);
    return undefined;
  });
  for (const [index, { chart, dependsOn }] of objects.entries()) {
    for (const other of dependsOn) {
      // Only onward, as charts do: what stands in a later chart, or later in the same one.
      const [from, to] = [built[index], built[other]];
      if (from && to && other > index && home(objects[other]!.chart) >= home(chart)) from.node.addDependency(to);
    }
  }
}
