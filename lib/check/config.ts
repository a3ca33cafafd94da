import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ExternalObject } from '../graph/externals';
import type { PodTemplates } from '../graph/pod-templates';
import type { Severities } from '../linker/severities';
import { LinkError } from '../report/link-error';
import { quote } from '../report/message';
import { allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { DEFAULT_TARGET, type TargetData } from '../target/target-data';
import { ConfigDocument, shownFrom } from './config-document';
import { findConfigFile } from './config-file';
import { checkSchema } from './config-schema';
import { readExternals, readPodTemplates, readSeverities, readTarget, type WrittenConfig } from './config-values';
import { loadRules } from './custom-rules';
import { reasonOf } from './reason';

/** What checking manifests depends on. */
export interface Config {
  /** Where it is said; absent where nothing was found, and what holds by default holds. */
  readonly file?: string;
  /** The cluster that manifests are for. */
  readonly target: TargetData;
  /** What exists though no manifest shows it. */
  readonly externals: readonly ExternalObject[];
  /** Where custom kinds keep the templates of their pods, beside those that are known. */
  readonly podTemplates: PodTemplates;
  /** How much rules weigh, where not as they say. */
  readonly severities: Severities;
  /** Every rule that is asked: the library's, and the author's own. */
  readonly rules: readonly Rule[];
  /** Patterns of files that are not checked, from the folder of the file. */
  readonly ignore: readonly string[];
}

/** Where to find a configuration. */
export interface ConfigOptions {
  /** Where the user works: findings name files from here. */
  readonly cwd: string;
  /** The file, from there. @default - service-patterns.yaml of the folder, or the nearest one above within the repository */
  readonly file?: string;
}

/** What holds where nobody says otherwise. */
export const DEFAULT_CONFIG: Config = { target: DEFAULT_TARGET, externals: [], podTemplates: {}, severities: {}, rules: allRules, ignore: [] };

/**
 * Reads the configuration that holds for a folder, and loads the rules that it names.
 *
 * @throws LinkError with a finding for each mistake, at its line and column
 */
export async function loadConfig({ cwd, file }: ConfigOptions): Promise<Config> {
  const found = file === undefined ? findConfigFile(path.resolve(cwd)) : path.resolve(cwd, file);
  if (found === undefined) return DEFAULT_CONFIG;
  const document = new ConfigDocument(found, readText(found, cwd), cwd);
  checkSchema(document);
  document.throwMistakes();
  const written = document.value as WrittenConfig;
  const own = await loadRules(written.rules ?? [], document);
  const rules = own && [...allRules, ...own];
  const said = {
    target: readTarget(written, document),
    externals: readExternals(written, document),
    podTemplates: readPodTemplates(written),
    severities: readSeverities(written, document, rules),
  };
  document.throwMistakes();
  return { file: found, ...said, rules: rules ?? allRules, ignore: written.ignore ?? [] };
}

function readText(file: string, cwd: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new LinkError([
      {
        rule: 'config',
        message: 'config',
        severity: 'error',
        problem: `The configuration ${quote(shownFrom(cwd, file))} cannot be read`,
        got: reasonOf(error),
        fix: 'name a file that is there, or leave it out and the nearest service-patterns.yaml is taken',
      },
    ]);
  }
}
