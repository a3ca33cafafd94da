import { columnsOf, pad, wrap } from './wrap';

/** Between two columns. */
const GAP = '  ';

/** How far a cell is set in where it goes on. */
const STEP = 2;

/** A column narrower than this is no better to read than what stands below. */
const NARROWEST = 20;

/** Writes rows in columns, the last one wrapped at the width; where there is no room for it, each cell on a line of its own, behind its title. */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[], width?: number): string {
  const all = [header, ...rows];
  const columns = header.map((_, index) => Math.max(...all.map((row) => columnsOf(row[index] ?? ''))));
  const before = columns.slice(0, -1).reduce((sum, column) => sum + column + GAP.length, 0);
  if (width !== undefined && width - before < NARROWEST) {
    const cells = (row: readonly string[]): string[] => row.map((cell, index) => wrap(`${header[index] ?? ''}: ${cell}`, width - STEP, STEP));
    return rows.map((row) => cells(row).join('\n')).join('\n\n');
  }
  const lines = all.map((row) => {
    const padded = row.slice(0, -1).map((cell, index) => `${pad(cell, columns[index] ?? 0)}${GAP}`).join('');
    return `${padded}${wrap(row[row.length - 1] ?? '', width, before)}`.trimEnd();
  });
  return lines.join('\n');
}
