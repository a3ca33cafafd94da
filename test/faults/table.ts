// Prints what the linker finds of the seeded faults, by class of fault: npx tsx --tsconfig tsconfig.dev.json test/faults/table.ts
import { allRules, formatText } from '../../lib/linker';
import { falseAlarms, faultsByRule, healthyApps, isCaught, seedAll, type SeededCase, strayRules } from './suite';

const HEADER = ['rule', 'faults', 'apps seeded', 'caught', 'missed', 'stray rules'];

function main(): void {
  const apps = healthyApps();
  const faults = faultsByRule();
  const cases = seedAll(apps, faults);
  const names = [...new Set([...allRules.map(({ name }) => name), ...faults.keys()])].sort();
  const rows = names.map((rule) => {
    const ofRule = cases.filter((entry) => entry.rule === rule);
    const caught = ofRule.filter(isCaught);
    const stray = [...new Set(ofRule.flatMap(strayRules))];
    return [rule, faults.get(rule)?.length ?? 0, ofRule.length, caught.length, ofRule.length - caught.length, stray.join(', ')];
  });
  const sums = [1, 2, 3, 4].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
  console.log(layOut([HEADER, ...rows, ['all', ...sums, '']]));
  for (const { rule, fault, healthy, findings, problem } of cases.flatMap(problemsOf)) {
    console.log(`\n${rule}: "${fault.name}" in ${healthy.name}: ${problem}`);
    if (process.argv.includes('--findings')) console.log(formatText(findings()));
  }
  const alarms = apps.flatMap((app) => falseAlarms(app).map((finding) => ({ app, finding })));
  console.log(`\n${String(alarms.length)} false alarms on ${String(apps.length)} healthy apps`);
  for (const { app, finding } of alarms) console.log(`\n${app.name}\n${formatText([finding])}`);
}

/** What is wrong with how the linker, or the fault itself, behaves. */
function problemsOf(entry: SeededCase): (SeededCase & { readonly problem: string })[] {
  const missed = isCaught(entry) ? [] : [{ ...entry, problem: 'missed' }];
  return [...missed, ...strayRules(entry).map((rule) => ({ ...entry, problem: `${rule} speaks too` }))];
}

/** Cells as text, the first column to the left and the numbers to the right. */
function layOut(rows: readonly (readonly (string | number)[])[]): string {
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const cell = (value: string | number, column: number): string => {
    const isText = column === 0 || column === HEADER.length - 1;
    return isText ? String(value).padEnd(widths[column] ?? 0) : String(value).padStart(widths[column] ?? 0);
  };
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

main();
