import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { JsonObject } from '../graph/json';
import type { LinkResult } from '../linker/link';
import { renderAndLink, validationMessages } from './link-rendering';
import { printWarnings } from './print';
import type { Rendering } from './render';
import { replaceMethods } from './replace-methods';

/** Who asked for the rendering that is held: it is served to them alone. */
type Owner = 'synth' | 'chart' | 'unknown';

/**
 * Links an app whenever it is synthesized, through cdk8s's own calls. Each rendering is linked once and served once:
 * what is asked for again has perhaps changed since, and is rendered and linked anew.
 */
export class Session {
  /** Stands for the linking under way; undefined at any other time. */
  run: object | undefined;
  private synths = 0;
  private byObject = false;
  private readonly charts: Chart[] = [];
  private owner: Owner = 'synth';
  private readonly objectMemo = new Map<ApiObject, JsonObject>();
  private readonly chartMemo = new Map<Chart, JsonObject[]>();
  private readonly wrapped = new WeakMap<IConstruct, boolean>();

  constructor(private readonly root: IConstruct) {}

  /**
   * Runs cdk8s's own `synth` or `synthYaml`: what is linked meanwhile may be written.
   *
   * @param byObject whether it asks objects in place of charts
   */
  synthesize<T>(run: () => T, byObject: boolean): T {
    this.synths += 1;
    this.byObject = byObject;
    try {
      return run();
    } finally {
      this.synths -= 1;
      if (this.synths === 0) this.forget();
    }
  }

  /** Runs while nothing is to be linked or served, because the caller renders and links by itself. */
  withoutServing<T>(work: () => T): T {
    const before = this.run;
    this.run ??= {};
    try {
      return work();
    } finally {
      this.run = before;
    }
  }

  /** What cdk8s calls before it renders, and again before each chart. */
  validate(): void {
    if (this.run) return;
    const chart = this.charts[this.charts.length - 1];
    if (chart && this.holdsAll(chart)) return;
    this.relink(chart ? 'chart' : this.synths > 0 ? 'synth' : 'unknown');
  }

  /** Whether a chart renders itself, past cdk8s. */
  isOverridden(chart: Chart): boolean {
    return this.wrapped.get(chart) ?? chart.toJson !== Chart.prototype.toJson;
  }

  /** Has a chart's `toJson` come through here. */
  wrapChart(chart: Chart): void {
    if (this.wrapped.has(chart)) return;
    this.wrapped.set(chart, this.isOverridden(chart));
    const render = chart.toJson.bind(chart) as () => JsonObject[];
    replaceMethods<Chart>(chart, { toJson: () => this.serveChart(chart, render) });
  }

  private relink(owner: Owner): void {
    this.forget();
    this.owner = owner;
    const constructs = this.root.node.findAll();
    const charts = constructs.filter((construct): construct is Chart => Chart.isChart(construct));
    // Nobody that we know asked: it was a chart whose `toJson` does not come through here yet.
    const served = new Set(owner === 'unknown' ? charts.filter((chart) => !this.wrapped.has(chart)) : charts);
    for (const chart of charts) this.wrapChart(chart);
    for (const construct of constructs) if (ApiObject.isApiObject(construct)) this.wrapObject(construct);
    const { rendering, result } = this.withoutServing(() => this.renderAndLink(charts));
    if (owner === 'synth') printWarnings(result.findings);
    for (const { chart, objects, overridden } of rendering.charts) {
      if (!served.has(chart)) continue;
      if (overridden) this.chartMemo.set(chart, objects.map((entry) => entry.manifest));
      else for (const { object, manifest } of objects) if (object) this.objectMemo.set(object, manifest);
    }
  }

  private renderAndLink(charts: readonly Chart[]): { rendering: Rendering; result: LinkResult } {
    const messages = validationMessages(this.root);
    const byObject = this.owner === 'synth' && this.byObject;
    return renderAndLink(this.root, charts, (chart) => !byObject && this.isOverridden(chart), messages);
  }

  private serveChart(chart: Chart, render: () => JsonObject[]): JsonObject[] {
    if (this.run) return render();
    if (this.isOverridden(chart) && this.charts.length === 0) return this.serveOverridden(chart);
    this.charts.push(chart);
    try {
      return render();
    } finally {
      this.charts.pop();
      if (this.charts.length === 0 && this.owner !== 'synth') this.forget();
    }
  }

  /** A chart that renders itself is asked once; what it said is what was linked. */
  private serveOverridden(chart: Chart): JsonObject[] {
    if (!this.chartMemo.has(chart)) this.relink('chart');
    const manifests = this.chartMemo.get(chart) ?? [];
    this.chartMemo.delete(chart);
    if (this.owner === 'chart') this.forget();
    return manifests;
  }

  private wrapObject(object: ApiObject): void {
    if (this.wrapped.has(object)) return;
    this.wrapped.set(object, true);
    const render = object.toJson.bind(object) as () => JsonObject;
    replaceMethods<ApiObject>(object, { toJson: () => this.serveObject(object) ?? render() });
  }

  private serveObject(object: ApiObject): JsonObject | undefined {
    if (this.run) return undefined;
    const inside = this.synths > 0 || this.charts.length > 0;
    if (!inside && this.owner !== 'unknown') return undefined;
    const manifest = this.objectMemo.get(object);
    this.objectMemo.delete(object);
    // A chart that was not wrapped yet asked; what the others hold would only grow stale.
    if (this.owner === 'unknown') this.keepOnly(Chart.of(object));
    return manifest;
  }

  private holdsAll(chart: Chart): boolean {
    return chart.node
      .findAll()
      .every((construct) => !ApiObject.isApiObject(construct) || Chart.of(construct) !== chart || this.objectMemo.has(construct));
  }

  private keepOnly(chart: Chart): void {
    for (const object of this.objectMemo.keys()) if (Chart.of(object) !== chart) this.objectMemo.delete(object);
  }

  private forget(): void {
    this.objectMemo.clear();
    this.chartMemo.clear();
  }
}
