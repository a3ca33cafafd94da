import type { Finding } from '../report/finding';
import { wantsColor } from '../report/terminal';
import { formatText } from '../report/text';

/** Tells the author what did not stop synth, on stderr, where it does not mix with manifests. */
export function printWarnings(findings: readonly Finding[]): void {
  const warnings = findings.filter((finding) => finding.severity === 'warning');
  if (warnings.length > 0) printLine(formatText(warnings, { color: wantsColor() }));
}

export function printLine(text: string): void {
  process.stderr.write(`${text}\n`);
}
