import { type Config, loadConfig } from '../check/config';
import { ignoredBy } from '../check/ignored';
import { parseExternal } from '../graph/externals';
import { discover, type InputProblem } from '../manifests/discover';
import { STDIN } from '../manifests/input-file';
import { type ReadFile, readFiles } from '../manifests/read-files';
import { type Unit, unitsOf } from '../manifests/units';
import { quote } from '../report/message';
import { FLOOR_VERSION, minor } from '../target/target-data';
import type { Io } from './io';
import { UsageError } from './usage-error';

/** What every command that reads manifests is told. */
export interface InputOptions {
  readonly config?: string;
  readonly kubernetes?: string;
  readonly together?: boolean;
  readonly external?: readonly string[];
}

/** What was given: read, and put together. */
export interface Inputs {
  readonly config: Config;
  readonly files: readonly ReadFile[];
  readonly units: readonly Unit[];
  /** What was asked for and is not there. */
  readonly problems: readonly InputProblem[];
}

/**
 * Reads what arguments name: this directory where they name nothing.
 *
 * @throws UsageError, and LinkError where the configuration is wrong
 */
export async function readInputs(patterns: readonly string[], options: InputOptions, io: Io): Promise<Inputs> {
  const config = configured(await loadConfig({ cwd: io.cwd, ...(options.config === undefined ? {} : { file: options.config }) }), options);
  const { files: found, problems } = discover(patterns.length === 0 ? ['.'] : patterns, { cwd: io.cwd });
  const isIgnored = ignoredBy(config);
  // What somebody names is meant, whatever a configuration passes over.
  const files = readFiles(found.filter(({ path, explicit }) => explicit || !isIgnored(path)));
  return { config, files, units: unitsOf(files, { together: options.together ?? false, cwd: io.cwd }), problems: [...problems, ...files.filter(isEmptyPipe).map(nothingPiped)] };
}

/** Whether nothing at all came through a pipe: whoever should have written there has probably failed. */
function isEmptyPipe({ file, objects, findings, skipped }: ReadFile): boolean {
  return file.path === STDIN && objects.length + findings.length + skipped.length === 0;
}

function nothingPiped(): InputProblem {
  return { problem: 'Standard input holds no manifest', fix: 'see whether the command before the pipe failed; what it says is on stderr' };
}

/** The configuration with what the command line says instead. */
function configured(config: Config, { kubernetes, external = [] }: InputOptions): Config {
  const target = kubernetes === undefined ? config.target : { ...config.target, kubernetesVersion: versionOf(kubernetes) };
  const externals = external.map((text) => {
    const read = parseExternal(text);
    if ('external' in read) return read.external;
    throw new UsageError(`--external: ${read.wrong.problem}: ${read.wrong.got ?? ''}; ${read.wrong.fix}`);
  });
  return { ...config, target, externals: [...config.externals, ...externals] };
}

function versionOf(text: string): string {
  const [, version] = /^v?(1\.\d{1,3})(?:[.+-].*)?$/.exec(text) ?? [];
  if (version === undefined) throw new UsageError(`--kubernetes: ${quote(text)} is no Kubernetes version; write major and minor, such as 1.34`);
  if (minor(version) < minor(FLOOR_VERSION)) throw new UsageError(`--kubernetes: ${quote(text)} is too old; the rules of versions from ${FLOOR_VERSION} on are known`);
  return version;
}
