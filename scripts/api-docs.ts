import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT } from './own';
import { run } from './process';

const PAGE = path.join(ROOT, 'API.md');

/** Writes API.md from what is built; with --check it only says whether the page is what would be written. */
function main(check: boolean): number {
  if (!check) {
    write(PAGE);
    return 0;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-docs-'));
  try {
    const fresh = path.join(folder, 'API.md');
    write(fresh);
    if (fs.existsSync(PAGE) && fs.readFileSync(PAGE, 'utf8') === fs.readFileSync(fresh, 'utf8')) return 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.error('API.md does not say what the library exports now; run: npm run build && npm run api-docs');
  return 1;
}

function write(file: string): void {
  // jsii-docgen looks for assemblies in all folders below: here it would find copies of ours that examples and benchmarks installed.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-docs-of-'));
  try {
    for (const name of ['package.json', '.jsii']) fs.copyFileSync(path.join(ROOT, name), path.join(folder, name));
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    run(folder, [path.join(ROOT, 'node_modules', '.bin', 'jsii-docgen'), '--output', file]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  // Lines without an end of spaces, which editors and reviews take for mistakes.
  fs.writeFileSync(file, `${fs.readFileSync(file, 'utf8').replace(/[ \t]+$/gm, '').trimEnd()}\n`);
}

process.exitCode = main(process.argv.includes('--check'));
