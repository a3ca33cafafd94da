import { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { LinkObject } from '../graph/object';
import type { LinkInput } from '../linker/link';
import type { Finding } from '../report/finding';
import type { ConstructMessage } from '../report/link-error';
import { sessionOf } from './attach';
import { resolveDependencies } from './dependencies';
import { linkInputOf, validationMessages } from './link-rendering';
import { renderCharts } from './render';

/** What an app is at the moment: everything that a synth would link, and nothing of what it would do. */
export interface Inspection {
  readonly input: LinkInput;
  /** The objects that belong to the construct which was asked about. */
  readonly own: readonly LinkObject[];
  /** What was refused in our own form while it was rendered. */
  readonly refusals: readonly Finding[];
  /** What could not be rendered. */
  readonly failures: readonly ConstructMessage[];
  /** What validations of constructs say. */
  readonly messages: readonly ConstructMessage[];
}

/** Renders the app of a construct once, as a synth would; writes nothing, prints nothing, and leaves the app as it was. */
export function inspect(scope: IConstruct): Inspection {
  const root = scope.node.root;
  const session = sessionOf(root);
  const look = (): Inspection => {
    const messages = validationMessages(root);
    resolveDependencies(root);
    const charts = root instanceof App ? root.charts : root.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
    const rendering = renderCharts(charts, (chart) => session?.isOverridden(chart) ?? chart.toJson !== Chart.prototype.toJson);
    const input = linkInputOf(root, rendering);
    const makers = rendering.charts.flatMap(({ chart, objects }) => objects.map(({ object }) => object ?? chart));
    const own = input.objects.filter((_, index) => makers[index]?.node.scopes.includes(scope));
    return { input, own, refusals: rendering.refusals, failures: rendering.failures, messages };
  };
  return keepingSchedules(root, () => (session ? session.withoutServing(look) : look()));
}

/** cdk8s-plus adds the terms of `spread: true` once more whenever it renders: who only looks takes them off again. */
function keepingSchedules<T>(root: IConstruct, work: () => T): T {
  const lists = root.node.findAll().flatMap(scheduleOf).map((list) => ({ list, length: list.length }));
  try {
    return work();
  } finally {
    for (const { list, length } of lists) list.length = length;
  }
}

function scheduleOf(construct: IConstruct): unknown[][] {
  const { scheduling } = construct as { readonly scheduling?: unknown };
  if (typeof scheduling !== 'object' || scheduling === null) return [];
  return Object.values(scheduling).filter((value): value is unknown[] => Array.isArray(value));
}
