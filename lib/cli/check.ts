import * as path from 'node:path';
import type { Config } from '../check/config';
import { nearest } from '../graph/near';
import { formatLinks } from '../linker/links';
import { yamlReadable } from '../manifests/yaml-readable';
import { isFailure, type Report, type WriterOptions } from '../report/report';
import { unknownRule } from '../report/rule-list';
import { formatTotals } from '../report/text-report';
import { type Format, writers } from '../report/writers';
import { writeFiles } from '../synth/write-files';
import { EXIT, type ExitCode } from './exit';
import { type InputOptions, type Inputs, readInputs } from './inputs';
import type { Io } from './io';
import { packageVersion } from './package-version';
import { Progress } from './progress';
import { type Checked, onlyRules, reportOf } from './report-of';
import { rulesOf } from './rules';
import { UsageError } from './usage-error';

/** What `check` is told beside what to read. */
export interface CheckOptions extends InputOptions {
  readonly format: Format;
  readonly output?: string;
  readonly strict?: boolean;
  readonly notes?: boolean;
  readonly rules?: readonly string[];
  readonly apiServer: boolean;
  readonly acknowledged: boolean;
}

/**
 * Checks manifests, and writes the report.
 *
 * @throws UsageError
 */
export async function check(patterns: readonly string[], options: CheckOptions, io: Io): Promise<ExitCode> {
  const inputs = await readInputs(patterns, options, io);
  const asked = options.rules ? { ...inputs, config: onlyRules(inputs.config, known(options.rules, inputs.config)) } : inputs;
  const { report } = checked(asked, options.apiServer, io);
  const shown = options.acknowledged ? report : { ...report, acknowledged: [] };
  write(shown, options, { rules: rulesOf(asked.config), version: packageVersion(), strict: options.strict === true, showNotes: options.notes === true }, io);
  if (!sayProblems(inputs, io) || hasUnreadable(report)) return EXIT.USAGE;
  return isFailure(report, { strict: options.strict === true }) ? EXIT.FOUND : EXIT.CLEAN;
}

/** Lists the links that were proved. */
export async function links(patterns: readonly string[], options: InputOptions, io: Io): Promise<ExitCode> {
  const inputs = await readInputs(patterns, options, io);
  const { links: proved, report } = checked({ ...inputs, config: onlyRules(inputs.config, []) }, false, io);
  io.stdout(proved.length === 0 ? 'no Service port leads to a container that listens\n' : `${formatLinks(proved)}\n`);
  return sayProblems(inputs, io) && !hasUnreadable(report) ? EXIT.CLEAN : EXIT.USAGE;
}

function checked(inputs: Inputs, apiServer: boolean, io: Io): Checked {
  const progress = new Progress(io);
  try {
    return reportOf(inputs, { apiServer, onProgress: (done, total) => { progress.show(done, total); } });
  } finally {
    progress.clear();
  }
}

/** The names, if they are all those of rules. */
function known(names: readonly string[], config: Config): readonly string[] {
  const all = rulesOf(config).map(({ name }) => name);
  for (const name of names) if (!all.includes(name)) throw new UsageError(`--rules: ${unknownRule(name, [nearest(name, all) ?? ''])}`);
  return names;
}

function write(report: Report, { format, output }: CheckOptions, options: WriterOptions, io: Io): void {
  if (output === undefined) {
    io.stdout(writers[format](report, { ...options, color: io.color, ...(io.width === undefined ? {} : { width: io.width }) }));
    return;
  }
  const file = path.resolve(io.cwd, output);
  try {
    writeFiles(path.dirname(file), [{ path: file, content: [writers[format](report, options)] }]);
  } catch (error) {
    throw new UsageError(`--output: ${output} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  io.stderr(`${formatTotals(report, options)}; written to ${output}\n`);
}

/** Says what of the arguments is not there. Gives whether there was nothing to say. */
function sayProblems({ problems }: Inputs, io: Io): boolean {
  for (const { problem, fix } of problems) io.stderr(`service-patterns: ${problem}; ${fix}\n`);
  return problems.length === 0;
}

/** Whether a file, or a document, could not be read at all. */
function hasUnreadable({ findings }: Report): boolean {
  return findings.some(({ rule, message, severity }) => rule === yamlReadable.name && severity === 'error' && (message === 'document' || message === 'file'));
}
