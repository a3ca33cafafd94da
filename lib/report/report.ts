import type { Finding, Severity } from './finding';

/** What a check came to: data, from which every writer makes its own form. */
export interface Report {
  /** How many objects were checked. */
  readonly objects: number;
  /** How many links were proved. */
  readonly links: number;
  /** Sorted by place, then rule. */
  readonly findings: readonly Finding[];
  /** What the author accepts, and why. */
  readonly acknowledged: readonly Acknowledged[];
  /** What was not checked, such as `Helm templates`. @default - none */
  readonly skipped?: readonly Skipped[];
  /** How many files were read. @default - not said */
  readonly files?: number;
}

/** A finding that the author accepts, and why. */
export interface Acknowledged {
  readonly finding: Finding;
  readonly reason: string;
}

/** What was not checked. */
export interface Skipped {
  /** In the plural, behind a number: `Helm templates`. */
  readonly reason: string;
  readonly count: number;
}

/** What is told of a rule wherever rules are listed; every rule of the linker is one. */
export interface RuleDescription {
  readonly name: string;
  /** What goes wrong where it does not hold. */
  readonly why: string;
  /** How much it weighs on objects of ours and on those of others. */
  readonly grade: { readonly ours: Severity | 'silent'; readonly foreign: Severity | 'silent' };
}

/** How to write a report. */
export interface WriterOptions {
  /** Whether the text goes to a terminal that shows colours. @default false */
  readonly color?: boolean;
  /** How many columns the terminal has; longer lines are wrapped. @default - nothing is wrapped */
  readonly width?: number;
  /** Whether warnings count as errors. @default false */
  readonly strict?: boolean;
  /** Whether notes are written as well; JSON and SARIF, which others sift, have them always. @default false */
  readonly showNotes?: boolean;
  /** Whether SARIF leaves out what was acknowledged: GitHub would raise alerts of it. @default false */
  readonly hideAcknowledged?: boolean;
  /** The proved links, one a line, to be written before the summary. @default - none */
  readonly linksText?: string;
  /** The package's version, for SARIF. @default - not said */
  readonly version?: string;
  /** The rules that were asked, for SARIF. @default - those that found something */
  readonly rules?: readonly RuleDescription[];
}

/** Writes a report in one format. The same report gives the same bytes. */
export type Writer = (report: Report, options: WriterOptions) => string;

/** The findings that are told: notes are for those who ask. */
export function toldOf({ findings }: Report, { showNotes }: WriterOptions): readonly Finding[] {
  return showNotes === true ? findings : findings.filter(({ severity }) => severity !== 'note');
}

/** How many findings there are of one severity. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** Whether the report should fail a build: it holds an error, or a warning where those count as errors. */
export function isFailure({ findings }: Report, { strict }: WriterOptions): boolean {
  return findings.some(({ severity }) => severity === 'error' || (severity === 'warning' && strict === true));
}
