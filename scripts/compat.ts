import * as fs from 'node:fs';
import { own, ROOT } from './own';
import { start } from './process';

/**
 * Compares the API that is built with that of the last release, or with what is named: a folder with its `.jsii`, or `npm:name@version`.
 * Breaks that are meant stand in `.compatignore`.
 */
function main(against: string | undefined): number {
  if (!fs.existsSync(`${ROOT}/.jsii`)) {
    console.error('There is no .jsii to compare; run: npm run build');
    return 1;
  }
  const original = against ?? lastRelease();
  if (original === undefined) {
    console.log(`${own.name} has no release on the registry yet, so no API can be broken`);
    return 0;
  }
  // The library is experimental as a whole until 1.0, where jsii-diff would only warn.
  const { code, output } = start(ROOT, ['npx', 'jsii-diff', original, '.', '--keys', '--error-on', 'all', '--ignore-file', '.compatignore']);
  process.stdout.write(output);
  if (code === 0) console.log(`the API of ${original} is still there`);
  else console.error('Give back what is missing; or, for a version that may break, add the key in brackets to .compatignore, and say it in CHANGELOG.md');
  return code ?? 1;
}

function lastRelease(): string | undefined {
  const { code, output } = start(ROOT, ['npm', 'view', own.name, 'version', '--json']);
  if (code === 0) return `npm:${own.name}@${JSON.parse(output) as string}`;
  if (output.includes('E404')) return undefined;
  throw new Error(`npm does not say which release is the last:\n${output}`);
}

process.exitCode = main(process.argv[2]);
