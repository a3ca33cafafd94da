// Figures for the budgets: medians over alternating runs in fresh processes, as a table and as JSON.
//
//   npm run bench                       everything; an hour or so, most of it at 10,000 apps and in cdk8s with many charts
//   npm run bench -- --quick            one run of each, without what takes minutes
//   npm run bench -- --only '1000 apps' rows whose name holds the text; may be repeated
//   npm run bench -- --list             the names of all rows
//
// BENCH_PROFILE=FILE node dist/bench/case.js linkedApp 1000 writes a CPU profile of one synth, and prints milliseconds by area.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { apiServerFigures } from './api-server';
import { boutiqueRows } from './boutique';
import { checkFigures } from './check';
import { median, node, ROOT, RUNS } from './processes';
import type { Figure, Row, Sample } from './row';
import { synthRows } from './synth-rows';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true }, runs: { type: 'string' }, list: { type: 'boolean', default: false } },
});

const load = (module: string) => (): Sample => ({
  value: Number(node('-e', `const s = process.hrtime.bigint(); require('cdk8s-plus-28'); require(${JSON.stringify(module)}); console.log(Number(process.hrtime.bigint() - s) / 1e6)`)),
});

const rows: readonly Row[] = [
  { name: 'import', unit: 'ms', ours: load('cdk8s-service-patterns'), other: load('cdk8s-plus-28'), than: 'cdk8s-plus-28', budget: '+50 ms' },
  ...synthRows,
  ...boutiqueRows(),
];
/** Groups of figures that are measured together. */
const groups: Readonly<Record<string, () => Figure[]>> = { 'API server layer figures': apiServerFigures, 'check figures': checkFigures };

const SLOW = /\b(?:10000|2000) apps|figures/;

function isWanted(name: string): boolean {
  if (values.only) return values.only.some((text) => name.includes(text));
  return !values.quick || !SLOW.test(name);
}

function runsOf({ runs = RUNS }: Row): number {
  if (values.runs !== undefined) return Number(values.runs);
  return values.quick ? 1 : runs;
}

function measured(row: Row): object {
  const pairs = Array.from({ length: runsOf(row) }, () => [row.ours(), row.other?.()] as const);
  const ours = pairs.map(([sample]) => sample);
  const others = pairs.flatMap(([, sample]) => sample ?? []);
  const [mine, theirs] = [middle(ours), middle(others)];
  const [busy, theirBusy] = [middle(ours, ({ cpu }) => cpu), middle(others, ({ cpu }) => cpu)];
  const cpuRatio = busy !== undefined && theirBusy !== undefined ? { cpuRatio: Number((busy / theirBusy).toFixed(3)) } : {};
  const result = { name: row.name, unit: row.unit, ours: rounded(mine), other: rounded(theirs), than: row.than, ...comparison(row, mine, theirs), ...cpuRatio, budget: row.budget, runs: pairs.length };
  console.error(JSON.stringify(result));
  return result;
}

function middle(samples: readonly Sample[], pick: (sample: Sample) => number | undefined = ({ value }) => value): number | undefined {
  const values = samples.flatMap((sample) => pick(sample) ?? []);
  return values.length === 0 ? undefined : median(values);
}

/** Small times are told with what is behind the point. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(value < 100 ? 3 : 6).replace(/\..*$/, (digits) => (value < 100 ? digits : '')));
}

function comparison({ budget }: Row, mine: number | undefined, theirs: number | undefined): { readonly ratio?: number; readonly holds?: boolean } {
  if (mine === undefined || theirs === undefined) return {};
  const ratio = Number((mine / theirs).toFixed(3));
  if (budget === '') return { ratio };
  return { ratio, holds: budget.startsWith('+') ? mine - theirs <= Number.parseFloat(budget) : mine / theirs <= Number(budget) };
}

if (values.list) {
  console.log([...rows.map(({ name }) => name), ...Object.keys(groups)].join('\n'));
} else {
  const ratios = rows.filter(({ name }) => isWanted(name)).map(measured);
  if (ratios.length > 0) console.table(ratios);
  const figures = Object.entries(groups).flatMap(([name, figuresOf]) => (isWanted(name) ? figuresOf() : []));
  if (figures.length > 0) console.table(figures);
  fs.mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
  fs.writeFileSync(path.join(ROOT, 'dist', 'bench.json'), `${JSON.stringify({ ratios, figures }, undefined, 2)}\n`);
}
