import type { Finding, RelatedPlace, SourceLocation } from './finding';
import { fingerprints } from './fingerprint';
import { harmless, harmlessJson } from './harmless';
import { showPlace, showReference } from './place';
import { addressOf, HOME, TOOL } from './project';
import type { Report, RuleDescription, Writer, WriterOptions } from './report';

type Json = Readonly<Record<string, unknown>>;

/**
 * Writes a report as SARIF 2.1.0, with what GitHub code scanning asks for beside the standard: a help text for each rule, a file for each
 * result, and the fingerprint that it goes by.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export const writeSarif: Writer = (report, options) => {
  const { version } = options;
  const rules = rulesOf(report, options);
  const driver = { name: TOOL, version, semanticVersion: version, informationUri: HOME, rules: rules.map(toDescriptor) };
  return harmlessJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notificationsOf(report) }],
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder in which the check ran' } } },
        columnKind: 'utf16CodeUnits',
        results: toResults(report, options, rules.map(({ name }) => name)),
      },
    ],
  });
};

/** As others call it: whoever reads the report says where it is. */
const ROOT = '%SRCROOT%';

/** A rule of which only findings tell. */
type KnownRule = Pick<RuleDescription, 'name'> & Partial<RuleDescription>;

/** The rules that were asked, and those of which there is a finding all the same, such as a refused prop. */
function rulesOf({ findings, acknowledged }: Report, { rules = [] }: WriterOptions): KnownRule[] {
  const known = new Set(rules.map(({ name }) => name));
  const found = [...findings, ...acknowledged.map(({ finding }) => finding)].map(({ rule }) => rule);
  return [...rules, ...[...new Set(found)].filter((name) => !known.has(name)).sort().map((name) => ({ name }))];
}

function toDescriptor({ name, why, grade }: KnownRule): Json {
  const words = name.replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const helpUri = addressOf(`docs/rules/${encode(name)}.md`);
  // A result says its own level; the rule's is the heaviest that it has.
  const level = (['error', 'warning'] as const).find((severity) => grade?.ours === severity || grade?.foreign === severity) ?? 'note';
  return {
    id: name,
    shortDescription: { text: title },
    fullDescription: { text: why ?? title },
    help: { text: `${why ?? title}\n\nSee ${helpUri}`, markdown: `${why ?? title}\n\n[How to fix it](${helpUri})` },
    helpUri,
    ...(grade ? { defaultConfiguration: { level } } : {}),
  };
}

function notificationsOf({ skipped = [] }: Report): Json[] {
  return skipped.map(({ reason, count }) => ({ level: 'note', message: { text: `skipped ${String(count)} ${harmless(reason)}` } }));
}

function toResults({ findings, acknowledged }: Report, { hideAcknowledged }: WriterOptions, rules: readonly string[]): Json[] {
  const accepted = hideAcknowledged === true ? [] : acknowledged;
  const all = [...findings, ...accepted.map(({ finding }) => finding)];
  const known = fingerprints(all);
  return all.map((finding, index) => {
    const reason = accepted[index - findings.length]?.reason;
    const fingerprint = known[index];
    return {
      ruleId: finding.rule,
      ruleIndex: rules.indexOf(finding.rule),
      level: finding.severity,
      message: { text: messageOf(finding) },
      locations: [toLocation(finding)],
      relatedLocations: relatedOf(finding),
      partialFingerprints: { primaryLocationLineHash: fingerprint, 'finding/v1': fingerprint },
      ...(reason === undefined ? {} : { suppressions: [{ kind: 'inSource', status: 'accepted', justification: harmless(reason) }] }),
    };
  });
}

/** What does not hold, what was got and what to change; a value that looks like a link must not become one. */
function messageOf({ problem, got, fix }: Finding): string {
  const lines = [problem, ...(got === undefined ? [] : [`Got: ${got}`]), `Fix: ${fix}`];
  return lines.map((line) => harmless(line).replaceAll('](', '\\](')).join('\n');
}

function relatedOf({ related = [] }: Finding): Json[] | undefined {
  const locations = related
    .filter(({ source }) => source !== undefined)
    .map((place, index) => ({ id: index + 1, message: { text: showPlace(place) ?? '' }, ...toLocation(place) }));
  return locations.length === 0 ? undefined : locations;
}

function toLocation({ source, object, path }: Partial<RelatedPlace>): Json {
  const logical = [
    ...(object ? [{ name: harmless(object.name), fullyQualifiedName: showReference(object), kind: 'resource' }] : []),
    ...(path === undefined || path === '' ? [] : [{ fullyQualifiedName: harmless(path) }]),
  ];
  return { physicalLocation: toPhysical(source), logicalLocations: logical.length === 0 ? undefined : logical };
}

/** GitHub refuses a whole report for one result without a file: where none is known, the folder stands for it. */
function toPhysical(source: SourceLocation | undefined): Json {
  if (!source) return { artifactLocation: { uri: './', uriBaseId: ROOT } };
  const region = { startLine: source.line, startColumn: source.column };
  return { artifactLocation: toArtifact(source.file.replaceAll('\\', '/')), region };
}

function toArtifact(file: string): Json {
  const encoded = file.split('/').map(encode).join('/');
  if (file.startsWith('/')) return { uri: `file://${encoded}` };
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${encoded.replace('%3A', ':')}` };
  return { uri: encoded, uriBaseId: ROOT };
}

/** A lone half of a character has no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}
