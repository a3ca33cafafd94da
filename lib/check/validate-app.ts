import type { LinkObject, Provenance } from '../graph/object';
import { nearest } from '../graph/near';
import type { LinkInput } from '../linker/link';
import { weighed } from '../linker/severities';
import { type InputFile, inputFile } from '../manifests/input-file';
import { type ReadFile, readFiles } from '../manifests/read-files';
import { compareFindings, type Finding, type SourceLocation } from '../report/finding';
import { LinkError } from '../report/link-error';
import { listed, quote } from '../report/message';
import { formatText, summarize } from '../report/text';
import { takeOver } from '../synth/handover';
import { check } from './check';
import { loadConfig } from './config';
import { shownFrom } from './config-document';
import { ignoredBy } from './ignored';
import type { AppContext, AppProperties, AppViolation } from './app-context';

/** What findings name in place of a file that is gone when they are read. */
const STDOUT = 'STDOUT';

/** Links what an app wrote; a mistake in the configuration fails the synth in the same form. */
export async function validateApp(context: AppContext, properties: AppProperties): Promise<void> {
  const cwd = process.cwd();
  try {
    checkProperties(properties);
    const config = await loadConfig({ cwd, ...(properties.config === undefined ? {} : { file: properties.config }) });
    const isIgnored = ignoredBy(config);
    const files = context.manifests.map((file) => inputFile(file, cwd, true));
    const read = readFiles(context.stdout === true ? files.map((file) => ({ ...file, name: STDOUT })) : files);
    const { told, ...input } = toInput(read, ({ path }) => isIgnored(path), context);
    const { findings } = check(
      { ...input, incomplete: read.some(({ incomplete }) => incomplete), today: new Date().toISOString().slice(0, 10), apiServer: properties.apiServerValidation ?? true },
      config,
    );
    const unread = weighed(read.filter(({ file }) => !isIgnored(file.path)).flatMap((file) => file.findings), config.severities);
    submit(context, [...unread, ...findings.filter(isNews(told))].sort(compareFindings), {
      Objects: String(input.objects.length),
      Configuration: config.file === undefined ? 'none' : shownFrom(cwd, config.file),
    });
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    submit(context, error.findings, {});
  }
}

function checkProperties(properties: AppProperties): void {
  const known = { config: 'string', apiServerValidation: 'boolean' };
  const refusals = Object.entries(properties).flatMap(([key, value]: [string, unknown]): Finding[] => {
    const refuse = (problem: string, fix: string): Finding[] => [
      { rule: 'config', message: 'config', severity: 'error', problem, got: quote(value), fix, field: `validations.properties.${key}` },
    ];
    if (!Object.hasOwn(known, key)) {
      return refuse(`The plugin has no property ${quote(key)}`, `write ${quote(nearest(key, Object.keys(known)))}; known are ${listed(Object.keys(known).map(quote))}`);
    }
    const type = known[key as keyof typeof known];
    return typeof value === type ? [] : refuse(`${key} must be a ${type}`, type === 'string' ? 'write the path of a configuration' : 'write true or false');
  });
  if (refusals.length > 0) throw new LinkError(refusals);
}

/** The objects with what their app knew of them, where it linked them; and with their construct's path, where cdk8s knows it. */
function toInput(read: readonly ReadFile[], isIgnored: (file: InputFile) => boolean, { metadata = {} }: AppContext): LinkInput & { readonly told: readonly Finding[] } {
  const all = read.flatMap(({ file, objects }) => objects.map((object) => ({ file, object })));
  const linked = takeOver(all.map(({ object }) => object.manifest));
  // cdk8s knows paths by the object's name alone: only one that is nobody else's leads to the right construct.
  const names = all.map(({ object }) => nameOf(object.manifest));
  const bearers = new Map<string, number>();
  for (const name of names) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  const objects = all.flatMap(({ file, object }, index): LinkObject[] => {
    if (isIgnored(file)) return [];
    const name = names[index] ?? '';
    const known = linked?.objects[index];
    const path = known?.provenance?.path ?? (bearers.get(name) === 1 ? metadata[name]?.path : undefined);
    return [{ ...known, ...object, provenance: placed(object.provenance, path, known?.provenance?.source) }];
  });
  return { objects, connections: linked?.connections ?? [], acknowledgements: linked?.acknowledgements ?? [], externals: linked?.externals ?? [], told: linked?.told ?? [] };
}

function nameOf(manifest: LinkObject['manifest']): string {
  const { name } = (manifest.metadata ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : '';
}

/** The place in the YAML, by way of the author's own line. */
function placed(written: Provenance = {}, path: string | undefined, author: SourceLocation | undefined): Provenance {
  const via = author ? [`${author.file}:${String(author.line)}:${String(author.column)}`] : [];
  const at = (place: SourceLocation | undefined): SourceLocation | undefined => place && { ...place, via };
  return {
    ...(path === undefined ? {} : { path }),
    // Nothing is located before a finding asks.
    get source() {
      return at(written.source);
    },
    locate: (field) => at(written.locate?.(field)),
  };
}

/** Whether a finding is none that the app's own synth has told, as heavy as it is now. Notes are for those who ask. */
function isNews(told: readonly Finding[]): (finding: Finding) => boolean {
  const keyOf = ({ rule, message, severity, problem, path, field }: Finding): string => JSON.stringify([rule, message, severity, problem, path, field]);
  const known = new Set(told.map(keyOf));
  return (finding) => finding.severity !== 'note' && !known.has(keyOf(finding));
}

/** Prints findings as we do everywhere, and gives cdk8s the errors as its reports have them. */
function submit(context: AppContext, findings: readonly Finding[], metadata: Readonly<Record<string, string>>): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (findings.length > 0) context.logger.log(`\n${formatText(findings, { color: process.stdout.isTTY && !process.env.NO_COLOR })}\n`);
  for (const error of errors) context.report.addViolation(toViolation(error, context));
  context.report.submit(errors.length > 0 ? 'failure' : 'success', { Findings: summarize(findings) || 'none', ...metadata });
}

function toViolation({ rule, problem, fix, object, path, field, source }: Finding, { metadata = {} }: AppContext): AppViolation {
  const name = object?.name ?? '';
  // cdk8s adds the construct that it knows by this name, which may be another's: then it is better told the kind as well.
  const isKnown = object === undefined || metadata[name]?.path === path;
  const line = source && `${source.file}:${String(source.line)}:${String(source.column)}`;
  const where = isKnown ? [field, line] : [path, field, line];
  return {
    ruleName: rule,
    recommendation: problem,
    fix,
    violatingResources: [
      {
        resourceName: isKnown ? name : `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${name}`,
        locations: [where.filter((part) => part !== undefined).join('  ')],
        manifestPath: source?.file ?? '',
      },
    ],
  };
}
