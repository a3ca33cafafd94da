import pc from 'picocolors';
import type { Finding, Severity } from './finding';

/** How to write findings as text. */
export interface TextOptions {
  /** Whether the text goes to a terminal that shows colours. */
  readonly color?: boolean;
}

/** Writes findings the way a compiler does: what, where, what was got, and what to change. */
export function formatText(findings: readonly Finding[], options: TextOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  return findings.map((finding) => formatFinding(finding, colors)).join('\n\n');
}

/** `2 errors, 1 warning`. */
export function summarize(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const).map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
  return counts
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${String(count)} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ');
}

/** Points at the author's line; it stands out by a column, as compilers have it. */
const ARROW = '-->';

type Colors = ReturnType<typeof pc.createColors>;

function formatFinding(finding: Finding, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[finding.severity];
  const lines = [`${paint(colors.bold(`${finding.severity}[${finding.rule}]`))} ${colors.bold(finding.problem)}`];
  const row = (key: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') lines.push(`  ${colors.blue(key.padEnd(key === ARROW ? 0 : 4))} ${text}`);
  };
  const { source } = finding;
  if (source) {
    row(ARROW, `${source.file}:${String(source.line)}:${String(source.column)}`);
    for (const frame of source.via) row('via', frame);
  }
  row('at', [place(finding), finding.field].filter((part) => part !== undefined && part !== '').join('  '));
  row('got', finding.got);
  row('fix', finding.fix);
  row('see', finding.docs);
  return lines.join('\n');
}

function place(finding: Finding): string | undefined {
  if (finding.path !== undefined) return finding.path;
  const { object } = finding;
  if (!object) return undefined;
  return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
}
