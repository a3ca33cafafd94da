import { Command, CommanderError, Option } from 'commander';
import { CACHE_VARIABLE } from '../apiserver/cache-folder';
import { loadConfig } from '../check/config';
import { LinkError } from '../report/link-error';
import { formatText } from '../report/text';
import { FORMATS } from '../report/writers';
import { type CheckOptions, check, links } from './check';
import { EXIT } from './exit';
import { explain } from './explain';
import { init, type InitOptions } from './init';
import type { InputOptions } from './inputs';
import { type Io, processIo } from './io';
import { packageVersion } from './package-version';
import { listRules } from './rules';
import { UsageError } from './usage-error';

/** Runs one command, and gives its exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.CLEAN;
  const program = makeProgram(io, (result) => { code = result; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return sayError(error, io);
  }
}

/** What the bin does. */
export async function run(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processIo());
}

function sayError(error: unknown, io: Io): number {
  // Commander has said it already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.CLEAN : EXIT.USAGE;
  if (error instanceof LinkError) io.stderr(`${formatText(error.findings)}\n`);
  else if (error instanceof UsageError) io.stderr(`service-patterns: ${error.message}\n`);
  else throw error;
  return EXIT.USAGE;
}

function makeProgram(io: Io, finish: (code: number) => void): Command {
  const program = new Command('service-patterns')
    .description('Finds what will not serve in Kubernetes manifests: Services whose selector, ports or policies lead nowhere, and what else fails silently.')
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .showHelpAfterError('(service-patterns --help shows what there is)')
    .configureOutput({ writeOut: (text) => { io.stdout(text); }, writeErr: (text) => { io.stderr(text); } });
  inputs(program.command('check'))
    .description('check manifests: exit code 0 where nothing is wrong, 1 where there are errors, 2 where something cannot be read')
    .addOption(new Option('-f, --format <format>', 'how to write the report').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the report to a file, in place of standard output')
    .option('--strict', 'let warnings fail as errors do')
    .option('--notes', 'show notes too: what may be meant that way')
    .option('--rules <names>', 'only these rules, separated by commas', (value: string, before?: string[]) => [...(before ?? []), ...value.split(',')])
    .option('--no-acknowledged', 'leave out what was acknowledged: GitHub takes the suppressions of SARIF for alerts')
    .option('--no-api-server', 'leave out the API server\'s own validation')
    .option('--no-cache', 'ask the API server\'s validation about everything, whatever passed before')
    .action(async (files: string[], options: CheckOptions & { readonly cache: boolean }) => {
      if (!options.cache) process.env[CACHE_VARIABLE] = '';
      finish(await check(files, options, io));
    });
  program
    .command('explain')
    .description('show the page of a rule: what holds, why, what fails and what fixes it')
    .argument('<rule>', 'its name, as a finding shows it in brackets')
    .action((rule: string) => { explain(rule, io); });
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('-f, --format <format>', 'how to write them').choices(['text', 'json'] as const).default('text'))
    .option('-c, --config <file>', 'a configuration, whose own rules are listed as well')
    .action(async ({ format, config }: { format: 'text' | 'json'; config?: string }) => {
      listRules(await loadConfig({ cwd: io.cwd, ...(config === undefined ? {} : { file: config }) }), format, io);
    });
  inputs(program.command('links'))
    .description('list what was proved: each port of a Service, the pods behind it, and the container that listens')
    .action(async (files: string[], options: InputOptions) => { finish(await links(files, options, io)); });
  program
    .command('init')
    .description('write a new app repository: one pattern, its test, the plugin of the cdk8s CLI, and a workflow for GitHub')
    .argument('[directory]', 'where; it may not be there yet (default: this directory)', '.')
    .option('--name <name>', 'the name of the app (default: that of the directory)')
    .action((directory: string, options: InitOptions) => { init(directory, options, io); });
  return program;
}

/** What every command that reads manifests takes. */
function inputs(command: Command): Command {
  return command
    .argument('[files...]', 'files, directories, patterns such as "deploy/**/*.yaml", or - for standard input (default: this directory)')
    .option('-c, --config <file>', 'the configuration (default: service-patterns.yaml here, or in a directory above within the repository)')
    .option('-k, --kubernetes <version>', 'the Kubernetes version that the manifests are for, such as 1.34')
    .option('--together', 'link everything that is given as one cluster; else each directory by itself')
    .option('-e, --external <kind/namespace/name>', 'what exists though no manifest shows it; may be repeated', (value: string, before?: string[]) => [...(before ?? []), value]);
}
