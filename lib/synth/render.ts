import { ApiObject, type App, Chart, DependencyGraph, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { addTo } from '../graph/add-to';
import type { JsonObject } from '../graph/json';
import type { Finding } from '../report/finding';
import { type ConstructMessage, LinkError } from '../report/link-error';

/** An object with the JSON that will be written for it. */
export interface RenderedObject {
  readonly manifest: JsonObject;
  /** Absent where a chart's own `toJson` made it up. */
  readonly object?: ApiObject;
}

export interface RenderedChart {
  readonly chart: Chart;
  /** In the order in which the chart's file lists them. */
  readonly objects: readonly RenderedObject[];
  /** Whether the chart renders itself, past cdk8s. */
  readonly overridden: boolean;
}

/** Everything rendered once, and what could not be. */
export interface Rendering {
  readonly charts: readonly RenderedChart[];
  readonly failures: readonly ConstructMessage[];
  /** What failed because something was refused in our own form. */
  readonly refusals: readonly Finding[];
}

/** Objects of a chart in the order of their dependencies, as cdk8s lists them: those of charts nested in it are not its own. */
export function objectsOf(chart: Chart): ApiObject[] {
  return new DependencyGraph(chart.node)
    .topology()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter((object) => Chart.of(object) === chart);
}

/** Whether cdk8s's `synth` writes the objects of a chart without asking the chart: in this one mode, past its own `toJson`. */
export function writesByObject(app: App): boolean {
  return app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
}

/**
 * Renders charts: each object once, a chart that overrides `toJson` by its own.
 *
 * @param onRendered told of each manifest as soon as it is there
 */
export function renderCharts(charts: readonly Chart[], isOverridden: (chart: Chart) => boolean, onRendered?: (chart: Chart, rendered: RenderedObject) => void): Rendering {
  const failures: ConstructMessage[] = [];
  const refusals: Finding[] = [];
  const attempt = <T>(construct: IConstruct, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      if (error instanceof LinkError) refusals.push(...error.findings);
      else failures.push({ path: construct.node.path, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const rendered = charts.map((chart): RenderedChart => {
    const objects = attempt(chart, () => objectsOf(chart)) ?? [];
    if (isOverridden(chart)) {
      const manifests = attempt(chart, () => chart.toJson() as JsonObject[]) ?? [];
      const originOf = origins(objects);
      return { chart, overridden: true, objects: manifests.map((manifest) => ({ manifest, object: originOf(manifest) })) };
    }
    return {
      chart,
      overridden: false,
      objects: objects.flatMap((object) => {
        const manifest = attempt(object, () => object.toJson() as JsonObject);
        if (!manifest) return [];
        const entry = { manifest, object };
        onRendered?.(chart, entry);
        return [entry];
      }),
    };
  });
  return { charts: rendered, failures, refusals };
}

/** Finds the construct behind a manifest that a chart's own `toJson` handed out. */
function origins(objects: readonly ApiObject[]): (manifest: JsonObject) => ApiObject | undefined {
  const byIdentity = new Map<string, ApiObject[]>();
  for (const object of objects) addTo(byIdentity, identity(object.apiVersion, object.kind, object.name), object);
  return ({ apiVersion, kind, metadata }) => {
    const { name, namespace } = (metadata ?? {}) as { readonly name?: unknown; readonly namespace?: unknown };
    return byIdentity.get(identity(apiVersion, kind, name))?.find((object) => namespace === undefined || object.metadata.namespace === namespace);
  };
}

function identity(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
