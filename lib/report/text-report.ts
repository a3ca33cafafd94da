import pc from 'picocolors';
import { harmless } from './harmless';
import { showPlace, showSource } from './place';
import { type Acknowledged, type Report, toldOf, type Writer, type WriterOptions } from './report';
import { type Colors, formatText, summarize } from './text';
import { wrap } from './wrap';

/** Writes a report for people: findings, what was acknowledged, links where they were asked for, and a summary in the last lines. */
export const writeText: Writer = (report, options) => {
  const colors = pc.createColors(options.color ?? false);
  const parts = [
    formatText(toldOf(report, options), options),
    report.acknowledged.map((entry) => formatAcknowledged(entry, colors, options)).join('\n'),
    (options.linksText ?? '').split('\n').map(harmless).join('\n'),
    formatSummary(report, options, colors),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

/** `2 errors, 1 warning in 14 objects of 3 files, 5 links proved; 2 acknowledged`. */
export function formatTotals(report: Report, options: WriterOptions): string {
  const { objects, files, links, acknowledged } = report;
  const within = `${counted(objects, 'object')}${files === undefined ? '' : ` of ${counted(files, 'file')}`}`;
  const accepted = acknowledged.length === 0 ? '' : `; ${String(acknowledged.length)} acknowledged`;
  return `${summarize(toldOf(report, options)) || 'nothing found'} in ${within}, ${counted(links, 'link')} proved${accepted}`;
}

function formatSummary(report: Report, options: WriterOptions, colors: Colors): string {
  const { findings, skipped = [] } = report;
  const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
  const paint = has('error') ? colors.red : has('warning') ? colors.yellow : colors.green;
  const strict = options.strict === true && has('warning') ? ' (warnings count as errors)' : '';
  const lines = [
    paint(colors.bold(`${formatTotals(report, options)}${strict}`)),
    ...skipped.map(({ reason, count }) => colors.yellow(`skipped ${String(count)} ${harmless(reason)}`)),
  ];
  return lines.map((line) => wrap(line, options.width)).join('\n');
}

function formatAcknowledged({ finding, reason }: Acknowledged, colors: Colors, { width }: WriterOptions): string {
  const place = [showPlace(finding), finding.source && showSource(finding.source)].filter((part) => part !== undefined && part !== '').join('  ');
  return wrap(`${colors.dim(`acknowledged[${harmless(finding.rule)}]`)} ${place}: ${harmless(reason)}`, width, 2);
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
