import * as path from 'node:path';
import { type App, Names, YamlOutputType } from 'cdk8s';
import { record, text } from '../graph/json';
import { propError } from '../report/prop-error';
import type { RenderedChart, RenderedObject } from './render';
import type { OutputFile } from './write-files';
import { yamlParts } from './yaml-text';

/** What synth writes: cdk8s's own file names, order and bytes. `indexed` where some charts depend on others. */
export function outputFiles(app: App, charts: readonly RenderedChart[], indexed: boolean): OutputFile[] {
  const names = charts.map(({ chart }, index) => (indexed ? `${String(index).padStart(4, '0')}-` : '') + Names.toDnsLabel(chart));
  const file = (name: string, objects: readonly RenderedObject[]): Planned => ({
    path: path.join(app.outdir, name + app.outputFileExtension),
    objects,
  });
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return charts.length === 0 ? [] : written([file('app', charts.flatMap((chart) => chart.objects))]);
    case YamlOutputType.FILE_PER_RESOURCE:
      return written(charts.flatMap((chart) => chart.objects.map((object) => file(resourceName(object), [object]))));
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return written(
        charts.flatMap((chart, index) => chart.objects.map((object) => file(path.join(names[index] ?? '', resourceName(object)), [object]))),
      );
    default:
      return written(charts.map((chart, index) => file(names[index] ?? '', chart.objects)));
  }
}

interface Planned {
  readonly path: string;
  readonly objects: readonly RenderedObject[];
}

function written(files: readonly Planned[]): OutputFile[] {
  const taken = new Map<string, Planned>();
  for (const file of files) {
    const first = taken.get(file.path);
    if (first) throw overwritten(first, file);
    taken.set(file.path, file);
  }
  return files.map((file) => ({ path: file.path, content: yamlParts(file.objects.map((object) => object.manifest)) }));
}

/** cdk8s would write both to one file, and only the second would be there. */
function overwritten(first: Planned, second: Planned): Error {
  const paths = [first, second].map((file) => file.objects[0]?.object?.node.path ?? '');
  return propError({
    path: paths[1] ?? '',
    field: 'yamlOutputType',
    problem: `Two outputs are named ${path.basename(first.path)}, and the second would overwrite the first`,
    got: `${paths[0] ?? ''} and ${paths[1] ?? ''}`,
    fix: 'use YamlOutputType.FILE_PER_CHART or FOLDER_PER_CHART_FILE_PER_RESOURCE, which keep them apart, or rename one of the objects',
  });
}

function resourceName({ manifest, object }: RenderedObject): string {
  const kind = object?.kind ?? text(manifest.kind) ?? 'undefined';
  const name = object?.name ?? text(record(manifest.metadata).name) ?? 'undefined';
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** What `recordConstructMetadata` asks for, as cdk8s writes it. */
export function constructMetadata(app: App, charts: readonly RenderedChart[]): OutputFile {
  const resources: Record<string, { path: string }> = {};
  for (const { object } of charts.flatMap((chart) => chart.objects)) {
    if (object) resources[object.name] = { path: object.node.path };
  }
  return {
    path: path.join(app.outdir, 'construct-metadata.json'),
    content: [JSON.stringify({ version: '1.0.0', resources })],
  };
}
