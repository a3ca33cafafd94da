// Figures for the budgets: medians over alternating runs in fresh processes, as a table and as JSON.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { apiServerFigures } from './api-server';
import { checkFigures } from './check';
import { median, node, ROOT, RUNS } from './processes';

const synth = (name: string, apps: number) => (): number => Number(node('--import', 'tsx', 'bench/case.ts', name, String(apps)));
const load = (module: string) => (): number =>
  Number(node('-e', `const s = process.hrtime.bigint(); require('cdk8s-plus-28'); require(${JSON.stringify(module)}); console.log(Number(process.hrtime.bigint() - s) / 1e6)`));

interface Case {
  readonly name: string;
  readonly ours: () => number;
  readonly other: () => number;
  readonly than: string;
  readonly budget: string;
}

const cases: Case[] = [
  { name: 'import', ours: load('./build'), other: load('cdk8s-plus-28'), than: 'cdk8s-plus-28', budget: '+50 ms' },
  ...[100, 1000].map((apps): Case => ({
    name: `synth, ${String(apps)} apps in one chart`, ours: synth('linked, one chart', apps), other: synth('cdk8s, one chart', apps), than: 'cdk8s, unchecked', budget: '1.0',
  })),
  {
    name: 'synth, 1000 apps in a chart each', ours: synth('linked, an app a chart', 1000), other: synth('cdk8s, an app a chart', 1000), than: 'cdk8s, unchecked', budget: '0.25',
  },
  { name: 'plain App, 1000 apps in one chart', ours: synth('plain app, one chart', 1000), other: synth('cdk8s, one chart', 1000), than: 'cdk8s, unchecked', budget: '' },
  { name: 'link alone, 1000 apps', ours: synth('link alone', 1000), other: synth('linked, one chart', 1000), than: 'our synth', budget: '0.10' },
  {
    name: 'link alone, 1000 connected apps', ours: synth('link alone, connected', 1000), other: synth('linked, connected', 1000), than: 'our synth', budget: '0.10',
  },
  { name: 'construction, 1000 apps', ours: synth('construction', 1000), other: synth('linked, one chart', 1000), than: 'our synth', budget: '' },
];

const rows = cases.map(({ name, ours, other, than, budget }) => {
  const pairs = Array.from({ length: RUNS }, () => [ours(), other()] as const);
  const [mine, theirs] = [median(pairs.map(([value]) => value)), median(pairs.map(([, value]) => value))];
  return { name, ours: Math.round(mine), other: Math.round(theirs), than, ratio: Number((mine / theirs).toFixed(2)), budget };
});
console.table(rows);
const figures = [...apiServerFigures(), ...checkFigures()];
console.table(figures);
fs.mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
fs.writeFileSync(path.join(ROOT, 'dist', 'bench.json'), `${JSON.stringify({ ratios: rows, figures }, undefined, 2)}\n`);
