import type { Finding } from './finding';
import { harmless } from './harmless';
import { showPlace } from './place';
import { TOOL } from './project';
import { type Acknowledged, type Report, toldOf, type Writer, type WriterOptions } from './report';
import { formatText } from './text';
import { formatTotals } from './text-report';

/**
 * Writes a report as JUnit XML, as CI systems read it: a suite for each file, in it a test for each rule and object of which there is a finding.
 * Errors fail it, and so do warnings where they count as errors; other findings are its output; it is skipped if all of them were acknowledged.
 */
export const writeJunit: Writer = (report, options) => {
  const cases = casesOf(report, options);
  const bySuite = new Map<string, Case[]>();
  for (const one of cases) bySuite.set(one.suite, [...(bySuite.get(one.suite) ?? []), one]);
  const suites = [...bySuite].map(([name, own]) => toSuite(name, own));
  // CI systems take a report without a test for one that was not written.
  if (suites.length === 0) suites.push(toSuite(TOOL, [{ suite: TOOL, rule: TOOL, name: formatTotals(report, options), failing: [], output: [], accepted: [] }]));
  const failures = cases.filter(({ failing }) => failing.length > 0).length;
  const root = { name: TOOL, tests: String(Math.max(cases.length, 1)), failures: String(failures), errors: '0' };
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...element('testsuites', root, suites.flat()), ''].join('\n');
};

/** What one rule has to say of one object. */
interface Case {
  readonly suite: string;
  readonly rule: string;
  readonly name: string;
  readonly failing: Finding[];
  readonly output: Finding[];
  readonly accepted: Acknowledged[];
}

function casesOf(report: Report, options: WriterOptions): Case[] {
  const cases = new Map<string, Case>();
  const caseOf = (finding: Finding): Case => {
    const { rule, object, source } = finding;
    const suite = source?.file ?? (object?.namespace === undefined ? TOOL : `namespace ${object.namespace}`);
    const name = showPlace(finding) ?? TOOL;
    const key = JSON.stringify([suite, rule, name]);
    const found = cases.get(key) ?? { suite, rule, name, failing: [], output: [], accepted: [] };
    cases.set(key, found);
    return found;
  };
  for (const finding of toldOf(report, options)) {
    const fails = finding.severity === 'error' || (finding.severity === 'warning' && options.strict === true);
    caseOf(finding)[fails ? 'failing' : 'output'].push(finding);
  }
  for (const entry of report.acknowledged) caseOf(entry.finding).accepted.push(entry);
  return [...cases.values()];
}

function toSuite(name: string, cases: readonly Case[]): string[] {
  const failures = cases.filter(({ failing }) => failing.length > 0).length;
  const counts = { tests: String(cases.length), failures: String(failures), errors: '0', skipped: String(cases.filter(isSkipped).length) };
  return element('testsuite', { name, ...counts }, cases.flatMap(toCase));
}

function isSkipped({ failing, output, accepted }: Case): boolean {
  return failing.length === 0 && output.length === 0 && accepted.length > 0;
}

function toCase(one: Case): string[] {
  const { rule, name, failing, output, accepted } = one;
  const reasons = accepted.map(({ finding, reason }) => `acknowledged: ${harmless(finding.problem)} (${harmless(reason)})`);
  const written = [formatText(output), ...(isSkipped(one) ? [] : reasons)].filter((text) => text !== '').join('\n\n');
  const [first] = failing;
  return element('testcase', { name, classname: rule }, [
    ...(isSkipped(one) ? [leaf('skipped', {}, reasons.join('\n'))] : []),
    // Jenkins keeps one failure of a test.
    ...(first ? [leaf('failure', { message: first.problem, type: first.severity }, formatText(failing))] : []),
    ...(written === '' ? [] : [leaf('system-out', {}, written)]),
  ]);
}

type Attributes = Readonly<Record<string, string>>;

function element(name: string, attributes: Attributes, children: readonly string[]): string[] {
  if (children.length === 0) return [`<${open(name, attributes)}/>`];
  return [`<${open(name, attributes)}>`, ...children.map((child) => `  ${child}`), `</${name}>`];
}

function leaf(name: string, attributes: Attributes, text: string): string {
  return `<${open(name, attributes)}>${escapeXml(text)}</${name}>`;
}

function open(name: string, attributes: Attributes): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(harmless(value))}"`)].join(' ');
}

/** Text that was made harmless: what XML 1.0 forbids is not in it. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
