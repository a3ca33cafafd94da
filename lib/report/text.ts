import pc from 'picocolors';
import type { Finding, RelatedPlace, Severity } from './finding';
import { harmless } from './harmless';
import { showPlace, showSource } from './place';
import { wrap } from './wrap';

/** How to write findings as text. */
export interface TextOptions {
  /** Whether the text goes to a terminal that shows colours. */
  readonly color?: boolean;
  /** How many columns the terminal has; longer lines are wrapped. @default - nothing is wrapped */
  readonly width?: number;
}

/** Writes findings the way a compiler does: what, where, what was got, and what to change. */
export function formatText(findings: readonly Finding[], options: TextOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  return findings.map((finding) => formatFinding(finding, colors, options.width)).join('\n\n');
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
/** Where the texts of rows begin. */
const INDENT = 7;
/** Where a title goes on. */
const TITLE_INDENT = 4;
/** More objects than this are a list to search, not a hint. */
const MOST_RELATED = 4;

/** Colours for a terminal, or none. picocolors' own type would ask every user's compiler for `esModuleInterop`. */
export interface Colors extends Readonly<Record<'blue' | 'bold' | 'cyan' | 'dim' | 'green' | 'italic' | 'red' | 'underline' | 'yellow', (text: string) => string>> {
  readonly isColorSupported: boolean;
}

function formatFinding(finding: Finding, colors: Colors, width: number | undefined): string {
  const { severity, rule, source } = finding;
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
  const title = `${paint(colors.bold(`${severity}[${harmless(rule)}]`))} ${colors.bold(harmless(finding.problem))}`;
  const lines = [wrap(title, width, TITLE_INDENT)];
  const row = (key: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') lines.push(`  ${colors.blue(key.padEnd(key === ARROW ? 0 : 4))} ${wrap(text, width, INDENT)}`);
  };
  if (source) {
    row(ARROW, showSource(source));
    for (const frame of source.via) row('via', harmless(frame));
  }
  row('at', [showPlace(finding), finding.field && harmless(finding.field)].filter((part) => part !== undefined && part !== '').join('  '));
  for (const related of relatedRows(finding)) row('with', related);
  row('got', finding.got && harmless(finding.got));
  row('fix', harmless(finding.fix));
  row('see', finding.docs && harmless(finding.docs));
  return lines.join('\n');
}

/** Other objects, each with its line; those of the finding's own line, such as all that one pattern made, would say nothing new. */
function relatedRows({ source, related = [] }: Finding): string[] {
  const own = source && showSource(source);
  const rows = related.flatMap((place) => showRelated(place, own));
  return rows.length > MOST_RELATED ? [...rows.slice(0, MOST_RELATED), 'and more'] : rows;
}

function showRelated(place: RelatedPlace, own: string | undefined): string[] {
  if (!place.source) return [];
  const source = showSource(place.source);
  return source === own ? [] : [`${showPlace(place) ?? ''}  ${source}`];
}
