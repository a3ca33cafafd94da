import type { Finding } from './finding';
import { harmless } from './harmless';
import { showPlace } from './place';
import { TOOL } from './project';
import { toldOf, type Writer } from './report';
import { formatTotals } from './text-report';

const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Writes findings as workflow commands, of which GitHub makes annotations at their lines, and a summary for the log. GitHub shows ten errors, ten
 * warnings and ten notices of a step; the log has them all.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const writeGithub: Writer = (report, options) => {
  const totals = `${TOOL}: ${formatTotals(report, options)}`;
  const skipped = (report.skipped ?? []).map(({ reason, count }) => `${TOOL}: skipped ${String(count)} ${harmless(reason)}`);
  return [...toldOf(report, options).map(toCommand), totals, ...skipped].map((line) => `${line}\n`).join('');
};

function toCommand(finding: Finding): string {
  const { severity, rule, source, problem, field, got, fix, docs } = finding;
  const properties = {
    ...(source ? { file: source.file, line: String(source.line), col: String(source.column) } : {}),
    title: rule,
  };
  const at = [showPlace(finding), field].filter((part) => part !== undefined && part !== '').join('  ');
  const rows = { at, got, fix, see: docs };
  const lines = [problem, ...Object.entries(rows).flatMap(([key, text = '']) => (text === '' ? [] : [`${key}: ${text}`]))];
  const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  return `::${COMMAND[severity]} ${shown}::${lines.map(escapeData).join('%0A')}`;
}

/** A line of a message: made harmless first, so that none of its values ends the command and begins another. */
function escapeData(text: string): string {
  return harmless(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
