import { checkUnit } from '../check/alternatives';
import type { Config } from '../check/config';
import { readObjects } from '../graph/object';
import type { AcknowledgedFinding } from '../linker/acknowledge';
import type { Link } from '../linker/links';
import { weighed } from '../linker/severities';
import { SKIP_REASONS, type SkipReason } from '../manifests/skip';
import { compareFindings, type Finding } from '../report/finding';
import type { Report } from '../report/report';
import type { Inputs } from './inputs';

/** What checking depends on, beside what was read. */
export interface ReportOptions {
  readonly apiServer: boolean;
  /** Told of each part that is done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What checking gives: the report, and the links that it counts. */
export interface Checked {
  readonly report: Report;
  readonly links: readonly Link[];
}

/** Links every part of what was read by itself, and puts the findings together. */
export function reportOf({ config, files, units }: Inputs, { apiServer, onProgress }: ReportOptions): Checked {
  const findings: Finding[] = [...weighed(files.flatMap((file) => file.findings), config.severities)];
  const acknowledged: AcknowledgedFinding[] = [];
  const links: Link[] = [];
  let objects = 0;
  const today = new Date().toISOString().slice(0, 10);
  for (const [index, unit] of units.entries()) {
    onProgress?.(index, units.length);
    const result = checkUnit(unit, { today, apiServer }, config);
    findings.push(...result.findings);
    acknowledged.push(...result.acknowledged);
    links.push(...result.links);
    objects += readObjects(unit.objects).length;
  }
  return {
    links,
    report: {
      objects,
      links: links.length,
      files: files.length,
      findings: findings.sort(compareFindings),
      acknowledged: acknowledged.sort((a, b) => compareFindings(a.finding, b.finding)),
      skipped: skippedIn(files),
    },
  };
}

function skippedIn(files: Inputs['files']): Report['skipped'] {
  const counts = new Map<SkipReason, number>();
  for (const { reason, count } of files.flatMap(({ skipped }) => skipped)) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return Object.entries(SKIP_REASONS).flatMap(([reason, [one, several]]) => {
    const count = counts.get(reason as SkipReason) ?? 0;
    return count === 0 ? [] : [{ reason: count === 1 ? one : several, count }];
  });
}

/** The configuration with some of its rules alone. */
export function onlyRules(config: Config, names: readonly string[]): Config {
  return { ...config, rules: config.rules.filter(({ name }) => names.includes(name)) };
}
