import { formatKinds, sum } from './tally';
import type { LoadResult } from './rollout';

/** What came of an example. */
export interface Row {
  readonly example: string;
  /** Why it was not run. @default - it was */
  readonly skipped?: string;
  /** Whether the API server took every object. @default - it did not come to that */
  readonly accepted?: boolean;
  /** Seconds until every pod was ready. @default - they were not */
  readonly readyAfter?: number;
  readonly asked?: number;
  readonly answered?: number;
  /** @default - nothing was restarted under load */
  readonly loads?: readonly LoadResult[];
  /** What was wrong; anything here fails the run. */
  readonly problems: readonly string[];
  /** What is worth knowing about the figures. */
  readonly remarks: readonly string[];
}

const HEADINGS = ['example', 'accepted', 'ready after', 'ports answered', 'requests', 'lost'];

/** Writes the table, and under it what was wrong and what else is worth knowing, by example. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(toCells)];
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => (line.length === HEADINGS.length ? (line[column] ?? '').length : 0))));
  const nameWidth = Math.max(widths[0] ?? 0, ...rows.map(({ example }) => example.length));
  const table = cells.map((line) => line.map((cell, column) => cell.padEnd(column === 0 ? nameWidth : (widths[column] ?? 0))).join('  ').trimEnd());
  const notes = rows.flatMap(({ example, problems, remarks }) => [
    ...problems.map((problem) => `failed  ${example}: ${problem}`),
    ...remarks.map((remark) => `note    ${example}: ${remark}`),
  ]);
  return [...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function toCells({ example, skipped, accepted, readyAfter, asked = 0, answered = 0, loads }: Row): string[] {
  if (skipped !== undefined) return [example, `skipped: ${skipped}`];
  const promised = loads?.filter((load) => load.promised) ?? [];
  const { requests, lost } = sum(promised.map(({ tally }) => tally));
  return [
    example,
    accepted === undefined ? '-' : accepted ? 'yes' : 'no',
    readyAfter === undefined ? '-' : `${String(readyAfter)} s`,
    asked === 0 ? '-' : `${String(answered)}/${String(asked)}`,
    promised.length === 0 ? '-' : String(requests),
    promised.length === 0 ? '-' : String(lost),
  ];
}

/** What the figures of a restart come to: lost requests are a problem where the link report promises that a pod stays. */
export function judgeLoads(loads: readonly LoadResult[]): Pick<Row, 'problems' | 'remarks'> {
  const told = loads.filter(({ tally: { lost } }) => lost > 0).map(({ promised, question: { service, port }, tally: { requests, lost, kinds } }) => {
    const text = `${String(lost)} of ${String(requests)} requests to ${service}:${String(port)} were lost in the restart: ${formatKinds(kinds)}`;
    return { promised, text: promised ? text : `${text}; nothing promises that one of its pods stays` };
  });
  const silent = loads.filter(({ tally }) => tally.requests === 0).map(({ question: { service } }) => `no request was sent to ${service}`);
  return {
    problems: [...told.filter(({ promised }) => promised).map(({ text }) => text), ...silent],
    remarks: told.filter(({ promised }) => !promised).map(({ text }) => text),
  };
}
