import { columnsOf, pad, wrap } from './wrap';

/** Between two columns. */
const GAP = '  ';

/** Writes rows in columns; what does not fit the width is wrapped in the last one. */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[], width?: number): string {
  const all = [header, ...rows];
  const columns = header.map((_, index) => Math.max(...all.map((row) => columnsOf(row[index] ?? ''))));
  const before = columns.slice(0, -1).reduce((sum, column) => sum + column + GAP.length, 0);
  const lines = all.map((row) => {
    const padded = row.slice(0, -1).map((cell, index) => `${pad(cell, columns[index] ?? 0)}${GAP}`).join('');
    return `${padded}${wrap(row[row.length - 1] ?? '', width, before)}`.trimEnd();
  });
  return lines.join('\n');
}
