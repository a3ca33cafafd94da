import * as fs from 'node:fs';
import * as inspector from 'node:inspector';

interface Frame {
  readonly functionName: string;
  readonly url: string;
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: Frame;
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Whose business the innermost frame that matches is. */
const AREAS: readonly (readonly [RegExp, string])[] = [
  [/\/node_modules\/cdk8s\/lib\/yaml|\/node_modules\/yaml\/|\/build\/synth\/yaml-text/, 'YAML'],
  [/\/build\/synth\/write-files/, 'writing'],
  [/\/node_modules\/cdk8s\/lib\/(?:app|dependency)/, 'cdk8s: app and dependencies'],
  [/\/node_modules\/(?:cdk8s|cdk8s-plus-28)\//, 'rendering: cdk8s, cdk8s-plus'],
  [/\/node_modules\/constructs\//, 'constructs'],
  [/\/build\/(patterns|rules|graph|linker|apiserver|synth|report|target)\//, '$1'],
];

function areaOf({ url }: Frame): string | undefined {
  for (const [pattern, area] of AREAS) {
    const match = pattern.exec(url);
    if (match) return area.replace('$1', match[1] ?? '');
  }
  return undefined;
}

/** Runs work under V8's profiler, writes the profile where other tools can read it, and prints milliseconds by area. */
export function profiled<T>(file: string, work: () => T): T {
  const session = new inspector.Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 200 });
  session.post('Profiler.start');
  const result = work();
  session.post('Profiler.stop', (_error, { profile }) => {
    fs.writeFileSync(file, JSON.stringify(profile));
    console.error(byArea(profile).map(([area, spent]) => `${spent.toFixed(0).padStart(6)} ms  ${area}`).join('\n'));
  });
  session.disconnect();
  return result;
}

/** Each sample counts for the innermost frame whose area is known: what V8 and Node do, they do for whoever called. */
function byArea({ nodes, samples = [], timeDeltas = [] }: Profile): [string, number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const areas = new Map<number, string>();
  const find = (id: number | undefined): string => {
    if (id === undefined) return 'garbage collection, and others';
    const known = areas.get(id) ?? areaOf(byId.get(id)!.callFrame) ?? find(parents.get(id));
    areas.set(id, known);
    return known;
  };
  const spent = new Map<string, number>();
  for (const [index, id] of samples.entries()) spent.set(find(id), (spent.get(find(id)) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  return [...spent].sort(([, a], [, b]) => b - a);
}
