import * as fs from 'node:fs';
import * as path from 'node:path';
import { record } from '../graph/json';
import { readDocument } from './document';
import { inputFile, STDIN } from './input-file';
import { isKustomization, KUSTOMIZATION_NAMES, type Kustomization, readKustomization } from './kustomization';
import { LineIndex } from './line-index';
import { readText } from './read-text';
import type { Surroundings } from './skip';
import { splitDocuments } from './split';

/**
 * Looks about files for what tells that some are no objects: Helm charts, and kustomizations, those too that were not given
 * themselves but lie beside or above.
 */
export function lookAround(files: readonly string[], kustomizations: readonly Kustomization[]): Surroundings {
  const given = new Set(files);
  const directories = [...new Set(files.filter((file) => file !== STDIN).map((file) => path.dirname(file)))];
  const above = new Set(directories.flatMap(upwards));
  const found = [...above].flatMap((directory) =>
    KUSTOMIZATION_NAMES.map((name) => path.join(directory, name)).filter((file) => !given.has(file) && fs.existsSync(file)).flatMap(readAt),
  );
  const all = [...kustomizations, ...found];
  const sources = new Set(all.flatMap((kustomization) => kustomization.sources));
  // What lies beside a kustomization that does not name it is a resource or patch that somebody has switched off.
  const kustomized = new Set(all.map(({ directory }) => directory));
  const charts = new Map<string, boolean>();
  const isOfChart = (directory: string): boolean => {
    const known = charts.get(directory) ?? fs.existsSync(path.join(directory, 'Chart.yaml'));
    charts.set(directory, known);
    return known;
  };
  return {
    patches: new Set(all.flatMap(({ patches }) => patches)),
    settings: new Set(all.flatMap(({ settings }) => settings)),
    isKustomized: (file) => sources.has(file) || kustomized.has(path.dirname(file)) || (/patch|overlay|component/.test(path.basename(path.dirname(file))) && kustomized.has(path.dirname(path.dirname(file)))),
    isOfChart,
    isOfChartTemplates: (directory) => upwards(directory).some((at) => path.basename(at) === 'templates' && isOfChart(path.dirname(at))),
  };
}

/** A directory and those above it, as far as its repository reaches; a few where it is in none. */
export function upwards(directory: string): string[] {
  const directories: string[] = [];
  let at = directory;
  for (;;) {
    directories.push(at);
    const parent = path.dirname(at);
    if (parent === at || fs.existsSync(path.join(at, '.git'))) return directories;
    at = parent;
  }
}

function readAt(file: string): Kustomization[] {
  try {
    const { text, damaged } = readText(inputFile(file, path.dirname(file), false));
    return splitDocuments(text).flatMap((chunk) => {
      const value = record(readDocument(chunk, { name: file, lines: new LineIndex(text), damaged }).value);
      return isKustomization(file, value) ? [readKustomization(file, value)] : [];
    });
  } catch {
    return []; // it was not given, so it is nobody's fault here
  }
}
