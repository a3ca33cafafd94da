import type { Finding, RelatedPlace, SourceLocation } from './finding';
import { harmlessJson } from './harmless';
import { countOf, type Writer } from './report';

/** Writes a report for programs, in the form of `schemas/report.schema.json`. What is not known is left out; notes are always there. */
export const writeJson: Writer = ({ objects, links, findings, acknowledged }) =>
  harmlessJson({
    version: 1,
    objects,
    links,
    findings: findings.map(toEntry),
    acknowledged: acknowledged.map(({ finding, reason }) => ({ ...toEntry(finding), reason })),
    summary: {
      errors: countOf(findings, 'error'),
      warnings: countOf(findings, 'warning'),
      acknowledged: acknowledged.length,
    },
  });

/** In one order of keys, whatever order the finding has them in; JSON leaves out what is undefined. */
function toEntry(finding: Finding): Readonly<Record<string, unknown>> {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.problem,
    got: finding.got,
    fix: finding.fix,
    docs: finding.docs,
    ...toPlace(finding, finding.field),
    related: (finding.related ?? []).map((place) => toPlace(place)),
  };
}

function toPlace({ object, path, source }: Partial<RelatedPlace>, field?: string): Readonly<Record<string, unknown>> {
  return {
    object: object && { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name },
    path: field,
    source: source && toSource(source),
    constructPath: path,
  };
}

function toSource({ file, line, column }: SourceLocation): Readonly<Record<string, unknown>> {
  return { file, line, column };
}
