import { faultsByRule, healthyApps, seedAll } from '../faults/suite';
import { readPage } from './fences';

const README = readPage('README.md').replace(/\s+/g, ' ');

/** The rows of the tables of a page, each as its cells. */
function rowsOf(page: string): string[][] {
  const lines = readPage(page).split('\n').filter((line) => line.startsWith('| '));
  return lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())).filter(([first]) => first !== 'mistake');
}

test('the README counts what the comparison lists', () => {
  const rows = rowsOf('docs/comparison.md');
  const foundByNone = rows.filter(([, linters]) => linters?.startsWith('none'));
  const notFoundHere = rows.filter(([, , , rule]) => /(^|; )–/.test(rule ?? ''));
  expect([rows.length, foundByNone.length, notFoundHere.length]).toEqual([30, 15, 7]);
  expect(README).toMatch(/\[thirty mistakes].* fifteen are found by none .* of seven that they are not/);
});

test('as many faults are seeded as the README says; test/faults says that all are found', () => {
  const [, kinds, apps, times] = /more than (\d+) kinds of fault into more than (\d+) healthy apps, over ([\d,]+) times/.exec(README) ?? [];
  const [healthy, faults] = [healthyApps(), faultsByRule()];
  expect([...faults.values()].flat().length).toBeGreaterThan(Number(kinds));
  expect(healthy.length).toBeGreaterThan(Number(apps));
  expect(seedAll(healthy, faults).length).toBeGreaterThan(Number(times?.replace(',', '')));
}, 60_000);
